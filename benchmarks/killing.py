"""Fifty kills with SIGKILL over 6,000 URLs: what is lost, there twice, torn, or asked for again.

    python -m benchmarks.killing [--kills 50] [--urls 6000] [--seed 1]

Also how soon a run goes on that has 100,000 URLs behind it. Nothing is fetched: eight fake workers
keep the journal busy. Ends with 1 where a record was lost, written twice or torn.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from scraper.fetch.journal import Ask, Journal, Outcome
from tests.fetch.killing import journal_trial, kill_until_done

BEHIND = 100_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--urls", type=int, default=6_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = journal_trial(args.urls, Path(folder) / "fetches.log")
        toll = kill_until_done(trial, Path(folder), args.kills, args.seed)
    with tempfile.TemporaryDirectory() as folder:
        resumed = resume_seconds(Path(folder), BEHIND)
    print(json.dumps(asdict(toll) | {"resume_seconds": round(resumed, 4)}, indent=1))
    return 0 if toll.clean and toll.kills == args.kills else 1


def resume_seconds(folder: Path, behind: int) -> float:
    """Seconds to open a journal, learn where it stands and take from it, so many URLs done."""
    with Journal.open(folder) as journal:
        journal.add(_asks(behind + 1_000))
        for done in range(0, behind, 25):
            for taken in journal.take(min(25, behind - done)):
                outcome = Outcome(taken.url, taken.key, "complete", '"etag"')
                journal.done(taken.key, outcome, {"articles.jsonl": b'{"text": "..."}\n'})
            journal.commit()
    begun = time.perf_counter()
    with Journal.open(folder) as journal:
        journal.counts()
        journal.take(100)
        return time.perf_counter() - begun


def _asks(count: int) -> Iterator[Ask]:
    for i in range(count):
        url = f"https://host{i % 500}.example/stories/{i}"
        yield Ask(url, url, f"host{i % 500}.example")


if __name__ == "__main__":
    sys.exit(main())
