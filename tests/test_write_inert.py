"""Whatever a page says stays inert in every format. The payloads come from public test suites."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scraper.formats import write
from scraper.types import Article, Caption, Label
from tests.test_write import article, tags_of

CONFORMANCE = Path(__file__).parents[2] / "shared" / "conformance"


def everywhere(text: str) -> Article:
    """An article that says the same thing wherever a page can say something."""
    lines = [f"{label} | {text}" for label in Label]
    fields = ("url", "site", "language", "headline", "kicker", "deck", "byline", "bio", "section",
              "lead_image", "canonical_url")  # fmt: skip
    return article(
        *lines,
        **{name: text for name in fields},
        authors=(text,),
        captions=(Caption(text, text, text),),
        provenance={text: text},
        problems=(text,),
    )


def hostile_texts() -> list[str]:
    texts = ["</title><script>alert(1)</script>", "\"' onload=alert(1) x='", "<!-- --!>",
             "</style><img src=x onerror=alert(1)>", "]]>", "\x1b[31m", "\ud800"]  # fmt: skip
    for name in ("xss_payloads.json", "blns.json"):
        if (CONFORMANCE / name).exists():
            texts += json.loads((CONFORMANCE / name).read_text("utf-8"))
    return [text if isinstance(text, str) else json.dumps(text) for text in texts]


def test_hostile_text_adds_no_element_and_no_attribute_to_html():
    allowed = {"class", "href", "rel", "datetime", "lang", "dir", "charset", "name", "content",
               "http-equiv"}  # fmt: skip
    for text in hostile_texts():
        page = write(everywhere(text), "html", keep=set(Label))
        tags = tags_of(page)
        assert {name for _, names in tags for name in names} <= allowed, text
        assert not {tag for tag, _ in tags} & {"script", "img", "svg", "iframe", "link"}, text
        assert all(re.match("https?://", url) for url in re.findall('href="([^"]*)"', page)), text


def test_hostile_text_stays_on_its_json_line():
    for text in hostile_texts():
        line = write(everywhere(text), "jsonl", [*json.loads(write(Article(), "jsonl")), "blocks"])
        assert len(line.splitlines()) == 1, text
        assert line.encode(), text
        assert json.loads(line)["headline"] == text.replace("\ud800", "\ufffd")


def test_hostile_text_is_no_html_in_markdown():
    renderer = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    expected = {"h1", "h2", "p", "em", "ul", "li", "br", "blockquote", "table", "thead", "tbody",
                "tr", "th", "td"}  # fmt: skip
    for text in hostile_texts():
        page = renderer.render(write(everywhere(text), "markdown", keep=set(Label)))
        assert {tag for tag, _ in tags_of(page)} <= expected, text


def test_hostile_text_drives_no_terminal():
    for text in hostile_texts():
        for form in ("text", "markdown"):
            written = write(everywhere(text), form, keep=set(Label))
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", written), text
