"""What a journal survives: kills, interrupts, full disks, torn files, and a second process."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import scraper.fetch.journal
from scraper.fetch.journal import NAME, Ask, Journal, JournalError, Outcome
from tests.fetch.killing import integrity

SOURCE = str(Path(scraper.fetch.journal.__file__).parent)
LINES, RAW = "articles.jsonl", "pages.warc.gz"
COUNT = 6  # URLs in the journals below
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX only")


def begin(folder: Path) -> None:
    """A journal of COUNT URLs, two of them done."""
    with Journal.open(folder) as journal:
        journal.add(
            Ask(f"a.example/{i}", f"https://a.example/{i}", "a.example") for i in range(COUNT)
        )
        finish(journal, 2)


def finish(journal: Journal, count: int, **more: bytes) -> None:
    """Takes and finishes URLs: a line of each in two files, and the same bytes in some more."""
    for taken in journal.take(count):
        line = f"{taken.key}\n".encode()
        outcome = Outcome(taken.url, taken.key, "complete")
        journal.done(taken.key, outcome, {LINES: line, RAW: line, **more})


def whole(folder: Path) -> int:
    """How many URLs are done, after a check that each has one line in either file."""
    with Journal.open(folder) as journal:
        done = journal.counts().done
    for name in (LINES, RAW):
        lines = (folder / name).read_bytes().splitlines(keepends=True)
        assert lines == [f"a.example/{i}\n".encode() for i in range(done)], name
    assert integrity(folder / NAME) == ["ok"]
    return done


# Torn and missing bytes


@pytest.mark.parametrize("torn", [1, 2, 3, 5, 7, 11, 12, 13, 23, 24, 64, 511, 512, 513, 4095, 4096])
@pytest.mark.parametrize("tail", [b'{"text": "', b"\0\n"])
def test_a_torn_tail_is_cut_off(tmp_path: Path, torn: int, tail: bytes) -> None:
    begin(tmp_path)
    with (tmp_path / LINES).open("ab") as file:
        file.write((tail * torn)[:torn])
    assert whole(tmp_path) == 2
    with Journal.open(tmp_path) as journal:
        finish(journal, 9)
    assert whole(tmp_path) == COUNT


@pytest.mark.parametrize("left", [23, 1, 0, None])
def test_a_file_that_lost_bytes_is_named_and_left_alone(tmp_path: Path, left: int | None) -> None:
    begin(tmp_path)
    written = (tmp_path / LINES).read_bytes()
    (tmp_path / LINES).unlink()
    if left is not None:
        (tmp_path / LINES).write_bytes(written[:left])
    with pytest.raises(
        JournalError, match=rf"articles\.jsonl: {left or 0} bytes, where 24 .* back"
    ):
        Journal.open(tmp_path)
    (tmp_path / LINES).write_bytes(written)
    assert whole(tmp_path) == 2, "the error left the folder unlocked and as it was"


def test_a_file_first_written_to_when_the_process_died_holds_no_torn_bytes(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.add([Ask("a.example/0", "https://a.example/0", "a.example")])
        finish(journal, 1)
        with interrupt_at("_append", 14), suppress(KeyboardInterrupt):
            journal.commit()
    (tmp_path / LINES).write_bytes(b"torn")
    with Journal.open(tmp_path) as journal:
        finish(journal, 1)
    assert whole(tmp_path) == 1


# Interrupts


@contextmanager
def interrupt_at(function: str, line: int) -> Iterator[list[int]]:
    """Raises KeyboardInterrupt before the nth line the journal runs, of one function or any."""
    ran = [0]

    def watch(frame: FrameType, event: str, argument: object) -> Callable[..., Any] | None:
        if not frame.f_code.co_filename.startswith(SOURCE):
            return None
        if event == "line" and function in ("", frame.f_code.co_name):
            ran[0] += 1
            if ran[0] == line:
                raise KeyboardInterrupt
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        yield ran
    finally:
        sys.settrace(before)


def test_an_interrupt_at_any_line_leaves_each_url_whole(tmp_path: Path) -> None:
    """Ctrl-C between any two lines of the journal while two URLs are finished and committed."""
    line, ends = 0, set()
    while True:
        line += 1
        folder = tmp_path / str(line)
        begin(folder)
        with suppress(KeyboardInterrupt), Journal.open(folder) as journal:
            with interrupt_at("", line) as ran:
                finish(journal, 2)
                journal.commit()
            journal.take(1)
        ends.add(whole(folder))
        with Journal.open(folder) as journal:
            finish(journal, 9)
        assert whole(folder) == COUNT
        if ran[0] < line:
            break
    assert line > 50
    assert ends == {2, 3, 4}


def test_after_a_commit_that_failed_a_journal_takes_no_more(tmp_path: Path) -> None:
    begin(tmp_path)
    with Journal.open(tmp_path) as journal:
        finish(journal, 1)
        with interrupt_at("_append", 14), pytest.raises(KeyboardInterrupt):
            journal.commit()
        assert (tmp_path / LINES).stat().st_size == 24, "cut back at once"
        for step in (journal.commit, journal.counts, lambda: journal.take(1)):
            with pytest.raises(JournalError, match="open it anew"):
                step()
    assert whole(tmp_path) == 2


# Disks that are full, folders that are closed


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_is_named_with_what_to_do(tmp_path: Path) -> None:
    begin(tmp_path)
    (tmp_path / "pages").symlink_to("/dev/full")
    with Journal.open(tmp_path) as journal:
        finish(journal, 1, pages=b"<p>")
        with pytest.raises(JournalError, match=r"pages: No space left .*; free some space"):
            journal.commit()
    (tmp_path / "pages").unlink()
    assert whole(tmp_path) == 2


FILL = """
import resource, signal, sys
from pathlib import Path
from scraper.fetch.journal import JournalError, Journal
from tests.fetch.test_journal_crash import finish

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    with Journal.open(Path(sys.argv[1])) as journal:
        finish(journal, 9, pages=bytes(50_000))
except JournalError as error:
    print(error)
"""


@posix
@pytest.mark.parametrize("room", [30, 60, 71, 4_096, 10_000, 14_000, 20_000, 30_000, 199_999])
def test_a_disk_that_fills_up_anywhere_stops_the_run_and_spoils_nothing(
    tmp_path: Path, room: int
) -> None:
    """`room` is for each file, in bytes: lines need 72, the database more, the pages 200,000."""
    begin(tmp_path)
    command = [sys.executable, "-c", FILL, str(tmp_path), str(room)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert str(tmp_path) in told
    assert "same command again" in told
    assert whole(tmp_path) == 2
    with Journal.open(tmp_path) as journal:
        finish(journal, 9)
    assert whole(tmp_path) == COUNT


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(JournalError, match="writable, or choose another folder"):
            Journal.open(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_below_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(JournalError, match=r"out: .*; choose another folder"):
        Journal.open(tmp_path / "out")


# Files that are no journal


def test_a_file_that_is_no_database_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"once upon a time " * 100)
    with pytest.raises(JournalError, match=r"sqlite: file is not a database; move it away"):
        Journal.open(tmp_path)


@pytest.mark.parametrize(
    "statement", ["PRAGMA user_version = 99", "CREATE TABLE stories (headline TEXT)"]
)
def test_a_journal_of_a_newer_version_or_another_program_is_not_touched(
    tmp_path: Path, statement: str
) -> None:
    database = sqlite3.connect(tmp_path / NAME)
    database.execute(statement)
    database.commit()
    database.close()
    with pytest.raises(JournalError, match="upgrade scraper, or move the file away"):
        Journal.open(tmp_path)


def test_a_journal_that_never_got_its_tables_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / NAME).touch()
    begin(tmp_path)
    assert whole(tmp_path) == 2


# Two processes

HOLD = """
import os, sys, time
from pathlib import Path
from scraper.fetch.journal import Journal
journal = Journal.open(Path(sys.argv[1]))
child = os.fork() if sys.argv[2] == "with a child" else 0
if child or sys.argv[2] == "alone":
    print(child, flush=True)
time.sleep(60)
"""


@posix
@pytest.mark.parametrize("company", ["alone", "with a child"])
def test_a_folder_is_one_process_s_until_that_is_gone(tmp_path: Path, company: str) -> None:
    """A child that outlives it, as one of a pool of workers may, keeps the folder from nobody."""
    begin(tmp_path)
    command = [sys.executable, "-c", HOLD, str(tmp_path), company]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        child = int(holder.stdout.readline())
        try:
            with pytest.raises(JournalError, match="another run is writing to this folder"):
                Journal.open(tmp_path)
        finally:
            holder.kill()
        holder.wait()
        try:
            assert whole(tmp_path) == 2
        finally:
            if child:
                os.kill(child, signal.SIGKILL)


def test_a_folder_is_opened_once_in_a_process_too(tmp_path: Path) -> None:
    with Journal.open(tmp_path), pytest.raises(JournalError, match="another run"):
        Journal.open(tmp_path)
