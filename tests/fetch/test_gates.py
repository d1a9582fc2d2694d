"""Hosts are asked in turn, no faster than they like, and a slow one holds up nobody else."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.fetch import gates as gates_module
from scraper.fetch.faults import Fault
from scraper.fetch.gates import DOWN_AFTER, DOWN_SECONDS, Gates
from scraper.fetch.policy import FetchPolicy, Manner
from scraper.types import Reason
from tests.fetch.clock import run

Visit = tuple[str, float, float]  # host, begun, ended


def gates(**policy: object) -> Gates:
    return Gates(FetchPolicy(**policy), Random(1))  # type: ignore[arg-type]


async def visit(
    some: Gates, host: str, seconds: float, log: list[Visit], delay: float | None = None
) -> None:
    loop = asyncio.get_running_loop()
    async with some.turn(host, delay):
        begun = loop.time()
        await asyncio.sleep(seconds)
        log.append((host, begun, loop.time()))


def visits(some: Gates, *asked: tuple[str, float], delay: float | None = None) -> list[Visit]:
    log: list[Visit] = []

    async def all_of_them() -> None:
        await asyncio.gather(*(visit(some, host, s, log, delay) for host, s in asked))

    run(all_of_them())
    return sorted(log, key=lambda one: one[1])


def test_requests_to_one_host_start_a_delay_apart() -> None:
    log = visits(gates(delay=2.0, per_host=5), *[("a", 0.5)] * 4)
    assert [begun for _, begun, _ in log] == [0, 2, 4, 6]


def test_a_host_is_never_asked_more_often_at_once_than_allowed() -> None:
    log = visits(gates(delay=0, per_host=2), *[("a", 3.0)] * 6)
    assert [begun for _, begun, _ in log] == [0, 0, 3, 3, 6, 6]


def test_other_hosts_go_on_while_one_is_slow() -> None:
    log = visits(gates(delay=10.0), *[("slow", 1.0)] * 5, ("quick", 1.0), ("third", 1.0))
    assert {host: begun for host, begun, _ in reversed(log)} == {"slow": 0, "quick": 0, "third": 0}


def test_hosts_take_turns_at_the_slots_there_are() -> None:
    log = visits(gates(delay=0, concurrency=1), *[("many", 1.0)] * 9, ("few", 1.0))
    assert [host for host, _, _ in log].index("few") <= 2


def test_the_delay_of_robots_txt_counts_where_it_is_the_longer() -> None:
    assert visits(gates(delay=1.0), *[("a", 0)] * 2, delay=5.0)[1][1] == 5
    assert visits(gates(delay=5.0), *[("a", 0)] * 2, delay=1.0)[1][1] == 5


def test_a_site_may_have_a_manner_of_its_own() -> None:
    def manner(host: str) -> Manner:
        return Manner(delay=7.0) if host == "frail" else Manner()

    log = visits(gates(delay=1.0, manner=manner), *[("frail", 0)] * 2, *[("a", 0)] * 2)
    assert [(host, begun) for host, begun, _ in log] == [
        ("frail", 0), ("a", 0), ("a", 1), ("frail", 7),
    ]  # fmt: skip


def test_a_host_that_asks_for_rest_gets_it_and_the_others_do_not() -> None:
    some, log = gates(delay=0), []

    async def story() -> None:
        some.refused("a", "http_429", 30.0)
        await asyncio.gather(visit(some, "a", 0, log), visit(some, "b", 0, log))

    run(story())
    assert log == [("b", 0, 0), ("a", 30, 30)]


def test_rest_asked_for_while_others_wait_holds_for_them_too() -> None:
    some, log = gates(delay=1.0, per_host=1), []

    async def story() -> None:
        waiting = asyncio.gather(*(visit(some, "a", 0, log) for _ in range(3)))
        await asyncio.sleep(0.5)
        some.refused("a", "http_503", 20.0)
        await waiting

    run(story())
    assert [begun for _, begun, _ in log] == [0, 20.5, 21.5]


def test_a_host_that_names_no_time_is_left_alone_longer_each_time() -> None:
    some, rests = gates(delay=0), []

    async def story() -> None:
        for _ in range(8):
            some.refused("a", "http_503", None)
            rests.append(some.rest_of("a"))
        some.answered("a")

    run(story())
    assert rests == sorted(rests)
    assert 1 <= rests[0] <= 2
    assert rests[-1] <= 60


def test_a_host_that_wants_too_long_a_rest_sends_everybody_home() -> None:
    some, log = gates(delay=1.0, max_wait=60), []

    async def story() -> list[object]:
        waiting = [asyncio.ensure_future(visit(some, "a", 0, log)) for _ in range(3)]
        await asyncio.sleep(0.5)
        some.refused("a", "http_503", 86_400.0)
        late = asyncio.ensure_future(visit(some, "a", 0, log))
        outcomes = await asyncio.gather(*waiting, late, return_exceptions=True)
        await visit(some, "b", 0, log)
        await asyncio.sleep(86_400)
        await visit(some, "a", 0, log)
        return [getattr(outcome, "reason", None) for outcome in outcomes]

    assert run(story()) == [None, "http_503", "http_503", "http_503"]
    assert [host for host, _, _ in log] == ["a", "b", "a"]


def test_a_dead_host_sends_those_in_line_home() -> None:
    some = gates(delay=0, per_host=1)

    async def story() -> list[object]:
        async def call() -> None:
            async with some.turn("dead"):
                some.failed("dead", Reason.CONNECT)

        return await asyncio.gather(*(call() for _ in range(9)), return_exceptions=True)

    outcomes = run(story())
    told = [outcome for outcome in outcomes if isinstance(outcome, Fault)]
    assert outcomes.count(None) == DOWN_AFTER
    assert {(fault.reason, fault.detail) for fault in told} == {("host_down", "the last: connect")}


def test_a_dead_host_is_tried_again_after_a_while() -> None:
    some, log = gates(delay=0), []

    async def story() -> None:
        for _ in range(DOWN_AFTER):
            some.failed("a", Reason.CONNECT)
        with pytest.raises(Fault, match="host_down"):
            await visit(some, "a", 0, log)
        await asyncio.sleep(DOWN_SECONDS + 1)
        await visit(some, "a", 0, log)
        some.answered("a")
        await visit(some, "a", 0, log)

    run(story())
    assert len(log) == 2


def test_a_host_taken_for_dead_that_answers_after_all_is_asked_again_at_once() -> None:
    some, log = gates(delay=0), []

    async def story() -> None:
        async with some.turn("a"):  # begun before the others failed
            for _ in range(DOWN_AFTER):
                some.failed("a", Reason.CONNECT)
            assert some.rest_of("a") == DOWN_SECONDS
            some.answered("a")
        await visit(some, "a", 0, log)

    run(story())
    assert log == [("a", 0, 0)]


def test_what_a_host_asked_for_outlasts_its_being_down() -> None:
    some, log = gates(delay=0), []

    async def story() -> None:
        some.refused("a", "http_429", 10.0)
        for _ in range(DOWN_AFTER):
            some.failed("a", Reason.CONNECT)
        some.answered("a")
        await visit(some, "a", 0, log)

    run(story())
    assert log == [("a", 10, 10)]


def test_nobody_waits_for_a_host_that_wants_to_be_left_alone_for_longer_than_we_wait() -> None:
    some = gates(delay=0, per_host=1, max_wait=30.0)

    async def story() -> list[object]:
        async def call(wait: float) -> None:
            async with some.turn("busy"):
                some.refused("busy", "http_503", wait)
                some.answered("busy")  # another, begun before, does not undo it

        early = await asyncio.gather(*(call(3_600.0) for _ in range(3)), return_exceptions=True)
        late = await asyncio.gather(call(0.0), return_exceptions=True)
        await asyncio.sleep(3_600.0)
        return [*early, *late, await call(0.0)]

    first, *told, last = run(story())
    assert first is last is None
    assert [str(fault.reason) for fault in told if isinstance(fault, Fault)] == ["http_503"] * 3


def test_failures_with_answers_between_them_are_no_dead_host() -> None:
    some, log = gates(delay=0), []

    async def story() -> None:
        for _ in range(3 * DOWN_AFTER):
            some.failed("a", Reason.TIMEOUT)
            some.answered("a")
        await visit(some, "a", 0, log)

    run(story())
    assert log


@pytest.mark.parametrize("when", [0.5, 1.0, 1.5])
def test_whoever_gives_up_waiting_takes_no_turn(when: float) -> None:
    some, log = gates(delay=0, per_host=1, concurrency=1), []

    async def story() -> None:
        tasks = [asyncio.ensure_future(visit(some, "a", 1.0, log)) for _ in range(4)]
        await asyncio.sleep(when)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

        assert some.snapshot().running == 0

    run(story())
    assert len(log) == 3


def test_whoever_is_let_in_and_cancelled_at_once_gives_the_turn_back() -> None:
    some, log = gates(delay=0, per_host=1, concurrency=1), []

    async def story() -> None:
        first, second = (asyncio.ensure_future(visit(some, "a", 1.0, log)) for _ in range(2))
        first.add_done_callback(lambda _: second.cancel())  # just after its ticket was drawn
        await asyncio.gather(first, second, return_exceptions=True)
        await visit(some, "a", 0, log)

    run(story())
    assert len(log) == 2


def test_hosts_at_rest_are_forgotten_before_there_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gates_module, "MAX_HOSTS", 10)
    some, log = gates(delay=0), []

    async def story() -> None:
        some.refused("resting", "http_429", 1000.0)
        for number in range(50):
            await visit(some, f"host{number}", 0, log)
        assert some.rest_of("resting") == 1000

    run(story())
    assert len(some._gates) == 10


def test_while_held_nobody_is_let_in() -> None:
    some, log = gates(delay=0), []

    async def story() -> None:
        some.hold()
        waiting = asyncio.gather(visit(some, "a", 0, log), visit(some, "b", 0, log))
        await asyncio.sleep(5)
        assert not log
        some.resume()
        await waiting

    run(story())
    assert [begun for _, begun, _ in log] == [5, 5]


def test_once_closed_those_in_line_are_sent_home_and_those_inside_finish() -> None:
    some, log = gates(delay=10.0), []

    async def story() -> list[object]:
        waiting = [asyncio.ensure_future(visit(some, "a", 2.0, log)) for _ in range(3)]
        await asyncio.sleep(1)
        some.close()
        outcomes = await asyncio.gather(*waiting, return_exceptions=True)
        return [getattr(outcome, "reason", None) for outcome in outcomes]

    assert run(story()) == [None, "interrupted", "interrupted"]
    assert log == [("a", 0, 2)]


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.floats(0, 3)), max_size=25),
    st.integers(1, 5),
    st.integers(1, 3),
    st.sampled_from([0.0, 0.5, 2.0]),
)
def test_whatever_is_asked_the_limits_hold_and_everybody_gets_in(
    asked: list[tuple[str, float]], concurrency: int, per_host: int, delay: float
) -> None:
    log = visits(gates(concurrency=concurrency, per_host=per_host, delay=delay), *asked)
    assert sorted(host for host, _, _ in log) == sorted(host for host, _ in asked)
    for host, begun, _ in log:
        others = [one for one in log if one[1] <= begun < one[2]]
        assert len(others) <= max(concurrency, 1)
        own = [one for one in others if one[0] == host]
        assert len(own) <= per_host
    for host in "abcd":
        starts = [begun for name, begun, _ in log if name == host]
        assert all(b - a >= delay - 1e-9 for a, b in pairwise(starts))
