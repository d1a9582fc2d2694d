"""Sitemaps (https://www.sitemaps.org/protocol.html), of news too, as XML and as text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.fetch.discover.feed import FEED_ROOTS, parse_feed
from scraper.fetch.discover.found import Found, make_found
from scraper.fetch.discover.records import MAX_RECORDS, Listing, Record, read_listing
from scraper.fetch.faults import Fault
from scraper.fetch.unpack import unpack
from scraper.types import Reason

MAX_BYTES = 52_428_800  # 50 MB unpacked, which sitemaps.org allows

_BOM = b"\xef\xbb\xbf"
_GZIP_MAGIC = b"\x1f\x8b"  # RFC 1952, section 2.3.1
_ENTRIES = frozenset({"url", "sitemap"})
# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
_NEWS_DATE, _NEWS_TITLE = ":news/:publication_date", ":news/:title"
_PATHS = frozenset({"loc", "lastmod", _NEWS_DATE, _NEWS_TITLE})
_LINE = re.compile(rb"(?im)^[ \t]*(https?://[^\s<>]{1,8000})[ \t]*\r?$")
_TEXT = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*https?://")


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap names, in printed order: pages, and further sitemaps."""

    pages: tuple[Found, ...] = ()
    sitemaps: tuple[Found, ...] = ()


def parse_sitemap(body: bytes, url: str, limit: int = MAX_BYTES) -> Sitemap:
    """What the sitemap found at `url` names; a gzipped one is unpacked, to `limit` bytes at most.

    A feed may serve as a sitemap. Raises Fault: TOO_LARGE or BAD_ENCODING when unpacking, and
    NO_LIST for a document of another kind.
    """
    if body.startswith(_GZIP_MAGIC):
        body = unpack(body, "gzip", limit)
    if _TEXT.match(body[:1_000]):
        return Sitemap(_lines(body, url))
    listing = read_listing(body, _ENTRIES, _PATHS)
    if listing.root in FEED_ROOTS:
        return Sitemap(parse_feed(body, url))
    if listing.root == "sitemapindex":
        return Sitemap(sitemaps=_found(listing, url))
    if listing.root == "urlset":
        return Sitemap(_found(listing, url))
    raise Fault(Reason.NO_LIST, f"not a sitemap{_what(listing.root)}")


def _found(listing: Listing, url: str) -> tuple[Found, ...]:
    made = (_one(record, url) for record in listing.records)
    return tuple(found for found in made if found)


def _one(record: Record, url: str) -> Found | None:
    modified = record.text("lastmod", _NEWS_DATE)
    return make_found(record.text("loc"), url, modified, record.text(_NEWS_TITLE))


def _lines(body: bytes, url: str) -> tuple[Found, ...]:
    named: list[Found] = []
    for line in _LINE.finditer(body.removeprefix(_BOM)):
        if len(named) == MAX_RECORDS:
            break
        if found := make_found(line[1].decode("utf-8", "replace"), url):
            named.append(found)
    return tuple(named)


def _what(root: str) -> str:
    return f" but <{root[:30]}>" if root else ""
