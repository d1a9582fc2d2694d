"""What the writers make of an article."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.formats import FORMATS, write
from scraper.types import (
    LEAD_RULE,
    Article,
    Block,
    Caption,
    Dateline,
    Kind,
    Label,
    LabelledBlock,
    Verdict,
)


def article(*lines: str, **fields: object) -> Article:
    """An article cut from "label | text" lines; a level may follow the label: "subhead 3 | ..."."""
    blocks: list[LabelledBlock] = []
    for index, line in enumerate(lines):
        head, text = line.split(" | ", 1)
        word, _, level = head.partition(" ")
        block = Block(index, text, Kind.PARAGRAPH, level=int(level or 0))
        blocks.append(LabelledBlock(block, Label(word), "test/rule"))
    story = "\n\n".join(b.text for b in blocks if b.label.is_text)
    return Article(**{"text": story, "blocks": tuple(blocks), **fields})  # type: ignore[arg-type]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def tags_of(page: str) -> list[tuple[str, tuple[str, ...]]]:
    parser = _Tags()
    parser.feed(page)
    return parser.tags


def text_of(page: str) -> str:
    parser = _Tags()
    parser.feed(page)
    return "".join(parser.texts).strip()


BRIDGE = article(
    "nav | Home",
    "headline | Bridge reopens",
    "body | LISBON — The bridge reopened on Tuesday.",
    "caption | The bridge at dawn. Photo: Ana Ruiz",
    "subhead 3 | What it cost",
    "body | It cost 3 million euros.",
    "related | Five more bridges",
    "list 1 | Steel",
    "list 2 | from Porto",
    "list 1 | Stone",
    "quote | We waited nine years.",
    "table | Year | Cars\n2023 | 900",
    headline="Bridge reopens",
    deck="Nine years late",
    authors=("Ana Ruiz", "Tom Okafor"),
    published=datetime(2024, 5, 1, 10, 30, tzinfo=UTC),
    site="The Daily",
    url="https://daily.example/bridge",
    dateline=Dateline("LISBON —", "LISBON"),
    captions=(Caption("The bridge at dawn.", "Ana Ruiz", "https://daily.example/b.jpg"),),
    text="The bridge reopened on Tuesday.\n\nWhat it cost\n\nIt cost 3 million euros.",
    language="en",
    verdict=Verdict.COMPLETE,
)


# ---- text


def test_text_is_headline_deck_byline_and_story():
    assert write(BRIDGE, "text") == (
        "Bridge reopens\n\nNine years late\n\nAna Ruiz, Tom Okafor · 2024-05-01 10:30+00:00\n\n"
        "The bridge reopened on Tuesday.\n\nWhat it cost\n\nIt cost 3 million euros.\n"
    )


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_a_byline_with_the_date_in_it_does_not_bring_the_date_twice(format):
    dated = replace(BRIDGE, byline="By Ana Ruiz and Tom Okafor, May 1, 2024")
    assert "May 1" not in write(dated, format)
    assert "Ana Ruiz, Tom Okafor" in write(dated, format)
    plain = replace(BRIDGE, byline="By Ana Ruiz and Tom Okafor")
    assert "By Ana Ruiz and Tom Okafor" in write(plain, format)
    assert "May 1" in write(dated, format, fields=["byline"])


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_a_deck_that_is_the_first_paragraph_is_written_once(format):
    lead = "The bridge reopened on Tuesday, nine years late."
    block = LabelledBlock(Block(0, lead, Kind.PARAGRAPH), Label.BODY, LEAD_RULE)
    led = Article(headline="Bridge reopens", deck=lead, text=lead, blocks=(block,))
    assert write(led, format).count(lead) == 1
    assert lead in write(led, format, fields=["deck"])


def test_text_of_an_empty_article_is_empty():
    assert write(Article(), "text") == ""


def test_text_keeps_a_label_at_its_place_and_leaves_the_others_out():
    text = write(BRIDGE, "text", keep={Label.RELATED})
    assert "euros.\n\nFive more bridges\n\nSteel\nfrom Porto\nStone" in text
    assert "Home" not in text


def test_text_with_a_kept_label_still_starts_after_the_dateline():
    text = write(BRIDGE, "text", keep={Label.CAPTION})
    assert "\n\nThe bridge reopened on Tuesday.\n\nThe bridge at dawn." in text


def test_text_of_chosen_fields_is_their_values_in_the_order_asked_for():
    assert write(BRIDGE, "text", fields=["published", "headline"]) == (
        "2024-05-01 10:30+00:00\n\nBridge reopens\n"
    )


def test_a_date_without_a_time_stays_a_date():
    assert write(Article(published=date(2024, 5, 1)), "text") == "2024-05-01\n"


# ---- markdown


def test_markdown_sets_every_kind_of_block():
    assert write(BRIDGE, "markdown") == (
        "# Bridge reopens\n\n*Nine years late*\n\n"
        "Ana Ruiz, Tom Okafor · 2024-05-01 10:30+00:00 · The Daily\n\n"
        "LISBON — The bridge reopened on Tuesday.\n\n"
        "*The bridge at dawn. Photo: Ana Ruiz*\n\n### What it cost\n\nIt cost 3 million euros.\n\n"
        "- Steel\n  - from Porto\n- Stone\n\n> We waited nine years.\n\n"
        "| Year | Cars |\n| --- | --- |\n| 2023 | 900 |\n"
    )


def test_markdown_leaves_captions_out_when_only_the_text_is_asked_for():
    text = write(BRIDGE, "markdown", fields=["text"])
    assert "dawn" not in text
    assert text.startswith("LISBON")


@pytest.mark.parametrize(
    ("first", "second", "set_as"),
    [
        (
            "The quay at dusk",
            "The quay at dusk Photo: Ana Ruiz",
            ["*The quay at dusk Photo: Ana Ruiz*"],
        ),
        ("The quay at dusk. (Rye)", "The quay at dusk", ["*The quay at dusk. (Rye)*"]),
        ("The quay at dusk", "The quay at dawn", ["*The quay at dusk*", "*The quay at dawn*"]),
    ],
)
def test_a_caption_that_a_page_prints_twice_is_set_once(first, second, set_as):
    doubled = article(f"caption | {first}", f"caption | {second}", "body | It rained.")
    assert write(doubled, "markdown").split("\n\n")[:-1] == set_as


def test_markdown_lists_fields_that_have_no_place_of_their_own():
    assert "- **language:** en" in write(BRIDGE, "markdown", fields=["headline", "language"])


def test_markdown_of_an_article_without_blocks_is_its_text():
    assert write(Article(text="It rained.\n\nIt snowed."), "markdown") == (
        "It rained.\n\nIt snowed.\n"
    )


@pytest.mark.parametrize(
    "line",
    ["# 1 again", "1. Mai", "- 40 degrees", "> us", "===", "* * *", "_so_ *it* `goes`", "&lt;b>",
     "[a](javascript:x)", "<script>alert(1)</script>", "~~~", "C:\\new\\", "| a | b |", "+ 5",
     "snake_case_name", "R&D", "AT&T; 5 < 6", "![x](y)", "C# #"],
)  # fmt: skip
def test_markdown_shows_a_line_letter_for_letter(line):
    renderer = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    shown = renderer.render(write(article(f"body | {line}"), "markdown"))
    assert shown.startswith("<p>")
    assert text_of(shown) == line


@given(st.text("#*_-+=~`|<>&;:.)(!\\[]{}^\"' a1é橋/@", min_size=1, max_size=14))
def test_markdown_shows_any_line_letter_for_letter(line):
    renderer = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    line = " ".join(line.split())
    for label in ("body", "subhead", "quote", "list", "caption"):
        shown = renderer.render(write(article(f"{label} | {line}"), "markdown"))
        assert text_of(shown) == line


def test_markdown_escapes_no_more_than_it_must():
    line = "In 2024, prices rose 3% (to 5-6 euros): a snake_case word, R&D and #news."
    assert write(article(f"body | {line}"), "markdown") == line + "\n"


def test_a_pipe_in_a_cell_does_not_open_another():
    assert "| a\\|b | c |" in write(article("table | a|b | c\nd | e"), "markdown")


# ---- jsonl


def test_jsonl_is_one_line_with_every_field_but_the_blocks():
    row = json.loads(write(BRIDGE, "jsonl"))
    assert row["published"] == "2024-05-01T10:30:00+00:00"
    assert row["verdict"] == "complete"
    assert row["captions"][0]["credit"] == "Ana Ruiz"
    assert row["kicker"] is None
    assert "blocks" not in row
    assert "kept" not in row


def test_jsonl_has_blocks_when_asked_for():
    row = json.loads(write(BRIDGE, "jsonl", fields=["blocks"]))
    assert list(row) == ["blocks"]
    assert row["blocks"][0]["label"] == "nav"


def test_jsonl_lists_kept_blocks():
    row = json.loads(write(BRIDGE, "jsonl", fields=["headline"], keep={Label.RELATED}))
    assert [block["text"] for block in row["kept"]] == ["Five more bridges"]


def test_jsonl_writes_letters_as_they_are_and_breaks_as_escapes():
    hostile = "Über\nNacht\u2028\u2029\x85\x00\ud800"
    line = write(Article(headline=hostile), "jsonl", fields=["headline"])
    assert line.splitlines() == [line[:-1]]
    assert "Über" in line
    assert line.encode()
    assert json.loads(line)["headline"] == hostile.replace("\ud800", "\ufffd")


# ---- html


def test_html_sets_every_kind_of_block():
    page = write(BRIDGE, "html")
    assert '<html lang="en" dir="ltr">' in page
    assert "<h1>Bridge reopens</h1>" in page
    assert "<h3>What it cost</h3>" in page
    assert "<ul><li>Steel<ul><li>from Porto</li></ul></li><li>Stone</li></ul>" in page
    assert "<blockquote><p>We waited nine years.</p></blockquote>" in page
    assert "<tr><td>2023</td><td>900</td></tr>" in page
    assert '<figure><figcaption><a href="https://daily.example/b.jpg"' in page
    assert "Five more bridges" not in page


def test_html_marks_what_was_kept_as_an_aside():
    page = write(BRIDGE, "html", keep={Label.RELATED})
    assert '<aside class="related"><p>Five more bridges</p></aside>' in page


@pytest.mark.parametrize("language", ["ar", "he-IL", "FA"])
def test_html_runs_from_right_to_left_for_languages_that_do(language):
    assert 'dir="rtl"' in write(Article(language=language), "html")


def test_html_ignores_a_language_that_is_none():
    page = write(Article(language='en" onload="alert(1)'), "html")
    assert '<html dir="auto">' in page


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example/x", "https:evil", "http://[",
     "java\nscript:alert(1)", 'https://x.example/"onclick="y', "https://a.example/ b", "/a.jpg"],
)  # fmt: skip
def test_html_links_nowhere_but_to_the_web(url):
    assert "href" not in write(Article(url=url, headline="Bridge"), "html")


def test_html_links_to_the_page():
    page = write(Article(url="https://daily.example/a?b=1&c=2"), "html")
    assert 'href="https://daily.example/a?b=1&amp;c=2"' in page


# ---- wrong calls


def test_an_unknown_field_is_refused_and_the_nearest_named():
    with pytest.raises(ValueError, match="did you mean 'headline'"):
        write(BRIDGE, "text", fields=["headlines"])


def test_an_unknown_format_is_refused_and_the_known_ones_named():
    with pytest.raises(ValueError, match=", ".join(FORMATS)):
        write(BRIDGE, "pdf")  # type: ignore[arg-type]
