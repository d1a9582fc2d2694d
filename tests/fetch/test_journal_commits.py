"""When a journal writes, what it writes, and how much it holds in memory."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.fetch.journal import NAME, Ask, Journal, JournalError
from scraper.fetch.journal.queries import AT_ONCE, PENDING
from tests.fetch.journals import Clock, asks, finish, keys, page


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    with Journal.open(tmp_path, clock) as journal:
        yield journal


def test_a_batch_is_due_after_twenty_five_records(journal: Journal) -> None:
    journal.add(asks(*(f"a.example/{i}" for i in range(25))))
    finish(journal, 24)
    assert not journal.due
    finish(journal)
    assert journal.due


def test_a_batch_is_due_a_fifth_of_a_second_after_its_first_record(
    journal: Journal, clock: Clock
) -> None:
    journal.add(asks("a.example/1", "a.example/2"))
    assert not journal.due
    finish(journal)
    clock.now += 0.15
    finish(journal)
    assert not journal.due
    clock.now += 0.1
    assert journal.due
    journal.commit_if_due()
    assert not journal.due


def test_a_batch_is_due_when_the_clock_was_set_back(journal: Journal, clock: Clock) -> None:
    journal.add(asks("a.example/1"))
    finish(journal)
    clock.now -= 3_600
    assert journal.due


def test_a_batch_of_much_is_due(journal: Journal) -> None:
    journal.add(asks("a.example/1"))
    journal.done(*keys(journal, 1), page("a.example/1"), {"pages.warc.gz": bytes(9_000_000)})
    assert journal.due


def test_nothing_is_written_before_a_commit(tmp_path: Path, journal: Journal) -> None:
    journal.add(asks("a.example/1"))
    finish(journal)
    assert not (tmp_path / "articles.jsonl").exists()
    journal.commit()
    assert (tmp_path / "articles.jsonl").read_bytes() == b"a.example/1\n"


def test_closing_commits(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.add(asks("a.example/1"))
        finish(journal)
    with Journal.open(tmp_path) as journal:
        assert journal.counts().done == 1
    with pytest.raises(JournalError, match="open it anew"):
        journal.take(1)


def test_ctrl_c_keeps_what_is_done(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Journal.open(tmp_path) as journal:  # noqa: PT012
        journal.add(asks("a.example/1"))
        finish(journal)
        raise KeyboardInterrupt
    with Journal.open(tmp_path) as journal:
        assert journal.counts().done == 1


def test_several_files_grow_together(tmp_path: Path, journal: Journal) -> None:
    journal.add(asks("a.example/1", "a.example/2"))
    for key in keys(journal, 2):
        journal.done(key, page(key), {"articles.jsonl": b"line\n", "pages.warc.gz": b"raw"})
    journal.commit()
    assert (tmp_path / "articles.jsonl").read_bytes() == b"line\n" * 2
    assert (tmp_path / "pages.warc.gz").read_bytes() == b"raw" * 2


def test_a_file_that_was_there_before_keeps_what_it_holds(tmp_path: Path, journal: Journal) -> None:
    (tmp_path / "articles.jsonl").write_bytes(b"from long ago\n")
    journal.add(asks("a.example/1"))
    finish(journal)
    journal.commit()
    assert (tmp_path / "articles.jsonl").read_bytes() == b"from long ago\na.example/1\n"


def test_a_file_may_lie_elsewhere(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "out") as journal:
        journal.add(asks("a.example/1"))
        (key,) = keys(journal, 1)
        journal.done(key, page(key), {"html/manifest.jsonl": b"x", "../pages.warc.gz": b"y"})
    (tmp_path / "pages.warc.gz").write_bytes(b"y, and what a kill left")
    Journal.open(tmp_path / "out").close()
    assert (tmp_path / "pages.warc.gz").read_bytes() == b"y"
    assert (tmp_path / "out" / "html" / "manifest.jsonl").read_bytes() == b"x"


# Size


def test_a_list_of_any_length_is_read_in_steps(tmp_path: Path, journal: Journal) -> None:
    def endless() -> Iterator[Ask]:
        for i in range(2 * AT_ONCE):
            yield from asks(f"a.example/{i}")
        raise OSError("the list broke off")

    with pytest.raises(OSError, match="broke off"):
        journal.add(endless())
    assert journal.counts().pending == 2 * AT_ONCE


def test_adding_more_takes_no_more_memory(journal: Journal) -> None:
    peaks = []
    for steps in (2, 6):
        tracemalloc.start()
        journal.add(ask for i in range(steps * AT_ONCE) for ask in asks(f"{steps}.example/{i}"))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0]


def test_taking_walks_an_index_and_sorts_nothing(tmp_path: Path, journal: Journal) -> None:
    journal.add(asks("a.example/1"))
    journal.close()
    database = sqlite3.connect(tmp_path / NAME)
    values = {"held": "[]", "busy": "[]", "count": 1}
    plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {PENDING}", values)]
    database.close()
    assert plan[0] == "SEARCH urls USING INDEX urls_by_turn (state=?)"
    assert not [step for step in plan if "TEMP B-TREE" in step]


def test_what_is_held_in_memory_is_let_go_with_each_commit(journal: Journal) -> None:
    journal.add(asks(*(f"a.example/{i}" for i in range(500))))
    for _ in range(20):
        finish(journal, 25)
        journal.commit()
        assert not journal._held
