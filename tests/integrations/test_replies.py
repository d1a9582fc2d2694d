"""Somebody else's answer is read as our own fetcher's would be."""

from __future__ import annotations

import asyncio
from dataclasses import fields
from datetime import UTC, datetime

import pytest

from scraper import Article, FetchError, Label, Page, ScraperError, Verdict, extract
from scraper.formats import FIELDS
from scraper.integrations.item import ArticleItem, item_of
from scraper.integrations.replies import page_of_reply, read_story
from tests.desk import HEADLINE, STORY, house, page, paragraphs

URL = "https://gazette.example/harbor-bridge-reopens-again"


def test_bytes_stay_as_they_came_and_the_headers_tell_what_they_are() -> None:
    body = "<p>Мост открыт".encode("windows-1251")
    made = page_of_reply(URL, body, {"Content-Type": "text/html; charset=windows-1251"})
    assert (made.body, made.media_type, made.charset) == (body, "text/html", "windows-1251")
    assert extract(made, house()).blocks[0].text == "Мост открыт"


def test_a_page_is_as_old_as_its_date_says() -> None:
    made = page_of_reply(URL, b"", {"Date": "Wed, 01 May 2024 09:30:00 GMT"})
    assert made.fetched_at == datetime(2024, 5, 1, 9, 30, tzinfo=UTC)
    assert page_of_reply(URL, b"", {}).fetched_at is None


@pytest.mark.parametrize(
    ("media_type", "body"),
    [("image/png", b""), ("text/html", b"%PDF-1.7"), ("application/json", b"{}")],
)
def test_what_is_no_page_is_an_error_that_names_it(media_type: str, body: bytes) -> None:
    with pytest.raises(FetchError, match=f"^{URL}: not_html: "):
        page_of_reply(URL, body, {"content-type": media_type})


def test_an_item_has_the_fields_of_an_article_and_the_numbers_of_what_was_removed() -> None:
    names = [field.name for field in fields(ArticleItem)]
    assert names == [*(name for name in FIELDS if name != "blocks"), "removed"]
    article = extract(page(below="<nav><p>Sport</p></nav>"), house())
    item = item_of(article)
    assert (item.headline, item.text) == (HEADLINE, article.text)
    assert item.removed["nav"] == [b.label for b in article.removed()].count(Label.NAV)


def test_an_item_is_made_of_plain_values() -> None:
    item = item_of(Article(published=datetime(2024, 5, 1, tzinfo=UTC), verdict=Verdict.COMPLETE))
    assert (item.published, item.verdict) == ("2024-05-01T00:00:00+00:00", "complete")
    assert item.to_dict()["captions"] == []


def leaf(number: int, last: int) -> Page:
    onward = f"<link rel=next href='{URL}/{number + 1}'>" if number < last else ""
    body = f"<head>{onward}<article><h1>{HEADLINE}</h1>" + paragraphs(
        *(f"Part {number}: {line}" for line in STORY)
    )
    return Page(f"{URL}/{number}" if number > 1 else URL, body.encode())


def test_a_story_is_followed_to_its_last_page() -> None:
    async def ask(url: str) -> Page:
        return leaf(int(url[-1]), last=3)

    article = asyncio.run(read_story(leaf(1, last=3), ask, house()))
    assert [article.text.count(f"Part {number}: ") for number in (1, 2, 3, 4)] == [4, 4, 4, 0]
    assert (article.verdict, article.next_page) == (Verdict.COMPLETE, None)


def test_a_page_that_cannot_be_had_costs_itself_only() -> None:
    async def ask(url: str) -> ScraperError:
        return FetchError(url, "http_503")

    article = asyncio.run(read_story(leaf(1, last=3), ask, house()))
    assert article.text.count("Part 1: ") == 4
    assert article.verdict is Verdict.TRUNCATED
    assert any("page 2 of the story could not be had" in problem for problem in article.problems)
