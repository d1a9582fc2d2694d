"""Articles to bind, what is made of them, and what the RFC asks of a feed."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO

from lxml import etree

from scraper.formats.edition import (
    Bound,
    Edition,
    bind,
    in_order,
    leaf_of,
    make_item,
)
from scraper.formats.markup import web_address
from scraper.formats.record import Record
from scraper.types import Article, Caption

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
MADE = datetime(2026, 1, 1, tzinfo=UTC)
FEED_URL = "https://my.example/feed.xml"
RAIN = Article(
    url="https://gazette.example/rain",
    site="The Harbor Gazette",
    language="en",
    headline="Rain & wind",
    deck="It fell on <Tuesday>",
    authors=("Ana Ruiz", "Li Wei"),
    published=datetime(2024, 5, 2, 9, 30, tzinfo=timezone(timedelta(hours=3))),
    modified=datetime(2024, 5, 3, 8, 0, tzinfo=UTC),
    section="Weather",
    tags=("rain", "wind"),
    captions=(Caption("The quay", "Tom Okafor", "/quay.jpg"),),
    text="It rained on Tuesday.\n\nIt stopped on Friday.",
)
SNOW = Article(url="https://gazette.example/snow", headline="Snow", text="White.",
               published=date(2024, 5, 9))  # fmt: skip
NOTE = Article(headline="Note", text="No date, no address.")


def bound(kind: Bound, *articles: Article, address: str | None = FEED_URL, **said: str) -> bytes:
    """The bytes of an edition."""
    items = [make_item(Record(a, said)) for a in articles]
    leaves = {i.id: leaf_of(kind, a, i) for i, a in zip(items, articles, strict=True)}
    out = BytesIO()
    edition = Edition(tuple(in_order(items)), MADE, address=address)
    bind(kind, edition, lambda item: leaves[item.id], out)
    return out.getvalue()


def atom(*articles: Article, **said: str) -> etree._Element:
    return etree.fromstring(bound("atom", *articles, **said))


def rss(*articles: Article) -> etree._Element:
    return etree.fromstring(bound("rss", *articles))


def book(*articles: Article) -> dict[str, str]:
    """The files of a book, in the order of the archive."""
    with zipfile.ZipFile(BytesIO(bound("epub", *articles))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def page(*articles: Article) -> str:
    return bound("reader", *articles).decode()


def texts(root: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in root.findall(path.replace("a:", ATOM))]


def check_atom(feed: etree._Element) -> None:
    """Asserts what RFC 4287 asks of a feed and its entries, section 4.1."""
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert (element.findtext(f"{ATOM}id") or "").partition(":")[1]
        for stamp in (*texts(element, "a:updated"), *texts(element, "a:published")):
            assert RFC_3339.fullmatch(stamp)
        links = [link.attrib for link in element.findall(f"{ATOM}link")]
        assert len({(link["rel"], link.get("type")) for link in links}) == len(links)
        assert all(web_address(link["href"]) == link["href"] for link in links)
    for entry in entries:
        assert all(texts(entry, "a:author/a:name"))
        assert texts(entry, "a:author/a:name")
        assert len(entry.findall(f"{ATOM}summary")) <= 1
        content = entry.find(f"{ATOM}content")
        linked = entry.find(f"{ATOM}link[@rel='alternate']") is not None
        assert content is not None or linked
        if content is not None and content.get("type") == "xhtml":
            assert [child.tag for child in content] == [f"{XHTML}div"]
            assert not (content.text or "").strip()
    ids = texts(feed, "a:entry/a:id")
    assert len(set(ids)) == len(ids)
