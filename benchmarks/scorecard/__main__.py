"""Tries the fetcher's promises, line by line, and writes what was measured to SCORECARD.md.

    python -m benchmarks.scorecard                       all lines, about half an hour
    python -m benchmarks.scorecard --only S3,S4          these lines; the others stay as they were
    python -m benchmarks.scorecard --quick               small sizes, a few minutes; writes nothing

Ends with 1 where a line failed.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from pathlib import Path

from benchmarks.scorecard.lines import LINES
from benchmarks.scorecard.row import Row, Settings
from benchmarks.scorecard.table import cells, update

SCORECARD = Path(__file__).resolve().parents[1] / "SCORECARD.md"


def main() -> int:
    """The exit code: 1 where a line failed, 0 also where data for one was absent."""
    args = _parser().parse_args()
    settings = Settings(args.quick, args.shared, args.robots_files)
    wanted = args.only.split(",") if args.only else list(LINES)
    if unknown := set(wanted) - LINES.keys():
        print(f"no such line: {', '.join(sorted(unknown))}; there are {', '.join(LINES)}")
        return 2
    rows = [_tried(name, settings) for name in wanted]
    if args.quick:
        print("\n".join(map(cells, rows)))
    else:
        update(args.output, rows)
    for row in rows:
        print(f"{row.id}: {row.verdict}", file=sys.stderr)
    return 1 if any(row.failures for row in rows) else 0


def _tried(name: str, settings: Settings) -> Row:
    begun = time.monotonic()
    print(f"{name} ...", file=sys.stderr, flush=True)
    row = asyncio.run(LINES[name](settings))
    print(f"{name} took {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return row


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scorecard",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", metavar="S3,S4", help="these lines alone")
    parser.add_argument("--quick", action="store_true", help="small sizes, nothing written")
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="folder with conformance/"
    )
    parser.add_argument("--robots-files", type=Path, help="folder of real robots.txt files, for S4")
    parser.add_argument("-o", "--output", type=Path, default=SCORECARD)
    return parser


if __name__ == "__main__":
    sys.exit(main())
