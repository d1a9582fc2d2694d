"""Somebody else's answers to requests -> Page -> Article, by the rules of our own fetcher."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scraper.config import Config
from scraper.errors import FetchError, ScraperError
from scraper.fetch.content import content_of
from scraper.fetch.faults import Fault
from scraper.pipeline import extract_pages
from scraper.types import Article, Page

Ask = Callable[[str], Awaitable[Page | ScraperError]]


def page_of_reply(
    url: str, body: bytes, headers: Mapping[str, str], asked: str | None = None
) -> Page:
    """The page that an answer holds: its bytes, and what its headers say of them.

    `url` is the one that answered, `asked` the one that was asked for. A page is as old as its
    Date header says, so that one out of a cache is read by the rules of its time. Raises FetchError
    (not_html) for what is neither HTML nor text.
    """
    headers = {name.lower(): value for name, value in headers.items()}
    try:
        media_type, charset = content_of(headers, body)
    except Fault as fault:
        raise FetchError(url, fault.reason, fault.detail) from fault
    fetched_at = _moment(headers.get("date", ""))
    return Page(url, body, media_type, charset, fetched_at, asked or url, headers)


def _moment(text: str) -> datetime | None:
    """A Date header (RFC 9110, 6.6.1), or None for what is none.

    >>> _moment("Tue, 15 Nov 1994 08:12:31 GMT")
    datetime.datetime(1994, 11, 15, 8, 12, 31, tzinfo=datetime.timezone.utc)
    >>> _moment("yesterday") is None
    True
    """
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


async def read_story(first: Page, ask: Ask, config: Config | None = None) -> Article:
    """The article on a page and on those on which it goes on, each asked for when it is named.

    `ask` gives the page at a URL, or the error that stands in its place: a problem of the article.
    """
    pages: list[Page | ScraperError] = [first]
    article = extract_pages(pages, config)
    while article.next_page:
        pages.append(await ask(article.next_page))
        article = extract_pages(pages, config)
    return article
