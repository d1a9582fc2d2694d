"""Work in processes that can be killed: a parser stuck in C heeds no signal handler of Python's.

A worker that overruns or dies costs its own input only; the others are delivered.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, Protocol, TypeVar

from scraper.errors import ConfigError, ScraperError

Item = TypeVar("Item")
Result = TypeVar("Result")
ItemIn = TypeVar("ItemIn", contravariant=True)
ResultOut = TypeVar("ResultOut", covariant=True)

BOOT_SECONDS = 60.0  # to start Python and read the rules, on a machine that is busy
MAX_BOOT_FAILURES = 3  # in a row, before we take it that no worker will ever start
RECYCLE_AFTER = (
    2000  # inputs; parsers in C have leaked (rushter/selectolax#90), processes give back
)
WAITING = 32  # results per worker held back until those before them are delivered


class Task(Protocol[ItemIn, ResultOut]):
    """What a worker does. It is pickled once per worker, and `prepare` runs there once."""

    def prepare(self) -> Callable[[ItemIn], ResultOut]:
        """The function from one input to its result; it may raise ScraperError or OSError."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an input has no result, and what to do about it."""

    reason: str


class WorkerError(ScraperError):
    """No worker starts, or the rules cannot be used: nothing can be done for any input."""


@dataclass(slots=True)
class _Worker(Generic[Item]):
    process: BaseProcess
    pipe: Connection
    deadline: float
    ready: bool = False
    index: int | None = None
    done: int = 0


@dataclass(slots=True)
class Pool(Generic[Item, Result]):
    """Up to `jobs` processes working on inputs, `timeout` seconds at most on each."""

    task: Task[Item, Result]
    jobs: int
    timeout: float
    _workers: list[_Worker[Item]] = field(default_factory=list)
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
            for worker in self._workers:
                _stop(worker)
            self._workers.clear()

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
            self._workers.append(_start(self.task, self.timeout))
        return bool(self._waiting)

    def _give(self, worker: _Worker[Item], index: int, item: Item) -> None:
        try:
            worker.pipe.send(item)
        except OSError:  # it died while idle, which is no fault of this input
            self._remove(worker)
            self._waiting.appendleft((index, item))
            return
        self._busy[index] = item
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
                yield from self._drop(
                    worker,
                    f"took more than {self.timeout:g} s; skip this input, or raise --timeout",
                )

    def _hear(self, worker: _Worker[Item]) -> Iterator[tuple[int, Item, Result | Failure]]:
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
        self, worker: _Worker[Item], reason: str
    ) -> Iterator[tuple[int, Item, Result | Failure]]:
        """The failure of the input that a dead or overdue worker was on."""
        self._remove(worker)
        if worker.index is not None:
            reason = reason or _death(worker.process)
            yield worker.index, self._busy.pop(worker.index), Failure(reason)
            return
        self._boot_failures += 1
        if self._boot_failures >= MAX_BOOT_FAILURES:
            cause = _death(worker.process)
            raise WorkerError(f"no worker process starts: {cause}; see the errors above")

    def _remove(self, worker: _Worker[Item]) -> None:
        self._workers.remove(worker)
        _stop(worker)


def _start(task: Task[Item, Result], timeout: float) -> _Worker[Item]:
    # "spawn": a forked copy of a process with threads or open parsers may hang in a lock.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, task, timeout), daemon=True)
    with _interrupts_held():
        process.start()
    theirs.close()
    return _Worker(process, ours, time.monotonic() + BOOT_SECONDS)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """While it lasts, Ctrl-C waits; processes started meanwhile never see it, they obey us."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop(worker: _Worker[Item]) -> None:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def _death(process: BaseProcess) -> str:
    code = process.exitcode or 0
    if code >= 0:
        return f"its worker process ended with exit code {code}"
    name = signal.Signals(-code).name
    advice = "memory may have run out: try a smaller -j" if name == "SIGKILL" else "skip this input"
    return f"its worker process was ended by {name}; {advice}"


def _work(pipe: Connection, task: Task[Item, Result], timeout: float) -> None:
    """Runs in the worker: prepares, then answers input by input until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        function = task.prepare()
        pipe.send(("ready", None))
        while True:
            item = pipe.recv()
            _set_alarm(timeout + 5)  # later than the parent's own limit, should it be there no more
            pipe.send(_answer(function, item))
            _set_alarm(0)
    except ConfigError as error:
        pipe.send(("broken", str(error)))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _set_alarm(seconds: float) -> None:
    # Its default action ends the process even in the middle of C code, as no handler could.
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(function: Callable[[Item], Result], item: Item) -> tuple[str, Result | str]:
    try:
        return "done", function(item)
    except ConfigError:
        raise
    except ScraperError as error:
        return "failed", str(error)
    except OSError as error:
        return "failed", f"{error.strerror or error}; check the name and its permissions"
    except MemoryError:
        return "failed", "memory ran out; try a smaller -j"
    except Exception as error:  # our own mistake: it must not cost the user the other inputs
        return "failed", f"a bug of ours, please report it: {type(error).__name__}: {error}"
