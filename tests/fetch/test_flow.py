"""Work is done side by side, no group in another's way, and no more held than there is room for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from scraper.fetch.flow import LIVE, LIVE_OF_GROUP, PARKED, UNREAD, in_completion_order
from tests.fetch.clock import run

Piece = tuple[str, float]  # its group, the seconds it takes


async def work(piece: Piece) -> Piece:
    await asyncio.sleep(piece[1])
    return piece


def group_of(piece: Piece) -> str:
    return piece[0]


async def everything(source: object) -> list[Piece]:
    found = in_completion_order(source, work, group_of)  # type: ignore[arg-type]
    return [piece async for piece in found]


def test_what_is_done_first_comes_first() -> None:
    assert run(everything([("a", 3), ("b", 1), ("c", 2)])) == [("b", 1), ("c", 2), ("a", 3)]


def test_an_empty_list_gives_nothing() -> None:
    assert run(everything([])) == []


def test_a_source_may_take_its_time() -> None:
    async def source() -> AsyncIterator[Piece]:
        for second in (5, 1):
            await asyncio.sleep(10)
            yield "a", second

    assert run(everything(source())) == [("a", 5), ("a", 1)]


def test_a_large_group_does_not_keep_a_small_one_waiting() -> None:
    log = run(everything([("big", 1000.0)] * (LIVE_OF_GROUP * 3) + [("small", 1.0)]))
    assert log[0] == ("small", 1.0)
    assert len(log) == LIVE_OF_GROUP * 3 + 1


def test_the_source_is_drawn_no_further_than_there_is_room() -> None:
    drawn = 0

    def source() -> Iterator[Piece]:
        nonlocal drawn
        for number in range(50_000):
            drawn = number
            yield "one", 1.0

    async def first() -> None:
        found = in_completion_order(source(), work, group_of)
        await anext(found)
        await found.aclose()  # type: ignore[attr-defined]

    run(first())
    assert drawn <= PARKED + LIVE + 2 * LIVE_OF_GROUP


def test_a_reader_who_falls_behind_is_told_of_and_waited_for() -> None:
    told: list[bool] = []

    async def story() -> int:
        source = ((str(number), 0.1) for number in range(2000))
        found = in_completion_order(source, work, group_of, told.append)
        await anext(found)
        await asyncio.sleep(60)
        assert told == [True]
        return 1 + len([piece async for piece in found])

    assert run(story()) == 2000
    assert told[-1] is False
    assert UNREAD < 1000


def test_what_work_raises_comes_out() -> None:
    async def broken(piece: Piece) -> Piece:
        raise ZeroDivisionError

    async def story() -> None:
        async for _ in in_completion_order([("a", 1.0)], broken, group_of):
            pass

    with pytest.raises(ZeroDivisionError):
        run(story())


def test_what_the_source_raises_comes_out_after_what_it_gave() -> None:
    def source() -> Iterator[Piece]:
        yield "a", 1.0
        raise OSError("the disk is gone")

    async def story(log: list[Piece]) -> None:
        found = in_completion_order(source(), work, group_of)
        log.append(await anext(found))
        await anext(found)

    log: list[Piece] = []
    with pytest.raises(OSError, match="the disk"):
        run(story(log))
    assert log == [("a", 1.0)]


def test_closing_early_ends_what_is_under_way() -> None:
    ended: list[str] = []

    async def patient(piece: Piece) -> Piece:
        try:
            await asyncio.sleep(1000)
        except asyncio.CancelledError:
            ended.append(piece[0])
            raise
        return piece

    async def story() -> None:
        async def quick(piece: Piece) -> Piece:
            return piece if piece[0] == "quick" else await patient(piece)

        found = in_completion_order([("x", 0.0), ("y", 0.0), ("quick", 0.0)], quick, group_of)
        await anext(found)
        await found.aclose()  # type: ignore[attr-defined]

    run(story())
    assert ended == ["x", "y"]
