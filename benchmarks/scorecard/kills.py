"""S1: the real command, killed again and again, and started again."""

from __future__ import annotations

import asyncio
import multiprocessing
import tempfile
from pathlib import Path

from benchmarks.killing import resume_seconds
from benchmarks.loopback import host, web
from benchmarks.scorecard.command import ARCHIVE, ARTICLES, STORY, fetch
from benchmarks.scorecard.row import Line, Row, Settings, Tally
from tests.fetch.killing import Toll, Trial, kill_until_done

HOSTS = 50
BATCH, UNDER_WAY = 25, 32  # URLs noted as done together; requests at once, the default
RESUMED, BEHIND = 1.0, 100_000  # seconds, URLs
LINE = Line(
    "S1",
    f"kill -9: `scraper fetch -f jsonl -j 1` over 6,000 URLs of {HOSTS} hosts, SIGKILL at "
    "random moments 50 times, then to its end; 10 times over 1,200 with `--warc` as well; and "
    f"a start with {BEHIND:,} URLs done",
    "no record lost, none there twice, no torn line or archive, a sound journal; no worker "
    f"process left a second after a kill; on average {BATCH + UNDER_WAY} pages fetched again "
    f"for a kill (a batch and what is under way); going on within {RESUMED:g} s",
    "Scrapy with JOBDIR: 124 records lost and 995 twice in 8 trials of up to 3 kills over "
    "1,500 URLs (it promises to resume after a clean stop only); crawlee with its storage on "
    "files: 0 lost, 3 twice in 6 trials. trafilatura, newspaper4k, fundus and httpx do not "
    "claim it",
)


async def kills(settings: Settings) -> Row:
    """The line, tried."""
    tally = Tally()
    for name, count, urls, more in (
        ("lines", settings.size(50, 5), settings.size(6_000, 600), ()),
        ("lines and archive", settings.size(10, 2), settings.size(1_200, 200), (ARCHIVE,)),
    ):
        toll = await asyncio.to_thread(_toll, count, urls, more)
        records = f"{toll.lost} lost, {toll.duplicate} twice, {toll.torn} torn"
        told = f"{records}, {len(toll.unsound)} unsound, {toll.orphans} orphans"
        figure = f"{toll.kills} kills in {toll.rounds} rounds of {urls:,}: {told}"
        tally.check(name, toll.clean and toll.kills == count, figure)
        again = toll.refetched / toll.kills
        tally.check("fetched again for a kill", again <= BATCH + UNDER_WAY, f"{again:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        behind = settings.size(BEHIND, 2_000)
        took = await asyncio.to_thread(resume_seconds, Path(folder), behind)
    tally.check(f"going on with {behind:,} done", took < RESUMED, f"{took:.3f} s")
    return tally.row(LINE)


def _toll(kills: int, count: int, archives: tuple[str, ...]) -> Toll:
    served = multiprocessing.Value("q", 0)

    def command(listed: Path, output: Path) -> list[str]:
        more = [word for name in archives for word in ("--warc", str(output / name))]
        return fetch(listed, output, "-j", "1", *more)

    with tempfile.TemporaryDirectory() as folder, web([STORY], served) as port:
        trial = Trial(
            command=command,
            urls=[f"http://{host(n % HOSTS)}:{port}/{n}" for n in range(count)],
            fetched=lambda: served.value,
            lines=ARTICLES,
            archives=archives,
            key="asked",
        )
        return kill_until_done(trial, Path(folder), kills, seed=1)
