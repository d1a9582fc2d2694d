"""Lines known by their words: a language's phrases, shelved so that a line is tried on few."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from scraper.config.edges import OPENING, key, loud, needles, openings
from scraper.config.load import compile_regex
from scraper.config.schema import PhraseSpec
from scraper.errors import ConfigError
from scraper.types import Label

REMEMBERED = 20_000  # lines; some 4 MB
KEPT = frozenset("@#$€£¥₪₩₹₽©®™%°&")  # signs that mean something at the edge of a line
STOPS = frozenset(".,;…。、؛،")  # a sentence, or a part of one that goes on in the next line
MANY_LETTERS = 20  # a pattern that begins with any of more letters is not told by them
_WORD_LIST = re.compile(r"\{([^\W\d]\w*)\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A line known by its words. Without `stop` it spares lines that close with one."""

    id: str
    label: Label
    max_chars: int
    stop: bool = True


@dataclass(frozen=True, eq=False)
class Pattern:
    """One of the ways to write a phrase."""

    order: int
    phrase: Phrase
    source: str
    where: str

    @cached_property
    def fits(self) -> Callable[[str], object]:
        """Asked of a bare line; compiled when the first line needs it."""
        return compile_regex(self.source, self.where).fullmatch

    def suits(self, line: str) -> bool:
        """Whether a folded line is as short as the phrase may be, and ends as it may end."""
        if len(line) > self.phrase.max_chars:
            return False
        return self.phrase.stop or line.rstrip("\"')] ")[-1:] not in STOPS


Shelves = Mapping[str, tuple[Pattern, ...]]


@dataclass(frozen=True, eq=False)
class Phrasebook:
    """Phrases in the order of their file, their patterns shelved by what a line must have.

    `by_opening` tells by how a line begins; `by_needle` by a text in it, for those patterns that
    may begin with anything. A pattern is compiled when the first line needs it.
    """

    phrases: tuple[Phrase, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    by_opening: Shelves = field(default_factory=dict, repr=False)
    by_needle: tuple[tuple[str, tuple[Pattern, ...]], ...] = field(default=(), repr=False)

    @cached_property
    def find(self) -> Callable[[str], Phrase | None]:
        """The first phrase, in the order of the file, that a folded line is; None if it is none.

        The pages of a site share their menus, so what was found is remembered.
        """
        return lru_cache(maxsize=REMEMBERED)(self._find)

    def _find(self, line: str) -> Phrase | None:
        bare = strip_decoration(line)
        if not bare:
            return None
        best: Pattern | None = None
        for shelf in self._shelves(bare):
            for pattern in shelf:
                if best is not None and pattern.order > best.order:
                    break
                if pattern.fits(bare) and pattern.suits(line):
                    best = pattern
                    break
        return best.phrase if best else None

    def check(self) -> Phrasebook:
        """This book, every pattern compiled. Raises ConfigError for one that cannot be."""
        for pattern in self.patterns:
            _ = pattern.fits
        return self

    def _shelves(self, bare: str) -> list[tuple[Pattern, ...]]:
        """The shelf for the line's beginning, and those of all needles that are in it."""
        capitals = loud(bare)
        found = [shelf for needle, shelf in self.by_needle if needle in capitals]
        head = key(bare[:OPENING])
        for size in range(len(head), 0, -1):
            shelf = self.by_opening.get(head[:size])
            if shelf is not None:
                found.append(shelf)
                break
        return found


def strip_decoration(line: str) -> str:
    """The bare line: a folded line without what is set around its words.

    Gone are spaces, bullets, arrows, bars, brackets, quotes, emoji and closing punctuation; a
    bracket that closes one inside the line stays.

    >>> strip_decoration("» Read more:"), strip_decoration("[ Share on X (Twitter)! ]")
    ('Read more', 'Share on X (Twitter)')
    """
    start, end = 0, len(line)
    while start < end and not _is_word(line[start]):
        start += 1
    while start < end and not (_is_word(line[end - 1]) or line[end - 1] == "+"):
        end -= 1
    if line.startswith(")", end) and "(" in line[start:end]:
        end += 1
    return line[start:end]


def _is_word(char: str) -> bool:
    return char.isalnum() or char in KEPT


def make_phrasebook(
    specs: Iterable[PhraseSpec],
    prefix: str,
    where: str,
    words: Mapping[str, Sequence[str]] | None = None,
) -> Phrasebook:
    """The specs, ready to find lines. `prefix` begins the rule ids: "en", "haaretz.com".

    `words` are the lists that patterns name in braces. Raises ConfigError for an unknown list and
    for an anchor, as every pattern is of a whole line.
    """
    lists = {name: f"(?:{'|'.join(members)})" for name, members in (words or {}).items()}
    lists = {name: _spell_out(text, lists, f"{where}: words") for name, text in lists.items()}
    phrases: list[Phrase] = []
    patterns: list[Pattern] = []
    for number, spec in enumerate(specs):
        name = spec.id or f"phrase/{number + 1}"
        phrase = Phrase(f"{prefix}/{name}", spec.label, spec.max_chars, spec.stop)
        phrases.append(phrase)
        for match in [spec.match] if isinstance(spec.match, str) else spec.match:
            place = f"{where}: {name}"
            source = _spell_out(match, lists, place)
            patterns.append(Pattern(len(patterns), phrase, source, place))
    return _shelve(phrases, patterns)


def _spell_out(match: str, lists: Mapping[str, str], where: str) -> str:
    """A pattern with its word lists put in."""
    if match.startswith("^") or (match.endswith("$") and not match.endswith("\\$")):
        raise ConfigError(f"{where}: {match!r} is of the whole line already: drop ^ and $")

    def put(named: re.Match[str]) -> str:
        if named[1] not in lists:
            known = ", ".join(sorted(lists)) or "none"
            raise ConfigError(f"{where}: no word list {{{named[1]}}} in [words] (known: {known})")
        return lists[named[1]]

    return _WORD_LIST.sub(put, match)


def _shelve(phrases: Sequence[Phrase], patterns: Sequence[Pattern]) -> Phrasebook:
    """Patterns by their openings; those that may begin with anything by their needles."""
    by_opening: dict[str, list[Pattern]] = {}
    by_needle: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        texts, shelves = openings(pattern.source), by_opening
        if "" in texts or sum(len(text) == 1 and text.isascii() for text in texts) > MANY_LETTERS:
            texts, shelves = needles(pattern.source), by_needle
        for text in texts:
            shelves.setdefault(text, []).append(pattern)
    return Phrasebook(
        tuple(phrases),
        tuple(patterns),
        {text: _widened(text, by_opening) for text in by_opening},
        tuple((text, tuple(shelf)) for text, shelf in by_needle.items()),
    )


def _widened(text: str, shelves: Mapping[str, list[Pattern]]) -> tuple[Pattern, ...]:
    """A shelf with all that stands on the shelves of shorter openings, in order."""
    found = {
        pattern.order: pattern
        for size in range(1, len(text) + 1)
        for pattern in shelves.get(text[:size], ())
    }
    return tuple(found[order] for order in sorted(found))
