"""How fast a run goes of late, and how long it will take from here."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from scraper.fetch.snapshot import HostLine

WINDOW = 30.0  # seconds: long enough to be steady, short enough to notice that a site has slowed


@dataclass(slots=True)
class Pace:
    """How many were done in the last `WINDOW` seconds, in steps of a second. `began` is a time."""

    began: float
    _steps: deque[tuple[int, int]] = field(default_factory=deque)  # second, done within it

    def count(self, now: float) -> None:
        """Nothing; one more is done."""
        second = int(now - self.began)
        if self._steps and self._steps[-1][0] == second:
            self._steps[-1] = second, self._steps[-1][1] + 1
        else:
            self._steps.append((second, 1))
        self._forget(now)

    def per_second(self, now: float) -> float:
        """How many a second of late; 0 when nothing was done."""
        self._forget(now)
        elapsed = min(WINDOW, now - self.began)
        return sum(done for _, done in self._steps) / max(elapsed, 1.0)

    def _forget(self, now: float) -> None:
        while self._steps and self._steps[0][0] < now - self.began - WINDOW:
            self._steps.popleft()


def time_left(left: int, per_second: float, hosts: Iterable[HostLine]) -> float | None:
    """Seconds until all is done; None where nothing tells.

    At the pace of late, or at that of the host that takes longest: what waits for one slow host is
    done last, however fast the others go.
    """
    slowest = max((host.seconds_left for host in hosts), default=0.0)
    if not left:
        return 0.0
    if not per_second:
        return slowest or None
    return max(left / per_second, slowest)
