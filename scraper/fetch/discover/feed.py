"""Feeds: RSS 0.9 to 2.0, Atom (RFC 4287) and JSON Feed (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json

from scraper.fetch.discover.found import Found, make_found
from scraper.fetch.discover.records import MAX_RECORDS, Record, read_listing
from scraper.fetch.faults import Fault
from scraper.fetch.urls import join
from scraper.types import Reason

FEED_ROOTS = frozenset({"rss", "rdf", "feed"})

_ENTRIES = frozenset({"item", "entry"})
_CHANGED = ("updated", "modified", ":updated", ":modified")  # Atom 1.0, Atom 0.3, in RSS
_OUT = ("pubdate", "published", "issued", ":date", ":published", ":created")
_LINKS = ("link", ":link")
_BURNED = ":origlink"  # FeedBurner: "link" leads to its counter, this to the page
_PATHS = frozenset({"title", "guid", "id", _BURNED, *_LINKS, *_CHANGED, *_OUT})
_PAGES = ("", "text/html", "application/xhtml+xml")  # types of a link that leads to a page


def parse_feed(body: bytes, url: str) -> tuple[Found, ...]:
    """The pages that the feed found at `url` names, in printed order.

    Raises Fault(NO_LIST) for a document of another kind.
    """
    if body[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(body, url)
    listing = read_listing(body, _ENTRIES, _PATHS)
    if listing.root not in FEED_ROOTS:
        what = f" but <{listing.root[:30]}>" if listing.root else ""
        raise Fault(Reason.NO_LIST, f"not a feed{what}")
    made = (_one(record, url) for record in listing.records)
    return tuple(found for found in made if found)


def _one(record: Record, url: str) -> Found | None:
    link = record.text(_BURNED) or _link_of(record) or _permanent(record)
    modified = record.text(*_CHANGED, *_OUT)
    return make_found(link, _base_of(record, url), modified, record.text("title"))


def _link_of(record: Record) -> str:
    """The text of RSS's <link>, or where Atom's <link rel="alternate"> leads; "" without one."""
    for part in (part for path in _LINKS for part in record.parts.get(path, ())):
        if "href" not in part.attributes:
            if part.text.strip():
                return part.text
        elif part.attributes.get("rel", "alternate") == "alternate" and (
            part.attributes.get("type", "") in _PAGES
        ):
            return part.attributes["href"]
    return ""


def _permanent(record: Record) -> str:
    """RSS's <guid> or Atom's <id>, where it is an address."""
    for part in record.parts.get("guid", []) + record.parts.get("id", []):
        is_link = part.attributes.get("ispermalink", "true").strip().lower() != "false"
        if is_link and part.text.strip().lower().startswith(("http://", "https://")):
            return part.text
    return ""


def _base_of(record: Record, url: str) -> str:
    for base in record.bases:
        try:
            url = join(url, base)
        except Fault:  # one that leads nowhere is as good as none
            continue
    return url


def _json_feed(body: bytes, url: str) -> tuple[Found, ...]:
    try:
        feed = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:  # the latter: a thousand brackets
        raise Fault(Reason.NO_LIST, "not a feed: broken JSON") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Fault(Reason.NO_LIST, "not a feed: JSON without items")
    made = (_json_item(item, url) for item in items[:MAX_RECORDS] if isinstance(item, dict))
    return tuple(found for found in made if found)


def _json_item(item: dict[str, object], url: str) -> Found | None:
    def text(*keys: str) -> str:
        return next((v for k in keys if isinstance(v := item.get(k), str) and v.strip()), "")

    modified = text("date_modified", "date_published")
    return make_found(text("url", "external_url"), url, modified, text("title"))
