"""A page goes in, an article comes out: whatever form the page has."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from scraper import InputError, Page, Verdict, extract
from tests.desk import HEADLINE, STORY, dump, house, page

TEXT = "\n\n".join(STORY)
URL = "https://gazette.example/a"


@pytest.mark.parametrize(
    "source",
    [page(), page().encode(), page().encode("utf-16"), Page(URL, page().encode())],
    ids=["str", "bytes", "utf-16", "page"],
)
def test_a_page_may_come_as_text_as_bytes_or_as_a_page(source: Page | bytes | str) -> None:
    made = extract(source)
    assert (made.headline, made.text) == (HEADLINE, TEXT)


@pytest.mark.parametrize(
    "source", [dump(), dump().encode(), Page(None, dump().encode(), "text/plain")]
)
def test_a_dump_may_come_in_the_same_forms(source: Page | bytes | str) -> None:
    made = extract(source)
    assert (made.headline, made.text) == (HEADLINE, TEXT)


def test_html_and_its_dump_make_the_same_text() -> None:
    assert extract(page()).text == extract(dump()).text


def test_the_kind_is_looked_at_when_it_is_not_given() -> None:
    assert extract(Page(None, page().encode(), None)).text == TEXT
    assert extract(Page(None, dump().encode(), None)).text == TEXT


def test_the_kind_that_is_given_is_believed() -> None:
    made = extract("<p>The bridge reopened on Tuesday.</p>", media_type="text/plain")
    assert [b.text for b in made.blocks] == ["<p>The bridge reopened on Tuesday.</p>"]


def test_the_address_of_bare_forms_is_a_keyword() -> None:
    assert extract(page(), url=URL).url == URL
    assert extract(page()).url is None


def test_the_charset_of_a_page_is_used() -> None:
    body = page(inside="<p>Öresund ferries sail again, she said.</p>").encode("latin-1")
    assert "Öresund" in extract(Page(URL, body, charset="iso-8859-1")).text


def test_a_string_with_a_lone_surrogate_is_still_read() -> None:
    assert HEADLINE in (extract(page(inside="<p>\ud83d</p>")).headline or "")


@pytest.mark.parametrize(
    "body", [b"%PDF-1.7\n%\xe2\xe3", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04\x14\0"]
)
def test_what_is_no_page_is_refused(body: bytes) -> None:
    with pytest.raises(InputError):
        extract(body)


def test_an_empty_page_is_an_empty_article() -> None:
    assert extract("").verdict is Verdict.EMPTY
    assert extract(b"").verdict is Verdict.EMPTY


def test_the_same_page_makes_the_same_article() -> None:
    assert extract(page()) == extract(page())


def test_an_article_cannot_be_edited() -> None:
    with pytest.raises(FrozenInstanceError):
        extract(page()).headline = "x"  # type: ignore[misc]


def test_the_rules_that_are_given_are_used() -> None:
    assert extract(page(), house(), url="https://www.haaretz.com/a").site is None
    assert extract(page(), url="https://www.haaretz.com/a").site == "Haaretz"


def test_the_day_a_page_was_fetched_is_no_day_of_its_story() -> None:
    made = extract(Page(URL, page().encode(), fetched_at=datetime(2024, 5, 3, tzinfo=UTC)))
    assert made.published is None


@pytest.mark.parametrize(
    "line", ["Advertisement", "Sign up for our newsletter", "Read more: Ferry fares rise"]
)
def test_a_plug_is_left_out_of_pages_and_dumps_alike(line: str) -> None:
    assert extract(page(inside=f"<p>{line}</p>")).text == TEXT
    assert extract(dump(inside=line)).text == TEXT


def test_a_sentence_about_a_plug_is_story() -> None:
    line = "Sign up sheets for the ferry hung in the harbor office, she said."
    assert line in extract(page(inside=f"<p>{line}</p>")).text
    assert line in extract(dump(inside=line)).text


def test_what_is_amiss_with_the_fetching_of_a_page_is_a_problem_of_its_article() -> None:
    body = b"<h1>Bridge reopens</h1><p>The harbor bridge reopened on Tuesday.</p>"
    unverified = "its TLS certificate was not checked"
    assert unverified in extract(Page(None, body, problems=(unverified,))).problems
    assert unverified not in extract(Page(None, body)).problems
