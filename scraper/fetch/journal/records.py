"""What goes into a journal and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scraper.errors import ScraperError


class JournalError(ScraperError):
    """A journal, or a file it keeps, that cannot be read or written: names the file and the fix.

    What was committed before stays; whatever was not will be asked for again.
    """


@dataclass(frozen=True, slots=True)
class Ask:
    """A URL to fetch. Two with one `key` are one; those of a `host` wait for each other."""

    key: str
    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A URL whose turn it is. `etag` and `last_modified` are of the answer it gave before, if any.

    `priority` is its place among the URLs of its host, from 1 on: lower goes first.
    """

    key: str
    url: str
    host: str
    etag: str | None
    last_modified: str | None
    priority: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a URL that gave a page: where it led, and what the page turned out to be."""

    final_url: str
    final_key: str
    verdict: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A URL that gave no page, why, and when it was last tried."""

    url: str
    host: str
    reason: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How many URLs stand where. `failed` counts by reason, `verdicts` what the done ones gave."""

    pending: int
    done: int
    failed: Mapping[str, int]
    verdicts: Mapping[str, int]
    hosts: int

    @property
    def total(self) -> int:
        return self.pending + self.done + sum(self.failed.values())
