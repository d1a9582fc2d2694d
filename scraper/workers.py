"""Work in processes that can be killed: a parser stuck in C heeds no signal handler of Python's.

A worker that overruns or dies costs its own input only; the others are delivered.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Generic

from scraper.worker import (
    MAX_BOOT_FAILURES,
    RECYCLE_AFTER,
    Failure,
    Item,
    Result,
    Task,
    Worker,
    WorkerError,
    death,
    overrun,
    start,
    stop,
    unborn,
)

__all__ = ["Failure", "Pool", "Task", "WorkerError"]

WAITING = 32  # results per worker held back until those before them are delivered


@dataclass(slots=True)
class Pool(Generic[Item, Result]):
    """Up to `jobs` processes working on inputs, `timeout` seconds at most on each.

    Those of a pool that is `lasting` wait for its next run, until this process ends.
    """

    task: Task[Item, Result]
    jobs: int
    timeout: float
    remember: Callable[[Item], Item] = lambda item: item  # what to keep of one that is worked on
    lasting: bool = False
    _workers: list[Worker[Item]] = field(default_factory=list)
    _waiting: deque[tuple[int, Item]] = field(default_factory=deque)
    _busy: dict[int, Item] = field(default_factory=dict)
    _boot_failures: int = 0

    def run(
        self, items: Iterable[Item], in_order: bool
    ) -> Generator[tuple[Item, Result | Failure], None, None]:
        """Every input with its result or failure, in input order or as they come.

        Inputs are drawn as they are needed, and at most `WAITING` results a worker are held back.
        Raises WorkerError. Closing the iterator kills the workers.
        """
        source = enumerate(items)
        held: dict[int, tuple[Item, Result | Failure]] = {}
        turn = 0
        try:
            while self._refill(source, turn + WAITING * self.jobs) or self._busy:
                for index, item, result in self._collect():
                    if not in_order:
                        turn += 1
                        yield item, result
                        continue
                    held[index] = item, result
                    while turn in held:
                        turn += 1
                        yield held.pop(turn - 1)
        finally:
            self._rest()

    def _rest(self) -> None:
        """Nothing; workers in the middle of something are gone, and the others if none may last."""
        for worker in list(self._workers):
            if not (self.lasting and worker.ready and worker.index is None):
                self._remove(worker)
        self._waiting.clear()
        self._busy.clear()

    def _refill(self, source: Iterator[tuple[int, Item]], limit: int) -> bool:
        """Whether inputs wait; draws what can be begun, gives it to workers, starts more."""
        idle = [w for w in self._workers if w.ready and w.index is None]
        free = len(idle) + self.jobs - len(self._workers)
        while len(self._waiting) < max(free, 1):
            if not (drawn := next(source, None)):
                break
            self._waiting.append(drawn)
        for worker in idle:
            if self._waiting and self._waiting[0][0] < limit:
                self._give(worker, *self._waiting.popleft())
        starting = sum(not w.ready for w in self._workers)
        for _ in range(min(len(self._waiting) - starting, self.jobs - len(self._workers))):
            self._workers.append(start(self.task, self.timeout))
        return bool(self._waiting)

    def _give(self, worker: Worker[Item], index: int, item: Item) -> None:
        try:
            worker.pipe.send(item)
        except OSError:  # it died while idle, which is no fault of this input
            self._remove(worker)
            self._waiting.appendleft((index, item))
            return
        self._busy[index] = self.remember(item)
        worker.index, worker.deadline = index, time.monotonic() + self.timeout

    def _collect(self) -> Iterator[tuple[int, Item, Result | Failure]]:
        """What came to an end since the last look; waits until something did."""
        at_work = [w for w in self._workers if not w.ready or w.index is not None]
        nearest = min((w.deadline for w in at_work), default=0.0)
        answered = set(wait([w.pipe for w in at_work], max(0.0, nearest - time.monotonic())))
        now = time.monotonic()
        for worker in at_work:
            if worker.pipe in answered:
                yield from self._hear(worker)
            elif worker.deadline <= now:
                yield from self._drop(worker, overrun(self.timeout))

    def _hear(self, worker: Worker[Item]) -> Iterator[tuple[int, Item, Result | Failure]]:
        try:
            kind, message = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join(1)  # so that its own exit code is seen, not that of our kill
            yield from self._drop(worker, "")
            return
        if kind == "broken":
            raise WorkerError(message)
        self._boot_failures = 0
        if not worker.ready:
            worker.ready = True
            return
        index, worker.index = worker.index, None
        assert index is not None, "a worker speaks only when it is ready or has been given an input"
        worker.done += 1
        if worker.done >= RECYCLE_AFTER:
            self._remove(worker)
        yield index, self._busy.pop(index), Failure(message) if kind == "failed" else message

    def _drop(
        self, worker: Worker[Item], reason: str
    ) -> Iterator[tuple[int, Item, Result | Failure]]:
        """The failure of the input that a dead or overdue worker was on."""
        self._remove(worker)
        if worker.index is not None:
            failure = Failure(reason or death(worker.process), is_death=not reason)
            yield worker.index, self._busy.pop(worker.index), failure
            return
        self._boot_failures += 1
        if self._boot_failures >= MAX_BOOT_FAILURES:
            raise WorkerError(unborn(death(worker.process)))

    def _remove(self, worker: Worker[Item]) -> None:
        self._workers.remove(worker)
        stop(worker)
