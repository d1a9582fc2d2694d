"""Every fixture, block by block and field by field; and the reader of fixtures itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from scraper.errors import ConfigError
from scraper.testing import (
    Fixture,
    compare_blocks,
    compare_fields,
    find_fixtures,
    kept_or_dropped,
    load_fixture,
    mislabelled,
    print_line,
)
from scraper.text import squeeze
from scraper.types import Article, Block, Kind, Label, LabelledBlock

ROOT = Path(__file__).parents[1] / "fixtures"
FIXTURES = tuple(load_fixture(folder) for folder in find_fixtures(ROOT))
FIELDS = [pytest.param(f, key, id=f"{f.name}-{key}") for f in FIXTURES for key in f.fields]
RIGHT_LINES = 0.95  # the share of lines that must be kept or dropped right


@cache
def read(folder: Path) -> Article:
    # Imported here so that the reader's own tests run without the pipeline.
    from scraper import extract

    return extract(load_fixture(folder).page)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda f: f.name)
def test_every_block_of_a_fixture_gets_its_label(fixture: Fixture) -> None:
    article = read(fixture.folder)
    assert [print_line(b.text) for b in article.blocks] == [text for _, text in fixture.blocks]
    diff = compare_blocks(article, fixture)
    # Strict both ways: a line that comes right has to leave the list of those known to be wrong.
    assert mislabelled(article, fixture) == fixture.misses, f"{fixture.name}\n{diff}"


@pytest.mark.parametrize(("fixture", "name"), FIELDS)
def test_a_field_of_a_fixture_has_its_value(fixture: Fixture, name: str) -> None:
    wrong = compare_fields(read(fixture.folder), fixture)
    assert name not in wrong, wrong[name]


def test_nearly_every_line_is_kept_or_dropped_right() -> None:
    counts = {f.name: kept_or_dropped(read(f.folder), f) for f in FIXTURES}
    right, lines = (sum(pair[i] for pair in counts.values()) for i in (0, 1))
    report = "\n".join(f"{name}: {a} of {b}" for name, (a, b) in counts.items() if a < b)
    assert right >= RIGHT_LINES * lines, f"{right} of {lines} lines\n{report}"


def test_every_line_of_blocks_txt_is_printed_on_its_page() -> None:
    # A typing slip in blocks.txt would blame the pipeline for a line no page has.
    for fixture in (f for f in FIXTURES if f.page.media_type == "text/plain"):
        page = squeeze(fixture.page.body.decode("utf-8-sig").replace(" | ", " "))
        assert [text for _, text in fixture.blocks if squeeze(text) not in page] == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "harbor-gazette.example" / "short"
    home.mkdir(parents=True)
    (home / "page.txt").write_text("Bridge reopens\n\nThe bridge reopened on Tuesday.\n", "utf-8")
    (home / "page.toml").write_text('url = "https://x.example/1"\nfetched = 2024-05-01\n', "utf-8")
    (home / "blocks.txt").write_text(
        "headline | Bridge reopens\nbody | The bridge reopened on Tuesday.\n", "utf-8"
    )
    (home / "article.json").write_text('{"headline": "Bridge reopens"}', "utf-8")
    return home


def labelled(*lines: tuple[Label, str]) -> Article:
    blocks = (Block(i, text, Kind.PARAGRAPH) for i, (_, text) in enumerate(lines))
    pairs = zip(blocks, lines, strict=True)
    return Article(blocks=tuple(LabelledBlock(b, label, "test") for b, (label, _) in pairs))


def test_a_fixture_holds_its_page_blocks_and_fields(folder: Path) -> None:
    fixture = load_fixture(folder)
    assert fixture.page.media_type == "text/plain"
    assert fixture.page.fetched_at == datetime(2024, 5, 1, tzinfo=UTC)
    assert fixture.blocks[0] == (Label.HEADLINE, "Bridge reopens")
    assert fixture.fields == {"headline": "Bridge reopens"}
    assert find_fixtures(folder.parents[1]) == (folder,)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("blocks.txt", "headline | Bridge\nbdoy | It opened.\n", r'blocks\.txt:2: .*"body"'),
        ("blocks.txt", "headline\n", r"blocks\.txt:1: "),
        ("article.json", '{\n "headline": "Bridge",\n}', r"article\.json:[23]: not JSON"),
        ("article.json", '{\n "author": []\n}', r'article\.json:2: .*"authors"'),
        ("page.toml", "url = \n", r"page\.toml: not TOML: .*line 1"),
        ("page.toml", 'url = "https://x.example/1"\nfetched = "May"\n', r"page\.toml:2: "),
    ],
)
def test_a_malformed_fixture_names_file_and_line(
    folder: Path, name: str, content: str, message: str
) -> None:
    (folder / name).write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=message):
        load_fixture(folder)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda f: (f / "page.txt").unlink(),
        lambda f: (f / "page.html").write_text("<p>Two", "utf-8"),
    ],
    ids=["none", "two"],
)
def test_a_fixture_with_no_page_or_two_is_refused(
    folder: Path, spoil: Callable[[Path], object]
) -> None:
    spoil(folder)
    with pytest.raises(ConfigError, match="keep one of"):
        load_fixture(folder)


def test_kept_or_dropped_asks_only_whether_a_line_is_story(folder: Path) -> None:
    fixture = load_fixture(folder)
    body = (Label.QUOTE, "The bridge reopened on Tuesday.")
    assert kept_or_dropped(labelled((Label.KICKER, "Bridge reopens"), body), fixture) == (2, 2)
    assert kept_or_dropped(labelled((Label.NAV, "Bridge reopens"), body), fixture) == (1, 2)
    assert kept_or_dropped(labelled(body), fixture) == (1, 2)


def test_a_diff_of_blocks_names_the_rule_that_decided(folder: Path) -> None:
    fixture = load_fixture(folder)
    wrong = labelled((Label.NAV, "Bridge reopens"), fixture.blocks[1])
    assert "+nav | Bridge reopens    [test]" in compare_blocks(wrong, fixture)
    assert compare_blocks(labelled(*fixture.blocks), fixture) == ""


def test_a_dash_that_opens_speech_is_no_bullet() -> None:
    assert print_line("— Нет.") == "— Нет."
    assert print_line("- книги про пчёл") == "книги про пчёл"
