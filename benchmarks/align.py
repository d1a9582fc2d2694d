"""Which lines of a dump are the gold body: those that make the best page of it when kept.

The measure is that of the shared scorer: runs of four words, counted as multisets; the deck is
neither asked for nor punished.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scraper.text import UNSPACED

RUN = 4  # words
MIN_SEEN = 0.5  # of a line's runs are in the gold: it is taken to begin with
ROUNDS = 6
_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")

Runs = Counter[tuple[str, ...]]


def words_of(text: str) -> list[str]:
    """Words; in scripts without spaces, characters."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _WORD.findall(_UNSPACED.sub(lambda m: f" {m.group()} ", text))


def runs_of(words: Sequence[str]) -> Runs:
    """Runs of four words; a shorter text is one run."""
    if not words:
        return Counter()
    last = max(1, len(words) - RUN + 1)
    return Counter(tuple(words[i : i + RUN]) for i in range(last))


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold body, and the runs of a deck that may stand before it."""

    words: Sequence[str]
    runs: Runs
    free: Runs

    @classmethod
    def of(cls, gold: Mapping[str, str]) -> Gold:
        words, deck = words_of(gold["body"]), words_of(gold.get("deck") or "")
        free = runs_of(deck + words[: RUN - 1]) if deck else Counter()
        return cls(words, runs_of(words), free)

    def is_deck(self, text: str) -> bool:
        """Whether a line is part of the deck."""
        words = words_of(text)
        return len(words) >= RUN and all(run in self.free for run in runs_of(words))

    def compare(self, text: str) -> tuple[float, float]:
        """Precision and recall of a body."""
        page = _Page(self, [words_of(text)], [True])
        return page.right / max(1, page.right + page.wrong), page.right / self.runs.total()


def align(gold: Gold, texts: Sequence[str]) -> list[bool]:
    """For each line whether it is kept, chosen so that the page's F1 is as high as it gets."""
    words = [words_of(text) for text in texts]
    page = _Page(gold, words, [_seen(gold, line) > MIN_SEEN for line in words])
    for _ in range(ROUNDS):
        gains = [(page.gain(i), i) for i, line in enumerate(words) if line]
        better = sorted((pair for pair in gains if pair[0] > 0), reverse=True)
        for _, index in better:
            if page.gain(index) > 0:
                page.flip(index)
        if not better:
            break
    return page.kept


def _seen(gold: Gold, words: Sequence[str]) -> float:
    if len(words) < RUN:
        return 0.0
    runs = runs_of(words)
    return sum(n for run, n in runs.items() if run in gold.runs) / runs.total()


class _Page:
    """The lines kept so far, with the counts that their F1 is made of."""

    def __init__(self, gold: Gold, words: Sequence[list[str]], kept: list[bool]) -> None:
        self.gold, self.words, self.kept = gold, words, kept
        self.runs = runs_of(
            [w for line, keep in zip(words, kept, strict=True) if keep for w in line]
        )
        self.right = (gold.runs & self.runs).total()
        self.wrong = ((self.runs - gold.runs) - gold.free).total()

    def gain(self, index: int) -> float:
        """What flipping a line would add to the page's F1."""
        right, wrong = self._after(*self._change(index))
        gained = self._f1(right, wrong) - self._f1(self.right, self.wrong)
        return gained if gained > 1e-9 else 0.0

    def flip(self, index: int) -> None:
        more, fewer = self._change(index)
        self.right, self.wrong = self._after(more, fewer)
        self.runs.update(more)
        self.runs.subtract(fewer)
        self.kept[index] = not self.kept[index]

    def _f1(self, right: int, wrong: int) -> float:
        return 2 * right / max(1, right + wrong + self.gold.runs.total())

    def _change(self, index: int) -> tuple[Runs, Runs]:
        """The runs that flipping a line adds, and those it takes away."""
        before, after = self._near(index, -1), self._near(index, 1)
        whole, gap = before + self.words[index] + after, before + after
        with_it = Counter(tuple(whole[i : i + RUN]) for i in range(len(whole) - RUN + 1))
        without = Counter(tuple(gap[i : i + RUN]) for i in range(len(gap) - RUN + 1))
        more, fewer = with_it - without, without - with_it
        return (fewer, more) if self.kept[index] else (more, fewer)

    def _near(self, index: int, step: int) -> list[str]:
        """The kept words right before or after a line, as many as a run reaches into."""
        found: list[str] = []
        index += step
        while 0 <= index < len(self.words) and len(found) < RUN - 1:
            if self.kept[index]:
                line = self.words[index]
                found = line + found if step < 0 else found + line
            index += step
        return found[1 - RUN :] if step < 0 else found[: RUN - 1]

    def _after(self, more: Runs, fewer: Runs) -> tuple[int, int]:
        """Runs right and wrong once a change is made."""
        right, wrong = self.right, self.wrong
        for run in {*more, *fewer}:
            old, asked, free = self.runs[run], self.gold.runs[run], self.gold.free[run]
            new = old + more[run] - fewer[run]
            right += min(new, asked) - min(old, asked)
            wrong += max(0, new - asked - free) - max(0, old - asked - free)
        return right, wrong
