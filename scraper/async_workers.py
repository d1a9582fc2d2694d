"""Work in processes that can be killed, for a program that waits for many things at once.

The same promises as `scraper.workers.Pool`: an input that hangs or kills its worker costs
itself only. Each worker has a thread that writes to its pipe and waits, so that neither a large
page nor a slow one holds up the event loop, on any platform.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from types import TracebackType
from typing import Generic

from scraper.worker import (
    BOOT_SECONDS,
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

_CLOSED = "the pool is closed; leave it only when all inputs are done"


@dataclass(slots=True)
class AsyncPool(Generic[Item, Result]):
    """Up to `jobs` processes working on inputs, `timeout` seconds at most on each.

        async with AsyncPool(task, jobs=2, timeout=30.0) as pool:
            article = await pool.do(page)

    A worker starts when there is an input for it; leaving the pool kills them all.
    """

    task: Task[Item, Result]
    jobs: int
    timeout: float
    _nursery: _Nursery[Item, Result] = field(init=False)
    _threads: ThreadPoolExecutor = field(init=False)
    _idle: asyncio.LifoQueue[_Seat[Item, Result]] = field(init=False)

    def __post_init__(self) -> None:
        self._nursery = _Nursery(self.task, self.timeout)
        self._threads = ThreadPoolExecutor(self.jobs, thread_name_prefix="worker")
        self._idle = asyncio.LifoQueue()  # whose worker runs already comes before an empty seat
        for _ in range(self.jobs):
            self._idle.put_nowait(_Seat(self._nursery, self.timeout))

    async def __aenter__(self) -> AsyncPool[Item, Result]:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._nursery.close()
        self._threads.shutdown()  # at once: nobody is left for them to wait for
        self._nursery.clear()

    async def do(self, item: Item) -> Result | Failure:
        """The result of one input, or why there is none. Raises WorkerError.

        Whoever is cancelled here just leaves: the worker ends what it is on, or is killed when its
        time is over, before its seat is given to another input.
        """
        loop = asyncio.get_running_loop()
        seat = await self._idle.get()
        try:
            work = self._threads.submit(seat.serve, item)
        except RuntimeError as error:
            raise WorkerError(_CLOSED) from error
        # The thread's own future: what wraps it for us counts as done once we are cancelled.
        work.add_done_callback(lambda _: loop.call_soon_threadsafe(self._idle.put_nowait, seat))
        return await asyncio.wrap_future(work)


@dataclass(slots=True)
class _Seat(Generic[Item, Result]):
    """A place for one worker, and what its thread does there: everything here may block."""

    nursery: _Nursery[Item, Result]
    timeout: float
    worker: Worker[Item] | None = None

    def serve(self, item: Item) -> Result | Failure:
        """The result of one input, or why there is none. Raises WorkerError."""
        try:
            return self._serve(item)
        except BaseException:  # nobody knows what its worker is at
            self._vacate()
            raise

    def _serve(self, item: Item) -> Result | Failure:
        worker = self._give(item) or self._give(item)
        if worker is None:
            return Failure("two worker processes died while they were given it; skip this input")
        try:
            if not worker.pipe.poll(self.timeout):
                self._vacate()
                return Failure(overrun(self.timeout))
            kind, message = worker.pipe.recv()
        except (EOFError, OSError):
            cause = self._vacate(patience=1.0)  # so that its own exit code is seen, not our kill's
            self.nursery.check()
            return Failure(cause)
        if kind == "broken":
            raise self.nursery.broken(message)
        worker.done += 1
        if worker.done >= RECYCLE_AFTER:
            self._vacate()
        return Failure(message) if kind == "failed" else message

    def _give(self, item: Item) -> Worker[Item] | None:
        """The worker that was given the input; None when it died while idle, or of its size."""
        self.worker = self.worker or self.nursery.worker()
        try:
            self.worker.pipe.send(item)
        except OSError:
            self._vacate()
        return self.worker

    def _vacate(self, patience: float = 0.0) -> str:
        """What the worker died of, once it is gone; empty when there was none."""
        worker, self.worker = self.worker, None
        return self.nursery.bury(worker, patience) if worker else ""


@dataclass(slots=True)
class _Nursery(Generic[Item, Result]):
    """Starts workers and buries them, for all seats: one at a time, since threads that wait for
    children at once take each other's exit codes.
    """

    task: Task[Item, Result]
    timeout: float
    _alive: list[Worker[Item]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _failures: int = 0  # in a row
    _broken: str = ""  # why no worker can ever be of use

    def worker(self) -> Worker[Item]:
        """A worker that is ready for inputs. Raises WorkerError."""
        while True:
            worker = self._start()
            match _first_word(worker):
                case "ready", _:
                    self._failures = 0
                    return worker
                case "broken", str(message):
                    self.bury(worker)
                    raise self.broken(message)
            cause = self.bury(worker, patience=1.0)
            self._failures += 1
            if self._failures >= MAX_BOOT_FAILURES:
                raise self.broken(unborn(cause))

    def broken(self, message: str) -> WorkerError:
        """The error for this input; from now on for every other too."""
        self._broken = self._broken or message
        return WorkerError(message)

    def check(self) -> None:
        """Nothing; raises WorkerError where no worker can be of use any more."""
        if self._broken:
            raise WorkerError(self._broken)

    def bury(self, worker: Worker[Item], patience: float = 0.0) -> str:
        """What a worker died of; it is killed when it is not dead after so many seconds."""
        with self._lock:
            worker.process.join(patience)
            stop(worker)
            self._alive.remove(worker)
        return death(worker.process)

    def close(self) -> None:
        """Nothing; every worker is killed, and none starts any more."""
        with self._lock:
            self._broken = self._broken or _CLOSED
            for worker in self._alive:
                worker.process.kill()

    def clear(self) -> None:
        """Nothing; no worker is left behind."""
        for worker in list(self._alive):
            self.bury(worker)

    def _start(self) -> Worker[Item]:
        with self._lock:
            self.check()
            worker = start(self.task, self.timeout)
            self._alive.append(worker)
            return worker


def _first_word(worker: Worker[Item]) -> tuple[str, str | None]:
    """What a worker says once it has prepared; nothing at all when it dies or takes too long."""
    try:
        if worker.pipe.poll(BOOT_SECONDS):
            kind, message = worker.pipe.recv()
            return kind, message
    except (EOFError, OSError):
        pass
    return "", None
