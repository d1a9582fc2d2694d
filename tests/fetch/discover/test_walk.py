"""Through sitemaps of sitemaps to pages: newest first, each once, within bounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from scraper.fetch.discover.walk import Bounds, walk
from scraper.fetch.faults import Fault
from scraper.fetch.reply import Reply
from scraper.types import Reason

pytestmark = pytest.mark.anyio

SITE = "https://gazette.example"
AT = datetime(2026, 5, 6, tzinfo=UTC)


def urlset(*entries: str) -> str:
    """A sitemap of pages: "/a 2026-05-06" or "/a"."""
    return f"<urlset>{''.join(map(entry('url'), entries))}</urlset>"


def index(*entries: str) -> str:
    """A sitemap of sitemaps."""
    return f"<sitemapindex>{''.join(map(entry('sitemap'), entries))}</sitemapindex>"


def entry(name: str):  # type: ignore[no-untyped-def]
    def write(line: str) -> str:
        link, _, day = line.partition(" ")
        return f"<{name}><loc>{link}</loc><lastmod>{day}</lastmod></{name}>"

    return write


class Site:
    """Documents by path; remembers what was asked for, and what was told to have failed."""

    def __init__(self, documents: Mapping[str, str]) -> None:
        self.documents = documents
        self.asked: list[str] = []
        self.failures: list[tuple[str, str, str]] = []

    async def get(self, url: str) -> Reply:
        self.asked.append(url.removeprefix(SITE))
        document = self.documents.get(url.removeprefix(SITE))
        if document is None:
            raise Fault("http_404")
        if document.startswith("moved to "):
            return await self.get(document.removeprefix("moved to "))
        return Reply(url, 200, {}, document.encode(), AT)

    def failed(self, url: str, fault: Fault) -> None:
        self.failures.append((url.removeprefix(SITE), fault.reason, fault.detail))

    async def walk(self, *starts: str, bounds: Bounds | None = None) -> list[str]:
        urls = [SITE + start if start.startswith("/") else start for start in starts]
        walked = walk(urls, self.get, self.failed, bounds or Bounds())
        return [found.url.removeprefix(SITE) async for found in walked]


async def test_an_index_leads_to_the_pages_of_its_sitemaps() -> None:
    site = Site({"/i": index("/m1", "/m2"), "/m1": urlset("/a", "/b"), "/m2": urlset("/c")})
    assert await site.walk("/i") == ["/a", "/b", "/c"]
    assert site.asked == ["/i", "/m1", "/m2"]
    assert site.failures == []


async def test_the_newest_come_first_where_there_are_days() -> None:
    site = Site(
        {
            "/i": index("/none", "/april 2026-04-30", "/may 2026-05-06"),
            "/may": urlset("/x", "/a 2026-05-01", "/b 2026-05-06", "/y"),
            "/april": urlset("/c 2026-04-30"),
            "/none": urlset("/d"),
        }
    )
    assert await site.walk("/i") == ["/b", "/a", "/x", "/y", "/c", "/d"]


async def test_what_did_not_change_since_a_day_is_left_out_and_the_undated_stay() -> None:
    site = Site(
        {
            "/i": index("/old 2026-04-01", "/may 2026-05-06", "/none"),
            "/may": urlset("/a 2026-05-04T23:59:59Z", "/b 2026-05-05", "/c"),
            "/none": urlset("/d"),
        }
    )
    bounds = Bounds(since=date(2026, 5, 5))
    assert await site.walk("/i", bounds=bounds) == ["/b", "/c", "/d"]
    assert "/old" not in site.asked


async def test_a_sitemap_is_read_once_however_often_it_is_named() -> None:
    site = Site({"/i": index("/i", "/m", "/m?", "/m?utm_source=x", "/m#a"), "/m": urlset("/a")})
    assert await site.walk("/i", "/i", "/m") == ["/a"]
    assert site.asked == ["/i", "/m"]


async def test_a_sitemap_that_cannot_be_read_does_not_stop_the_others() -> None:
    site = Site({"/i": index("/gone", "/page", "/m"), "/page": "<html></html>", "/m": urlset("/a")})
    assert await site.walk("/i", "/lost") == ["/a"]
    assert site.failures == [
        ("/lost", "http_404", ""),
        ("/gone", "http_404", ""),
        ("/page", Reason.NO_LIST, "not a sitemap but <html>"),
    ]


async def test_a_walk_goes_so_deep_and_says_where_it_stops() -> None:
    documents = {f"/{level}": index(f"/{level + 1}") for level in range(1, 9)}
    site = Site(documents)
    assert await site.walk("/1") == []
    assert site.asked == ["/1", "/2", "/3"]
    assert site.failures == [("/4", Reason.TOO_LARGE, "more than 3 levels of sitemaps")]


async def test_a_walk_reads_so_many_sitemaps_and_says_so_once() -> None:
    documents = {f"/m{number}": urlset(f"/{number}") for number in range(9)}
    site = Site(documents | {"/i": index(*documents)})
    bounds = Bounds(sitemaps=4)
    assert await site.walk("/i", bounds=bounds) == ["/0", "/1", "/2"]
    assert site.failures == [("/m3", Reason.TOO_LARGE, "more than 4 sitemaps")]


async def test_an_index_that_grows_with_every_answer_comes_to_an_end() -> None:
    class Trap(Site):
        async def get(self, url: str) -> Reply:
            self.asked.append(url)
            names = [f"{url}/{number}" for number in range(10)]
            return Reply(url, 200, {}, index(*names).encode(), AT)

    trap = Trap({})
    assert await trap.walk("/i", bounds=Bounds(sitemaps=50, levels=99)) == []
    assert len(trap.asked) == 50


async def test_a_sitemap_speaks_for_its_own_host_where_that_is_asked() -> None:
    other = "https://herald.example"
    documents = {
        "/i": index("/m", f"{other}/m"),
        "/m": urlset("/a", f"{other}/a", "https://www.gazette.example/a", f"{SITE}:8443/a"),
        f"{other}/m": urlset(f"{other}/b", f"{SITE}/b"),
    }
    strict, trusting = Site(documents), Site(documents)
    assert await strict.walk("/i", bounds=Bounds(own_host=True)) == ["/a"]
    assert len(await trusting.walk("/i")) == 6


async def test_a_sitemaps_host_is_where_it_was_found_in_the_end() -> None:
    www = "https://www.gazette.example"
    documents = {"/m": f"moved to {www}/m", f"{www}/m": urlset(f"{SITE}/a", "/b")}
    assert await Site(documents).walk("/m", bounds=Bounds(own_host=True)) == [f"{www}/b"]


async def test_an_answer_that_is_no_success_is_no_sitemap() -> None:
    class Sorry(Site):
        async def get(self, url: str) -> Reply:
            return Reply(url, 503, {}, urlset("/a").encode(), AT)

    sorry = Sorry({})
    assert await sorry.walk("/m") == []
    assert sorry.failures == [("/m", "http_503", "")]


async def test_nothing_is_asked_for_before_it_is_needed() -> None:
    site = Site({"/i": index("/m1", "/m2"), "/m1": urlset("/a"), "/m2": urlset("/b")})
    walked = walk([f"{SITE}/i"], site.get, site.failed)
    assert (await anext(walked)).url == f"{SITE}/a"
    assert site.asked == ["/i", "/m1"]
