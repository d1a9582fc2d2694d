"""Where a host names its pages, when only the host is known."""

from __future__ import annotations

from datetime import date

import pytest

from scraper.fetch.discover.find import USUAL, Asking, Sources, discover, feeds_of, find
from scraper.fetch.faults import Fault
from scraper.fetch.reply import Reply
from scraper.types import Reason
from tests.fetch.discover.test_walk import AT, SITE, Site, urlset

pytestmark = pytest.mark.anyio

HOST = "gazette.example"
FEED = "<rss><item><link>/a</link></item><item><link>https://herald.example/b</link></item></rss>"
LINK = '<link rel="alternate" type="application/rss+xml" href="/feed">'


def asking(site: Site, *named: str) -> Asking:
    """Asks an invented site, whose robots.txt names these sitemaps."""

    async def sitemaps_of(url: str) -> tuple[str, ...]:
        assert url == f"{SITE}/"
        return named

    return Asking(site.get, sitemaps_of, site.failed)


async def discovered(site: Site, *named: str, known: Sources | None = None) -> list[str]:
    walked = discover(HOST, asking(site, *named), known or Sources())
    return [found.url.removeprefix(SITE) async for found in walked]


async def test_robots_txt_names_sitemaps_and_the_front_page_names_feeds() -> None:
    sources = await find(HOST, asking(Site({"/": LINK}), "/map.xml", f"{SITE}/map.xml", "ftp:a"))
    assert sources == Sources(feeds=(f"{SITE}/feed",), named=(f"{SITE}/map.xml",))


async def test_sitemaps_are_guessed_only_where_none_is_named() -> None:
    sources = await find(HOST, asking(Site({"/": ""})))
    assert sources == Sources(guessed=tuple(SITE + path for path in USUAL))
    known = Sources(named=("/ours.xml",), feeds=("/ours.rss",))
    sources = await find(f"http://{HOST}:80/a?b", asking_at(f"http://{HOST}/"), known)
    assert sources.named == (f"http://{HOST}/ours.xml",)
    assert sources.feeds == (f"http://{HOST}/ours.rss",)
    assert sources.guessed == ()


def asking_at(front: str) -> Asking:
    async def sitemaps_of(url: str) -> tuple[str, ...]:
        assert url == front
        return ()

    async def get(url: str) -> Reply:
        return Reply(url, 200, {}, b"", AT)

    return Asking(get, sitemaps_of, Site({}).failed)


async def test_a_host_that_is_none_is_a_bad_url() -> None:
    with pytest.raises(Fault, match="bad_url"):
        await find("the Gazette", asking(Site({})))


async def test_pages_of_feeds_come_before_those_of_sitemaps() -> None:
    site = Site({"/": LINK, "/feed": FEED, "/map.xml": urlset("/c", "/a")})
    assert await discovered(site, "/map.xml") == ["/a", "https://herald.example/b", "/c", "/a"]
    assert site.failures == []


async def test_a_guessed_sitemap_speaks_for_its_own_host_and_a_named_one_for_any() -> None:
    map_of_two = urlset("/c", "https://herald.example/d")
    guessed = Site({"/": "", "/sitemap.xml": map_of_two})
    assert await discovered(guessed) == ["/c"]
    assert guessed.asked == ["/", *USUAL]
    assert guessed.failures == []  # a guess that is wrong is nobody's failure
    named = Site({"/": "", "/map.xml": map_of_two})
    assert await discovered(named, "/map.xml") == ["/c", "https://herald.example/d"]


async def test_what_is_named_and_cannot_be_read_is_told() -> None:
    site = Site({"/": LINK, "/feed": "<html></html>"})
    assert await discovered(site, "/map.xml") == []
    assert site.failures == [
        ("/feed", Reason.NO_LIST, "not a feed but <html>"),
        ("/map.xml", "http_404", ""),
        ("/", Reason.NO_LIST, "it names no page; name one with --sitemap or --feed"),
    ]


async def test_a_front_page_that_fails_leaves_its_sitemaps() -> None:
    site = Site({"/map.xml": urlset("/a")})
    assert await discovered(site, "/map.xml") == ["/a"]
    assert site.failures == [("/", "http_404", "")]


async def test_a_robots_txt_that_cannot_be_had_leaves_what_is_known() -> None:
    async def sitemaps_of(url: str) -> tuple[str, ...]:
        raise Fault(Reason.ROBOTS_UNREACHABLE)

    site = Site({"/ours": FEED})
    ask = Asking(site.get, sitemaps_of, site.failed)
    sources = await find(HOST, ask, Sources(feeds=("/ours",)))
    assert sources == Sources(feeds=(f"{SITE}/ours",))
    assert site.failures == [("/", Reason.ROBOTS_UNREACHABLE, "")]
    assert site.asked == []


async def test_old_pages_are_left_out_of_feeds_and_sitemaps() -> None:
    feed = "<feed><entry><link href='/a'/><updated>2026-05-04</updated></entry></feed>"
    maps = urlset("/b 2026-05-04", "/c 2026-05-05")
    site = Site({"/": LINK, "/feed": feed, "/sitemap.xml": maps})
    walked = discover(HOST, asking(site), since=date(2026, 5, 5))
    assert [found.url async for found in walked] == [f"{SITE}/c"]


@pytest.mark.parametrize(
    "link",
    [
        LINK,
        "<LINK REL='Alternate' TYPE='Application/RSS+XML; charset=utf-8' HREF=/feed />",
        "<link\nrel='alternate home' type=application/atom+xml title='A > B' href='/feed'>",
        "<link rel=alternate type=application/feed+json href='https://gazette.example/feed#a'>",
        LINK + LINK,
    ],
)
def test_a_feed_of_a_page_is_found(link: str) -> None:
    assert feeds_in(f"<html><head>{link}</head><body>") == (f"{SITE}/feed",)


@pytest.mark.parametrize(
    "link",
    [
        "<link rel='stylesheet' type='application/rss+xml' href='/feed'>",
        "<link rel='alternate' hreflang='de' href='/de/'>",
        "<link rel='alternate' type='text/html' href='/m/'>",
        "<link rel='alternate' type='application/json' href='/wp-json/7'>",
        "<link rel='alternate' type='application/rss+xml'>",
        "<link rel='alternate' type='application/rss+xml' href='javascript:a'>",
        "<a rel='alternate' type='application/rss+xml' href='/feed'>",
        "<linkrel='alternate' type='application/rss+xml' href='/feed'>",
    ],
)
def test_what_is_no_feed_of_a_page_is_not_taken_for_one(link: str) -> None:
    assert feeds_in(link) == ()


def feeds_in(page: str) -> tuple[str, ...]:
    return feeds_of(Reply(f"{SITE}/news/", 200, {}, page.encode(), AT))
