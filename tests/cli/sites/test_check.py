"""`scraper sites check`: whether configs still do what their fixtures and pages say."""

from __future__ import annotations

import json
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


# -- drift ---------------------------------------------------------------------------------------


def clean(run: Run, rules: Path, folder: Path, *argv: str) -> tuple[int, str]:
    names = sorted(str(path) for path in folder.iterdir())
    manifest = folder.parent / f"{folder.name}.jsonl"
    rows = [f'{{"path": "{name}", "url": "{URL}/{i}"}}\n' for i, name in enumerate(names)]
    manifest.write_text("".join(rows), "utf-8")
    out = str(folder.parent / "out")
    common = ("-o", out, "--config", str(rules), "-q", "-j", "1", "--no-cross")
    code, _, err = run("clean", "--manifest", str(manifest), *common, *argv)
    return code, err


def save(folder: Path, pages: int, inside: str) -> Path:
    folder.mkdir()
    for number in range(pages):
        markup = page(inside=inside).replace("<article>", "<article class='story'>")
        (folder / f"{number}.html").write_text(markup, "utf-8")
    return folder


def test_a_run_warns_of_a_site_that_changed_since_the_last(
    run: Run, rules: Path, tmp_path: Path
) -> None:
    report = tmp_path / "april.json"
    code, err = clean(run, rules, save(tmp_path / "april", 6, BAR), "--report", str(report))
    assert (code, err) == (0, "")
    rules_fired = json.loads(report.read_text("utf-8"))["sites"]["gazette.example"]["fired"]
    assert rules_fired["gazette.example/share .bar"] == 6
    code, err = clean(run, rules, save(tmp_path / "may", 6, ""), "--baseline", str(report))
    assert code == 0
    assert "gazette.example may have changed: gazette.example/share .bar silent" in err
    assert "scraper sites check gazette.example" in err


def test_a_run_like_the_last_warns_of_nothing(run: Run, rules: Path, tmp_path: Path) -> None:
    report = tmp_path / "april.json"
    clean(run, rules, save(tmp_path / "april", 6, BAR), "--report", str(report))
    assert clean(run, rules, save(tmp_path / "may", 6, BAR), "--baseline", str(report)) == (0, "")


def test_the_report_names_what_failed(run: Run, rules: Path, tmp_path: Path) -> None:
    folder = save(tmp_path / "april", 1, BAR)
    (folder / "photo.html").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    report = tmp_path / "april.json"
    assert clean(run, rules, folder, "--report", str(report))[0] == 1
    found = json.loads(report.read_text("utf-8"))
    assert found["done"] == 1
    assert list(found["failed"]) == [str(folder / "photo.html")]
    assert found["verdicts"] == {"complete": 1}


def test_a_baseline_that_is_no_report_is_named(run: Run, rules: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text('{"sites": 3}', "utf-8")
    code, err = clean(run, rules, save(tmp_path / "may", 1, BAR), "--baseline", str(other))
    assert code == 2
    assert "other.json: not a report" in err
