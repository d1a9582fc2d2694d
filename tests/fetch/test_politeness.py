"""No host is hurried, crowded or asked again before it wants to be: by its own ledger.

Delays are short and real, on one busy loop, hence bounds with room; `test_gates.py` has the exact
ones.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

import pytest

from scraper import Fetcher, FetchError, FetchPolicy, Page
from tests.fetch.faultserver import BY_NAME, NETWORK, FaultServer, robots
from tests.fetch.faultserver.ledger import ROBOTS

pytestmark = pytest.mark.anyio
HOSTS, EACH = 8, 30
DELAY = 0.05
CRAWL_DELAY = 0.15
ROOM = 0.02  # seconds: what a start may seem late, and the next one therefore soon
POLICY = FetchPolicy(
    allow_private=(NETWORK,), delay=DELAY, per_host=2, deadline=10, max_wait=5, concurrency=64
)


def fetcher(policy: FetchPolicy = POLICY) -> Fetcher:
    return Fetcher(policy, random=random.Random(7))


async def words(asking: Fetcher, urls: Sequence[str]) -> dict[str, str]:
    """What came of each URL: "page", or the reason why there is none."""
    found = {}
    async for outcome in asking.stream(urls):
        if isinstance(outcome, Page):
            found[outcome.asked or ""] = "page"
        else:
            found[outcome.url] = outcome.reason
    return found


def pages(server: FaultServer) -> list[str]:
    return [server.url(f"/page/{n}", host) for n in range(EACH) for host in range(HOSTS)]


async def test_hosts_are_asked_one_by_one_with_a_pause_and_once_for_each_page() -> None:
    async with FaultServer(hosts=HOSTS, latency=0.08) as server, fetcher() as asking:
        found = await words(asking, pages(server))
        assert set(found.values()) == {"page"}
        ledger = server.ledger
        assert ledger.crowded(POLICY.per_host) == []
        assert ledger.hurried(DELAY * 0.8, run=10) == []
        assert len(ledger.hurried(DELAY / 2)) < HOSTS * EACH / 5  # a machine may stumble
        assert ledger.asked_too_often(1) == []
        assert len(ledger.arrivals) == HOSTS * EACH + HOSTS  # robots.txt


async def test_hosts_wait_for_themselves_and_not_for_each_other() -> None:
    async with FaultServer(hosts=HOSTS) as server, fetcher() as asking:
        await words(asking, pages(server))
        starts = [arrival.at for arrival in server.ledger.arrivals]
        assert max(starts) - min(starts) < HOSTS * EACH * DELAY / 3


async def test_one_at_a_time_is_one_at_a_time() -> None:
    policy = FetchPolicy(allow_private=(NETWORK,), delay=0, per_host=1)
    async with FaultServer(hosts=2, latency=0.01) as server, fetcher(policy) as asking:
        await words(asking, [server.url(f"/page/{n}", n % 2) for n in range(20)])
        assert server.ledger.crowded(1) == []


async def test_the_crawl_delay_of_a_robots_txt_holds_at_its_host_alone() -> None:
    asked = robots.rules(f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n".encode())
    async with FaultServer(hosts=2, robots={"127.0.1.1": asked}) as server, fetcher() as asking:
        await words(asking, [server.url(f"/page/{n}", n % 2) for n in range(20)])
        slow, fast = (server.ledger.by_host()[host] for host in server.hosts)
        assert slow[-1].at - slow[1].at >= 9 * CRAWL_DELAY - ROOM  # slow[0] is robots.txt
        assert fast[-1].at - fast[1].at < 9 * CRAWL_DELAY


# -- hosts that ask for rest ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["too_many_once", "busy_once"])
async def test_a_host_is_left_alone_as_long_as_it_asks(name: str) -> None:
    async with FaultServer(hosts=3) as server, fetcher() as asking:
        urls = [server.url(f"/page/{n}", n % 3) for n in range(60)]
        busy = [server.url_of(BY_NAME[name], host) for host in range(2)]
        found = await words(asking, [*urls[:12], *busy, *urls[12:]])
        assert set(found.values()) == {"page"}
        assert server.ledger.impatient(ROOM) == []
        assert [server.ledger.requests()[host, f"/fault/{name}"] for host in server.hosts] == [
            2,
            2,
            0,
        ]


async def test_a_host_that_does_not_ask_for_rest_goes_on_meanwhile() -> None:
    async with FaultServer(hosts=2) as server, fetcher() as asking:
        busy = server.url_of(BY_NAME["too_many_once"])
        await words(asking, [busy, *(server.url(f"/page/{n}", 1) for n in range(10))])
        last = max(a.at for a in server.ledger.by_host()[server.hosts[1]])
        assert last < max(a.at for a in server.ledger.by_host()[server.hosts[0]])


async def test_a_host_busy_for_a_day_fails_its_urls_and_holds_up_nobody() -> None:
    async with FaultServer(hosts=2) as server, fetcher() as asking:
        busy = server.url_of(BY_NAME["busy_for_a_day"])
        rest = [server.url(f"/page/{n}", n % 2) for n in range(10)]
        found = await asyncio.wait_for(words(asking, [busy, *rest]), 2)
        assert found[busy] == "http_503"
        assert {found[url] for url in rest[1::2]} == {"page"}
        assert server.ledger.impatient() == []


async def test_a_retry_comes_at_a_moment_of_its_own() -> None:
    async with FaultServer(hosts=HOSTS) as server, fetcher() as asking:
        urls = [server.url_of(BY_NAME["broken_once"], host) for host in range(HOSTS)]
        assert set((await words(asking, urls)).values()) == {"page"}
        gaps = server.ledger.retry_gaps()
        assert len(gaps) == HOSTS
        assert len({round(gap, 2) for gap in gaps}) > HOSTS // 2
        assert server.ledger.asked_too_often(2) == []


@pytest.mark.parametrize(("name", "limit"), [("busy_always", 3), ("close", 3), ("not_found", 1)])
async def test_a_url_that_fails_costs_no_more_than_the_attempts(name: str, limit: int) -> None:
    async with FaultServer(hosts=1) as server, fetcher() as asking:
        with pytest.raises(FetchError):
            await asking.get(server.url_of(BY_NAME[name]))
        assert server.ledger.asked_too_often(limit) == []


async def test_robots_txt_is_asked_for_once_by_any_number_at_a_time() -> None:
    async with FaultServer(hosts=1, latency=0.01) as server, fetcher() as asking:
        await asyncio.gather(*(asking.get(server.url(f"/page/{n}")) for n in range(20)))
        assert [a.path for a in server.ledger.arrivals].count(ROBOTS) == 1


async def test_a_host_is_not_blamed_for_requests_that_we_gave_up() -> None:
    async with FaultServer(hosts=1, latency=0.05) as server, fetcher() as asking:
        await asking.get(server.url("/page/0"))
        for n in range(8):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asking.get(server.url_of(BY_NAME["hang"])), 0.08)
            assert asking.snapshot().running == 0, n
        assert (await asking.get(server.url("/page/9"))).body
