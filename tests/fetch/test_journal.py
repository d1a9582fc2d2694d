"""What a journal remembers: which URLs are pending, done or failed, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.fetch.journal import Ask, Journal, Outcome
from tests.fetch.journals import NOON, Clock, asks, finish, keys, page


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    with Journal.open(tmp_path, clock) as journal:
        yield journal


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
