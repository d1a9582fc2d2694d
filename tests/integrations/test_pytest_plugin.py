"""The pytest plug-in, in a repository of somebody else's configs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import HEADLINE, STORY, page

pytest_plugins = ["pytester"]

SITE = """
[fields]
headline = ["h1"]
[blocks]
newsletter = [".box"]
[expect]
require = ["headline"]
"""
SETTINGS = """
[pytest]
testpaths = fixtures rules/sites
scraper_fixtures = fixtures
scraper_config = rules
"""


@pytest.fixture
def repository(pytester: pytest.Pytester) -> Path:
    """A repository with one site and one fixture, all of it right."""
    root = pytester.path
    pytester.makeini(SETTINGS)
    case = root / "fixtures" / "gazette.example" / "plain"
    case.mkdir(parents=True)
    (root / "rules" / "sites").mkdir(parents=True)
    (root / "rules" / "sites" / "gazette.example.toml").write_text(SITE, "utf-8")
    markup = page(inside="<p class='box'>The Gazette at six, each Friday</p>")
    (case / "page.html").write_text(markup, "utf-8")
    (case / "page.toml").write_text(
        'url = "https://gazette.example/a"\nfetched = 2024-05-01\n', "utf-8"
    )
    lines = [f"headline | {HEADLINE}", *(f"body | {line}" for line in STORY)]
    lines.insert(3, "newsletter | The Gazette at six, each Friday")
    (case / "blocks.txt").write_text("\n".join(lines) + "\n", "utf-8")
    (case / "article.json").write_text(f'{{"headline": "{HEADLINE}"}}', "utf-8")
    return root


def outcome(pytester: pytest.Pytester) -> pytest.RunResult:
    return pytester.runpytest_inprocess("-p", "no:cacheprovider", "-v")


def test_a_fixture_has_a_test_for_its_blocks_and_for_each_field(
    pytester: pytest.Pytester, repository: Path
) -> None:
    result = outcome(pytester)
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(["*page.toml::blocks PASSED*", "*page.toml::headline PASSED*"])


def test_a_line_that_comes_out_wrong_is_shown_with_its_rule(
    pytester: pytest.Pytester, repository: Path
) -> None:
    blocks = repository / "fixtures" / "gazette.example" / "plain" / "blocks.txt"
    blocks.write_text(blocks.read_text("utf-8").replace("newsletter |", "promo |"), "utf-8")
    result = outcome(pytester)
    result.assert_outcomes(passed=3, failed=2)
    result.stdout.fnmatch_lines(["*gazette.example/newsletter .box*"])


def test_a_field_that_comes_out_wrong_is_shown_with_its_source(
    pytester: pytest.Pytester, repository: Path
) -> None:
    fields = repository / "fixtures" / "gazette.example" / "plain" / "article.json"
    fields.write_text('{"headline": "Ferry stops"}', "utf-8")
    result = outcome(pytester)
    result.assert_outcomes(passed=3, failed=2)
    result.stdout.fnmatch_lines(["*expected 'Ferry stops'*gazette.example/headline h1*"])


def test_a_rule_that_no_fixture_needs_fails(pytester: pytest.Pytester, repository: Path) -> None:
    rules = repository / "rules" / "sites" / "gazette.example.toml"
    rules.write_text(SITE.replace('".box"', '".box", ".gone"'), "utf-8")
    result = outcome(pytester)
    result.assert_outcomes(passed=4, failed=1)
    result.stdout.fnmatch_lines(["*weak: gazette.example/newsletter .gone: never fires*"])


def test_a_file_that_cannot_be_used_is_named_with_its_key(
    pytester: pytest.Pytester, repository: Path
) -> None:
    rules = repository / "rules" / "sites" / "gazette.example.toml"
    rules.write_text(SITE.replace("[blocks]", "[block]"), "utf-8")
    result = outcome(pytester)
    assert result.ret != 0
    result.stdout.fnmatch_lines(["*did you mean `blocks`*"])


def test_without_settings_the_plug_in_collects_nothing(
    pytester: pytest.Pytester, repository: Path
) -> None:
    (repository / "tox.ini").write_text("[pytest]\n", "utf-8")
    outcome(pytester).assert_outcomes()
