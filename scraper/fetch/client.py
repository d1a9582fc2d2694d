"""The fetcher: URLs in, pages out, politely."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterable, AsyncIterator, Callable, Coroutine, Iterable
from contextlib import suppress
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urlsplit

from scraper.errors import FetchError
from scraper.fetch.content import content_of
from scraper.fetch.courier import Courier, wait_of
from scraper.fetch.errand import Errand, Wanted
from scraper.fetch.faults import Fault
from scraper.fetch.flow import in_completion_order
from scraper.fetch.policy import FetchPolicy
from scraper.fetch.reply import Reply
from scraper.fetch.resolve import Resolver, SystemResolver
from scraper.fetch.retry import retrying
from scraper.fetch.snapshot import Snapshot
from scraper.fetch.urls import canonical
from scraper.types import Page, Reason

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
        self._random = random
        self._winding_up = asyncio.Event()
        self._courier = Courier(
            self.policy, resolve or SystemResolver(), seen or (lambda asked, reply: None), random
        )

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
        await self._courier.aclose()

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

    @property
    def robots_asked(self) -> int:
        """How many requests for a robots.txt there were."""
        return self._courier.robots_asked

    def snapshot(self) -> Snapshot:
        """How things stand: what is under way, and who waits for which host."""
        return self._courier.gates.snapshot()

    def wind_up(self) -> None:
        """Nothing; what is under way may finish, nothing more is begun: it fails as interrupted."""
        self._winding_up.set()
        self._courier.gates.close()

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of a URL's site names. Raises FetchError."""
        try:
            return await self._courier.sitemaps(canonical(url))
        except Fault as fault:
            raise FetchError(url, fault.reason, fault.detail) from fault

    def _hold(self, behind: bool) -> None:
        if behind:
            self._courier.gates.hold()
        else:
            self._courier.gates.resume()

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
        errand = Errand(self.policy, limit)
        try:
            return await _unharmed(self._persist(wanted, errand), errand)
        except Fault as fault:
            raise FetchError(wanted.url, fault.reason, fault.detail) from fault

    async def _persist(self, wanted: Wanted, errand: Errand) -> Reply:
        async for attempt in retrying(self.policy, self._pause, self._random):
            with attempt:
                return _good(await self._courier.go(wanted, errand))
        raise AssertionError("the last attempt returns or raises")


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


def _good(reply: Reply) -> Reply:
    """The answer of a page. Raises Fault for any other."""
    if reply.status == 304:
        raise Fault(Reason.NOT_MODIFIED)
    if reply.status in (200, 201, 202, 203):
        return reply
    raise Fault(f"http_{reply.status}", wait=wait_of(reply))


def _host_of(wanted: str | Wanted) -> str:
    url = wanted if isinstance(wanted, str) else wanted.url
    try:
        return urlsplit(url).netloc
    except ValueError:
        return ""
