"""When to ask again, and when a server says we may."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.faults import Fault
from scraper.fetch.policy import FetchPolicy
from scraper.fetch.retry import LONGEST_ASKED, is_worth_retrying, retry_after, retrying
from scraper.types.reasons import Reason

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("2.5", 2.5),  # against the book, and plain enough
        ("30, 120", 120.0),  # sent by the server and by what stands before it
        ("99999999999999999999", LONGEST_ASKED),
        ("9" * 5_000, LONGEST_ASKED),
        ("Tue, 24 Nov 2026 12:01:00 GMT", 60.0),
        ("Tuesday, 24-Nov-26 12:01:00 GMT", 60.0),
        ("Tue Nov 24 12:01:00 2026", 60.0),
        ("Tue Dec  1 12:00:00 2026", 7 * 86_400.0),
        ("tue, 24 nov 2026 12:01:00 gmt", 60.0),
        ("Tue, 24 Nov 2026 12:01:00 +0000", 60.0),
        ("Tue, 24 Nov 2026 12:00:60 GMT", 59.0),  # a leap second
        ("Tue, 24 Nov 2026 11:59:59 GMT", 0.0),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_ASKED),
        ("Monday, 24-Nov-76 12:00:00 GMT", LONGEST_ASKED),  # 2076
        ("Thursday, 24-Nov-77 12:00:00 GMT", 0.0),  # 1977, since 2077 is too far away
    ],
)
def test_every_form_of_retry_after_is_read(value: str, seconds: float) -> None:
    assert retry_after(value, NOON) == seconds


@pytest.mark.parametrize(
    "value",
    [
        *("", "soon", "-5", "1e9", "+5", "0x10", "٣", "5 s", "inf", "nan", "5,", ","),
        *("Mon, 30 Feb 2026 12:00:00 GMT", "Tue, 24 Foo 2026 12:00:00 GMT"),
        *("Tue, 24 Nov 2026 12:01:00 PST", "2026-11-24T12:01:00Z", "Tue, 24 Nov 2026 25:00:00 GMT"),
    ],
)
def test_rubbish_says_nothing(value: str) -> None:
    assert retry_after(value, NOON) is None


moments = st.datetimes(datetime(2000, 1, 1), datetime(2070, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


@given(
    moments,
    st.sampled_from(
        ("%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y")
    ),
)
def test_a_moment_is_as_far_away_as_it_is_in_every_form(when: datetime, form: str) -> None:
    ahead = (when - NOON).total_seconds()
    assert retry_after(when.strftime(form), NOON) == min(max(ahead, 0.0), LONGEST_ASKED)


@given(st.text(max_size=60) | st.from_regex(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d"))
def test_whatever_the_header_the_wait_is_bounded(value: str) -> None:
    seconds = retry_after(value, NOON)
    assert seconds is None or 0 <= seconds <= LONGEST_ASKED


@given(st.integers(0, 99), st.integers(1990, 2200))
def test_two_digits_are_never_more_than_fifty_years_ahead(year: int, today: int) -> None:
    now = datetime(today, 1, 1, tzinfo=UTC)
    ahead = retry_after(f"Monday, 01-Jan-{year:02d} 00:00:00 GMT", now)
    assert ahead is not None
    assert (ahead > 0) == (0 < (year - today) % 100 <= 50)


@pytest.mark.parametrize("reason", [Reason.CONNECT, Reason.DISCONNECTED, Reason.INCOMPLETE])
def test_what_may_pass_is_worth_another_try(reason: str) -> None:
    assert is_worth_retrying(Fault(reason))


@pytest.mark.parametrize("reason", sorted(set(Reason) - {"connect", "disconnected", "incomplete"}))
def test_what_will_be_the_same_is_not(reason: str) -> None:
    assert not is_worth_retrying(Fault(reason))


def test_of_the_statuses_those_are_that_speak_of_a_moment() -> None:
    worth = {status for status in range(300, 600) if is_worth_retrying(Fault(f"http_{status}"))}
    assert worth == {408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524}


class Server:
    """Answers with each fault in turn, then with "page"; `slept` are the pauses in between."""

    def __init__(self, *faults: BaseException) -> None:
        self.faults = list(faults)
        self.asked = 0
        self.slept: list[float] = []

    async def answer(self) -> str:
        self.asked += 1
        if self.faults:
            raise self.faults.pop(0)
        return "page"

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def ask(self, policy: FetchPolicy | None = None, seed: int = 7) -> str:
        loop = retrying(policy or FetchPolicy(), self.sleep, random.Random(seed))
        answer: str = await loop(self.answer)
        return answer


BUSY = Fault("http_503")

pytestmark = pytest.mark.anyio


async def test_a_server_that_recovers_is_asked_until_it_answers() -> None:
    server = Server(BUSY, Fault(Reason.DISCONNECTED))
    assert await server.ask() == "page"
    assert (server.asked, len(server.slept)) == (3, 2)


async def test_after_the_last_attempt_the_fault_itself_is_raised() -> None:
    last = Fault("http_503", "the third")
    server = Server(BUSY, BUSY, last)
    with pytest.raises(Fault) as caught:
        await server.ask(FetchPolicy(attempts=3))
    assert caught.value is last
    assert len(server.slept) == 2


async def test_what_is_not_worth_it_is_asked_once() -> None:
    server = Server(Fault("http_404"))
    with pytest.raises(Fault, match="http_404"):
        await server.ask()
    assert (server.asked, server.slept) == (1, [])


@pytest.mark.parametrize("error", [ValueError("ours"), asyncio.CancelledError()])
async def test_what_is_no_fault_passes_through(error: BaseException) -> None:
    server = Server(error)
    with pytest.raises(type(error)):
        await server.ask()
    assert server.asked == 1


async def test_a_pause_is_never_shorter_than_the_server_asked_for() -> None:
    server = Server(Fault("http_429", wait=40.0), Fault("http_429", wait=0.0))
    await server.ask()
    assert 40.0 <= server.slept[0] <= 42.0
    assert 0.0 <= server.slept[1] <= 4.0


async def test_a_server_that_asks_for_too_long_is_not_waited_for() -> None:
    server = Server(Fault("http_503", wait=301.0))
    with pytest.raises(Fault, match="http_503"):
        await server.ask(FetchPolicy(max_wait=300.0))
    assert (server.asked, server.slept) == (1, [])


async def test_pauses_are_drawn_from_a_range_that_doubles_up_to_half_a_minute() -> None:
    drawn = []
    for seed in range(200):
        server = Server(*[BUSY] * 7)
        await server.ask(FetchPolicy(attempts=8), seed)
        drawn.append(server.slept)
    highest = [max(pauses) for pauses in zip(*drawn, strict=True)]
    lowest = [min(pauses) for pauses in zip(*drawn, strict=True)]
    for bound, high, low in zip((2, 4, 8, 16, 30, 30, 30), highest, lowest, strict=True):
        assert 0.9 * bound < high <= bound
        assert low < 0.1 * bound


async def test_those_who_failed_together_do_not_come_back_together() -> None:
    seeds = random.Random(1)
    pauses = []
    for _ in range(50):
        server = Server(Fault("http_503", wait=5.0))
        await server.ask(seed=seeds.randrange(1 << 30))
        pauses += server.slept
    pauses.sort()
    close = [later - pause < 0.01 for pause, later in pairwise(pauses)]
    assert sum(close) < 0.5 * len(close)  # 50 in two seconds are 0.04 apart


async def test_two_loops_do_not_count_each_others_attempts() -> None:
    one, other = Server(BUSY, BUSY), Server(BUSY, BUSY)
    assert await asyncio.gather(one.ask(), other.ask()) == ["page", "page"]


def test_a_year_is_the_longest_that_anybody_may_ask_for() -> None:
    assert timedelta(seconds=LONGEST_ASKED) == timedelta(days=365)
