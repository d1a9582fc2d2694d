"""Who asked which host for what, and when: what a polite fetcher is judged by."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
_RETRY_AFTER = re.compile(rb"\r\nRetry-After: ([^\r]+)\r\n", re.IGNORECASE)
ROBOTS = "/robots.txt"


@dataclass(slots=True)
class Arrival:
    """One request. Times are monotonic seconds.

    `together` counts the requests its host was busy with, this one included. `until` is when the
    host wants to be asked again; None where it did not say. `status` is 0 until it was sent.
    """

    ledger: Ledger
    host: str
    path: str
    at: float
    together: int
    status: int = 0
    left: float | None = None
    until: float | None = None

    def leave(self, said: bytes) -> None:
        """Nothing; notes the answer by its first bytes."""
        self.ledger.busy[self.host] -= 1
        self.left = self.ledger.clock()
        if status := _STATUS.match(said):
            self.status = int(status[1])
        if wait := _RETRY_AFTER.search(said):
            self.until = self.left + _seconds(wait[1].decode("latin-1"))


class Ledger:
    """All requests, in the order they came. What is asked of it are violations, in words."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.arrivals: list[Arrival] = []
        self.busy: Counter[str] = Counter()

    def arrive(self, host: str, path: str) -> Arrival:
        """A new request, now."""
        self.busy[host] += 1
        arrival = Arrival(self, host, path, self.clock(), self.busy[host])
        self.arrivals.append(arrival)
        return arrival

    def by_host(self) -> dict[str, list[Arrival]]:
        """The requests of each host, in order."""
        found: defaultdict[str, list[Arrival]] = defaultdict(list)
        for arrival in self.arrivals:
            found[arrival.host].append(arrival)
        return dict(found)

    def requests(self) -> Counter[tuple[str, str]]:
        """How often each path of each host was asked for."""
        return Counter((arrival.host, arrival.path) for arrival in self.arrivals)

    def crowded(self, limit: int) -> list[str]:
        """Hosts that had more than `limit` requests to answer at a time."""
        return [
            f"{a.host}{a.path}: {a.together} at a time" for a in self.arrivals if a.together > limit
        ]

    def hurried(self, gap: float, *, run: int = 1, robots: bool = True) -> list[str]:
        """Requests that began sooner than `gap` seconds after the one before at their host.

        `run` measures that many gaps together, which one late start does not spoil. `robots` False
        leaves robots.txt out of it.
        """
        return [
            f"{late.host}{late.path}: {late.at - early.at:.3f} s after {early.path}"
            for early, late in self._apart(run, robots)
            if late.at - early.at < gap * run
        ]

    def impatient(self, slack: float = 0.0) -> list[str]:
        """Requests sent while their host wanted to be left alone, on account of Retry-After.

        One that was under way when the host said so is none, nor one within `slack` of the end.
        """
        found = []
        for host, arrivals in self.by_host().items():
            for asked in arrivals:
                if asked.until is None or asked.left is None:
                    continue
                found += [
                    f"{host}{a.path}: {asked.until - a.at:.3f} s too early"
                    for a in arrivals
                    if asked.left < a.at < asked.until - slack
                ]
        return found

    def asked_too_often(self, limit: int) -> list[str]:
        """URLs that were asked for more than `limit` times."""
        return [
            f"{host}{path}: {count} times"
            for (host, path), count in self.requests().items()
            if count > limit
        ]

    def retry_gaps(self) -> list[float]:
        """Seconds between an answer and the next request for the same URL."""
        last: dict[tuple[str, str], float | None] = {}
        gaps = []
        for arrival in self.arrivals:
            url = arrival.host, arrival.path
            left = last.get(url)
            if left is not None:
                gaps.append(arrival.at - left)
            last[url] = arrival.left
        return gaps

    def _apart(self, run: int, robots: bool) -> Iterator[tuple[Arrival, Arrival]]:
        for arrivals in self.by_host().values():
            counted = [a for a in arrivals if robots or a.path != ROBOTS]
            yield from zip(counted, counted[run:], strict=False)


def _seconds(retry_after: str) -> float:
    """How long a Retry-After asks to wait, in seconds or one of the three forms of a date."""
    if retry_after.isdecimal():
        return float(retry_after)
    date = parsedate_to_datetime(retry_after)  # asctime's form names no zone: it is UTC
    return (date.replace(tzinfo=UTC) - datetime.now(UTC)).total_seconds()
