"""Class words of furniture: what an element's names say of the blocks in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from scraper.config.schema import DefaultsFile
from scraper.errors import ConfigError
from scraper.types import Label

REMEMBERED = 20_000  # names; some 4 MB
MAX_NAME_WORDS = 6  # a longer name is an address made of a headline
# Words without the numbers behind them: "teaser3" is a teaser; the letters of "4ad40b" are none.
_WORD = re.compile(r"\d[a-f]{1,2}(?=\d)|([A-Z]+(?![a-z])|[A-Z]?[a-z]+)")


@dataclass(frozen=True, slots=True)
class Hook:
    """One word, or several in a row, and what they call for; the lowest rank wins."""

    words: tuple[str, ...]
    rank: int
    rule: str
    label: Label


NEVER = Hook((), -1, "", Label.OTHER)


@dataclass(frozen=True, eq=False)
class Hooks:
    """Hooks by their first word; `never` and `ignored` as config/defaults.toml explains them."""

    by_word: dict[str, tuple[Hook, ...]]
    never: dict[str, tuple[tuple[str, ...], ...]]
    ignored: dict[str, tuple[tuple[str, ...], ...]]

    @cached_property
    def find(self) -> Callable[[str], tuple[str, Label] | None]:
        """The rule and label that an element's names call for; None for most elements.

        The items of a list wear the same names, so what was found is remembered.
        """
        return lru_cache(maxsize=REMEMBERED)(self._find)

    def _find(self, names: str) -> tuple[str, Label] | None:
        best: Hook | None = None
        for name in names.split():
            found = self._look_up(name)
            if found is None:
                continue
            if found is NEVER:
                return None
            if best is None or found.rank < best.rank:
                best = found
        return (best.rule, best.label) if best else None

    @cached_property
    def _look_up(self) -> Callable[[str], Hook | None]:
        """`_look_up_anew`, remembered: pages wear the same names over and over."""
        return lru_cache(maxsize=REMEMBERED)(self._look_up_anew)

    def _look_up_anew(self, name: str) -> Hook | None:
        """What one name calls for; NEVER where it speaks against every hook of its element."""
        if ":" in name or "[" in name:
            return None  # "hover:underline", "w-[12px]": a utility class says how it looks
        words = split_name(name)
        if len(words) > MAX_NAME_WORDS or (len(words) > 1 and _begins(words, self.ignored)):
            return None
        best: Hook | None = None
        for index, word in enumerate(words):
            if word in self.never and _follows(words, index, self.never[word]):
                return NEVER
            for hook in self.by_word.get(word, ()):
                if (best is None or hook.rank < best.rank) and _stands(words, index, hook.words):
                    best = hook
        return best


def split_name(name: str) -> list[str]:
    """The words of one name.

    >>> split_name("articleShare-bar_top"), split_name("SEO-box"), split_name("pic-1.4ad40b8")
    (['article', 'share', 'bar', 'top'], ['seo', 'box'], ['pic'])
    """
    words = [word for word in _WORD.findall(name) if word]
    return words if name.islower() else [word.lower() for word in words]


def _stands(words: list[str], index: int, entry: tuple[str, ...]) -> bool:
    return len(entry) == 1 or tuple(words[index : index + len(entry)]) == entry


def _follows(words: list[str], index: int, entries: tuple[tuple[str, ...], ...]) -> bool:
    return any(_stands(words, index, entry) for entry in entries)


def _begins(words: list[str], ignored: dict[str, tuple[tuple[str, ...], ...]]) -> bool:
    return words[0] in ignored and _follows(words, 0, ignored[words[0]])


def make_hooks(file: DefaultsFile, where: str) -> Hooks:
    """The hooks of a file. Raises ConfigError for an entry that no name can ever match."""
    by_word: dict[str, list[Hook]] = {}
    for rank, spec in enumerate(file.hook):
        for entry in spec.words:
            words = _entry(entry, f"{where}: hook {spec.id}")
            hook = Hook(words, rank, f"hook/{spec.id}", spec.label)
            by_word.setdefault(words[0], []).append(hook)
    return Hooks(
        {word: tuple(hooks) for word, hooks in by_word.items()},
        _by_first(file.never, f"{where}: never"),
        _by_first(file.ignored, f"{where}: ignored"),
    )


def _by_first(entries: Iterable[str], where: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        words = _entry(entry, where)
        table.setdefault(words[0], []).append(words)
    return {word: tuple(found) for word, found in table.items()}


def _entry(entry: str, where: str) -> tuple[str, ...]:
    words = tuple(entry.split())
    if not words or any(split_name(word) != [word] for word in words):
        raise ConfigError(f"{where}: {entry!r}: write plain lower-case words, a space between them")
    return words
