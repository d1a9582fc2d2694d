"""`scraper sites check`: whether configs still do what their fixtures and pages say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.desk import HEADLINE, STORY, page

URL = "https://gazette.example/a"
LETTER = "<p class='pk-box'>The Gazette letter, each Friday</p>"
BAR = "<p class='bar'>Post this story</p>"


@pytest.fixture
def case(rules: Path) -> Path:
    """A fixture of the site, all of it right, that needs every rule but two."""
    folder = rules / "fixtures" / "gazette.example" / "plain"
    folder.mkdir(parents=True)
    body = page(inside=BAR + LETTER).replace("<article>", "<article class='story'>")
    (folder / "page.html").write_text(body, "utf-8")
    (folder / "page.toml").write_text(f'url = "{URL}"\nfetched = 2024-05-01\n', "utf-8")
    lines = [f"headline | {HEADLINE}", *(f"body | {line}" for line in STORY)]
    lines[3:3] = ["share | Post this story", "newsletter | The Gazette letter, each Friday"]
    (folder / "blocks.txt").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "article.json").write_text(f'{{"headline": "{HEADLINE}"}}', "utf-8")
    return folder


def check(run: Run, rules: Path, *argv: str) -> tuple[int, str]:
    code, out, _ = run("sites", "check", "gazette.example", "--config", str(rules), *argv)
    return code, out


def test_a_config_whose_fixtures_come_out_right_is_sound(run: Run, rules: Path, case: Path) -> None:
    code, out = check(run, rules)
    assert code == 0
    assert out.startswith("gazette.example")
    assert "1 fixtures, 0 pages, 2 of 3 rules fired" in out
    assert "weak: gazette.example/caption .slide p: never fires" in out


def test_strict_takes_a_rule_that_never_fires_for_broken(run: Run, rules: Path, case: Path) -> None:
    code, out = check(run, rules, "--strict")
    assert code == 1
    assert "BROKEN" in out


def test_a_fixture_that_comes_out_otherwise_breaks_the_config(
    run: Run, rules: Path, case: Path
) -> None:
    blocks = case / "blocks.txt"
    blocks.write_text(blocks.read_text("utf-8").replace("share |", "promo |"), "utf-8")
    code, out = check(run, rules)
    assert code == 1
    assert "broken: gazette.example/plain: blocks differ" in out
    assert "+share | Post this story    [gazette.example/share .bar]" in out


def test_a_saved_page_that_lacks_what_is_expected_breaks_the_config(
    run: Run, rules: Path, case: Path, tmp_path: Path
) -> None:
    site = rules / "sites" / "gazette.example.toml"
    site.write_text(site.read_text("utf-8") + '\n[expect]\nrequire = ["authors"]\n', "utf-8")
    saved = tmp_path / "saved.html"
    saved.write_text(page(before="<p>By Ana Ruiz</p>"), "utf-8")
    fixture = (case / "page.html").read_text("utf-8")
    (case / "page.html").write_text(fixture, "utf-8")
    code, out = check(run, rules, "--pages", str(saved), "--url", URL)
    assert code == 1
    assert "broken: gazette.example/plain: found no authors" in out
    assert f"{saved}: found no authors" not in out


def test_a_name_that_a_build_made_is_pointed_at(run: Run, rules: Path, case: Path) -> None:
    site = rules / "sites" / "gazette.example.toml"
    site.write_text("blocks.share = ['.bar', '.css-1x2y3z4 p']\nfamily = 'presskit'\n", "utf-8")
    _, out = check(run, rules)
    assert "weak: gazette.example/share .css-1x2y3z4 p: 'css-1x2y3z4' looks made by a build" in out


def test_every_rule_is_listed_with_its_pages_when_asked(run: Run, rules: Path, case: Path) -> None:
    _, out = check(run, rules, "-v")
    assert "   1  gazette.example/share .bar" in out
    assert "   0  gazette.example/caption .slide p" in out


def test_a_family_is_tried_on_the_fixtures_of_its_sites(run: Run, rules: Path, case: Path) -> None:
    code, out, _ = run("sites", "check", "presskit", "--config", str(rules))
    assert code == 0
    assert "presskit" in out
    assert "1 of 2 rules fired" in out


def test_a_site_without_fixtures_is_weak(run: Run, rules: Path) -> None:
    code, out = check(run, rules)
    assert code == 0
    assert "no fixture shows what it does; make one in fixtures/gazette.example/" in out


def test_a_host_without_a_config_is_named(run: Run, rules: Path) -> None:
    code, _, err = run("sites", "check", "herald.example", "--config", str(rules))
    assert code == 2
    assert "herald.example: no config for it; `scraper sites list` shows what there is" in err


def test_the_fixtures_folder_has_to_be_there(run: Run, rules: Path) -> None:
    code, _, err = run("sites", "check", "--config", str(rules), "--fixtures", "gone")
    assert code == 2
    assert "--fixtures gone: no such folder" in err
