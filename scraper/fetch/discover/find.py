"""Where a host names its pages, when only the host is known."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from scraper.fetch.discover.feed import parse_feed
from scraper.fetch.discover.found import Found, newest_first
from scraper.fetch.discover.walk import Bounds, Failed, Get, walk
from scraper.fetch.faults import Fault
from scraper.fetch.reply import Reply
from scraper.fetch.urls import canonical, join
from scraper.types import Reason

USUAL = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml")
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
MAX_LINKS = 1_000  # <link> elements of a page that are looked at
MAX_FEEDS = 20  # of one front page; a paper has one for each section

_LINK = re.compile(  # a ">" may stand in quotes
    rb"""<link\s(?:[^<>"']{1,500}+|"[^"]{0,2000}+"|'[^']{0,2000}+'){1,60}+>""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asking:
    """How to ask a host: `get` for pages, `sitemaps_of` for what its robots.txt names.

    Both raise Fault; `failed` is told what could not be read.
    """

    get: Get
    sitemaps_of: Callable[[str], Awaitable[tuple[str, ...]]]
    failed: Failed


@dataclass(frozen=True, slots=True)
class Sources:
    """Feeds and sitemaps of a host: sitemaps `named` by it or by us, or `guessed`."""

    feeds: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()


async def discover(
    host: str,
    asking: Asking,
    known: Sources = Sources(),
    since: date | None = None,
) -> AsyncIterator[Found]:
    """The pages that a host names: those of its feeds, then those of its sitemaps, newest first.

    One page may come out more than once. A sitemap that was guessed speaks for its own host only.
    `failed` is told when nothing at all was found. Raises Fault(BAD_URL) for what is no host.
    """
    sources = await find(host, asking, known)
    is_empty = True
    for feed in sources.feeds:
        async for page in read_feed(feed, asking, since):
            is_empty = False
            yield page
    guesses = Bounds(since=since, own_host=True)
    async for page in walk(sources.named, asking.get, asking.failed, Bounds(since=since)):
        is_empty = False
        yield page
    async for page in walk(sources.guessed, asking.get, _unless_missing(asking.failed), guesses):
        is_empty = False
        yield page
    if is_empty:
        why = "it names no page; name one with --sitemap or --feed"
        asking.failed(canonical(host), Fault(Reason.NO_LIST, why))


async def find(host: str, asking: Asking, known: Sources = Sources()) -> Sources:
    """Where a host names its pages, beside what is `known` already.

    Sitemaps are guessed only where none is named. Raises Fault(BAD_URL) for what is no host.
    """
    front = join(canonical(host), "/")
    try:
        named = (*known.named, *await asking.sitemaps_of(front))
    except Fault as fault:  # then nothing else may be asked for, but what we were told to
        asking.failed(front, fault)
        return _canonical_of(known, front)
    feeds = (*known.feeds, *await _feeds_at(front, asking))
    found = _canonical_of(Sources(feeds, named), front)
    return found if found.named else replace(found, guessed=_canonical_ones(front, USUAL))


async def _feeds_at(front: str, asking: Asking) -> tuple[str, ...]:
    try:
        return feeds_of(await asking.get(front))[:MAX_FEEDS]
    except Fault as fault:
        asking.failed(front, fault)
        return ()


def feeds_of(page: Reply) -> tuple[str, ...]:
    """The feeds that a page names with <link rel="alternate">, in its order, each once.

    https://html.spec.whatwg.org/#the-link-is-an-alternative-stylesheet-or-feed
    """
    # The links alone are parsed: a hostile page may take a parser seconds, these cannot.
    links = b"".join(found[0] for found in islice(_LINK.finditer(page.body), MAX_LINKS))
    tree = LexborHTMLParser(links.decode("utf-8", "replace"))
    wanted = [link.attributes for link in tree.css("link[rel~='alternate' i][type][href]")]
    return _canonical_ones(
        page.url,
        [
            link["href"] or ""
            for link in wanted
            if (link["type"] or "").partition(";")[0].strip().lower() in FEED_TYPES
        ],
    )


async def read_feed(url: str, asking: Asking, since: date | None = None) -> AsyncIterator[Found]:
    """The pages of one feed, newest first; `failed` is told when it cannot be read."""
    try:
        reply = await asking.get(url)
        if reply.status != 200:
            raise Fault(f"http_{reply.status}")
        pages = parse_feed(reply.body, reply.url)
    except Fault as fault:
        asking.failed(url, fault)
        return
    for page in newest_first(pages):
        if not (since and page.modified and page.modified.date() < since):
            yield page


def _canonical_of(sources: Sources, front: str) -> Sources:
    feeds, named = _canonical_ones(front, sources.feeds), _canonical_ones(front, sources.named)
    return Sources(feeds, named)


def _canonical_ones(base: str, links: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_joined(base, links)))


def _joined(base: str, links: Iterable[str]) -> Iterator[str]:
    for link in links:
        try:
            yield join(base, link)
        except Fault:  # a robots.txt that names "Sitemap: none"
            continue


def _unless_missing(failed: Failed) -> Failed:
    """Tells all but that a guess was wrong: not there, or a page for all that is not there."""
    wrong = ("http_404", "http_410", Reason.NO_LIST)

    def tell(url: str, fault: Fault) -> None:
        if fault.reason not in wrong:
            failed(url, fault)

    return tell
