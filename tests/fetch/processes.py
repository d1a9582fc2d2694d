"""What Linux tells of processes in /proc; elsewhere nothing is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
DEAD = ("Z", "X")  # gone, though nobody has asked for its exit code yet


def descendants(process: int) -> set[int]:
    """The processes that a process started, and those that they started."""
    parents = {child: parent for child, _, parent in _all()}
    found: set[int] = set()
    grown = {process}
    while grown:
        grown = {child for child, parent in parents.items() if parent in grown} - found
        found |= grown
    return found


def is_alive(process: int) -> bool:
    """Whether a process runs."""
    told = _told(PROC / str(process))
    return told is not None and told[0] not in DEAD


def _all() -> Iterator[tuple[int, str, int]]:
    for folder in PROC.glob("[0-9]*"):
        if told := _told(folder):
            yield int(folder.name), *told


def _told(folder: Path) -> tuple[str, int] | None:
    """The state of a process and its parent; None when it is gone."""
    try:
        stat = (folder / "stat").read_text("ascii", "replace")
    except OSError:
        return None
    state, parent = stat.rpartition(")")[2].split()[:2]
    return state, int(parent)
