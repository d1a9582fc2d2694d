"""Who loses interest, or asks a server that never ends, takes nothing from those who wait."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any

import pytest

from scraper import Fetcher, FetchError, FetchPolicy, Page
from tests.fetch.faultserver import BY_NAME, NETWORK, FaultServer

pytestmark = pytest.mark.anyio
POLICY = FetchPolicy(delay=0, allow_private=(NETWORK,), concurrency=10, per_host=10, deadline=30)
SOON = 5.0  # seconds; what is to happen at once has happened by then, on any machine
STALLING = ("hang", "header_drip", "body_drip", "stall_in_body")


async def hasty(work: Coroutine[Any, Any, Page], patience: float) -> str:
    """What comes of work that somebody stops waiting for."""
    try:
        await asyncio.wait_for(work, patience)
    except TimeoutError:
        return "given up"
    except FetchError as error:
        return error.reason
    return "page"


async def changing_its_mind(work: Coroutine[Any, Any, Page], patience: float) -> str:
    """The same, of a task that is cancelled."""
    task = asyncio.ensure_future(work)
    asyncio.get_running_loop().call_later(patience, task.cancel)
    await asyncio.wait([task])
    return "given up" if task.cancelled() else "page"


@pytest.mark.parametrize("give_up", [hasty, changing_its_mind])
@pytest.mark.parametrize("latency", [0.0, 0.02])
async def test_after_three_hundred_cancellations_pages_come_as_before(
    give_up: Any, latency: float
) -> None:
    moments = random.Random(12)
    async with FaultServer(hosts=1, latency=latency) as server, Fetcher(POLICY) as asking:
        unwanted = [
            give_up(asking.get(server.url(f"/page/{n}")), moments.random() / 50) for n in range(300)
        ]
        outcomes = await asyncio.gather(*unwanted)
        assert set(outcomes) <= {"given up", "page"}
        assert outcomes.count("given up") > 100
        async with asyncio.timeout(SOON):
            wanted = [asking.get(server.url(f"/page/{n}")) for n in range(20)]
            assert all(page.body for page in await asyncio.gather(*wanted))


@pytest.mark.parametrize("name", STALLING)
async def test_who_stops_waiting_for_a_server_that_never_ends_is_let_go_at_once(name: str) -> None:
    async with FaultServer(hosts=1) as server, Fetcher(POLICY) as asking:
        begun = time.monotonic()
        urls = [server.url_of(BY_NAME[name], extra=f"/{n}") for n in range(30)]
        outcomes = await asyncio.gather(*(hasty(asking.get(url), 0.2) for url in urls))
        assert time.monotonic() - begun < SOON
        assert set(outcomes) == {"given up"}
        async with asyncio.timeout(SOON):
            wanted = [asking.get(server.url(f"/page/{n}")) for n in range(20)]
            assert all(page.body for page in await asyncio.gather(*wanted))


async def test_who_leaves_a_list_half_read_is_let_go_at_once() -> None:
    async with FaultServer(hosts=8) as server, Fetcher(POLICY) as asking:
        urls = [server.url(f"/page/{n}", n % 4) for n in range(20)]
        urls += [server.url_of(BY_NAME["hang"], n, extra=f"/{n}") for n in range(4, 8)]
        async with asyncio.timeout(SOON):
            outcomes = asking.stream(urls)
            async for _ in outcomes:
                break
            await outcomes.aclose()  # type: ignore[attr-defined]
            assert (await asking.get(server.url("/page/1"))).body


async def test_servers_that_drip_end_at_their_deadline_and_cost_no_other_its_page() -> None:
    deadline, good, dripping = 1.0, 100, 20
    policy = replace(POLICY, deadline=deadline, concurrency=64)
    async with FaultServer(hosts=4 + dripping) as server, Fetcher(policy) as asking:
        urls = [server.url(f"/page/{n}", n % 4) for n in range(good)]
        slow = [
            server.url_of(BY_NAME[("header_drip", "body_drip")[n % 2]], 4 + n)
            for n in range(dripping)
        ]
        random.Random(12).shuffle(both := urls + slow)
        begun, came = time.monotonic(), dict[str, tuple[str, float]]()
        async for outcome in asking.stream(both):
            seconds = time.monotonic() - begun
            if isinstance(outcome, Page):
                came[str(outcome.asked)] = "page", seconds
            else:
                came[outcome.url] = outcome.reason, seconds
        assert {came[url][0] for url in urls} == {"page"}
        assert {came[url][0] for url in slow} == {"timeout"}
        assert min(came[url][1] for url in slow) > deadline - 0.1
        assert max(came[url][1] for url in slow) < deadline + 1
