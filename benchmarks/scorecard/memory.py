"""S11: a long run holds no more at its end than near its beginning."""

from __future__ import annotations

import asyncio
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.loopback import host, web
from benchmarks.scorecard.apart import memory as memory_of
from benchmarks.scorecard.apart import open_files
from benchmarks.scorecard.command import ARTICLES, STORY, fetch
from benchmarks.scorecard.row import Line, Row, Settings, Tally
from tests.fetch.processes import descendants

HOSTS, JOBS = 500, 2
MORE_SHARE, MORE_MB = 0.1, 20.0
MORE_FILES = 5
EARLY = 0.2  # of the URLs
LINE = Line(
    "S11",
    f"Memory: `scraper fetch -f jsonl -j {JOBS}` over loopback URLs of {HOSTS} hosts, fetched, "
    "cleaned and written; the parent process and its workers looked at every second",
    f"memory at the end no more than after {EARLY:.0%} of the URLs and {MORE_SHARE:.0%}, or "
    f"{MORE_MB:g} MB; open files constant (within {MORE_FILES})",
    "httpx alone, 20,000 URLs without cleaning: 35 MB, flat. The others were not tried",
)


@dataclass(frozen=True, slots=True)
class Look:
    """How things stood at a moment: pages served, MB of the parent and of its workers, files."""

    served: int
    parent: float
    workers: float
    files: int


async def memory(settings: Settings) -> Row:
    """The line, tried."""
    tally = Tally()
    count = settings.size(100_000, 5_000)
    begun = time.monotonic()
    looks, written = await _run(count)
    seconds = time.monotonic() - begun
    tally.check(f"articles of {count:,} URLs", written == count, f"{written:,} in {seconds:.0f} s")
    early, late = _part(looks, count, EARLY), _part(looks, count, 1.0)
    for name in ("parent", "workers"):
        before, after = _mean(early, name), _mean(late, name)
        is_kept = after <= max(before * (1 + MORE_SHARE), before + MORE_MB)
        tally.check(
            f"{name}, MB", is_kept, f"{before:.0f} after {EARLY:.0%}, {after:.0f} at the end"
        )
    before, after = _mean(early, "files"), _mean(late, "files")
    figure = f"{before:.0f} after {EARLY:.0%}, {after:.0f} at the end"
    tally.check("open files", after <= before + MORE_FILES, figure)
    return tally.row(LINE)


async def _run(count: int) -> tuple[list[Look], int]:
    """What was seen while the command ran, and the lines it wrote."""
    served = multiprocessing.Value("q", 0)
    looks = []
    with tempfile.TemporaryDirectory() as folder, web([STORY], served) as port:
        listed, output = Path(folder) / "urls.txt", Path(folder) / "out"
        listed.write_text(
            "".join(f"http://{host(n % HOSTS)}:{port}/{n}\n" for n in range(count)), "ascii"
        )
        process = await asyncio.create_subprocess_exec(*fetch(listed, output, "-j", str(JOBS)))
        ending = asyncio.ensure_future(process.wait())
        while not (await asyncio.wait([ending], timeout=1.0))[0]:
            looks.append(_look(process.pid, served.value))
        lines = (output / ARTICLES).read_bytes().count(b"\n")
    return looks, lines


def _look(process: int, served: int) -> Look:
    workers = sum(map(memory_of, descendants(process)))
    return Look(served, memory_of(process), workers, open_files(process))


def _part(looks: Sequence[Look], count: int, upto: float) -> list[Look]:
    """What was seen on the last twentieth of the way to a share of all pages."""
    return [look for look in looks if upto - 0.05 <= look.served / count <= upto and look.files]


def _mean(looks: Sequence[Look], name: str) -> float:
    return float(sum(getattr(look, name) for look in looks) / max(len(looks), 1))
