"""Many pieces of work at once, fair to every group of them, in bounded memory."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from typing import Generic, TypeVar

LIVE = 1_024  # pieces under way: waiting for their turn, or at work
LIVE_OF_GROUP = 32  # of one group: the others would only wait for its turn too
UNREAD = 32  # results, each perhaps a page of megabytes, to be fetched again after a kill
PARKED = 10_000  # drawn from the source and put aside, since their group has enough under way

Piece = TypeVar("Piece")
Result = TypeVar("Result")


async def in_completion_order(
    source: Iterable[Piece] | AsyncIterable[Piece],
    work: Callable[[Piece], Awaitable[Result]],
    group_of: Callable[[Piece], str],
    hold: Callable[[bool], None] = lambda behind: None,
) -> AsyncIterator[Result]:
    """The result of each piece of work, the soonest done first.

    `hold` is told when the reader has fallen behind, and when it has caught up.

    Closing the iterator cancels what is under way and waits for it to end. What the source raises
    comes out once everything drawn before is done; what work raises, at once.
    """
    flow = _Flow(work, group_of, hold)
    pump = asyncio.ensure_future(flow.draw(_drawn(source)))
    pump.add_done_callback(lambda _: flow.stirred.set())
    try:
        while flow.results or flow.live or not pump.done():
            while flow.results:
                yield flow.take()
            if flow.live or not pump.done():
                await flow.stirred.wait()
                flow.stirred.clear()
            if flow.error:
                raise flow.error
        await pump
    finally:
        tasks: list[asyncio.Future[None] | asyncio.Future[Result]] = [pump, *flow.live]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _drawn(source: Iterable[Piece] | AsyncIterable[Piece]) -> AsyncIterator[Piece]:
    if isinstance(source, AsyncIterable):
        async for piece in source:
            yield piece
    else:
        for piece in source:
            yield piece


class _Flow(Generic[Piece, Result]):
    """What is under way, what is put aside, and what is done and not yet handed out."""

    def __init__(
        self,
        work: Callable[[Piece], Awaitable[Result]],
        group_of: Callable[[Piece], str],
        hold: Callable[[bool], None],
    ) -> None:
        self.results: deque[Result] = deque()
        self.stirred = asyncio.Event()
        self.live: dict[asyncio.Future[Result], str] = {}
        self.error: BaseException | None = None
        self._work, self._group_of, self._hold = work, group_of, hold
        self._behind = False
        self._room = asyncio.Event()
        self._of_group: Counter[str] = Counter()
        self._parked: dict[str, deque[Piece]] = {}
        self._parked_count = 0

    async def draw(self, source: AsyncIterator[Piece]) -> None:
        """Nothing; takes pieces from the source as there is room for them."""
        async for piece in source:
            group = self._group_of(piece)
            if self._of_group[group] < LIVE_OF_GROUP:
                self._begin(group, piece)
            else:
                self._parked.setdefault(group, deque()).append(piece)
                self._parked_count += 1
            while self._is_full():
                self._room.clear()
                await self._room.wait()

    def take(self) -> Result:
        """The next result that nobody has had."""
        result = self.results.popleft()
        self._room.set()
        self._note()
        return result

    def _note(self) -> None:
        behind = len(self.results) >= (UNREAD // 2 if self._behind else UNREAD)
        if behind is not self._behind:
            self._behind = behind
            self._hold(behind)

    def _is_full(self) -> bool:
        return self._behind or len(self.live) >= LIVE or self._parked_count >= PARKED

    def _begin(self, group: str, piece: Piece) -> None:
        task = asyncio.ensure_future(self._work(piece))
        self.live[task] = group
        self._of_group[group] += 1
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Future[Result]) -> None:
        group = self.live.pop(task)
        self._of_group[group] -= 1
        if not task.cancelled() and (error := task.exception()):
            self.error = error
        elif not task.cancelled():
            self.results.append(task.result())
            self._note()
            if waiting := self._parked.get(group):
                self._parked_count -= 1
                self._begin(group, waiting.popleft())
        if not self._of_group[group]:
            del self._of_group[group]
            self._parked.pop(group, None)
        self._room.set()
        self.stirred.set()
