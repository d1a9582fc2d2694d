"""S4: robots.txt understood, and obeyed whatever becomes of the request for it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.scorecard.asking import at_once, loopback, word_of
from benchmarks.scorecard.row import Line, Row, Settings, Tally
from scraper import Fetcher
from scraper.fetch.robots import KEPT, Rules, product_token
from tests.fetch.faultserver import FaultServer
from tests.fetch.faultserver import robots as served
from tests.fetch.faultserver.ledger import ROBOTS
from tests.fetch.web import SHUT, Web, reply, verdict

AT_LEAST = 137  # of Google's 142 cases
SLOW = 0.05  # seconds for one file
PATHS = ("/", "/news/2026/11/bridge", "/search?q=bridge&page=2", "/wp-admin/x.php")
LINE = Line(
    "S4",
    "robots.txt: (a) the 142 cases of Google's own tests; (b) 18 answers to the request for "
    "it, by a server: 401, 403, 404, 429, 500, 503, reset, silence, redirects, too long, byte "
    "order mark, Latin-1, a page, gzip, CR line ends; (c) 4,231 real files; (d) 100 pages of a "
    "host asked for at once, and a clock put forward",
    f"(a) {AT_LEAST} or more, the misses explained in tests/fetch/test_robots_rules.py; (b) 18 of "
    "18 as RFC 9309 has it, and no page asked for where it forbids; (c) none raises, none takes "
    f"{SLOW * 1000:.0f} ms; (d) one request, and another within 24 hours",
    "(a) Protego, which Scrapy uses and we build on, 130; robotspy 138; Python's "
    "urllib.robotparser 88. (b) Scrapy fails 6-7 (fetches after 429, 5xx, reset, silence), "
    "crawlee 3 (reset, byte order mark, a Latin-1 byte), fundus 7; newspaper4k's Article never "
    "asks. Scrapy's library default and crawlee's are to leave robots.txt out; it was switched on",
)


async def robots(settings: Settings) -> Row:
    """The line, tried."""
    tally = Tally()
    _google(settings, tally)
    await _answers(tally)
    _files(settings, tally)
    await _once(tally)
    return tally.row(LINE)


def _google(settings: Settings, tally: Tally) -> None:
    file = (settings.shared or Path()) / "conformance" / "robots_cases.json"
    if not file.is_file():
        tally.absent.append("robots_cases.json")
        return
    cases = json.loads(file.read_text("utf-8"))
    right = sum(
        Rules(text.encode("latin-1"), product_token(agent)).allows(url) == allowed
        for _, text, agent, url, allowed in cases
    )
    tally.check("(a) Google's cases", right >= AT_LEAST, f"{right} of {len(cases)}")


async def _answers(tally: Tally) -> None:
    policy = loopback(deadline=1.0)
    wrong = []
    for mode in served.MODES:
        async with FaultServer(hosts=2, robots={"127.0.1.1": mode.name}) as server:
            (came,) = await at_once(policy, [server.url("/page/1")])
            asked = any(arrival.path == "/page/1" for arrival in server.ledger.arrivals)
            if came.word not in mode.outcomes or asked != (came.word == "page"):
                wrong.append(f"{mode.name} {came.word}")
    count = len(served.MODES)
    tally.check(
        "(b) answers", not wrong, f"{count - len(wrong)} of {count} {' '.join(wrong)}".strip()
    )


def _files(settings: Settings, tally: Tally) -> None:
    if settings.robots_files is None:
        if not settings.quick:
            tally.absent.append("real robots.txt files (--robots-files)")
        return
    count, slowest, raised = 0, 0.0, []
    for name, took in _read(settings.robots_files):
        count += 1
        slowest = max(slowest, took)
        if took < 0:
            raised.append(name)
    figure = f"{count:,} read, slowest {slowest * 1000:.1f} ms, {len(raised)} raised"
    tally.check("(c) real files", count > 0 and not raised and slowest < SLOW, figure)


def _read(folder: Path) -> Iterator[tuple[str, float]]:
    """Each file and the processor time to read and ask it, -1 where it raised."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        body = file.read_bytes()
        try:
            took = _seconds(body)
            if took > SLOW / 2:  # or the machine stumbled
                took = min(took, *(_seconds(body) for _ in range(4)))
        except Exception:  # which none may raise at all
            took = -1.0
        yield file.name, took


def _seconds(body: bytes) -> float:
    begun = time.process_time()
    rules = Rules(body, "scraper")
    for path in PATHS:
        rules.allows(f"https://gazette.example{path}")
    _ = rules.delay, rules.sitemaps
    return time.process_time() - begun


async def _once(tally: Tally) -> None:
    async with (
        FaultServer(hosts=1, latency=0.01) as server,
        Fetcher(loopback(per_host=8)) as fetcher,
    ):
        await asyncio.gather(*(word_of(fetcher, server.url(f"/page/{n}")) for n in range(100)))
        asked = [arrival.path for arrival in server.ledger.arrivals].count(ROBOTS)
    tally.check("(d) requests under 100 at once", asked == 1, str(asked))
    web = Web(reply(200, SHUT))
    async with asyncio.timeout(5):
        rules = web.robots()
        await verdict(rules)
        web.now = KEPT
        await verdict(rules)
    tally.check("asked again after 24 h", len(web.asked) == 2, "yes")
