"""What a sitemap names: of every kind there is, and as broken as they come."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from scraper.fetch.discover.found import Found
from scraper.fetch.discover.records import MAX_RECORDS
from scraper.fetch.discover.sitemap import parse_sitemap
from scraper.fetch.faults import Fault
from scraper.types import Reason

AT = "https://gazette.example/maps/sitemap.xml"
BRIDGE = "https://gazette.example/bridge"
FERRY = "https://gazette.example/ferry"
NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)

SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


def urlset(*entries: str, spaces: str = SPACES) -> bytes:
    """A sitemap of these entries."""
    urls = "".join(f"<url>{entry}</url>" for entry in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {spaces}>{urls}</urlset>'.encode()


def pages(body: bytes) -> list[str]:
    return [found.url for found in parse_sitemap(body, AT).pages]


def test_a_sitemap_names_pages_and_when_they_changed() -> None:
    body = urlset(
        f"<loc>{BRIDGE}</loc><lastmod>2026-05-06T12:00:00Z</lastmod>", f"<loc>{FERRY}</loc>"
    )
    sitemap = parse_sitemap(body, AT)
    assert sitemap.pages == (Found(BRIDGE, NOON), Found(FERRY))
    assert sitemap.sitemaps == ()


def test_an_index_names_sitemaps_and_no_pages() -> None:
    body = f"""<sitemapindex {SPACES}><sitemap><loc>may.xml.gz</loc>
        <lastmod>2026-05-06T14:00:00+02:00</lastmod></sitemap></sitemapindex>"""
    sitemap = parse_sitemap(body.encode(), AT)
    assert sitemap.sitemaps == (Found("https://gazette.example/maps/may.xml.gz", NOON),)
    assert sitemap.pages == ()


def test_a_news_sitemap_tells_title_and_day() -> None:
    body = urlset(f"""<loc>{BRIDGE}</loc><news:news>
        <news:publication><news:name>The Gazette</news:name></news:publication>
        <news:publication_date>2026-05-06T12:00:00Z</news:publication_date>
        <news:title>Bridge &amp; ferry
        reopen</news:title></news:news>""")
    assert parse_sitemap(body, AT).pages == (Found(BRIDGE, NOON, "Bridge & ferry reopen"),)


def test_the_picture_of_a_page_is_not_the_page() -> None:
    picture = "<image:image><image:loc>https://gazette.example/a.jpg</image:loc></image:image>"
    assert pages(urlset(f"{picture}<loc>{BRIDGE}</loc>{picture}")) == [BRIDGE]
    assert pages(urlset(f"<image:loc>a.jpg</image:loc><loc>{BRIDGE}</loc>")) == [BRIDGE]
    assert pages(urlset(f"{picture}<loc>{BRIDGE}</loc>", spaces="")) == [BRIDGE]
    assert pages(urlset(picture)) == []


@pytest.mark.parametrize(
    "spaces",
    ["", 'xmlns="https://www.sitemaps.org/schemas/sitemap/0.9/"', "xmlns='http://a.example/'"],
)
def test_a_sitemap_without_its_namespace_or_with_a_wrong_one_is_read(spaces: str) -> None:
    assert pages(urlset(f"<loc>{BRIDGE}</loc>", spaces=spaces)) == [BRIDGE]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("/bridge", BRIDGE),
        ("../bridge", BRIDGE),
        ("//gazette.example/bridge", BRIDGE),
        (f"\n  {BRIDGE}#top  \n", BRIDGE),
        (f"<![CDATA[ {BRIDGE}?a=1&b=2 ]]>", f"{BRIDGE}?a=1&b=2"),
        (f"{BRIDGE}?a=1&amp;b=2&#38;c=3&#x26;d=4", f"{BRIDGE}?a=1&b=2&c=3&d=4"),
        (f"{BRIDGE}?a=1&b=2&copy=3", f"{BRIDGE}?a=1&b=2&copy=3"),
        (f"{BRIDGE}?a=1& b", f"{BRIDGE}?a=1&%20b"),
        ("https://gazette.example/br&uuml;cke", "https://gazette.example/br%C3%BCcke"),
        ("https://gazette.example/brücke", "https://gazette.example/br%C3%BCcke"),
        ("http://other.example/a", "http://other.example/a"),
    ],
)
def test_a_link_is_read_as_it_was_meant(written: str, url: str) -> None:
    assert pages(urlset(f"<loc>{written}</loc>")) == [url]


@pytest.mark.parametrize(
    "written",
    ["", " ", "ftp://gazette.example/a", "javascript:alert(1)", "https://", "mailto:ana@b.example"],
)
def test_a_link_out_of_the_web_is_left_out(written: str) -> None:
    assert pages(urlset(f"<loc>{written}</loc>", f"<loc>{BRIDGE}</loc>")) == [BRIDGE]


WHOLE = urlset(f"<loc>{BRIDGE}</loc>", f"<loc>{FERRY}</loc>")


@pytest.mark.parametrize(
    "body",
    [
        WHOLE.replace(b"</urlset>", b""),
        WHOLE + b"<!-- served in 12 ms",
        WHOLE + WHOLE,
        b"\n\n  " + WHOLE,
        b"\xef\xbb\xbf" + WHOLE,
        b"Warning: mysql_connect() in <b>/srv/map.php</b>\n" + WHOLE,
        WHOLE.replace(b"</url></urlset>", b"</url><url><loc>https://gazette.example/tr"),
        WHOLE.replace(b"</loc></url><url>", b"</url><url>"),
        WHOLE.replace(b"</loc></url><url>", b"</loc><url>"),
        WHOLE.replace(b"<url>", b"<url><priority>1 & < 2</priority>", 1),
        WHOLE.replace(b"bridge</loc>", b"bridge\x00\x08\x1b</loc>"),
        WHOLE.replace(b"UTF-8", b"utf-16"),
        WHOLE.replace(b"UTF-8", b"no-such-charset"),
        WHOLE.decode().replace("UTF-8", "utf-16").encode("utf-16"),
        WHOLE.replace(b"loc>", b"Loc>").replace(b"url>", b"URL>"),
        gzip.compress(WHOLE, mtime=0),
        f"{BRIDGE}\n{FERRY}\n".encode(),
        f"\ufeff{BRIDGE}\r\nnot a URL\r\n\r\n  {FERRY}".encode(),
    ],
)
def test_a_broken_sitemap_gives_what_can_be_read(body: bytes) -> None:
    assert pages(body) == [BRIDGE, FERRY]


def test_an_entry_that_breaks_off_is_no_page() -> None:
    assert pages(WHOLE[: WHOLE.index(b"ferry") + 3]) == [BRIDGE]


def test_one_bad_byte_spoils_one_entry() -> None:
    body = urlset("<loc>https://gazette.example/stra\xdfe</loc>", f"<loc>{FERRY}</loc>")
    found = pages(body.decode().encode("latin-1"))
    assert found[-1] == FERRY


def test_a_feed_serves_as_a_sitemap() -> None:
    body = f"<rss version='2.0'><channel><item><link>{BRIDGE}</link></item></channel></rss>"
    assert pages(body.encode()) == [BRIDGE]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "not a sitemap"),
        (b"Not found", "not a sitemap"),
        (b"<html><body><url><loc>/a</loc></url></body></html>", "not a sitemap but <html>"),
        (b'{"url": "/a"}', "not a sitemap"),
        (b"\x89PNG\r\n\x1a\n", "not a sitemap"),
    ],
)
def test_what_is_no_sitemap_is_told_apart_from_an_empty_one(body: bytes, detail: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_sitemap(body, AT)
    assert (caught.value.reason, caught.value.detail) == (Reason.NO_LIST, detail)
    assert pages(urlset()) == []


def test_a_gzipped_sitemap_is_unpacked_to_its_limit_and_no_further() -> None:
    body = gzip.compress(WHOLE)
    assert len(parse_sitemap(body, AT, limit=len(WHOLE)).pages) == 2
    with pytest.raises(Fault, match="too_large"):
        parse_sitemap(body, AT, limit=len(WHOLE) - 1)
    with pytest.raises(Fault, match="bad_encoding"):
        parse_sitemap(b"\x1f\x8b not gzip", AT)


def test_a_sitemap_names_so_many_pages_and_no_more() -> None:
    body = urlset(*(f"<loc>/{number}</loc>" for number in range(MAX_RECORDS + 1)))
    assert len(pages(body)) == MAX_RECORDS
    lines = b"".join(b"https://a.example/%d\n" % number for number in range(MAX_RECORDS + 1))
    assert len(pages(lines)) == MAX_RECORDS
