"""The fetcher: URLs in, pages out, politely."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterable, AsyncIterator, Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urlsplit

from scraper.errors import FetchError
from scraper.fetch import urls
from scraper.fetch.allowance import BrokenOff
from scraper.fetch.content import content_of
from scraper.fetch.errand import Errand, Wanted
from scraper.fetch.faults import Fault
from scraper.fetch.flow import in_completion_order
from scraper.fetch.gates import Gates
from scraper.fetch.policy import FetchPolicy
from scraper.fetch.reply import Reply
from scraper.fetch.resolve import Resolver, SystemResolver
from scraper.fetch.retry import retry_after, retrying
from scraper.fetch.robots import Robots
from scraper.fetch.snapshot import Snapshot
from scraper.fetch.wire import Wire
from scraper.types import Page, Reason

REDIRECTS = frozenset({301, 302, 303, 307, 308})
TOO_MANY = frozenset({429, 503})
NO_ANSWER = frozenset({Reason.DNS, Reason.CONNECT, Reason.TIMEOUT, Reason.TLS, Reason.DISCONNECTED})

NOBODY_THERE = frozenset({Reason.DNS, Reason.TLS})  # says more than "no robots.txt"
ROBOTS_BYTES = 20_000_000  # of which robots.py looks at the first 500 KiB

_Result = TypeVar("_Result")


class Fetcher:
    """Fetches pages: robots.txt obeyed, hosts not hurried, private addresses refused.

        async with Fetcher(FetchPolicy(contact="https://gazette.example/bot")) as fetcher:
            page = await fetcher.get("https://news.example/story")
            async for outcome in fetcher.stream(urls):
                ...

    `seen` is called with the URL asked for and every answer on its way, before they are judged.
    `resolve` is who turns names into addresses. One instance belongs to one event loop.
    """

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        *,
        resolve: Resolver | None = None,
        seen: Callable[[str, Reply], None] | None = None,
        random: random.Random = random.Random(),  # noqa: B008 - only spreads requests in time
    ) -> None:
        self.policy = policy or FetchPolicy()
        self._seen = seen or (lambda asked, reply: None)
        self._random = random
        self._winding_up = asyncio.Event()
        self.robots_asked = 0  # requests for a robots.txt
        self._gates = Gates(self.policy, random)
        self._robots = Robots(self._ask_robots, self.policy.agent, time.monotonic)
        self._wire = Wire(self.policy, resolve or SystemResolver())

    async def __aenter__(self) -> Fetcher:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Nothing; closes every connection."""
        await self._robots.aclose()
        await self._wire.aclose()

    async def get(self, url: str | Wanted) -> Page:
        """The page at a URL. Raises FetchError, whose `reason` says why there is none."""
        wanted = url if isinstance(url, Wanted) else Wanted(url)
        reply = await self._deliver(wanted, self.policy.max_bytes)
        try:
            media_type, charset = content_of(reply.headers, reply.body)
        except Fault as fault:
            raise FetchError(wanted.url, fault.reason, fault.detail) from fault
        return Page(
            url=reply.url,
            body=reply.body,
            media_type=media_type,
            charset=charset,
            fetched_at=reply.at,
            asked=wanted.url,
            headers=reply.headers,
            problems=reply.problems,
        )

    async def ask(self, url: str, limit: int | None = None) -> Reply:
        """The answer at a URL, whatever it holds: a feed, a sitemap. Raises FetchError."""
        return await self._deliver(Wanted(url), limit or self.policy.max_bytes)

    def stream(
        self, wanted: Iterable[str | Wanted] | AsyncIterable[str | Wanted]
    ) -> AsyncIterator[Page | FetchError]:
        """A page or an error for each URL, as they come; the list is drawn as it is needed."""
        return in_completion_order(wanted, self._outcome, _host_of, self._hold)

    def snapshot(self) -> Snapshot:
        """How things stand: what is under way, and who waits for which host."""
        return self._gates.snapshot()

    def wind_up(self) -> None:
        """Nothing; what is under way may finish, nothing more is begun: it fails as interrupted."""
        self._winding_up.set()
        self._gates.close()

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of a URL's site names. Raises FetchError."""
        try:
            return await self._robots.sitemaps(urls.canonical(url))
        except Fault as fault:
            told = _plainly(fault)
            raise FetchError(url, told.reason, told.detail) from fault

    def _hold(self, behind: bool) -> None:
        if behind:
            self._gates.hold()
        else:
            self._gates.resume()

    async def _pause(self, seconds: float) -> None:
        """Nothing; waits before a retry, no longer than there is a point in it."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._winding_up.wait(), seconds)

    async def _outcome(self, wanted: str | Wanted) -> Page | FetchError:
        try:
            return await self.get(wanted)
        except FetchError as error:
            return error

    async def _deliver(self, wanted: Wanted, limit: int) -> Reply:
        """A successful answer for a URL, with redirects followed and retries made."""
        errand = Errand(self.policy)
        try:
            return await _unharmed(self._persist(wanted, errand, limit), errand)
        except Fault as fault:
            raise FetchError(wanted.url, fault.reason, fault.detail) from fault

    async def _persist(self, wanted: Wanted, errand: Errand, limit: int) -> Reply:
        url = urls.canonical(wanted.url)
        async for attempt in retrying(self.policy, self._pause, self._random):
            with attempt:
                return _good(await self._follow(url, wanted, errand, limit))
        raise AssertionError("the last attempt returns or raises")

    async def _follow(self, url: str, wanted: Wanted, errand: Errand, limit: int) -> Reply:
        """The answer where the redirects end. Each hop is asked for as any URL is."""
        passed: list[str] = []
        while len(passed) <= self.policy.max_redirects:
            if url in passed:
                raise Fault(Reason.TOO_MANY_REDIRECTS, f"{url} leads back to itself")
            passed.append(url)
            delay = await self._permission(url)
            reply = await self._request(url, wanted.conditions, errand, limit, delay)
            self._seen(wanted.url, reply)
            if reply.status not in REDIRECTS:
                return reply
            url = _target(reply)
        raise Fault(Reason.TOO_MANY_REDIRECTS, f"more than {self.policy.max_redirects}")

    async def _permission(self, url: str) -> float | None:
        """The delay that robots.txt asks for. Raises Fault where it forbids, or cannot be had."""
        try:
            await self._robots.check(url)
            return await self._robots.crawl_delay(url)
        except Fault as fault:
            raise _plainly(fault) from fault

    async def _request(
        self,
        url: str,
        headers: Mapping[str, str],
        errand: Errand,
        limit: int,
        delay: float | None = None,
    ) -> Reply:
        """The answer to one request, or to another where it suffered the end of somebody else's."""
        while True:
            with suppress(BrokenOff):
                return await self._request_once(url, headers, errand, limit, delay)

    async def _request_once(
        self,
        url: str,
        headers: Mapping[str, str],
        errand: Errand,
        limit: int,
        delay: float | None,
    ) -> Reply:
        """One request in its host's turn, and what it tells of the host."""
        host = urls.host_of(url)
        async with self._gates.turn(host, delay), errand.allowance(limit) as allowance:
            try:
                reply = await self._wire.ask(url, headers, allowance, limit)
            except Fault as fault:
                ours = errand.is_abandoned or isinstance(fault, BrokenOff)
                if fault.reason in NO_ANSWER and not ours:
                    self._gates.failed(host, fault.reason)
                raise
            if reply.status in TOO_MANY:
                self._gates.refused(host, f"http_{reply.status}", _wait(reply))
            else:
                self._gates.answered(host)
            return reply

    async def _ask_robots(self, url: str) -> Reply:
        self.robots_asked += 1
        return await self._request(url, {}, Errand(self.policy), ROBOTS_BYTES)


async def _unharmed(work: Coroutine[Any, Any, _Result], errand: Errand) -> _Result:
    """The result of work that ends in good order even where its caller is cancelled."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            errand.abandon(task)
            await asyncio.wait([task], timeout=0.1)
        if not task.cancelled():
            task.exception()  # nobody asks for it any more
        raise


def _plainly(fault: Fault) -> Fault:
    """Why robots.txt could not be had, where that says more."""
    cause = fault.__cause__
    if isinstance(cause, Fault) and cause.reason in NOBODY_THERE:
        return Fault(cause.reason, cause.detail)
    return fault


def _good(reply: Reply) -> Reply:
    """The answer of a page. Raises Fault for any other."""
    if reply.status == 304:
        raise Fault(Reason.NOT_MODIFIED)
    if reply.status in (200, 201, 202, 203):
        return reply
    raise Fault(f"http_{reply.status}", wait=_wait(reply))


def _target(reply: Reply) -> str:
    """Where a redirect leads. Raises Fault."""
    location = reply.headers.get("location", "")
    if not location:
        raise Fault(Reason.BAD_REDIRECT, f"status {reply.status} without a Location")
    try:
        return urls.join(reply.url, location)
    except Fault as fault:
        raise Fault(Reason.BAD_REDIRECT, f"{location[:200]!r}: {fault.detail}") from fault


def _wait(reply: Reply) -> float | None:
    value = reply.headers.get("retry-after")
    return retry_after(value, datetime.now(UTC)) if value else None


def _host_of(wanted: str | Wanted) -> str:
    url = wanted if isinstance(wanted, str) else wanted.url
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""
