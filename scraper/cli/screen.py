"""Standard error as people watch it: messages that stay, and below them lines redrawn in place."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TextIO

from scraper.cli.paint import Paint, aligned, columns, printable, terminal_size

BAR_COLUMNS = 24
_WIPE = "\r\x1b[K"  # the line the cursor is on


@dataclass(slots=True)
class Screen:
    """Where a run tells how far it is. `size` is asked anew each time: a window may be resized.

    Lines are cut to the width, so that none wraps; and where a narrower window has wrapped them
    since, the rows they fill now are counted, as terminals do that break lines anew.
    """

    stream: TextIO
    size: Callable[[], os.terminal_size]
    colour: bool = False
    _drawn: tuple[int, ...] = ()  # columns that each line on the screen fills

    def say(self, message: str) -> None:
        """Nothing; prints a message of its own, where the lines were."""
        self.print(f"scraper: {printable(message)}")

    def print(self, line: str) -> None:
        """Nothing; prints a line as it is, where the lines were."""
        print(f"{self._back()}{line}", file=self.stream, flush=True)

    def draw(self, lines: Sequence[str]) -> None:
        """Nothing; the lines stand where the last ones stood, as many as there is room for.

        Those below the first are paler.
        """
        back, size = self._back() or _WIPE, self.size()
        paint = Paint(self.colour, size.columns - 1)  # a full line would wrap in some terminals
        fitting = [paint.cut(aligned(line)) for line in lines[: max(1, size.lines - 1)]]
        self._drawn = tuple(map(columns, fitting))
        shown = "\n".join([*fitting[:1], *map(paint.faint, fitting[1:])])
        print(f"{back}{shown}", end="", file=self.stream, flush=True)

    def clear(self) -> None:
        """Nothing; wipes the lines, so that something else can be printed."""
        if back := self._back():
            print(back, end="", file=self.stream, flush=True)

    def _back(self) -> str:
        """What takes the cursor to where the lines begin and wipes them; empty without any."""
        if not self._drawn:
            return ""
        width = max(1, self.size().columns)
        above = sum(max(1, -(-filled // width)) for filled in self._drawn) - 1
        self._drawn = ()
        return f"\r\x1b[{above}A\x1b[J" if above else _WIPE


def screen_on(stream: TextIO, colour: bool = False) -> Screen:
    """The screen behind a stream; 80 columns and 24 lines where nobody knows better."""

    def size() -> os.terminal_size:
        known = terminal_size(stream)
        return os.terminal_size((known.columns or 80, known.lines or 24))

    return Screen(stream, size, colour)


def bar(part: int, whole: int) -> str:
    """How much of a whole is done, as a picture.

    >>> bar(1, 4)
    '[######------------------]'
    """
    full = BAR_COLUMNS * min(part, whole) // whole
    return f"[{'#' * full}{'-' * (BAR_COLUMNS - full)}]"
