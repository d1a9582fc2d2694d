"""The ledger finds every impoliteness, and none where there was none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.fetch.faultserver import Ledger

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


class Book:
    """A ledger whose requests come, and are answered, when told."""

    def __init__(self) -> None:
        self.now = 0.0
        self.ledger = Ledger(lambda: self.now)

    def visit(self, at: float, path: str = "/page/1", host: str = "a", answer: bytes = OK) -> None:
        """A request that is answered within a hundredth of a second."""
        self.now = at
        arrival = self.ledger.arrive(host, path)
        self.now = at + 0.01
        arrival.leave(answer)


def busy(retry_after: str) -> bytes:
    return f"HTTP/1.1 503 Busy\r\nRetry-After: {retry_after}\r\n\r\n".encode()


def test_two_at_a_time_are_one_too_many_for_a_limit_of_one() -> None:
    ledger = Ledger()
    ledger.arrive("a", "/1")
    ledger.arrive("a", "/2").leave(OK)
    ledger.arrive("b", "/3")
    assert ledger.crowded(1) == ["a/2: 2 at a time"]
    assert ledger.crowded(2) == []


def test_one_after_the_other_is_not_at_a_time() -> None:
    book = Book()
    book.visit(0.0)
    book.visit(1.0)
    assert book.ledger.crowded(1) == []


def test_a_gap_is_measured_at_one_host_from_start_to_start() -> None:
    book = Book()
    for at, host in ((0.0, "a"), (0.1, "b"), (0.5, "a"), (0.7, "a")):
        book.visit(at, f"/{at}", host)
    assert book.ledger.hurried(0.4) == ["a/0.7: 0.200 s after /0.5"]
    assert book.ledger.hurried(0.15) == []


def test_gaps_in_a_row_are_measured_together() -> None:
    book = Book()
    for at in (0.0, 0.19, 0.2, 0.3):  # the second came late, and the third hence soon after
        book.visit(at, f"/{at}")
    assert book.ledger.hurried(0.09) == ["a/0.2: 0.010 s after /0.19"]
    assert book.ledger.hurried(0.09, run=2) == ["a/0.3: 0.110 s after /0.19"]
    assert book.ledger.hurried(0.09, run=3) == []


def test_robots_txt_may_be_left_out_of_the_gaps() -> None:
    book = Book()
    book.visit(0.0, "/robots.txt")
    book.visit(0.1)
    assert len(book.ledger.hurried(1.0)) == 1
    assert book.ledger.hurried(1.0, robots=False) == []


def date_in(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize("wait", [lambda: "3", lambda: date_in(3.0)], ids=["seconds", "date"])
def test_a_request_before_retry_after_is_over_is_impatient(wait: Callable[[], str]) -> None:
    book = Book()
    book.visit(0.0, answer=busy(wait()))
    book.visit(1.0, "/page/2")
    book.visit(1.0, "/page/2", host="b")
    book.visit(3.5)
    assert [found.split(":")[0] for found in book.ledger.impatient()] == ["a/page/2"]
    assert book.ledger.impatient(slack=2.5) == []


def test_a_request_under_way_when_the_host_got_busy_is_not_impatient() -> None:
    ledger = Ledger()
    first, _ = ledger.arrive("a", "/1"), ledger.arrive("a", "/2")
    first.leave(busy("60"))
    assert ledger.impatient() == []


def test_a_url_is_counted_by_host_and_path() -> None:
    book = Book()
    for at, host in enumerate("aab"):
        book.visit(at, host=host)
    assert book.ledger.requests() == {("a", "/page/1"): 2, ("b", "/page/1"): 1}
    assert book.ledger.asked_too_often(1) == ["a/page/1: 2 times"]


def test_a_retry_gap_runs_from_an_answer_to_the_same_url_again() -> None:
    book = Book()
    book.visit(0.0, answer=busy("1"))
    book.visit(0.5, "/page/2")
    book.visit(2.0)
    assert book.ledger.retry_gaps() == pytest.approx([1.99])


def test_a_status_is_read_from_the_answer_and_0_where_there_was_none() -> None:
    book = Book()
    book.visit(0.0, answer=busy("1"))
    book.visit(9.0, answer=b"")
    assert [arrival.status for arrival in book.ledger.arrivals] == [503, 0]
    assert book.ledger.by_host()["a"][1].until is None
