"""How much memory a command and the processes it starts take, as the kernel counts it (Linux)."""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_LINE = re.compile(r"^(VmHWM|VmRSS):\s+(\d+) kB", re.MULTILINE)
EVERY = 0.25  # seconds between looks


@dataclass(slots=True)
class Memory:
    """Megabytes: the most that the command and any of its children had, and what all have now."""

    parent: float = 0.0
    child: float = 0.0
    looks: list[tuple[float, float, float]] = field(default_factory=list)

    def at(self, share: float) -> tuple[float, float]:
        """Of the command, and of its largest child, when that share of the work was done."""
        near = min(self.looks, key=lambda look: abs(look[0] - share))
        return near[1], near[2]


def watch(command: Sequence[str], done: Callable[[], int]) -> tuple[Memory, float]:
    """What a command took, and its seconds; `done` is how far it has come, in any unit.

    Where it fails, this process ends with the last that the command said.
    """
    memory = Memory()
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:  # nobody reads a pipe meanwhile: it would fill
        process = subprocess.Popen(command, stderr=said)
        while process.poll() is None:
            _look(process.pid, memory, done())
            time.sleep(EVERY)
        took = time.perf_counter() - began
        if process.returncode:
            said.seek(0)
            raise SystemExit(said.read()[-2000:])
    last = max((look[0] for look in memory.looks), default=1.0) or 1.0
    memory.looks = [(how_far / last, *rest) for how_far, *rest in memory.looks]  # type: ignore[misc]
    return memory, took


def _look(pid: int, memory: Memory, done: int) -> None:
    parent = _figures(pid)
    children = [_figures(child) for child in _children(pid)]
    memory.parent = max(memory.parent, parent.get("VmHWM", 0.0))
    memory.child = max([memory.child, *(child.get("VmHWM", 0.0) for child in children)])
    largest = max((child.get("VmRSS", 0.0) for child in children), default=0.0)
    memory.looks.append((float(done), parent.get("VmRSS", 0.0), largest))


def _children(pid: int) -> Iterator[int]:
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            yield from map(int, (task / "children").read_text().split())
    except OSError:  # it has just ended
        return


def _figures(pid: int) -> dict[str, float]:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return {}
    return {name: int(value) / 1024 for name, value in _LINE.findall(status)}
