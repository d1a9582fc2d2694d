"""What a run is to fetch, put into its journal: from lists, feeds, sitemaps and hosts."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.cli.fetching.lists import Lists
from scraper.cli.fetching.live import Live
from scraper.cli.fetching.report import Record
from scraper.config import Config
from scraper.errors import FetchError
from scraper.fetch.client import Fetcher
from scraper.fetch.journal import Ask, Journal
from scraper.fetch.urls import host_of, key
from scraper.types import Reason


@dataclass(frozen=True, slots=True)
class Gathering:
    """Puts URLs into a journal, and says which lines of a list are none."""

    journal: Journal
    live: Live
    record: Record

    async def all(self, args: argparse.Namespace, fetcher: Fetcher, config: Config) -> None:
        """Nothing; the journal holds all that was asked for. Raises UsageError."""
        if args.retry_failed:
            reasons = None if args.retry_failed == "all" else args.retry_failed.split(",")
            self.journal.retry_failed(reasons)
        if args.refresh:
            self.journal.refresh(args.refresh)
        if args.lists:
            self.lists(args)

    def lists(self, args: argparse.Namespace) -> int:
        """How many URLs of the lists are new. Raises UsageError for what is no list."""
        return self.journal.add(self._asks(Lists(tuple(args.lists), args.column)))

    def _asks(self, lists: Lists) -> Iterator[Ask]:
        for listed in lists:
            if listed.wrong:
                shown = f"{listed.where}: {listed.wrong}"
                error = FetchError(listed.url, Reason.BAD_URL, shown)
                self.live.failed(error)
                self.record.failed(error)
            else:
                yield ask_for(listed.url)


def ask_for(url: str) -> Ask:
    """A canonical URL as the journal knows it."""
    return Ask(key(url), url, host_of(url))
