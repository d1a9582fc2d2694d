"""What a line that a pattern matches must begin with or hold: phrases are shelved by it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.text import UNSPACED

OPENING = 4  # characters; enough to tell "read more" from "real estate", few enough to list
NEEDLE = 7  # characters
MAX_TEXTS = 128  # of one pattern; where there are more they are cut shorter

Text = tuple[str, bool]  # a text, and whether it is all there is: after False more may follow
Texts = frozenset[Text]

_NOTHING: Texts = frozenset({("", True)})
_ANYTHING: Texts = frozenset({("", False)})
_GROUP = re.compile(r"\((?:\?(?::|>|[is]*-?[is]+:))?(?!\?)")
_LOOK = re.compile(r"\(\?(<?[=!])")
_TIMES = re.compile(r"([?*+]|\{(?!\})(\d*)(,?)(\d*)\})[?+]?")
_CLASS = re.compile(r"\[(\^?)(\]?(?:[^\]\\]|\\.)*)\]", re.DOTALL)
_RANGE = re.compile(r"(\\.|.)(?:-(\\.|.))?", re.DOTALL)
_PLAIN = re.compile(r"[^\W\d_]+(?![?*+{])|[ ,'](?![?*+{])")  # literals that nothing follows
_PIECE = re.compile(r"[^\\\[()|]+|\\.|\[\^?\]?(?:[^\]\\]|\\.)*\]|[()|]", re.DOTALL)
_MAX_RANGE = 64  # characters of a class that are listed one by one
_ZERO_WIDTH = frozenset("bBAZ")
_ANY_OF_MANY = frozenset("wWsSDnrtfv")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_DOT_ABOVE = "\u0307"  # what upper-casing leaves of a lower-cased "İ"


def loud(text: str) -> str:
    """The text in capitals and with 0 to 9 for digits, so that what matches ignoring case is equal.

    >>> loud("straße"), loud("ılık ٢٤")
    ('STRASSE', 'ILIK 24')
    """
    if text.isascii():
        return text.upper()
    if _FOREIGN_DIGIT.search(text):
        text = _FOREIGN_DIGIT.sub(lambda digit: str(int(digit[0])), text)
    return text.lower().upper().replace(_DOT_ABOVE, "")


def key(text: str) -> str:
    """As `loud`, but one character for one.

    >>> key("straße")
    'STRASE'
    """
    return text.upper() if text.isascii() else "".join(loud(char)[:1] or char for char in text)


def openings(pattern: str) -> frozenset[str]:
    """Keys of which every line that fully matches the pattern has one at its start.

    {""} where a line may begin with anything.

    >>> sorted(openings("(?:read|see) (?:more|also)")), openings(".* news")
    (['READ', 'SEE '], frozenset({''}))
    """
    texts = _Reader(pattern, OPENING).read().texts
    return _shortest(frozenset(text for text, _ in texts))


def needles(pattern: str) -> frozenset[str]:
    """Texts of which every matching line has one in it, in capitals; {""} where none is sure.

    >>> sorted(needles(".{3,80} newsletters?")), needles(".{3,80}")
    ([' NEWSLE'], frozenset({''}))
    """
    return _Reader(pattern, NEEDLE, seeking=True).read().needles


def _shortest(texts: frozenset[str]) -> frozenset[str]:
    """The texts without those that a shorter one begins."""
    return frozenset(t for t in texts if not any(t[:n] in texts for n in range(len(t))))


@dataclass(frozen=True, slots=True)
class _Found:
    """What part of a pattern tells: how its match begins, and what is in it for sure."""

    texts: Texts
    needles: frozenset[str] = frozenset({""})


class _UnreadableError(Exception):
    """A construct this reader does not know: the pattern may match anything."""


class _Reader:
    """Reads a pattern from left to right; stops listening where the beginning is known."""

    def __init__(self, pattern: str, size: int, *, seeking: bool = False) -> None:
        self.pattern = pattern
        self.size = size
        self.seeking = seeking
        self.at = 0

    def read(self) -> _Found:
        try:
            found = self._choice()
        except _UnreadableError:
            return _Found(_ANYTHING)
        return found if self.at >= len(self.pattern) else _Found(_ANYTHING)

    def _choice(self) -> _Found:
        found = [self._sequence()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            found.append(self._sequence())
        if len(found) == 1:
            return found[0]
        texts = frozenset[Text]().union(*(f.texts for f in found))
        return _Found(texts, frozenset[str]().union(*(f.needles for f in found)))

    def _sequence(self) -> _Found:
        texts = _NOTHING
        parts: list[_Found] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            part = self._plain() or self._repeated(self._atom())
            if self.seeking:
                parts.append(part)
            texts = _join(texts, part.texts, self.size)
            if not self.seeking and not any(whole for _, whole in texts):
                self._skip()
        return _Found(texts, self._best_needles(parts))

    def _skip(self) -> None:
        """Goes on to the end of the alternative: nothing more of it matters."""
        depth = 0
        while piece := _PIECE.match(self.pattern, self.at):
            if depth == 0 and piece[0] in ("|", ")"):
                return
            depth += (piece[0] == "(") - (piece[0] == ")")
            self.at = piece.end()
        if self.at < len(self.pattern):
            raise _UnreadableError

    def _best_needles(self, parts: list[_Found]) -> frozenset[str]:
        """The longest texts among what each part holds and what begins at each part."""
        best = frozenset({""})
        for start, part in enumerate(parts):
            texts = _NOTHING
            for later in parts[start:]:
                texts = _join(texts, later.texts, self.size)
                if not any(whole for _, whole in texts):
                    break
            begun = _shortest(frozenset(text for text, _ in texts))
            best = max(best, begun, part.needles, key=_worth)
        return best

    def _plain(self) -> _Found | None:
        """A run of letters as one part, so that long patterns are read fast."""
        run = _PLAIN.match(self.pattern, self.at)
        if run is None or loud(run[0]) != key(run[0]):
            return None
        self.at = run.end()
        return _Found(frozenset({(key(run[0]), True)}))

    def _atom(self) -> _Found:
        char = self.pattern[self.at]
        if char == "(":
            return self._group()
        if char == "[":
            return _Found(self._class())
        if char == "\\":
            self.at += 2
            return _Found(_escaped(self.pattern[self.at - 1 : self.at]))
        self.at += 1
        if char in "^$":
            return _Found(_NOTHING)
        return _Found(_ANYTHING if char == "." else _letter(char))

    def _group(self) -> _Found:
        look = _LOOK.match(self.pattern, self.at)
        start = look or _GROUP.match(self.pattern, self.at)
        if start is None:
            raise _UnreadableError
        self.at = start.end()
        found = self._choice()
        if not self.pattern.startswith(")", self.at):
            raise _UnreadableError
        self.at += 1
        if look:
            return _Found(_NOTHING, found.needles) if look[1] == "=" else _Found(_NOTHING)
        return found

    def _class(self) -> Texts:
        found = _CLASS.match(self.pattern, self.at)
        if found is None:
            raise _UnreadableError
        self.at = found.end()
        if found[1]:
            return _ANYTHING
        return frozenset[Text]().union(*(_span(p[1], p[2]) for p in _RANGE.finditer(found[2])))

    def _repeated(self, found: _Found) -> _Found:
        times = _TIMES.match(self.pattern, self.at)
        if times is None:
            return found
        self.at = times.end()
        once = times[1] == "?" or (times[4] if times[3] else times[2]) in ("0", "1")
        texts = found.texts if once else frozenset((text, False) for text, _ in found.texts)
        if times[1] == "+" or int(times[2] or 0) > 0:
            return _Found(texts, found.needles)
        return _Found(texts | _NOTHING)


def _worth(texts: frozenset[str]) -> tuple[int, int, int]:
    """Better needles are greater: of three letters at least, then the fewer, the longer.

    A letter of a script without spaces counts twice.
    """
    shortest = min(len(text) + len(_UNSPACED.findall(text)) for text in texts)
    return min(shortest, 3), -len(texts), shortest


def _join(left: Texts, right: Texts, size: int) -> Texts:
    """The texts of one thing after another, cut down until they are few."""
    open_ended = [text for text, whole in left if whole]
    if not open_ended or right == _NOTHING:
        return left
    texts = {(text, False) for text, whole in left if not whole}
    texts.update((text + more, whole) for text in open_ended for more, whole in right)
    while True:
        texts = {(t, whole) if len(t) <= size else (t[:size], False) for t, whole in texts}
        if len(texts) <= MAX_TEXTS:
            return frozenset(texts)
        size -= 1


def _letter(char: str) -> Texts:
    """The texts of a literal. One that `loud` and `key` do not agree on, as "ß", says nothing."""
    return frozenset({(key(char), True)}) if loud(char) == key(char) else _ANYTHING


def _escaped(char: str) -> Texts:
    """The texts of a backslash and what follows it."""
    if char == "d":
        return frozenset((digit, False) for digit in "0123456789")
    if char in _ZERO_WIDTH:
        return _NOTHING
    if char in _ANY_OF_MANY:
        return _ANYTHING
    if not char or char.isalnum():
        raise _UnreadableError
    return _letter(char)


def _span(first: str, last: str | None) -> Texts:
    """The texts of a class's "a", "a-z" or "\\d"."""
    if last is None:
        return _escaped(first[1:]) if len(first) > 1 else _letter(first)
    low, high = ord(first[-1]), ord(last[-1])
    if high - low >= _MAX_RANGE:
        return _ANYTHING
    return frozenset[Text]().union(*(_letter(chr(code)) for code in range(low, high + 1)))
