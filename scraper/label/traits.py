"""What a line of a dump has about it, in numbers: its form, its neighbours, its place on the page.

Each trait is a column, one number a line. Nothing here knows a language: what counts are lengths,
marks, repetition, and what phrases and news shapes told of the lines around.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from scraper.label.prose import Measure
from scraper.label.view import View
from scraper.text import tokens
from scraper.types import Document, Kind, Label, Vote

Column = Sequence[float]

FAR = 60  # lines; what is farther off is as far as can be
MAX_GAP = 4
MAX_REPEATS = 5
MAX_WORDS = 60  # of a neighbour
MAX_RUN = 30  # lines
MAX_PROSE = 2000.0  # words before or after
SMOOTH = 5  # words added to a stretch, so that two short lines say little of it
MIN_WORD = 4  # letters; a shorter word says little of the subject, unless it is no ASCII
MAX_TOLD_CHARS = 2000  # of a line are looked at for marks and words
FORM = {Kind.ITEM: 1.0, Kind.HEADING: 2.0, Kind.TABLE: 3.0}
# Marks of ASCII, then others, which no line of ASCII has.
COMMAS = (",", "、，،")
MARKS = ("|/>", "›»•·→▸")
STOPS = ((". ", "? ", "! "), ("。",))
_DIGIT = re.compile(r"\d")
SIGHTS = {  # kinds of line that tell where on the page a line stands
    "comments": frozenset({Label.COMMENTS}),
    "related": frozenset({Label.RELATED, Label.PROMO}),
    "legal": frozenset({Label.LEGAL, Label.CONSENT}),
    "share": frozenset({Label.SHARE, Label.NEWSLETTER, Label.AD, Label.PAYWALL}),
    "nav": frozenset({Label.NAV, Label.OTHER}),
    "time": frozenset({Label.TIMESTAMP}),
    "picture": frozenset({Label.CAPTION, Label.CREDIT}),
}
UNTOLD, TOLD, JUNK = 0.0, 1.0, 2.0


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a dump, what was told of them, and the run of them that is worth most."""

    view: View
    told: dict[int, Label]  # by line; of several votes the first cast
    worth: Sequence[float]
    run: range

    @property
    def measures(self) -> Sequence[Measure]:
        return self.view.measures

    @property
    def document(self) -> Document:
        return self.view.document


def find_traits(lines: Lines) -> dict[str, Column]:
    """Every trait by its name."""
    found: dict[str, Column] = {}
    for look in LOOKS:
        found.update(look(lines))
    return found


def first_told(votes: Iterable[Vote]) -> dict[int, Label]:
    """The label that was first told of each block."""
    told: dict[int, Label] = {}
    for vote in votes:
        told.setdefault(vote.block, vote.label)
    return told


def look_at_form(lines: Lines) -> Iterator[tuple[str, Column]]:
    """What a line shows by itself."""
    measures, blocks = lines.measures, lines.document.blocks
    size = [max(1, m.words) for m in measures]
    texts = [block.text[:MAX_TOLD_CHARS] for block in blocks]
    repeats = Counter(lines.view.folded)
    gaps = [float(min(MAX_GAP, block.gap)) for block in blocks]
    yield "words", [float(m.words) for m in measures]
    yield "closed", [float(m.closed) for m in measures]
    yield "stopped", [float(m.stopped) for m in measures]
    yield "form", [FORM.get(block.kind, 0.0) for block in blocks]
    yield "gap", gaps
    yield "gap-below", [*gaps[1:], float(MAX_GAP)]
    yield "commas", [_count(text, COMMAS) / words for text, words in zip(texts, size, strict=True)]
    yield "marks", [_count(text, MARKS) / words for text, words in zip(texts, size, strict=True)]
    yield "capitals", [_capitals(text) for text in texts]
    yield "digits", [_digits(text) for text in texts]
    yield "sentences", [float(_count(text, STOPS)) for text in texts]
    yield "end", [_end(text) for text in texts]
    yield "repeats", [float(min(MAX_REPEATS, repeats[line])) for line in lines.view.folded]
    yield "told", _told(lines)
    yield "worth", lines.worth


def look_around(lines: Lines) -> Iterator[tuple[str, Column]]:
    """What stands right above and below a line."""
    measures = lines.measures
    words = [float(m.words) for m in measures]
    short = [min(MAX_WORDS, count) for count in words]
    yield "words-1-above", [-1.0, *short[:-1]]
    yield "words-2-above", [-1.0, -1.0, *short[:-2]][: len(short)]
    yield "words-1-below", [*short[1:], -1.0]
    yield "stopped-1-below", [*(float(m.stopped) for m in measures[1:]), -1.0]
    length, prose = _sums(words), _sums(m.prose for m in measures)
    junk = _sums(float(told == JUNK) for told in _told(lines))
    yield "length-above", [total / 5 for total in _above(length, 5)]
    yield "length-below", [total / 5 for total in _below(length, 5)]
    for reach in (2, 5, 12):
        yield f"prose-{reach}-above", _shares(_above(prose, reach), _above(length, reach))
        yield f"prose-{reach}-below", _shares(_below(prose, reach), _below(length, reach))
    for reach in (3, 10):
        yield f"junk-{reach}-above", _above(junk, reach)
    yield "run-below", _runs([m.prose > 0 for m in reversed(measures)])[::-1]


def look_for_sights(lines: Lines) -> Iterator[tuple[str, Column]]:
    """How many lines away the nearest line of each kind is, up and down."""
    count = len(lines.measures)
    for name, labels in SIGHTS.items():
        seen = [lines.told.get(index) in labels for index in range(count)]
        yield f"{name}-above", _since(seen)
        yield f"{name}-below", _since(seen[::-1])[::-1]
    prose = [m.prose > 0 for m in lines.measures]
    yield "prose-above", _since(prose)
    yield "prose-below", _since(prose[::-1])[::-1]


def look_at_page(lines: Lines) -> Iterator[tuple[str, Column]]:
    """How the whole dump is set, and how much of it stands before and after a line."""
    measures, blocks = lines.measures, lines.document.blocks
    count = len(measures)
    words, prose = _sums(float(m.words) for m in measures), _sums(m.prose for m in measures)
    total, all_prose = max(1.0, words[-1]), max(1.0, prose[-1])
    sentences = sum(m.words for m in measures if m.stopped and m.words >= SMOOTH)
    long = [m.words for m in measures if m.prose > 0]
    yield "sentences-of-page", [sentences / total] * count
    yield "length-of-prose", [sum(long) / max(1, len(long))] * count
    yield "gaps-of-page", [sum(b.gap > 0 for b in blocks[1:]) / max(1, count - 1)] * count
    yield "words-before", [before / total for before in words[:-1]]
    yield "prose-before", [before / all_prose for before in prose[:-1]]
    yield "much-before", [min(MAX_PROSE, before) for before in prose[:-1]]
    yield "much-after", [min(MAX_PROSE, prose[-1] - upto) for upto in prose[1:]]


def look_at_run(lines: Lines) -> Iterator[tuple[str, Column]]:
    """Where a line stands to the run of lines that is worth most, and how many words they share."""
    run, count = lines.run, len(lines.measures)
    prose = sum(lines.measures[index].prose for index in run)
    total = max(1.0, sum(m.prose for m in lines.measures))
    yield "inside", [float(index in run) for index in range(count)]
    yield "from-first", [float(max(-FAR, min(FAR, i - run.start))) for i in range(count)]
    yield "from-last", [float(max(-FAR, min(FAR, run.stop - 1 - i))) for i in range(count)]
    yield "length-of-run", [float(min(5 * FAR, len(run)))] * count
    yield "prose-of-run", [prose / total] * count
    yield "shared-words", _shared(lines)


LOOKS: tuple[Callable[[Lines], Iterator[tuple[str, Column]]], ...] = (
    look_at_form,
    look_around,
    look_for_sights,
    look_at_page,
    look_at_run,
)


# -- counting -----------------------------------------------------------------------------------


def _told(lines: Lines) -> Column:
    """Whether anything was told of a line: nothing, a part of the story's frame, furniture."""
    told = [UNTOLD] * len(lines.measures)
    for index, label in lines.told.items():
        told[index] = JUNK if label.is_boilerplate else TOLD
    return told


def _count(text: str, marks: tuple[Sequence[str], Sequence[str]]) -> int:
    plain, others = marks
    total = sum([text.count(mark) for mark in plain])
    return total if text.isascii() else total + sum([text.count(mark) for mark in others])


def _capitals(text: str) -> float:
    """The share of words that begin with a capital; 0 in scripts that have none."""
    words = text.split()
    return sum([word[0].isupper() for word in words]) / len(words)


def _digits(text: str) -> float:
    return len(_DIGIT.findall(text)) / len(text)


def _end(text: str) -> float:
    """Which mark a line ends with, where it is another than a full stop."""
    if text.endswith(("...", "…")):
        return 1.0
    return {"?": 2.0, "？": 2.0, "!": 3.0, "！": 3.0, ":": 4.0, "：": 4.0}.get(text[-1], 0.0)


def _sums(values: Iterable[float]) -> Column:
    """Running totals, one more than there are values: the first is 0."""
    return list(accumulate(values, initial=0.0))


def _above(sums: Column, reach: int) -> Column:
    """For each line the total of so many lines above it."""
    return [sums[i] - sums[max(0, i - reach)] for i in range(len(sums) - 1)]


def _below(sums: Column, reach: int) -> Column:
    last = len(sums) - 1
    return [sums[min(last, i + 1 + reach)] - sums[i + 1] for i in range(last)]


def _shares(parts: Column, wholes: Column) -> Column:
    return [part / (whole + SMOOTH) for part, whole in zip(parts, wholes, strict=True)]


def _since(seen: Iterable[bool]) -> Column:
    """For each line how many lines ago one was seen; FAR where none was.

    >>> _since([False, True, False, False])
    [60.0, 60.0, 1.0, 2.0]
    """
    found: list[float] = []
    away = FAR
    for here in seen:
        away = min(FAR, away + 1)
        found.append(float(away))
        away = 0 if here else away
    return found


def _runs(seen: Iterable[bool]) -> list[float]:
    """For each line how many were seen without a break right before it."""
    found: list[float] = []
    run = 0
    for here in seen:
        found.append(float(min(MAX_RUN, run)))
        run = run + 1 if here else 0
    return found


def _shared(lines: Lines) -> Column:
    """The share of a line's longer words that come in the other lines of the run."""
    words = [_subject(block.text) for block in lines.document.blocks]
    known = Counter(word for index in lines.run for word in words[index])
    return [
        sum(known[word] > (index in lines.run) for word in own) / (len(own) + 2)
        for index, own in enumerate(words)
    ]


def _subject(text: str) -> set[str]:
    """The words of a line that may tell its subject."""
    found = tokens(text[:MAX_TOLD_CHARS])
    return {word for word in found if len(word) >= MIN_WORD or not word.isascii()}
