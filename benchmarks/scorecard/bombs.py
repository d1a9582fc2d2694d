"""S3: a few bytes that decompress to 300 MB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from benchmarks.scorecard.apart import Measured, apart
from benchmarks.scorecard.asking import Came, at_once, loopback
from benchmarks.scorecard.row import Line, Row, Settings, Tally, counted
from scraper.fetch import unpack
from scraper.fetch.faults import Fault
from tests.fetch.faultserver import BY_NAME, FaultServer
from tests.fetch.faultserver import bombs as made

SINGLE, TOGETHER = 100, 250  # MB
CAP = 20_000_000  # bytes: what a page may have by default
LINE = Line(
    "S3",
    "Bombs: 300 MB packed by gzip, deflate, brotli and zstd, and gzip ten times over; each alone "
    "and ten of each at once, in a process of its own with the default limit of 20 MB; and a "
    "coding we did not ask for (bzip2)",
    "no page, reason `too_large` (`bad_encoding` for ten layers and for bzip2); decoded no "
    f"more than the limit and 1 MiB; peak memory {SINGLE} MB alone, {TOGETHER} MB for ten",
    "Peak MB of one bomb (gzip, brotli, zstd): trafilatura 57, 72, 65, which has a limit as we do; "
    "Scrapy 680; fundus 667; newspaper4k 678, 686, 666; httpx 972, 944, 937; crawlee 1,287, 1,171, "
    "1,294. Ten layers: all pass",
)
NAMES = ("bomb_gzip", "bomb_deflate", "bomb_br", "bomb_zstd", "bomb_nested", "unknown_encoding")
LARGE, ODD = ("too_large",), ("bad_encoding", "too_large")


async def bombs(settings: Settings) -> Row:
    """The line, tried."""
    tally = Tally()
    for make in made.BOMBS.values():
        make()
    async with FaultServer(hosts=1) as server:
        for name in NAMES if not settings.quick else NAMES[2:4]:
            url = server.url_of(BY_NAME[name])
            _judge(name, 1, SINGLE, await apart(at_once, loopback(), [url]), tally)
            urls = [server.url_of(BY_NAME[name], extra=f"/n{n}") for n in range(10)]
            policy = loopback(per_host=10)
            _judge(name, 10, TOGETHER, await apart(at_once, policy, urls), tally)
    most = max(_decoded(coding) for coding in ("gzip", "deflate", "br", "zstd"))
    tally.check("decoded at most", CAP <= most <= CAP + 2**20, f"{most / 1e6:.1f} MB")
    return tally.row(LINE)


def _judge(
    name: str, count: int, limit: float, measured: Measured[list[Came]], tally: Tally
) -> None:
    words = Counter(came.word for came in measured.result)
    expected = ODD if name in ("bomb_nested", "unknown_encoding") else LARGE
    is_kept = set(words) <= set(expected) and measured.peak <= limit
    tally.check(f"{name} x{count}", is_kept, f"{measured.peak:.0f} MB, {counted(words)}")


def _decoded(coding: str) -> int:
    """Bytes that come out of a bomb until the fetcher has seen enough; 0 where it never has."""
    come = 0

    def counted_pieces() -> Iterator[bytes]:
        nonlocal come
        for piece in unpack._pieces(unpack._CODINGS[coding], made.BOMBS[coding]()):
            come += len(piece)
            yield piece

    try:
        unpack._gather(counted_pieces(), CAP)
    except Fault:
        return come
    return 0
