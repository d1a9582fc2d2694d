"""How things stand in a fetcher, for those who watch it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HostLine:
    """How one host stands: requests under way, URLs that wait for their turn, and why they do.

    `delay` is the seconds between two requests to it; `seconds_until_next` those until the next one
    may start, 0 for now: longer than the delay where the host asked for rest, or is down.
    `last_reason` is why its last request failed (of `scraper.types.Reason`, or "http_503"), None
    where it did not.
    """

    host: str
    waiting: int
    running: int
    seconds_until_next: float
    last_reason: str | None = None
    delay: float = 0.0

    @property
    def seconds_left(self) -> float:
        """How long those who wait will take at best: one starts now, one after each delay.

        >>> HostLine("news.example", 3, 0, seconds_until_next=2.0, delay=10.0).seconds_left
        22.0
        """
        return self.seconds_until_next + self.delay * (self.waiting - 1) if self.waiting else 0.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Requests under way and URLs waiting over all hosts, and each host that has any of them."""

    running: int = 0
    waiting: int = 0
    hosts: tuple[HostLine, ...] = ()
