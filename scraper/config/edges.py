"""How a line that a pattern matches can begin, and how it can end: what phrases are shelved by."""

from __future__ import annotations

import re
from collections.abc import Iterable

EDGE = 4  # characters; long enough to tell "read more" from "real estate", few enough to list
MAX_EDGES = 400  # of one pattern; beyond it they are cut shorter

Edge = tuple[str, bool]  # a text, and whether it is all there is: False means more may follow
Edges = frozenset[Edge]

_NOTHING: Edges = frozenset({("", True)})
_ANYTHING: Edges = frozenset({("", False)})
_GROUP = re.compile(r"\((?:\?(?::|>|[is]*-?[is]+:))?(?!\?)")
_LOOK = re.compile(r"\(\?<?[=!]")
_TIMES = re.compile(r"([?*+]|\{(?!\})(\d*)(,?)(\d*)\})[?+]?")
_CLASS = re.compile(r"\[(\^?)(\]?(?:[^\]\\]|\\.)*)\]", re.DOTALL)
_RANGE = re.compile(r"(\\.|.)(?:-(\\.|.))?", re.DOTALL)
_MAX_RANGE = 64  # characters of a class that are listed one by one
_ZERO_WIDTH = frozenset("bBAZ")
_ANY_OF_MANY = frozenset("wWsSDnrtfv")


def key(text: str) -> str:
    """The text with characters that match each other, ignoring case, made one; digits are all 0.

    >>> key("Été 24")
    'été 00'
    """
    return "".join(["0" if c.isdecimal() else c.upper()[0].lower()[0] for c in text])


def openings(pattern: str) -> frozenset[str]:
    """Keys of which every line that fully matches the pattern has one at its start.

    At most EDGE characters each; {""} where a line may begin with anything.

    >>> sorted(openings("(?:read|see) (?:more|also)")), openings(".* news")
    (['read', 'see '], frozenset({''}))
    """
    return _shortest(_Reader(pattern, ending=False).read(), ending=False)


def closings(pattern: str) -> frozenset[str]:
    """As `openings`, of the line's end.

    >>> sorted(closings(".{3,80} newsletters?"))
    ['tter', 'ters']
    """
    return _shortest(_Reader(pattern, ending=True).read(), ending=True)


def _shortest(edges: Edges, *, ending: bool) -> frozenset[str]:
    """The texts alone, without those that a shorter one covers."""
    texts = {text for text, _ in edges}
    cut = (lambda t, n: t[len(t) - n :]) if ending else (lambda t, n: t[:n])
    return frozenset(t for t in texts if not any(cut(t, n) in texts for n in range(len(t))))


class _Unreadable(Exception):
    """A construct this reader does not know: the pattern may begin and end with anything."""


class _Reader:
    """Reads a pattern from left to right, keeping the edges of all it may match."""

    def __init__(self, pattern: str, *, ending: bool) -> None:
        self.pattern = pattern
        self.ending = ending
        self.at = 0

    def read(self) -> Edges:
        try:
            edges = self._choice()
        except _Unreadable:
            return _ANYTHING
        return edges if self.at >= len(self.pattern) else _ANYTHING

    def _choice(self) -> Edges:
        edges = self._sequence()
        while self.pattern.startswith("|", self.at):
            self.at += 1
            edges |= self._sequence()
        return edges

    def _sequence(self) -> Edges:
        edges = _NOTHING
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            edges = self._join(edges, self._repeated(self._atom()))
        return edges

    def _atom(self) -> Edges:
        char = self.pattern[self.at]
        if char == "(":
            return self._group()
        if char == "[":
            return self._class()
        if char == "\\":
            self.at += 2
            return _escaped(self.pattern[self.at - 1 : self.at])
        self.at += 1
        if char in "^$":
            return _NOTHING
        return _ANYTHING if char == "." else frozenset({(key(char), True)})

    def _group(self) -> Edges:
        look = _LOOK.match(self.pattern, self.at)
        start = look or _GROUP.match(self.pattern, self.at)
        if start is None:
            raise _Unreadable
        self.at = start.end()
        edges = self._choice()
        if not self.pattern.startswith(")", self.at):
            raise _Unreadable
        self.at += 1
        return _NOTHING if look else edges

    def _class(self) -> Edges:
        found = _CLASS.match(self.pattern, self.at)
        if found is None:
            raise _Unreadable
        self.at = found.end()
        if found[1]:
            return _ANYTHING
        edges: set[Edge] = set()
        for part in _RANGE.finditer(found[2]):
            edges |= _span(part[1], part[2])
        return frozenset(edges)

    def _repeated(self, edges: Edges) -> Edges:
        times = _TIMES.match(self.pattern, self.at)
        if times is None:
            return edges
        self.at = times.end()
        least = times[2] if times[2] is not None else {"?": "0", "*": "0", "+": "1"}[times[1]]
        most = times[1] == "?" or (times[4] if times[3] else times[2]) in ("0", "1")
        if not most:
            edges = frozenset((text, False) for text, _ in edges)
        return edges | _NOTHING if int(least or 0) == 0 else edges

    def _join(self, left: Edges, right: Edges) -> Edges:
        """The edges of one thing after another, cut down until they are few."""
        near, far = (right, left) if self.ending else (left, right)
        if not any(whole for _, whole in near):
            return near
        edges = {(text, False) for text, whole in near if not whole}
        for text, whole in near:
            if whole:
                edges |= {(far_text + text if self.ending else text + far_text, w)
                          for far_text, w in far}  # fmt: skip
        size = EDGE
        while True:
            edges = {self._cut(text, whole, size) for text, whole in edges}
            if len(edges) <= MAX_EDGES:
                return frozenset(edges)
            size -= 1

    def _cut(self, text: str, whole: bool, size: int) -> Edge:
        if len(text) <= size:
            return text, whole
        return (text[len(text) - size :] if self.ending else text[:size]), False


def _escaped(char: str) -> Edges:
    """The edges of a backslash and what follows it."""
    if char == "d":
        return frozenset({("0", True)})
    if char in _ZERO_WIDTH:
        return _NOTHING
    if char in _ANY_OF_MANY:
        return _ANYTHING
    if not char or char.isalnum():
        raise _Unreadable
    return frozenset({(key(char), True)})


def _span(first: str, last: str | None) -> Iterable[Edge]:
    """The edges of a class's "a", "a-z" or "\\d"."""
    if last is None:
        return _escaped(first[1:]) if len(first) > 1 else {(key(first), True)}
    low, high = ord(first[-1]), ord(last[-1])
    if high - low >= _MAX_RANGE:
        return _ANYTHING
    return {(key(chr(code)), True) for code in range(low, high + 1)}
