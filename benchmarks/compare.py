"""Every installed extractor over the same pages: quality, time and memory in one run.

    python -m benchmarks.compare ../shared/data --scorer ../shared/score.py -o benchmarks/results

Each round runs every peer once, in a process of its own that first warms up on other pages, so no
peer gains from a quiet moment of the machine. The first round runs them over all pages, for the
scorer; the others over those that are timed. Time is CPU time a page, the median of the rounds;
ratios are taken within a round. Memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.chart import draw
from benchmarks.peers import PEERS, installed
from benchmarks.predict import records

OURS = "scraper"
TIMED = "aeb"  # the source whose pages are timed; those of the others warm the peer up
WARM_UP = 8  # of the other pages every eighth: enough to have every rule and table at hand
ROUNDS = 3
Row = dict[str, Any]


def main() -> None:
    args = _arguments()
    if args.peer:
        print(json.dumps(_measure(args.peer, args.data, args.predictions)))
        return
    args.output.mkdir(parents=True, exist_ok=True)
    versions = installed()
    with tempfile.TemporaryDirectory() as folder:  # what was extracted is other people's text
        rows = _run(list(versions), args, Path(folder))
        for name, row in rows.items():
            row["version"] = versions[name]
            row |= _quality(args.scorer, args.data, Path(folder) / f"{_slug(name)}.jsonl")
    table = _table(rows)
    (args.output / "README.md").write_text(table, "utf-8")
    (args.output / "speed-and-quality.svg").write_text(draw(_points(rows)), "utf-8")
    print(table)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path, help="folder with manifest.jsonl and its pages")
    parser.add_argument("--scorer", type=Path, default=Path("../shared/score.py"))
    parser.add_argument("-o", "--output", type=Path, default=Path("benchmarks/results"))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--peer", help=argparse.SUPPRESS)  # what this command runs itself as
    parser.add_argument("--predictions", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(names: list[str], args: argparse.Namespace, folder: Path) -> dict[str, Row]:
    """For each peer its times, those of ours in the same rounds, and its memory."""
    rows: dict[str, Row] = {name: {"ms": [], "mb": [], "failed": 0} for name in names}
    for number in range(args.rounds):
        for name in names:
            print(f"round {number + 1} of {args.rounds}: {name}", file=sys.stderr, flush=True)
            told = _spawn(name, args, folder / f"{_slug(name)}.jsonl" if number == 0 else None)
            rows[name]["ms"].append(told["ms"])
            rows[name]["mb"].append(told["mb"])
            rows[name]["failed"] += told["failed"] if number == 0 else 0
    for row in rows.values():
        pairs = zip(row["ms"], rows[OURS]["ms"], strict=True)
        row["times"] = median(theirs / ours for theirs, ours in pairs)
    return rows


def _spawn(name: str, args: argparse.Namespace, predictions: Path | None) -> Row:
    command = [sys.executable, "-m", "benchmarks.compare", str(args.data), "--peer", name]
    done = subprocess.run(
        [*command, *(("--predictions", str(predictions)) if predictions else ())],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONHASHSEED": "0"},
    )
    told: Row = json.loads(done.stdout.splitlines()[-1])
    return told


def _measure(name: str, data: Path, predictions: Path | None) -> Row:
    """Runs in the child: one peer over the pages that are timed, and over all for predictions."""
    extract = PEERS[name][1]()
    others = (page for page in pages_of(data) if page[0]["source"] != TIMED)
    for record, body in islice(others, 0, None, WARM_UP):
        _guarded(extract, body, record)
    spent, timed, failed = 0.0, 0, 0
    with open(predictions or os.devnull, "w", encoding="utf-8") as out:
        for record, body in pages_of(data):
            if predictions is None and record["source"] != TIMED:
                continue
            before = time.process_time()
            found = _guarded(extract, body, record)
            if record["source"] == TIMED:
                spent += time.process_time() - before
                timed += 1
            failed += found is None
            out.write(json.dumps({"id": record["id"], **(found or {})}) + "\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"ms": 1000 * spent / timed, "mb": peak, "failed": failed}


def _guarded(extract: Any, body: bytes, record: Row) -> Row | None:
    try:
        found: Row = extract(body, record.get("url"))
    except Exception:  # a peer's failure on a page counts against it, and costs no other page
        return None
    return found


def pages_of(data: Path) -> Iterator[tuple[Row, bytes]]:
    for record in records("pages", data):
        yield record, gzip.decompress((data / str(record["html"])).read_bytes())


def _quality(scorer: Path, data: Path, predictions: Path) -> Row:
    def ask(what: str, source: str) -> Row:
        done = subprocess.run(
            [
                *(sys.executable, str(scorer), what),
                *("--gold", str(data), "--pred", str(predictions)),
                *("--source", source, "--boot", "0", "--json"),
            ],
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        told: Row = json.loads(done.stdout)
        return next(iter(told.values()))

    aeb, fundus = ask("body", "aeb"), ask("body", "fundus")
    return {
        "aeb": aeb["f1"],
        "exact": aeb["exact"],
        "fundus": fundus["f1"],
        "segments": ask("segments", "trafilatura")["f1"],
    }


def _table(rows: dict[str, Row]) -> str:
    lines = [
        f"# Side by side, {date.today():%d %B %Y}",
        "",
        f"Python {platform.python_version()}, {platform.machine()}, one core, CPU time a page "
        f"(median of {len(rows[OURS]['ms'])} rounds, 95 pages), ratios within a round. Body F1 and "
        "exact pages on the article-extraction-benchmark's pages, F1 on fundus' pages and on "
        "trafilatura's segments: development half, so ours was tuned on it; our configs of single "
        "sites are left out.",
        "",
        "| extractor | version | body F1 aeb | exact | body F1 fundus | segments F1 | ms a page "
        "| x ours | peak MB | failed |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for name, row in sorted(rows.items(), key=lambda pair: -pair[1]["aeb"]):
        scores = " | ".join(f"{row[k]:.3f}" for k in ("aeb", "exact", "fundus", "segments"))
        lines.append(
            f"| {name} | {row['version']} | {scores} | {median(row['ms']):.1f} "
            f"| {row['times']:.2f} | {median(row['mb']):.0f} | {row['failed']} |"
        )
    return "\n".join([*lines, "", "![Quality against speed](speed-and-quality.svg)", ""])


def _points(rows: dict[str, Row]) -> list[tuple[str, float, float]]:
    return [(n, 1000 / median(r["ms"]), r["aeb"]) for n, r in rows.items() if r["aeb"] > 0]


def _slug(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name)


if __name__ == "__main__":
    main()
