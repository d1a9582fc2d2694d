"""What a run is to fetch, put into its journal: from lists, feeds, sitemaps and hosts."""

from __future__ import annotations

import argparse
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from scraper.cli.fetching.lists import Lists
from scraper.cli.fetching.live import Live
from scraper.cli.fetching.report import Record
from scraper.cli.inputs import UsageError
from scraper.config import Config
from scraper.errors import FetchError
from scraper.fetch.client import Fetcher
from scraper.fetch.discover import Asking, Bounds, Found, Sources, discover, read_feed, walk
from scraper.fetch.faults import Fault
from scraper.fetch.journal import Ask, Journal
from scraper.fetch.reply import Reply
from scraper.fetch.urls import canonical, host_of, key
from scraper.types import Reason

MAX_SITEMAP = 52_428_800  # bytes; https://www.sitemaps.org/protocol.html allows no more
AT_ONCE = 1_000  # URLs found before they are put into the journal


@dataclass(frozen=True, slots=True)
class Gathering:
    """Puts URLs into a journal, and says what is none and what could not be read."""

    journal: Journal
    live: Live
    record: Record
    fetcher: Fetcher
    config: Config

    async def all(self, args: argparse.Namespace) -> None:
        """Nothing; the journal holds all that was asked for. Raises UsageError."""
        if args.retry_failed is not None:
            self.journal.retry_failed(args.retry_failed or None)
        if args.refresh:
            self.journal.refresh(args.refresh)
        if args.lists:
            self.journal.add(self._listed(Lists(tuple(args.lists), args.column)))
        if args.feed or args.sitemap or args.discover:
            await self._add_found(args)

    def _listed(self, lists: Lists) -> Iterator[Ask]:
        for listed in lists:
            if listed.wrong:
                where = f"{listed.where}: {listed.wrong}"
                self._fail(FetchError(listed.url, Reason.BAD_URL, where))
            else:
                yield _ask(listed.url)

    async def _add_found(self, args: argparse.Namespace) -> None:
        """Adds what sites name, and says how much that was."""
        asks: list[Ask] = []
        new = seen = 0
        async for found in self._found(args):
            asks.append(_ask(found.url))
            seen += 1
            if len(asks) >= AT_ONCE:
                new += self.journal.add(asks)
                asks.clear()
                self.live.note(f"{seen:,} URLs found so far")
        new += self.journal.add(asks)
        self.live.note(f"{seen:,} URLs found, {new:,} of them new")

    async def _found(self, args: argparse.Namespace) -> AsyncIterator[Found]:
        asking = Asking(self._get, self._sitemaps_of, self._could_not_read)
        for feed in map(_named, args.feed):
            async for found in read_feed(feed, asking, args.since):
                yield found
        bounds = Bounds(since=args.since)
        starts = [_named(sitemap) for sitemap in args.sitemap]
        async for found in walk(starts, self._get, self._could_not_read, bounds):
            yield found
        for host in args.discover:
            async for found in discover(host, asking, self._known(_named(host)), args.since):
                yield found

    def _known(self, url: str) -> Sources:
        """What the site's config says of where it names its pages."""
        site = self.config.site(url)
        return Sources(site.fetch.feeds, site.fetch.sitemaps) if site else Sources()

    async def _get(self, url: str) -> Reply:
        try:
            return await self.fetcher.ask(url, MAX_SITEMAP)
        except FetchError as error:
            raise Fault(error.reason, error.detail) from error

    async def _sitemaps_of(self, url: str) -> tuple[str, ...]:
        try:
            return await self.fetcher.sitemaps(url)
        except FetchError as error:
            raise Fault(error.reason, error.detail) from error

    def _could_not_read(self, url: str, fault: Fault) -> None:
        self._fail(FetchError(url, fault.reason, fault.detail))

    def _fail(self, error: FetchError) -> None:
        self.live.failed(error)
        self.record.failed(error)


def _named(url: str) -> str:
    """A URL of the command line, canonical. Raises UsageError."""
    try:
        return canonical(url)
    except Fault as fault:
        raise UsageError(f"{url}: {fault.detail}; write it as https://host/path") from fault


def _ask(url: str) -> Ask:
    """A canonical URL as the journal knows it."""
    return Ask(key(url), url, host_of(url))
