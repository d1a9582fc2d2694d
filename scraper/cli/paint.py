"""Colour and width on a terminal, and foreign text made safe to print there."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from scraper.formats import inert
from scraper.types import Label

WHENS = ("auto", "always", "never")

_BOLD, _DIM, _RED, _GREEN, _CYAN = "1", "2", "31", "32", "36"
_HEAD = frozenset({Label.HEADLINE, Label.DECK, Label.KICKER, Label.SUBHEAD})
_STORY = frozenset({Label.BODY, Label.QUOTE, Label.LIST, Label.TABLE, Label.CORRECTION})

# Marks that change the direction of what follows, and could turn a line around.
_DIRECTION = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@dataclass(frozen=True, slots=True)
class Paint:
    """Whether to colour, and how many columns a line may fill; 0 means any number."""

    colour: bool = False
    width: int = 0

    def label(self, label: Label, text: str) -> str:
        """The text in the colour of its label: story green, its heads bold, boilerplate red."""
        if label.is_boilerplate:
            return self._wrap(text, _RED)
        if label in _HEAD:
            return self._wrap(text, f"{_BOLD};{_GREEN}")
        return self._wrap(text, _GREEN if label in _STORY else _CYAN)

    def strong(self, text: str) -> str:
        """The text in bold."""
        return self._wrap(text, _BOLD)

    def faint(self, text: str) -> str:
        """The text in a paler colour."""
        return self._wrap(text, _DIM)

    def fit(self, text: str, used: int = 0) -> str:
        """The text on one line, cut to what `used` columns leave of the width.

        >>> Paint(width=12).fit("Rain fell on Tuesday")
        'Rain fell o…'
        """
        return self.cut(printable(text), used)

    def cut(self, text: str, used: int = 0) -> str:
        """The text as it is, cut as by `fit`."""
        room = self.width - used
        if not self.width or columns(text) <= room:
            return text
        taken = ""
        for character in text:
            room -= columns(character)
            if room < 1:
                break
            taken += character
        return taken + "…"

    def _wrap(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def columns(text: str) -> int:
    """How many columns of a terminal a text fills: wide characters two, combining ones none.

    >>> columns("rain"), columns("橋"), columns("e\\u0301")
    (4, 2, 1)
    """
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def printable(text: str) -> str:
    """The text on one line, without anything that could drive the terminal.

    >>> printable("a\\x1b]0;b\\nc\\u202e.txt")
    'a]0;b c.txt'
    """
    return " ".join(_harmless(text).split())


def aligned(text: str) -> str:
    """As `printable`, but with the spaces that put it in its column.

    >>> aligned("  a.example    12\\n")
    '  a.example    12 '
    """
    return re.sub(r"\s", " ", _harmless(text))


def _harmless(text: str) -> str:
    return inert(text).translate(_DIRECTION)


def wants_colour(when: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: `always` and `never` rule, then NO_COLOR (https://no-color.org)."""
    if when != "auto":
        return when == "always"
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return stream.isatty()


def terminal_size(stream: TextIO) -> os.terminal_size:
    """Columns and lines of the terminal behind a stream; 0 and 0 when it is no terminal."""
    try:
        if stream.isatty():
            return os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):  # a stream that is no file, as in tests
        pass
    return os.terminal_size((0, 0))


def terminal_width(stream: TextIO) -> int:
    """The columns of the terminal behind a stream; 0 when it is no terminal."""
    return terminal_size(stream).columns
