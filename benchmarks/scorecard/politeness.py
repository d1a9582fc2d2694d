"""S5: what the servers' own ledger says of how they were asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import combinations, pairwise

from benchmarks.scorecard.apart import apart
from benchmarks.scorecard.asking import PAGE, Came, loopback, streamed
from benchmarks.scorecard.row import Line, Row, Settings, Tally, counted
from tests.fetch.faultserver import BY_NAME, FaultServer, Ledger
from tests.fetch.faultserver.answers import OK, first
from tests.fetch.faultserver.connection import Connection, Handler
from tests.fetch.faultserver.ledger import ROBOTS
from tests.fetch.faultserver.request import Request
from tests.fetch.faultserver.robots import rules
from tests.fetch.faultserver.statuses import refuses

HOSTS, PER_HOST = 8, 2
DELAY, CRAWL_DELAY, SLACK = 0.1, 0.25, 0.005  # seconds
ALIKE, RARELY = 0.01, 0.05  # retries this near to each other, in s; the share of pairs that may be
TRIES = 3
FAILING = ("busy_always", "close", "not_found", "forbidden", "redirect_loop")
LINE = Line(
    "S5",
    f"Politeness, by the servers' ledger: {HOSTS} hosts, 200 pages each, delay {DELAY:g} s (one "
    f"asks for {CRAWL_DELAY:g} s in robots.txt), two at once; among the pages 429 and 503 with "
    "Retry-After in seconds and in the three forms of a date; then 40 retries of a 500, and "
    "URLs that always fail",
    f"never more than two at once; no start less than the delay and {SLACK * 1000:.0f} ms after "
    "the one before; none while a host had asked for rest; one request for a page, one for "
    f"robots.txt; a URL that fails is asked {TRIES} times at most, 10 redirects; pairs of "
    f"retries within {ALIKE * 1000:.0f} ms of each other: {RARELY:.0%} at most",
    "Scrapy, crawlee and newspaper4k retry a 503 after 0.00 to 0.08 s and do not heed Retry-After; "
    "trafilatura does; httpx and fundus do not retry. Requests for one article: newspaper4k 5, "
    "the others 1. crawlee sends 84 requests into a redirect loop (Scrapy, newspaper4k and "
    "httpx 21-22, trafilatura 3) and 10 to a 403",
)


async def politeness(settings: Settings) -> Row:
    """The line, tried."""
    tally = Tally()
    await _visits(settings.size(200, 20), tally)
    await _retries(settings.size(40, 16), tally)
    return tally.row(LINE)


class Moody(FaultServer):
    """A fault server whose /page/busy-... ask for a rest the first time, in as many ways."""

    def _handler(self, host: str, path: str) -> Handler:
        return MOODS.get(path.removeprefix("/page/")) or super()._handler(host, path)


def _asking(value: Callable[[datetime], str], status: int = 503) -> Handler:
    async def refuse(connection: Connection, request: Request) -> None:
        until = value(datetime.now(UTC) + timedelta(seconds=2))
        await refuses(status, {"Retry-After": until})(connection, request)

    return first(refuse, OK)


MOODS = {
    "busy-429": _asking(lambda until: "1", 429),
    "busy-503": _asking(lambda until: "2"),
    "busy-imf": _asking(lambda until: format_datetime(until, usegmt=True)),
    "busy-850": _asking(lambda until: until.strftime("%A, %d-%b-%y %H:%M:%S GMT")),
    "busy-asctime": _asking(lambda until: until.strftime("%a %b %e %H:%M:%S %Y")),
}


async def _visits(each: int, tally: Tally) -> None:
    slow = rules(f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n".encode())
    moods = {each * (n + 1) // (len(MOODS) + 2): mood for n, mood in enumerate(MOODS)}
    policy = loopback(delay=DELAY, per_host=PER_HOST, concurrency=64)
    async with Moody(hosts=HOSTS, robots={"127.0.1.1": slow}, latency=DELAY * 1.5) as server:
        urls = [
            server.url(f"/page/{moods.get(n, n) if host > HOSTS // 2 else n}", host)
            for n in range(each)
            for host in range(HOSTS)
        ]
        came = (await apart(streamed, policy, urls)).result
        _judge(server, server.ledger, came, tally)


def _judge(server: FaultServer, ledger: Ledger, came: dict[str, Came], tally: Tally) -> None:
    pages = sum(each.word == PAGE for each in came.values())
    tally.check("pages", pages == len(came), f"{pages:,} of {len(came):,}")
    most = max(arrival.together for arrival in ledger.arrivals)
    tally.check("most at once", most <= PER_HOST, str(most))
    for name, hosts, delay in (
        (f"shortest gap for {DELAY:g} s", server.hosts[1:], DELAY),
        (f"for {CRAWL_DELAY:g} s", server.hosts[:1], CRAWL_DELAY),
    ):
        gaps = [gap for host in hosts for gap in _gaps(ledger, host)]
        hurried = sum(gap < delay - SLACK for gap in gaps)
        figure = f"{min(gaps) * 1000:.1f} ms ({hurried} of {len(gaps):,} too short)"
        tally.check(name, not hurried, figure)
    impatient = ledger.impatient()
    asked = sum(arrival.until is not None for arrival in ledger.arrivals)
    tally.check(f"starts during {asked} rests", not impatient, str(len(impatient)))
    paths = [arrival.path for arrival in ledger.arrivals]
    once = len(paths) == len(came) + asked + HOSTS and paths.count(ROBOTS) == HOSTS
    figure = (
        f"{(len(paths) - asked - HOSTS) / len(came):.2f}, and {paths.count(ROBOTS)} for robots.txt"
    )
    tally.check("requests for a page", once, figure)


def _gaps(ledger: Ledger, host: str) -> list[float]:
    """Seconds between the starts at a host, but for robots.txt, whose delay nobody knew before."""
    asked = [arrival for arrival in ledger.by_host()[host] if arrival.path != ROBOTS]
    return [late.at - early.at for early, late in pairwise(asked)]


async def _retries(count: int, tally: Tally) -> None:
    async with FaultServer(hosts=count) as server:
        urls = [server.url_of(BY_NAME["broken_once"], host) for host in range(count)]
        await apart(streamed, loopback(concurrency=count), urls)
        gaps = server.ledger.retry_gaps()
    pairs = [abs(one - other) < ALIKE for one, other in combinations(gaps, 2)]
    share = sum(pairs) / len(pairs)
    figure = f"{share:.1%} of pairs; pauses from {min(gaps):.2f} to {max(gaps):.2f} s"
    tally.check("retries near each other", len(gaps) == count and share <= RARELY, figure)
    async with FaultServer(hosts=len(FAILING)) as server:
        urls = [server.url_of(BY_NAME[name], host) for host, name in enumerate(FAILING)]
        await apart(streamed, loopback(deadline=5, max_wait=5), urls)
        often = server.ledger.asked_too_often(TRIES)
        asked = [len(arrivals) - 1 for arrivals in server.ledger.by_host().values()]  # robots.txt
    told = dict(zip(FAILING, asked, strict=True))
    tally.check("requests for a URL that fails", not often and max(asked) <= 11, counted(told))
