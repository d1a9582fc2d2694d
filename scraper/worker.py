"""One process that works on inputs, and the pipe to it. What pools of them have in common."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
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


class Task(Protocol[ItemIn, ResultOut]):
    """What a worker does. It is pickled once per worker, and `prepare` runs there once."""

    def prepare(self) -> Callable[[ItemIn], ResultOut]:
        """The function from one input to its result; it may raise ScraperError or OSError."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an input has no result, and what to do about it.

    `is_death` where its process ended by itself or was ended from outside: that may be no fault of
    the input's, such as memory that others had used up.
    """

    reason: str
    is_death: bool = False


class WorkerError(ScraperError):
    """No worker starts, or the rules cannot be used: nothing can be done for any input."""


@dataclass(slots=True)
class Worker(Generic[Item]):
    """A process of its own, to be killed at `deadline`.

    `index` is for its pool: which input it is on, None when idle.
    """

    process: BaseProcess
    pipe: Connection
    deadline: float
    ready: bool = False
    index: int | None = None
    done: int = 0


def start(task: Task[Item, Result], timeout: float) -> Worker[Item]:
    """A worker that is not ready yet: its first message is ("ready", None) or ("broken", why).

    Then each input sent is answered by ("done", result), ("failed", why) or ("broken", why).
    """
    # "spawn": a forked copy of a process with threads or open parsers may hang in a lock.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, task, timeout), daemon=True)
    with _interrupts_held():
        process.start()
    theirs.close()
    return Worker(process, ours, time.monotonic() + BOOT_SECONDS)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """While it lasts, Ctrl-C waits; processes started meanwhile never see it, they obey us."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Starting its first child, multiprocessing starts this one before, which unblocks SIGINT.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def stop(worker: Worker[Item]) -> None:
    """Nothing; the process is gone when this returns."""
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()


def death(process: BaseProcess) -> str:
    """What a process that is gone died of, and what to do about it."""
    code = process.exitcode or 0
    if code >= 0:
        return f"its worker process ended with exit code {code}"
    name = signal.Signals(-code).name
    advice = "memory may have run out: try a smaller -j" if name == "SIGKILL" else "skip this input"
    return f"its worker process was ended by {name}; {advice}"


def overrun(timeout: float) -> str:
    """Why an input failed that its worker was killed on."""
    return f"took more than {timeout:g} s; skip this input, or raise --timeout"


def unborn(cause: str) -> str:
    """What to say when worker after worker died of something before it was ready."""
    return f"no worker process starts: {cause}; see the errors above"


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
