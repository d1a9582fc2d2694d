"""S2: whatever a server does, a URL ends in time, in a page or in a reason, and costs little."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scorecard.apart import apart
from benchmarks.scorecard.asking import PAGE, Came, loopback, one_by_one, streamed, trust
from benchmarks.scorecard.row import Line, Row, Settings, Tally
from tests.fetch.faultserver import BY_NAME, FAULTS, Fault, FaultServer, bombs, certificates
from tests.fetch.faultserver.fault import HERE

DEADLINE = 2.0  # seconds
GRACE = 1.0
MEGABYTES = 20  # of a page, the default
SHARE = 0.7  # of the throughput without faults
HOSTS = 100
OF_THEIR_OWN = ("busy_for_a_day", "busy_always")  # hold up their whole host, as they should
LATENCY = 0.5  # seconds for a page, as real ones take; at once, any pause would look endless
MIXED = loopback(deadline=DEADLINE, max_wait=5, concurrency=256, max_bytes=2_000_000)
LINE = Line(
    "S2",
    f"Faults: (a) {len(FAULTS)} things that servers do (drip, hang, reset, lie about lengths and "
    "encodings, redirect in circles ...) one by one, each in a process of its own, deadline "
    f"{DEADLINE:g} s, pauses between attempts drawn shortest; (b) 5,000 URLs of {HOSTS} hosts, "
    "every fifth at fault, 256 at once, against the same number without a fault",
    f"(a) each ends in the page or reason it should, {GRACE:g} s after the deadline at the "
    f"latest (and what a 429 or 503 asked to wait), and takes {2 * MEGABYTES} MB (twice the "
    "limit of a page) more memory than a plain page at most; (b) every healthy URL delivered, "
    f"{SHARE:.0%} of the throughput",
    "Of 39 such faults, with 20 s, 400 MB and a polite retry as the rule: trafilatura 27 pass, "
    "Scrapy 24, httpx 23 of 35, newspaper4k 22, fundus 22 of 35, crawlee 17 of 34. A body of "
    "one byte every half second: fundus ends it after 30 s, Scrapy and crawlee after more than "
    "200 s, trafilatura, newspaper4k and httpx never. (b) was not tried with peers",
)


async def faults(settings: Settings) -> Row:
    """The line, tried."""
    tally = Tally()
    for make in bombs.BOMBS.values():
        make()
    with tempfile.TemporaryDirectory() as folder:
        trust(str(certificates.trusted(Path(folder))))
        await _alone(FAULTS[:: settings.size(1, 12)], tally)
        await _mixed(settings.size(5_000, 500), tally)
    return tally.row(LINE)


async def _alone(tried: Sequence[Fault], tally: Tally) -> None:
    policy = loopback(deadline=DEADLINE, max_wait=5)
    wrong, slow, heavy, slowest = [], [], [], 0.0
    async with FaultServer(hosts=30, tls=True) as server:
        plain = (await apart(one_by_one, policy, [server.url_of(BY_NAME["ok"])])).peak
        most = plain
        for fault in tried:
            url = server.url_of(fault)
            measured = await apart(one_by_one, policy, [url])
            came = measured.result[url]
            late = came.seconds - fault.wait
            slowest, most = max(slowest, late), max(most, measured.peak)
            if came.word not in fault.outcomes:
                wrong.append(f"{fault.name} {came.word}")
            if late > DEADLINE + GRACE:
                slow.append(f"{fault.name} {came.seconds:.1f} s")
            if measured.peak > plain + 2 * MEGABYTES:
                heavy.append(f"{fault.name} {measured.peak:.0f} MB")
    right = f"{len(tried) - len(wrong)} of {len(tried)} {', '.join(wrong)}".strip()
    tally.check("(a) as it should", not wrong, right)
    tally.check("slowest", not slow, f"{slowest:.2f} s {', '.join(slow)}".strip())
    more = (
        f"{most - plain:.0f} MB more than the {plain:.0f} MB of a page {', '.join(heavy)}".strip()
    )
    tally.check("memory at most", not heavy, more)


async def _mixed(count: int, tally: Tally) -> None:
    async with FaultServer(hosts=HOSTS + len(OF_THEIR_OWN), latency=LATENCY) as server:
        urls = [server.url(f"/page/{n}", n % HOSTS) for n in range(count)]
        begun = time.monotonic()
        await apart(_rate, MIXED, urls)
        plain = (await apart(_rate, MIXED, urls)).result[1]
        faulty = {
            server.url_of(fault, host, extra=f"/n{n}"): fault
            for n, fault, host in _spread(count // 5)
        }
        mixture = [*urls[: count - len(faulty)], *faulty]
        random.Random(20261124).shuffle(mixture)
        came, rate = (await apart(_rate, MIXED, mixture)).result
    lost = [url for url in mixture if url not in faulty and came[url].word != PAGE]
    astray = [
        f"{fault.name} {came[url].word}"
        for url, fault in faulty.items()
        if came[url].word not in fault.outcomes
    ]
    healthy = len(mixture) - len(faulty)
    figure = f"{healthy - len(lost):,} of {healthy:,}"
    tally.check("(b) healthy delivered", not lost, figure)
    tally.check("faulty as they should", not astray, f"{len(faulty) - len(astray):,}")
    share = rate / plain
    told = f"{share:.0%} ({rate:.0f} against {plain:.0f} URLs/s)"
    tally.check("throughput", share >= SHARE, told)
    print(f"  {time.monotonic() - begun:.0f} s", astray[:9], [came[url] for url in lost[:5]])


def _spread(count: int) -> list[tuple[int, Fault, int]]:
    """So many faults, each with the number of its host."""
    here = [fault for fault in FAULTS if fault.place == HERE]
    found = []
    for n in range(count):
        fault = here[n % len(here)]
        is_apart = fault.name in OF_THEIR_OWN
        host = HOSTS + OF_THEIR_OWN.index(fault.name) if is_apart else n % HOSTS
        found.append((n, fault, host))
    return found


async def _rate(policy: object, urls: Sequence[str]) -> tuple[dict[str, Came], float]:
    """What came of URLs, and how many a second did."""
    came = await streamed(policy, urls)  # type: ignore[arg-type]
    return came, len(urls) / max(each.seconds for each in came.values())
