"""Through a site's sitemaps, and those they name, to its pages."""

from __future__ import annotations

import heapq
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from scraper.fetch.discover.found import UNDATED, Found, newest_first
from scraper.fetch.discover.sitemap import Sitemap, parse_sitemap
from scraper.fetch.faults import Fault
from scraper.fetch.reply import Reply
from scraper.fetch.urls import host_of, key
from scraper.types import Reason

Get = Callable[[str], Awaitable[Reply]]  # polite and guarded, redirects followed; raises Fault
Failed = Callable[[str, Fault], None]  # is told what could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How far a walk goes.

    Pages and sitemaps last changed before `since` (a day, UTC) are left out; of those without a
    date nobody can tell, and they stay. `levels` counts an index and what it names as two. With
    `own_host`, a sitemap speaks for pages of its own host only.
    """

    since: date | None = None
    levels: int = 3
    sitemaps: int = 50_000
    own_host: bool = False


async def walk(
    starts: Iterable[str],
    get: Get,
    failed: Failed,
    bounds: Bounds = Bounds(),
) -> AsyncIterator[Found]:
    """The pages that these sitemaps and those below them name, each sitemap read once.

    Newest first, as far as sitemaps and pages are dated. What cannot be read is told to `failed`.
    """
    queue = _Queue(bounds, failed)
    for start in starts:
        queue.add(Found(start), 1)
    while queue:
        url, level = queue.pop()
        try:
            named, at = await _ask(url, get)
        except Fault as fault:
            failed(url, fault)
            continue
        for page in newest_first(_kept(named.pages, at, bounds)):
            yield page
        for sitemap in _kept(named.sitemaps, at, bounds):
            queue.add(sitemap, level + 1)


async def _ask(url: str, get: Get) -> tuple[Sitemap, str]:
    """A sitemap, and the URL it was found at in the end."""
    reply = await get(url)
    if reply.status != 200:
        raise Fault(f"http_{reply.status}")
    return parse_sitemap(reply.body, reply.url), reply.url


def _kept(found: Iterable[Found], at: str, bounds: Bounds) -> list[Found]:
    own = host_of(at)
    return [
        one
        for one in found
        if not (bounds.own_host and host_of(one.url) != own)
        and not (bounds.since and one.modified and one.modified.date() < bounds.since)
    ]


@dataclass(slots=True)
class _Queue:
    """Sitemaps still to read: those asked for, then the newest, then the undated as they came."""

    bounds: Bounds
    failed: Failed
    _heap: list[tuple[float, int, str, int]] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)
    _is_full: bool = False

    def add(self, sitemap: Found, level: int) -> None:
        """Nothing; passes over what was there before or is out of bounds."""
        name = key(sitemap.url)
        if name in self._seen:
            return
        if level > self.bounds.levels:
            self._refuse(sitemap.url, f"more than {self.bounds.levels} levels of sitemaps")
        elif len(self._seen) >= self.bounds.sitemaps:
            if not self._is_full:
                self._refuse(sitemap.url, f"more than {self.bounds.sitemaps:,} sitemaps")
            self._is_full = True
        else:
            self._seen.add(name)
            age = -sitemap.modified.timestamp() if sitemap.modified else UNDATED
            order = -UNDATED if level == 1 else age
            heapq.heappush(self._heap, (order, len(self._seen), sitemap.url, level))

    def pop(self) -> tuple[str, int]:
        """The next sitemap and its level."""
        _, _, url, level = heapq.heappop(self._heap)
        return url, level

    def __bool__(self) -> bool:
        return bool(self._heap)

    def _refuse(self, url: str, why: str) -> None:
        self.failed(url, Fault(Reason.TOO_LARGE, why))
