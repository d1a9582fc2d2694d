"""One way to a page: permission asked, its host's turn awaited, redirects followed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from random import Random

from scraper.fetch import urls
from scraper.fetch.allowance import BrokenOff
from scraper.fetch.errand import Errand, Wanted
from scraper.fetch.faults import Fault
from scraper.fetch.gates import Gates
from scraper.fetch.policy import FetchPolicy
from scraper.fetch.reply import Reply
from scraper.fetch.resolve import Resolver
from scraper.fetch.retry import retry_after
from scraper.fetch.robots import Robots
from scraper.fetch.wire import Wire
from scraper.types import Reason

REDIRECTS = frozenset({301, 302, 303, 307, 308})
TOO_MANY = frozenset({429, 503})
NO_ANSWER = frozenset({Reason.DNS, Reason.CONNECT, Reason.TIMEOUT, Reason.TLS, Reason.DISCONNECTED})
NOBODY_THERE = frozenset({Reason.DNS, Reason.TLS})  # says more than "no robots.txt"
ROBOTS_BYTES = 20_000_000  # of which robots.py looks at the first 500 KiB


class Courier:
    """Goes for pages, as robots.txt and the gates of their hosts allow.

    `seen` is told the URL wanted and each answer on the way to it.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        resolve: Resolver,
        seen: Callable[[str, Reply], None],
        random: Random,
    ) -> None:
        self._policy, self._seen = policy, seen
        self.gates = Gates(policy, random)
        self.robots_asked = 0  # requests for a robots.txt
        self._robots = Robots(self._ask_robots, policy.agent, time.monotonic)
        self._wire = Wire(policy, resolve)

    async def aclose(self) -> None:
        """Nothing; closes every connection."""
        await self._robots.aclose()
        await self._wire.aclose()

    async def go(self, wanted: Wanted, errand: Errand) -> Reply:
        """The answer where the redirects end, whatever its status. Raises Fault.

        Each hop is asked for as any URL is.
        """
        url = urls.canonical(wanted.url)
        passed: list[str] = []
        while len(passed) <= self._policy.max_redirects:
            if url in passed:
                raise Fault(Reason.TOO_MANY_REDIRECTS, f"{url} leads back to itself")
            passed.append(url)
            delay = await self._permission(url)
            reply = await self._request(url, wanted.conditions, errand, delay)
            self._seen(wanted.url, reply)
            if reply.status not in REDIRECTS:
                return reply
            url = _target(reply)
        raise Fault(Reason.TOO_MANY_REDIRECTS, f"more than {self._policy.max_redirects}")

    async def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of a canonical URL's site names. Raises Fault."""
        try:
            return await self._robots.sitemaps(url)
        except Fault as fault:
            raise _plainly(fault) from fault

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
        delay: float | None = None,
    ) -> Reply:
        """The answer to one request, or to another where it suffered the end of somebody else's."""
        while True:
            with suppress(BrokenOff):
                return await self._request_once(url, headers, errand, delay)

    async def _request_once(
        self,
        url: str,
        headers: Mapping[str, str],
        errand: Errand,
        delay: float | None,
    ) -> Reply:
        """One request in its host's turn, and what it tells of the host."""
        host = urls.host_of(url)
        async with self.gates.turn(host, delay), errand.allowance() as allowance:
            try:
                reply = await self._wire.ask(url, headers, allowance, errand.limit)
            except Fault as fault:
                ours = errand.is_abandoned or isinstance(fault, BrokenOff)
                if fault.reason in NO_ANSWER and not ours:
                    self.gates.failed(host, fault.reason)
                raise
            if reply.status in TOO_MANY:
                self.gates.refused(host, f"http_{reply.status}", wait_of(reply))
            else:
                self.gates.answered(host)
            return reply

    async def _ask_robots(self, url: str) -> Reply:
        self.robots_asked += 1
        return await self._request(url, {}, Errand(self._policy, ROBOTS_BYTES))


def wait_of(reply: Reply) -> float | None:
    """How many seconds a server asks us to stay away; None where it does not."""
    value = reply.headers.get("retry-after")
    return retry_after(value, datetime.now(UTC)) if value else None


def _plainly(fault: Fault) -> Fault:
    """Why robots.txt could not be had, where that says more."""
    cause = fault.__cause__
    if isinstance(cause, Fault) and cause.reason in NOBODY_THERE:
        return Fault(cause.reason, cause.detail)
    return fault


def _target(reply: Reply) -> str:
    """Where a redirect leads. Raises Fault."""
    location = reply.headers.get("location", "")
    if not location:
        raise Fault(Reason.BAD_REDIRECT, f"status {reply.status} without a Location")
    try:
        return urls.join(reply.url, location)
    except Fault as fault:
        raise Fault(Reason.BAD_REDIRECT, f"{location[:200]!r}: {fault.detail}") from fault
