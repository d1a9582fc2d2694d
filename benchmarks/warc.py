"""Records a second from an archive: read only, cleaned, and given to other extractors.

    python -m benchmarks.warc ../shared/data --megabytes 1000
    python -m benchmarks.warc ../shared/data --megabytes 1850 --largest 50 --alone   # 200,000 pages

All read the same archive in one run. Readers only iterate, extractors get two processes each; what
is not installed is left out. Memory is the kernel's own count of the command and its workers.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from benchmarks.archives import make_archive
from benchmarks.memory import Memory, watch
from benchmarks.peers import PEERS, Extractor
from scraper.integrations.warc import read_warc
from scraper.types import Page

RIVALS = ("trafilatura", "resiliparse")
HANDED = 8  # pages given to a process at once


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table."""

    name: str
    records: int
    seconds: float
    computing: float  # seconds on all cores; what a busy machine tells apart from waiting


def iterate_fastwarc(archive: Path) -> int:
    """How many records there are, every body read."""
    from fastwarc.warc import ArchiveIterator

    found = 0
    with archive.open("rb") as stream:
        for record in ArchiveIterator(stream):
            record.reader.read()
            found += 1
    return found


def iterate_warcio(archive: Path) -> int:
    """How many records there are, every body read."""
    from warcio.archiveiterator import ArchiveIterator

    found = 0
    with archive.open("rb") as stream:
        for record in ArchiveIterator(stream):
            record.content_stream().read()
            found += 1
    return found


def iterate_pages(archive: Path) -> int:
    """How many pages our own reader finds."""
    return sum(isinstance(found, Page) for found in read_warc(archive))


def rival(name: str, jobs: int) -> Callable[[Path], int]:
    """A run of another extractor over an archive's pages."""

    def run(archive: Path) -> int:
        pages = ((name, page.body, page.url) for page in _pages(archive))
        with multiprocessing.Pool(jobs) as pool:
            return sum(pool.imap_unordered(_extract, pages, HANDED))

    return run


def clean(archive: Path, out: Path, jobs: int) -> tuple[Memory, float]:
    """What `scraper clean` takes for an archive."""
    lines = out / f"{archive.name}.jsonl.part"
    command = [sys.executable, "-m", "scraper", "clean", str(archive), "-f", "jsonl"]
    command += ["-o", str(out), "-j", str(jobs), "--quiet"]
    return watch(command, lambda: lines.stat().st_size if lines.exists() else 0)


def _pages(archive: Path) -> Iterator[Page]:
    return (found for found in read_warc(archive) if isinstance(found, Page))


@cache
def _extractor(name: str) -> Extractor:
    return PEERS[name][1]()


def _extract(given: tuple[str, bytes, str | None]) -> int:
    name, body, url = given
    try:
        _extractor(name)(body, url)
    except Exception:  # any of a rival's failures: the page counts as looked at all the same
        return 1
    return 1


def _timed(name: str, run: Callable[[Path], int], archive: Path) -> Line:
    began, computed = time.perf_counter(), _computed()
    found = run(archive)
    return Line(name, found, time.perf_counter() - began, _computed() - computed)


def _computed() -> float:
    """Seconds of computing that this process and all that it has started and ended took."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def _show(line: Line, megabytes: float) -> None:
    print(
        f"{line.name:<28}{line.records:>9}{line.records / line.seconds:>11.0f}"
        f"{megabytes / line.seconds:>9.1f}{line.seconds:>9.1f}{line.computing:>9.1f}",
        flush=True,
    )


def measure(archive: Path, pages: int, jobs: int, rivals: Sequence[str] = RIVALS) -> None:
    """Nothing; prints the table, and what memory the command took."""
    megabytes = archive.stat().st_size / 1e6
    print(f"{megabytes:.0f} MB gzipped, {pages} pages\n")
    print(f"{'':<28}{'records':>9}{'records/s':>11}{'MB/s':>9}{'s':>9}{'CPU s':>9}")
    for name, run in (("fastwarc", iterate_fastwarc), ("warcio", iterate_warcio)):
        _show(_timed(f"{name}, iteration", run, archive), megabytes)
    _show(_timed("read_warc, pages decoded", iterate_pages, archive), megabytes)
    computed = _computed()
    with tempfile.TemporaryDirectory() as out:
        memory, took = clean(archive, Path(out), jobs)
    _show(Line(f"scraper clean -j {jobs}", pages, took, _computed() - computed), megabytes)
    for name in filter(find_spec, rivals):
        _show(_timed(f"{name}, {jobs} processes", rival(name, jobs), archive), megabytes)
    print(f"\nmost memory: command {memory.parent:.0f} MB, largest worker {memory.child:.0f} MB")
    for share in (0.2, 0.6, 1.0):
        parent, child = memory.at(share)
        print(f"at {share:4.0%}: command {parent:.0f} MB, largest worker {child:.0f} MB")


def main() -> None:
    """Makes the archive, and measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", type=Path, help="folder with manifest.jsonl and its pages")
    parser.add_argument("--megabytes", type=int, default=1000, help="default: %(default)s")
    parser.add_argument("--largest", type=int, help="kilobytes of a page; longer ones are left out")
    parser.add_argument("--alone", action="store_true", help="without the other extractors")
    parser.add_argument("-j", "--jobs", type=int, default=2, help="default: %(default)s")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "news.warc.gz"
        largest = args.largest and args.largest * 1000
        pages = make_archive(args.data, archive, args.megabytes, largest)
        measure(archive, pages, args.jobs, () if args.alone else RIVALS)


if __name__ == "__main__":
    main()
