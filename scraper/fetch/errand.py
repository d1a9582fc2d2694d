"""What is done for one URL, from its first request to its last retry."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from scraper.fetch.dial import Allowance
from scraper.fetch.faults import Fault
from scraper.fetch.policy import FetchPolicy
from scraper.fetch.wire import HEADER_BYTES
from scraper.types import Reason


@dataclass(frozen=True, slots=True)
class Wanted:
    """A URL to fetch; with what its server said when it was last had, it may answer "unchanged"."""

    url: str
    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """Headers of a conditional request (RFC 9110, section 13.1); empty for the first time."""
        found = {"if-none-match": self.etag, "if-modified-since": self.last_modified}
        return {name: value for name, value in found.items() if value}


class Errand:
    """The time on the network that one URL has left, over all its requests.

    It is the caller who may lose interest. What is under way then is made to fail from within, as
    if its time were over, because httpx loses a connection for good when a request is cancelled.
    """

    def __init__(self, policy: FetchPolicy) -> None:
        self._policy = policy
        self._left = policy.deadline
        self._current: Allowance | None = None
        self.is_abandoned = False

    @asynccontextmanager
    async def allowance(self, limit: int) -> AsyncIterator[Allowance]:
        """What one request may use, for a body of up to `limit` bytes. Raises Fault(TIMEOUT)."""
        if self._left <= 0:
            raise Fault(Reason.TIMEOUT, f"{self._policy.deadline:g} s used up")
        loop = asyncio.get_running_loop()
        began = loop.time()
        self._current = Allowance(
            until=began + self._left,
            bytes_left=limit + HEADER_BYTES,
            connect_timeout=self._policy.connect_timeout,
            stall_timeout=self._policy.stall_timeout,
        )
        try:
            yield self._current
        finally:
            self._current = None
            self._left -= loop.time() - began

    def abandon(self, task: asyncio.Task[object]) -> None:
        """Nothing; the task that is on this errand ends soon."""
        self._left, self.is_abandoned = 0.0, True
        if self._current is None:
            task.cancel()
        else:
            self._current.end()
