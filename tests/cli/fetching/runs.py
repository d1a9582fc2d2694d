"""A run of the fetcher as the report sees it, with its own time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scraper.cli.fetching.report import Record
from scraper.errors import FetchError
from scraper.types import Verdict

BEGAN = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Run:
    """Somebody who fetches, second by second."""

    def __init__(self, folder=None):
        self.now = BEGAN
        self.record = Record(folder, clock=lambda: self.now)

    def later(self, seconds):
        self.now += timedelta(seconds=seconds)
        return self

    def done(self, url, verdict=Verdict.COMPLETE, size=10_000):
        self.record.answered(url, size)
        self.record.done(url, verdict)
        return self

    def failed(self, url, reason, detail="", times=1):
        for _ in range(times):
            self.record.failed(FetchError(url, reason, detail))
        return self
