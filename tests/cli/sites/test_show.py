"""`scraper sites list`, `show` and `schema`: what is known of sites."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_the_list_names_host_paper_cms_and_day(run: Run, rules: Path) -> None:
    code, out, _ = run("sites", "list", "--config", str(rules))
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert code == 0
    assert "The Harbor Gazette" in lines["gazette.example"]
    assert "presskit" in lines["gazette.example"]
    assert "2024-05-01" in lines["gazette.example"]
    assert "gazette-live.example" in lines["gazette.example"]
    assert lines["presskit"].endswith("family")
    assert "timesofisrael.com" in lines  # the package's own


def test_the_rules_of_a_page_are_shown_merged_each_with_its_file(run: Run, rules: Path) -> None:
    code, out, _ = run("sites", "show", "https://gazette.example/a", "--config", str(rules))
    assert code == 0
    assert out.startswith("# family/presskit.toml < sites/gazette.example.toml\n")
    share = [line.split() for line in out.splitlines() if line.strip().startswith('".')]
    assert share == [
        ['".story",', "#", "sites/gazette.example.toml"],
        ['".bar",', "#", "sites/gazette.example.toml"],
        ['".pk-share",', "#", "family/presskit.toml"],
    ]


def test_what_is_shown_is_toml_that_says_the_same(run: Run, rules: Path) -> None:
    _, out, _ = run("sites", "show", "gazette.example", "--config", str(rules))
    shown = tomllib.loads(out)
    assert shown["timezone"] == "Europe/Berlin"
    assert shown["blocks"] == {
        "share": [".bar", ".pk-share"],
        "newsletter": [{"css": ".pk-box", "text": "letter"}],
    }


def test_the_section_of_a_page_comes_before_its_site(run: Run, rules: Path) -> None:
    _, out, _ = run("sites", "show", "https://gazette.example/gallery/1", "--config", str(rules))
    assert '".slide p",' in out
    assert "# sites/gazette.example.toml: section gallery" in out


def test_the_cms_of_an_unknown_site_shows_in_its_saved_page(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "story.html"
    page.write_text('<meta name="generator" content="WordPress 6.4"><p>Rain</p>', "utf-8")
    assert run("sites", "show", "unknown.example")[0] == 1
    code, out, _ = run("sites", "show", "unknown.example", "--page", str(page))
    assert code == 0
    assert out.startswith("# family/wordpress.toml\n")


def test_of_an_unknown_site_it_says_so(run: Run) -> None:
    code, out, _ = run("sites", "show", "https://unknown.example/a")
    assert (code, out) == (
        1,
        "# nothing is known of https://unknown.example/a: the rules for all pages hold\n",
    )


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("gazette.example", "--page", "gone.html"), "--page gone.html: No such file"),
        (("gazette.example", "--config", "gone"), "gone: no rules here"),
    ],
)
def test_what_cannot_be_read_is_named(run: Run, argv: tuple[str, ...], message: str) -> None:
    code, _, err = run("sites", "show", *argv)
    assert code == 2
    assert message in err


def test_a_broken_file_is_named_with_its_key(run: Run, rules: Path) -> None:
    (rules / "sites" / "gazette.example.toml").write_text("blocks.sahre = ['.bar']", "utf-8")
    code, _, err = run("sites", "show", "gazette.example", "--config", str(rules))
    assert code == 2
    assert "gazette.example.toml" in err
    assert "did you mean `share`?" in err


def test_the_schema_is_json(run: Run) -> None:
    code, out, _ = run("sites", "schema")
    assert code == 0
    assert json.loads(out)["$ref"] == "#/$defs/SiteFile"
