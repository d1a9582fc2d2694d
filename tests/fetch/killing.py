"""A harness that kills a fetching command again and again, and counts what was lost.

    toll = kill_until_done(Trial(command=..., urls=..., fetched=...), folder, kills=50, seed=1)

The command is anything that goes on where it stopped when it is run again. Run as a program, this
module is such a command, with a journal and eight fake workers: the least that can be killed.

    python -m tests.fetch.killing URLS.txt FOLDER FETCHES.log
"""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scraper.fetch.journal import NAME, Ask, Journal, Outcome
from tests.fetch.processes import descendants, is_alive

WORKERS = 8
ORPHANS_LIVE = 1.0  # seconds, at most
LINES, ARCHIVE = "articles.jsonl", "pages.warc.gz"


@dataclass(frozen=True, slots=True)
class Trial:
    """A command, given a list of URLs and a folder, that writes a line of JSON for each URL.

    `fetched` tells how often any URL was asked for so far; `key` is the member of a line that holds
    its URL.
    """

    command: Callable[[Path, Path], Sequence[str]]
    urls: Sequence[str]
    fetched: Callable[[], int]
    lines: str = LINES
    archives: Sequence[str] = ()  # files of gzip members that have to be whole as well
    key: str = "url"
    limit: float = 600.0  # seconds for one run that nobody kills


@dataclass(slots=True)
class Toll:
    """What the kills cost. A round is the way from nothing to the last URL, with its kills."""

    kills: int = 0
    rounds: int = 0
    lost: int = 0
    duplicate: int = 0
    torn: int = 0
    unsound: list[str] = field(default_factory=list)  # what SQLite says of the journal
    refetched: int = 0
    orphans: int = 0  # processes of the command's own that outlived it by a second
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        return not (self.lost or self.duplicate or self.torn or self.unsound or self.orphans)


def kill_until_done(trial: Trial, folder: Path, kills: int, seed: int) -> Toll:
    """The toll of so many kills at moments that `seed` draws, evenly over the time of a run.

    Two runs in peace come first: one of all URLs and one with nothing left to do. They tell how
    long a run may live so that it takes about `kills` of them to get through the list.
    """
    chance, toll, begun = random.Random(seed), Toll(), time.monotonic()
    listed = folder / "urls.txt"
    listed.write_text("".join(f"{url}\n" for url in trial.urls), "utf-8")
    whole, idle = (_run(trial, listed, folder / "in-peace") for _ in range(2))
    longest = 2 * (idle + max(whole - idle, 0.0) / (kills + 1))
    while toll.kills < kills:
        toll.rounds += 1
        output, before = folder / f"round-{toll.rounds}", trial.fetched()
        while toll.kills < kills:
            orphans = _killed(trial, listed, output, chance.uniform(0, longest))
            if orphans is None:
                break
            toll.kills += 1
            toll.orphans += orphans
        _run(trial, listed, output)
        toll.refetched += trial.fetched() - before - len(trial.urls)
        examine(trial, output, toll)
    toll.seconds = time.monotonic() - begun
    return toll


def _run(trial: Trial, listed: Path, output: Path) -> float:
    """Seconds that a run takes which nobody kills."""
    begun = time.monotonic()
    command = trial.command(listed, output)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=trial.limit)
    return time.monotonic() - begun


def _killed(trial: Trial, listed: Path, output: Path, moment: float) -> int | None:
    """How many orphans a run left that was killed so many seconds after its start.

    None where it was done by then.
    """
    process = subprocess.Popen(trial.command(listed, output), stdout=subprocess.DEVNULL)
    try:
        status = process.wait(moment)
    except subprocess.TimeoutExpired:
        family = descendants(process.pid)
        process.kill()
        process.wait()
        return orphans_of(family)
    assert status == 0, f"the command failed by itself: {status}"
    return None


def orphans_of(family: set[int]) -> int:
    """How many of a killed process's descendants are still there a second later."""
    until = time.monotonic() + ORPHANS_LIVE
    while any(map(is_alive, family)) and time.monotonic() < until:
        time.sleep(0.01)
    return sum(map(is_alive, family))


def examine(trial: Trial, output: Path, toll: Toll) -> None:
    """Adds to the toll what a finished folder lacks, has twice, or has in pieces."""
    *lines, rest = (output / trial.lines).read_bytes().split(b"\n")
    toll.torn += bool(rest)
    seen: Counter[str] = Counter()
    for line in lines:
        try:
            seen[json.loads(line)[trial.key]] += 1
        except ValueError:
            toll.torn += 1
    toll.lost += len(set(trial.urls) - seen.keys())
    toll.duplicate += seen.total() - len(seen)
    for archive in trial.archives:
        try:
            gzip.decompress((output / archive).read_bytes())
        except (EOFError, OSError):
            toll.torn += 1
    toll.unsound += [told for told in integrity(output / NAME) if told != "ok"]


def integrity(journal: Path) -> list[str]:
    """What SQLite finds wrong in a file; "ok" alone where nothing is."""
    database = sqlite3.connect(journal)
    try:
        return [str(told) for (told,) in database.execute("PRAGMA integrity_check")]
    finally:
        database.close()


def journal_trial(count: int, log: Path) -> Trial:
    """The trial of the journal alone: this module as the command, over so many invented URLs."""
    urls = [f"https://host{i % 37}.example/stories/{i}" for i in range(count)]
    return Trial(
        command=lambda listed, output: [
            *(sys.executable, "-m", "tests.fetch.killing"),
            *(str(listed), str(output), str(log)),
        ],
        urls=urls,
        fetched=lambda: log.read_bytes().count(b"\n") if log.exists() else 0,
        archives=[ARCHIVE],
    )


def main(listed: str, output: str, log: str) -> None:
    """Works through a list as a fetcher would, and asks nobody."""
    with open(listed, encoding="utf-8") as lines, Journal.open(Path(output)) as journal:
        journal.add(Ask(url, url, url.split("/")[2]) for url in map(str.strip, lines))
        asyncio.run(_work(journal, os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)))


async def _work(journal: Journal, log: int) -> None:
    await asyncio.gather(*(_worker(journal, log) for _ in range(WORKERS)))


async def _worker(journal: Journal, log: int) -> None:
    while taken := journal.take(1):
        url = taken[0].url
        os.write(log, f"{url}\n".encode())
        await asyncio.sleep(random.uniform(0, 0.01))
        article: dict[str, Any] = {"url": url, "text": "The bridge. " * random.randint(1, 1_000)}
        line = json.dumps(article).encode() + b"\n"
        pieces = {LINES: line, ARCHIVE: gzip.compress(line, 1)}
        journal.done(taken[0].key, Outcome(url, url, "complete"), pieces)
        journal.commit_if_due()


if __name__ == "__main__":
    main(*sys.argv[1:])
