"""Votes for the lines of a dump, which has no elements to tell a paragraph from a menu's line.

Whether a line is story, a learned forest weighs by its traits, and rules of thumb steady it; which
part of the story it is, its form says. How the forest was trained: `benchmarks/train_lines.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from scraper.label.forest import Forest, load_forest
from scraper.label.prose import Measure, is_clean
from scraper.label.region import find_run, line_worth
from scraper.label.shape import MAX_SUBHEAD, STORY_LABEL
from scraper.label.traits import JUNK, Lines, find_traits, first_told
from scraper.label.view import View
from scraper.types import Block, Kind, Label, Strength, Vote

FOREST = Path(__file__).with_name("lines.json")
NEVER = -9.0  # log odds
SHORT_PAGE = 60  # lines; of whole pages so short the forest saw too few to overrule rules of thumb
TRUST = 3.0  # log odds that count there for a line which these take for story
TRUST_CLEAN = 0.5  # the same in a short text that is nearly clean, of which it saw many
DOUBT = 1.0  # log odds that count against a line of a short page which they take for a scrap
MAX_HOLE = 3  # lines; so few between lines of the story are subheads, answers, a list's items
HOLE_ODDS = -2.3  # log odds; what is less likely is no story, wherever it stands
MIN_ALT = 20  # characters; a shorter line begins another by chance


def vote_lines(view: View, told: Iterable[Vote]) -> Iterator[Vote]:
    """One vote for every line: its part in the story, or none."""
    lines = see_lines(view, told)
    kept = keep_lines(lines, weigh_lines(lines, load_forest(FOREST)))
    for block, m, part in zip(view.document.blocks, view.measures, kept, strict=True):
        if part is None and _is_alt_text(lines, block):
            yield Vote(block.index, Label.CAPTION, Strength.SHAPE, "shape/alt-text")
        elif part is None:
            yield Vote(block.index, Label.OTHER, Strength.SHAPE, "shape/unlike-story")
        else:
            yield Vote(block.index, _label(block, m, part), Strength.SHAPE, f"shape/{part}")


def see_lines(view: View, told: Iterable[Vote]) -> Lines:
    """The lines of a dump with what was told of them."""
    known = first_told(told)
    junk = {index: label for index, label in known.items() if label.is_boilerplate}
    worth = line_worth(view.measures, junk)
    return Lines(view, known, worth, find_run(worth))


def weigh_lines(lines: Lines, forest: Forest) -> Sequence[float]:
    """The log odds of every line to be story; what is known as furniture is not weighed."""
    if not lines.measures:
        return ()
    found = find_traits(lines)
    rows = zip(*(found[name] for name in forest.traits), strict=True)
    known = (told == JUNK for told in found["told"])
    return [NEVER if junk else forest.weigh(row) for junk, row in zip(known, rows, strict=True)]


def keep_lines(lines: Lines, odds: Sequence[float]) -> list[str | None]:
    """What each line of the story looks like; None for lines that are none of it.

    On a long page the odds decide. In a short text rules of thumb have a say: what reads like prose
    is likelier story, and so is what stands between paragraphs.
    """
    looks = list(_looks(lines))
    expected = [index in lines.run and look != "scrap" for index, look in enumerate(looks)]
    clean, short = is_clean(lines.measures), len(looks) < SHORT_PAGE
    trust, doubt = _steady(short, clean)
    kept = [o > (-trust if e else doubt) for o, e in zip(odds, expected, strict=True)]
    for hole in _holes(kept) if short or clean else ():
        if all(expected[i] and odds[i] > HOLE_ODDS for i in hole):
            kept[hole.start : hole.stop] = [True] * len(hole)
    return [look if keep else None for look, keep in zip(looks, kept, strict=True)]


def _steady(short: bool, clean: bool) -> tuple[float, float]:
    """What rules of thumb count for and against a line, in log odds."""
    if not short:
        return 0.0, 0.0
    return (TRUST_CLEAN, 0.0) if clean else (TRUST, DOUBT)


def _holes(kept: Sequence[bool]) -> Iterator[range]:
    """Short runs of dropped lines with kept ones on either side.

    >>> list(_holes([True, False, False, True, False]))
    [range(1, 3)]
    """
    story = [index for index, keep in enumerate(kept) if keep]
    for above, below in pairwise(story):
        if 1 < below - above <= MAX_HOLE + 1:
            yield range(above + 1, below)


def _looks(lines: Lines) -> Iterator[str]:
    """What each line would be in a story; a "scrap" fits into none."""
    measures = lines.measures
    clean = is_clean(measures)
    listed = False  # a line has ended in a colon, and no sentence has come since
    for block, m in zip(lines.document.blocks, measures, strict=True):
        listed = (listed and not m.stopped) or (m.closed and not m.stopped and m.words > 2)
        if m.prose > 0 or m.closed:
            yield "prose"
        elif block.kind in (Kind.ITEM, Kind.TABLE):
            yield block.kind.value
        elif _is_between(measures, block.index):
            yield "between"
        elif listed and m.words <= MAX_SUBHEAD:
            yield "listed"
        else:
            yield "between" if clean else "scrap"


def _is_between(measures: Sequence[Measure], index: int) -> bool:
    """Whether a line stands between paragraphs, as a subhead does; a plug may stand above it."""
    below = measures[index + 1 : index + 2]
    return any(m.prose > 0 for m in measures[max(0, index - 3) : index]) and any(
        m.prose > 0 or m.closed for m in below
    )


def _is_alt_text(lines: Lines, block: Block) -> bool:
    """Whether a line is what the caption above or below it begins with; no headline is."""
    start = block.text.rstrip(".")
    near = (block.index - 1, block.index + 1)
    return len(start) >= MIN_ALT and any(
        lines.told.get(i) is Label.CAPTION and lines.document.blocks[i].text.startswith(start)
        for i in near
    )


def _label(block: Block, m: Measure, look: str) -> Label:
    """The part in the story that a line's look gives it."""
    if look == "listed":
        return Label.LIST
    if look in ("between", "scrap") and m.words <= MAX_SUBHEAD:
        return Label.SUBHEAD
    return STORY_LABEL[block.kind]
