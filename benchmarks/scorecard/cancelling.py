"""S12: requests given up at any moment, and servers that never end, cost the others nothing."""

from __future__ import annotations

import asyncio
import random
import statistics
from collections.abc import Sequence

from benchmarks.scorecard.apart import apart
from benchmarks.scorecard.asking import PAGE, Came, loopback, word_of
from benchmarks.scorecard.row import Line, Row, Settings, Tally
from scraper import Fetcher, FetchPolicy
from tests.fetch.faultserver import BY_NAME, FaultServer

SOON = 0.02  # seconds within which a request is given up
AFTER = 20  # requests, when all others were given up
HOSTS = 5
DEADLINE, ROOM = 5.0, 0.5  # seconds
DRIPS, WORKERS = 100, 8
LINE = Line(
    "S12",
    f"Giving up: (a) 10,000 requests, ten at a time, cancelled after 0 to {SOON * 1000:.0f} ms "
    f"while pages take 10 ms, then {AFTER} that nobody cancels; (b) {DRIPS} servers that send a "
    f"byte at a time, deadline {DEADLINE:g} s, and 1,000 good URLs of 20 ms asked for "
    f"meanwhile, {WORKERS} at a time",
    f"(a) {AFTER} of {AFTER} pages; (b) each slow one ends {ROOM:g} s around its deadline, and "
    "95 % of the good ones are there within twice the time they take with no slow ones",
    "(a) httpx under asyncio.timeout with a pool of ten: 0 of 20, its pool has lost every slot "
    "(encode/httpcore#1093). (b) one slow server: trafilatura, newspaper4k and httpx never "
    "end, which set limits on silence only; fundus ends it after 30 s, Scrapy and crawlee "
    "after minutes",
)


async def cancelling(settings: Settings) -> Row:
    """The line, tried."""
    tally = Tally()
    async with FaultServer(hosts=HOSTS, latency=0.01, keep_ledger=False) as server:
        urls = [server.url(f"/page/{n}", n % HOSTS) for n in range(settings.size(10_000, 500))]
        policy = loopback(concurrency=10, per_host=10)
        ended, came = (await apart(_given_up, policy, urls)).result
        good = sum(each.word == PAGE for each in came)
        tally.check(f"(a) pages after {ended:,} were cut off", good == AFTER, f"{good} of {AFTER}")
    await _dripping(settings.size(1_000, 200), settings.size(DRIPS, 20), tally)
    return tally.row(LINE)


async def _given_up(policy: FetchPolicy, urls: Sequence[str]) -> tuple[int, list[Came]]:
    """How many requests were cut off in time, and what came of the last ones."""
    chance, todo, ended = random.Random(12), iter(urls), 0
    async with Fetcher(policy) as fetcher:

        async def worker() -> None:
            nonlocal ended
            for url in todo:
                task = asyncio.ensure_future(word_of(fetcher, url))
                await asyncio.sleep(chance.uniform(0, SOON))
                ended += task.cancel()
                await asyncio.gather(task, return_exceptions=True)

        await asyncio.gather(*(worker() for _ in range(10)))
        async with asyncio.timeout(30):
            return ended, await asyncio.gather(*(word_of(fetcher, url) for url in urls[:AFTER]))


async def _dripping(count: int, drips: int, tally: Tally) -> None:
    policy = loopback(deadline=DEADLINE, concurrency=drips + WORKERS, per_host=WORKERS)
    async with FaultServer(hosts=HOSTS + drips, latency=0.02, keep_ledger=False) as server:
        good = [server.url(f"/page/{n}", n % HOSTS) for n in range(count)]
        slow = [server.url_of(BY_NAME["body_drip"], HOSTS + n) for n in range(drips)]
        _, before = (await apart(_beside, policy, [], good)).result
        dripped, beside = (await apart(_beside, policy, slow, good)).result
    ends = [each.seconds for each in dripped]
    ended = all(each.word == "timeout" and abs(each.seconds - DEADLINE) < ROOM for each in dripped)
    tally.check("(b) slow ones end after", ended, f"{min(ends):.2f} to {max(ends):.2f} s")
    words = {each.word for each in (*before, *beside)}
    usual, now = _most(before), _most(beside)
    figure = f"{now * 1000:.0f} ms, {usual * 1000:.0f} ms alone"
    tally.check("95 % of the good within", words == {PAGE} and now < 2 * usual, figure)


async def _beside(
    policy: FetchPolicy, slow: Sequence[str], good: Sequence[str]
) -> tuple[list[Came], list[Came]]:
    """What came of slow URLs, all asked for at once, and of good ones, a few at a time."""
    todo, came = iter(good), list[Came]()
    async with Fetcher(policy) as fetcher:

        async def worker() -> None:
            came.extend([await word_of(fetcher, url) for url in todo])

        dripping = [asyncio.ensure_future(word_of(fetcher, url)) for url in slow]
        if slow:
            await asyncio.sleep(1)  # until all of them have begun
        await asyncio.gather(*(worker() for _ in range(WORKERS)))
        return await asyncio.gather(*dripping), came


def _most(came: Sequence[Came]) -> float:
    """Seconds within which 95 % came."""
    return statistics.quantiles([each.seconds for each in came], n=20)[-1]
