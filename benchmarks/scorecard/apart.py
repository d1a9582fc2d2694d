"""Measuring in a process of its own, so that servers and earlier lines do not count."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")
MEGABYTE = 1_000_000
PATIENCE = 900.0  # seconds that any one measurement may take


@dataclass(frozen=True, slots=True)
class Measured(Generic[T]):
    """What a coroutine returned, and the most memory its process ever held, in MB."""

    result: T
    peak: float


async def apart(function: Callable[..., Coroutine[Any, Any, T]], *arguments: Any) -> Measured[T]:
    """What an async function of a module returns in a new process. Raises RuntimeError."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, function, arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        heard = await asyncio.to_thread(_hear, ours)
    finally:
        process.kill()
        await asyncio.to_thread(process.join)
    return Measured(*heard)


def _hear(pipe: Connection) -> Any:
    if not pipe.poll(PATIENCE):
        raise RuntimeError(f"nothing for {PATIENCE:g} s")
    try:
        return pipe.recv()
    except EOFError as error:
        raise RuntimeError("the process died; see above") from error


def _run(
    pipe: Connection, function: Callable[..., Coroutine[Any, Any, Any]], arguments: tuple[Any, ...]
) -> None:
    result = asyncio.run(function(*arguments))
    pipe.send((result, memory("self", "VmHWM")))


def memory(process: int | str, kind: str = "VmRSS") -> float:
    """MB of memory that a process holds; with VmHWM the most it ever held. 0.0 once it is gone.

    Not `resource.getrusage`: its peak is inherited from the process that started this one.
    """
    try:
        told = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    except OSError:
        return 0.0
    found = re.search(rf"^{kind}:\s+(\d+) kB", told, re.MULTILINE)
    return int(found[1]) * 1_024 / MEGABYTE if found else 0.0


def open_files(process: int) -> int:
    """How many files and sockets a process has open; 0 once it is gone."""
    try:
        return len(os.listdir(f"/proc/{process}/fd"))
    except OSError:
        return 0
