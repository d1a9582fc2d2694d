"""How far a fetch has come, told on standard error: live, or a line now and then."""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from scraper.cli.fetching.figures import count, duration, rate
from scraper.cli.fetching.pace import Pace, time_left
from scraper.cli.paint import Paint
from scraper.cli.progress import LINE_SECONDS
from scraper.cli.screen import Screen, bar
from scraper.errors import FetchError
from scraper.fetch.snapshot import HostLine, Snapshot
from scraper.types import Verdict

DRAW_SECONDS = 0.5  # between redraws; with 10,000 hosts waiting a snapshot costs some milliseconds
TOLD = 20  # failures of each reason that are named one by one
HOSTS = 5  # that are shown
_HOST_COLUMNS = 32
_NAME = 500  # characters of a URL; some lists hold whole pages in one


@dataclass(slots=True)
class Live:
    """Counts what became of URLs and says so. Its events count; `tick` is what draws.

    `snapshot` tells how the fetcher stands. `total` is the number of URLs this run has to do, None
    while nobody has counted; it may be set anew. `elsewhere` is the file that names all failures.
    """

    screen: Screen
    snapshot: Callable[[], Snapshot]
    total: int | None = None
    live: bool = False
    quiet: bool = False
    elsewhere: str = "report.json"
    clock: Callable[[], float] = time.monotonic
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    unneeded: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    _pace: Pace = field(init=False)
    _told: float = field(init=False)
    _lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._told = self.clock()
        self._pace = Pace(self._told)

    def done(self, verdict: Verdict) -> None:
        """Nothing; one more URL gave an article."""
        self.verdicts[verdict] += 1
        self._pace.count(self.clock())

    def passed(self, reason: str) -> None:
        """Nothing; one more URL gave none and need not have: not_modified, duplicate."""
        self.unneeded[reason] += 1
        self._pace.count(self.clock())

    def failed(self, error: FetchError) -> None:
        """Nothing; one more URL failed. The first ones of each reason are named."""
        reason = error.reason
        self.failures[reason] += 1
        self._pace.count(self.clock())
        if self.failures[reason] <= TOLD:
            short = error.url if len(error.url) <= _NAME else error.url[:_NAME] + "…"
            self.say(str(FetchError(short, reason, error.detail)))
        elif self.failures[reason] == TOLD + 1:
            self.say(f"further {reason} are only counted; all are in {self.elsewhere}")

    def say(self, message: str) -> None:
        """Nothing; prints a message of its own, above the lines."""
        self.screen.say(message)
        if self._lines:
            self.screen.draw(self._lines)

    def note(self, message: str) -> None:
        """Nothing; as `say`, but not where quiet was asked for."""
        if not self.quiet:
            self.say(message)

    def tick(self) -> None:
        """Nothing; shows how things stand, where it is time. For many calls a second."""
        now = self.clock()
        if self.quiet or now - self._told < (DRAW_SECONDS if self.live else LINE_SECONDS):
            return
        self._told = now
        stand = self.snapshot()
        if self.live:
            self._lines = list(self._picture(stand, now))
            self.screen.draw(self._lines)
        else:
            self.screen.say("; ".join(self._log_line(stand, now)))

    def close(self, summary: Iterable[str] = ()) -> None:
        """Nothing; wipes what was drawn, and prints the lines of a summary."""
        self._lines = []
        self.screen.clear()
        for line in summary:
            self.screen.print(line)

    @property
    def past(self) -> int:
        """URLs that are behind us, whatever became of them."""
        return self.verdicts.total() + self.unneeded.total() + self.failures.total()

    def _picture(self, stand: Snapshot, now: float) -> Iterator[str]:
        """The lines for a terminal."""
        picture = f"{bar(self.past, self.total)} " if self.total else ""
        yield picture + self._counts(stand, now)
        yield from filter(None, [self._misses()])
        yield _stand(stand)
        hosts = _longest(stand.hosts, HOSTS)
        widest = min(_HOST_COLUMNS, max((len(host.host) for host in hosts), default=0))
        for host in hosts:
            name = Paint(width=widest).fit(host.host)
            yield f"  {name:<{widest}}  {_queue(host)}"

    def _log_line(self, stand: Snapshot, now: float) -> Iterator[str]:
        """The parts of a line for a log."""
        yield self._counts(stand, now)
        yield from filter(None, [self._misses()])
        yield _stand(stand)
        for host in _longest(stand.hosts, 1):
            if host.waiting:
                yield f"longest: {host.host} ({_queue(host)})"

    def _counts(self, stand: Snapshot, now: float) -> str:
        pace = self._pace.per_second(now)
        of = f" of {self.total:,}" if self.total is not None else " fetched"
        parts = [f"{self.past:,}{of}", rate(pace)]
        if self.total is not None:
            left = time_left(max(0, self.total - self.past), pace, stand.hosts)
            if left is not None:
                parts.append(f"{duration(left)} left")
        return ", ".join(parts)

    def _misses(self) -> str:
        """What gave no article, most frequent reasons first; empty when all did."""
        told = []
        if self.failures:
            reasons = ", ".join(f"{n:,} {reason}" for reason, n in self.failures.most_common())
            told.append(f"{self.failures.total():,} failed ({reasons})")
        told += [f"{n:,} {reason}" for reason, n in sorted(self.unneeded.items())]
        return ", ".join(told)


def _stand(stand: Snapshot) -> str:
    at = f" at {count(len(stand.hosts), 'host')}" if stand.hosts else ""
    return f"{stand.running:,} under way, {stand.waiting:,} waiting{at}"


def _longest(hosts: tuple[HostLine, ...], count: int) -> list[HostLine]:
    """The hosts that will take longest, longest first."""
    return heapq.nsmallest(count, hosts, key=lambda h: (-h.seconds_left, -h.waiting, h.host))


def _queue(host: HostLine) -> str:
    """How many wait for a host, and why.

    >>> _queue(HostLine("a.example", 1203, 1, 4.0, None, delay=10.0))
    '1,203 waiting, 1 under way, one every 10 s'
    >>> _queue(HostLine("b.example", 400, 0, 58.0, "http_429", delay=1.0))
    '400 waiting, at rest for 58 s after http_429'
    """
    parts = [f"{host.waiting:,} waiting"]
    if host.running:
        parts.append(f"{host.running:,} under way")
    after = f" after {host.last_reason}" if host.last_reason else ""
    if host.seconds_until_next > max(host.delay, 1.0):
        parts.append(f"at rest for {duration(host.seconds_until_next)}{after}")
    elif host.delay and host.waiting:
        parts.append(f"one every {host.delay:g} s")
    if after and "at rest" not in parts[-1]:
        parts.append(f"last failed: {host.last_reason}")
    return ", ".join(parts)
