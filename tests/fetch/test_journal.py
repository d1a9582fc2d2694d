"""What a journal remembers: which URLs are pending, done or failed, and what was written."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper.fetch.journal import NAME, Ask, Journal, JournalError, Outcome
from scraper.fetch.journal.queries import AT_ONCE, PENDING

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON.timestamp()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    with Journal.open(tmp_path, clock) as journal:
        yield journal


def asks(*urls: str) -> list[Ask]:
    """Asks for "host/story"; the key is the URL itself."""
    return [Ask(url, f"https://{url}", url.split("/")[0]) for url in urls]


def keys(journal: Journal, count: int, *busy: str) -> list[str]:
    return [pending.key for pending in journal.take(count, busy)]


def page(key: str, etag: str | None = None) -> Outcome:
    return Outcome(f"https://{key}", key, "complete", etag)


def line(key: str) -> dict[str, bytes]:
    return {"articles.jsonl": f"{key}\n".encode()}


def finish(journal: Journal, count: int = 1) -> None:
    for pending in journal.take(count):
        journal.done(pending.key, page(pending.key), line(pending.key))


# Adding and taking


def test_a_url_is_added_once_however_often_a_list_names_it(journal: Journal) -> None:
    assert journal.add(asks("a.example/1", "a.example/2", "a.example/1")) == 2
    assert journal.add(asks("a.example/2", "b.example/1")) == 1
    assert journal.counts().pending == 3


def test_two_urls_with_one_key_are_one_and_the_first_is_asked_for(journal: Journal) -> None:
    first = Ask("a.example/1", "https://a.example/1?utm_source=feed", "a.example")
    assert journal.add([first, *asks("a.example/1")]) == 1
    assert [pending.url for pending in journal.take(5)] == [first.url]


def test_hosts_take_turns(journal: Journal) -> None:
    journal.add(asks("a.example/1", "a.example/2", "a.example/3", "b.example/1", "c.example/1"))
    assert keys(journal, 9) == [
        *("a.example/1", "b.example/1", "c.example/1"),
        *("a.example/2", "a.example/3"),
    ]


def test_a_host_that_is_added_later_does_not_queue_behind_all_others(journal: Journal) -> None:
    journal.add(asks(*(f"a.example/{i}" for i in range(100))))
    keys(journal, 10)
    journal.add(asks("b.example/1"))
    assert "b.example/1" in keys(journal, 2)


def test_a_busy_host_is_passed_over_and_comes_back(journal: Journal) -> None:
    journal.add(asks("a.example/1", "a.example/2", "b.example/1"))
    assert keys(journal, 9, "a.example", "unknown.example") == ["b.example/1"]
    assert keys(journal, 9) == ["a.example/1", "a.example/2"]


def test_no_url_is_given_twice(journal: Journal) -> None:
    journal.add(asks("a.example/1", "a.example/2"))
    assert keys(journal, 1) != keys(journal, 1)
    assert keys(journal, 1) == []


def test_what_is_given_back_may_be_taken_again(journal: Journal) -> None:
    journal.add(asks("a.example/1", "a.example/2"))
    journal.give_back(keys(journal, 2)[0])
    assert keys(journal, 2) == ["a.example/1"]


def test_what_was_taken_and_not_finished_is_pending_for_the_next_run(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.add(asks("a.example/1"))
        keys(journal, 1)
    with Journal.open(tmp_path) as journal:
        assert keys(journal, 1) == ["a.example/1"]


def test_what_is_done_is_not_taken_again_before_nor_after_its_commit(journal: Journal) -> None:
    journal.add(asks("a.example/1"))
    finish(journal)
    assert keys(journal, 1) == []
    journal.commit()
    assert keys(journal, 1) == []


def test_only_what_was_taken_is_settled_and_only_once(journal: Journal) -> None:
    journal.add(asks("a.example/1"))
    with pytest.raises(KeyError, match="not taken"):
        journal.done("a.example/1", page("a.example/1"))
    keys(journal, 1)
    journal.failed("a.example/1", "timeout")
    with pytest.raises(KeyError, match="already settled"):
        journal.done("a.example/1", page("a.example/1"))


def test_a_priority_is_the_place_among_the_urls_of_a_host(journal: Journal) -> None:
    journal.add(asks("a.example/1", "a.example/2", "b.example/1"))
    assert {p.key: p.priority for p in journal.take(9)} == {
        "a.example/1": 1,
        "a.example/2": 2,
        "b.example/1": 1,
    }


# What becomes of a URL


def test_counts_tell_what_is_pending_done_and_failed_and_why(journal: Journal) -> None:
    journal.add(asks(*(f"{host}.example/{i}" for host in "ab" for i in range(3))))
    for key, reason in zip(keys(journal, 3), ("timeout", "http_404", "http_404"), strict=True):
        journal.failed(key, reason)
    finish(journal, 2)
    counts = journal.counts()
    assert (counts.pending, counts.done, counts.total, counts.hosts) == (1, 2, 6, 2)
    assert counts.failed == {"timeout": 1, "http_404": 2}
    assert counts.verdicts == {"complete": 2}


def test_a_failure_tells_the_url_its_reason_and_when(journal: Journal) -> None:
    journal.add(asks("a.example/1"))
    journal.failed(*keys(journal, 1), "tls", "expired on 3 May")
    (failure,) = journal.failures()
    assert (failure.url, failure.reason) == ("https://a.example/1", "tls")
    assert (failure.detail, failure.at) == ("expired on 3 May", NOON)


def test_a_detail_that_is_no_utf_8_is_kept_readable(journal: Journal) -> None:
    journal.add(asks("a.example/1"))
    journal.failed(*keys(journal, 1), "bad_response", "status line \udcff")
    (failure,) = journal.failures()
    assert failure.detail == r"status line \udcff"


def test_failed_urls_are_tried_again_by_reason_or_all(journal: Journal) -> None:
    journal.add(asks("a.example/1", "b.example/1", "c.example/1"))
    for key, reason in zip(keys(journal, 3), ("timeout", "http_404", "dns"), strict=True):
        journal.failed(key, reason)
    assert journal.retry_failed(["timeout", "tls"]) == 1
    assert keys(journal, 9) == ["a.example/1"]
    assert journal.retry_failed(()) == 0
    assert journal.retry_failed(None) == 2
    assert not list(journal.failures())


def test_a_url_done_at_the_second_attempt_is_no_failure(journal: Journal) -> None:
    journal.add(asks("a.example/1"))
    journal.failed(*keys(journal, 1), "timeout")
    journal.retry_failed()
    finish(journal)
    assert journal.counts().failed == {}


def test_a_page_is_known_once_a_url_gave_it(journal: Journal) -> None:
    journal.add(asks("a.example/short"))
    keys(journal, 1)
    assert not journal.is_known("a.example/long")
    journal.done("a.example/short", page("a.example/long"))
    assert journal.is_known("a.example/long")
    journal.commit()
    assert journal.is_known("a.example/long")
    assert not journal.is_known("a.example/short")


def test_only_what_is_old_enough_is_refreshed(journal: Journal, clock: Clock) -> None:
    journal.add(asks("a.example/old", "a.example/new", "a.example/failed"))
    finish(journal)
    clock.now += 5 * 86_400
    finish(journal)
    journal.failed(*keys(journal, 1), "timeout")
    clock.now += 86_400
    assert journal.refresh(3) == 1
    assert keys(journal, 9) == ["a.example/old"]


def test_a_refreshed_url_brings_what_a_conditional_request_needs(journal: Journal) -> None:
    journal.add(asks("a.example/1"))
    keys(journal, 1)
    outcome = Outcome("https://a.example/1", "a.example/1", "complete", '"7"', "Tue, 24 Nov 2026")
    journal.done("a.example/1", outcome)
    journal.refresh(0)
    (pending,) = journal.take(1)
    assert (pending.etag, pending.last_modified) == ('"7"', "Tue, 24 Nov 2026")
    assert not journal.is_known("a.example/1"), "its own page is news to it"


def test_an_unchanged_page_stays_done_and_is_fresh_again(journal: Journal, clock: Clock) -> None:
    journal.add(asks("a.example/1"))
    finish(journal)
    clock.now += 5 * 86_400
    journal.refresh(3)
    journal.unchanged(*keys(journal, 1))
    assert journal.counts().verdicts == {"complete": 1}
    assert journal.refresh(3) == 0
    assert journal.is_known("a.example/1")


def test_a_refreshed_page_is_appended_and_the_old_line_stays(
    tmp_path: Path, journal: Journal
) -> None:
    journal.add(asks("a.example/1"))
    finish(journal)
    journal.refresh(0)
    finish(journal)
    journal.commit()
    assert (tmp_path / "articles.jsonl").read_bytes() == b"a.example/1\n" * 2


# Batches


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


@pytest.mark.parametrize("name", ["../articles.jsonl", "/articles.jsonl", "a/b", "..", ""])
def test_nothing_is_appended_outside_the_folder(journal: Journal, name: str) -> None:
    journal.add(asks("a.example/1"))
    (key,) = keys(journal, 1)
    with pytest.raises(ValueError, match="not the name of a file"):
        journal.done(key, page(key), {name: b"x"})
    journal.done(key, page(key), {".articles.jsonl": b"x"})


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
