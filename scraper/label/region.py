"""Where on the page the story stands.

Every block is worth something to the region that takes it in, in words: prose counts for it,
furniture against. In HTML the region is the element whose blocks are worth most together. In plain
text, which has no elements, it is a run of lines; that is one sign among others, see `traits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scraper.label.prose import Measure, is_clean
from scraper.label.view import View
from scraper.types import Document, Label, Vote

JUNK_COST = 6.0  # words; a block of known furniture
SCRAP_COST = 2.0  # words; a block that is neither prose nor known furniture
LINK_COST = 0.3  # words a word in links costs on top
RUN_CAP = 30.0  # words; an insert in the middle of a story costs no more, however many lines it has
# Lines of a dump that say that what follows is no longer the story.
BARRIER_COST = {
    Label.COMMENTS: 30.0,
    Label.RELATED: 15.0,
    Label.LEGAL: 25.0,
    Label.CONSENT: 25.0,
    Label.PAYWALL: 12.0,
}
HEADING_WORDS = 5
LINE_COST = 4.0  # words; a short line of a dump, most likely a menu's
CLEAN_LINE_COST = 1.0  # words; in a text that is nearly clean it is a subhead or a verse
LONELY = 0.4  # what is left of a sentence's worth when no line near it is a sentence


@dataclass(frozen=True, slots=True)
class Region:
    """The blocks among which the story is; `element` is -1 where there is no story."""

    element: int
    blocks: frozenset[int]


def find_region(view: View, told: Iterable[Vote]) -> Region:
    """The region of a page, given what phrases, markup and news shapes told of its blocks."""
    if not view.document.elements:
        return Region(-1, frozenset())
    junk = {vote.block: vote.label for vote in told if vote.label.is_boilerplate}
    return _best_element(view.document, _block_worth(view.measures, junk))


def _block_worth(measures: Sequence[Measure], junk: dict[int, Label]) -> list[float]:
    worth: list[float] = []
    run = 0.0  # what the furniture since the last prose has cost
    for index, m in enumerate(measures):
        if index in junk:
            cost = JUNK_COST
        elif m.prose:
            worth.append(m.prose)
            run = 0.0
            continue
        else:
            cost = SCRAP_COST + LINK_COST * m.link_share * m.words
        cost = min(cost, max(0.0, RUN_CAP - run))
        run += cost
        worth.append(-cost)
    return worth


def line_worth(measures: Sequence[Measure], junk: Mapping[int, Label]) -> list[float]:
    """What each line of a dump is worth to the run that takes it in; `junk` is furniture."""
    worth: list[float] = []
    line_cost = CLEAN_LINE_COST if is_clean(measures) else LINE_COST
    for index, m in enumerate(measures):
        if index in junk:
            # "Read more" heads a list; "Read more: Ferries stopped again" is a plug in mid-story.
            barrier = BARRIER_COST.get(junk[index], JUNK_COST) if m.words <= HEADING_WORDS else 0
            worth.append(-max(barrier, JUNK_COST))
        elif m.prose:
            near = any(
                measures[i].stopped and measures[i].words >= 3
                for i in range(max(0, index - 2), min(len(measures), index + 3))
                if i != index
            )
            worth.append(m.prose if near else m.prose * LONELY)
        else:
            worth.append(0.0 if m.stopped else -line_cost)  # "No."
    return worth


def _best_element(document: Document, worth: Sequence[float]) -> Region:
    """The element whose blocks are worth most together; the innermost of equals."""
    sums = [0.0] * len(document.elements)
    for block in document.blocks:
        sums[block.element] += worth[block.index]
    for element in reversed(document.elements):  # children come after their parents
        if element.parent >= 0:
            sums[element.parent] += sums[element.index]
    best = max(range(len(sums)), key=lambda i: (sums[i], i))
    if sums[best] <= 0:
        return Region(-1, frozenset())
    inside = [False] * len(sums)
    for element in document.elements:
        inside[element.index] = element.index == best or (
            element.parent >= 0 and inside[element.parent]
        )
    return Region(best, frozenset(b.index for b in document.blocks if inside[b.element]))


def find_run(worth: Sequence[float]) -> range:
    """The run of lines worth most together (Kadane's maximum subarray); empty where none is.

    >>> find_run([-4.0, 20.0, -4.0, 9.0, -12.0, 3.0])
    range(1, 4)
    """
    best = total = 0.0
    start = 0
    run = range(0)
    for i, value in enumerate(worth):
        if total <= 0:
            total, start = 0.0, i
        total += value
        if total > best:
            best, run = total, range(start, i + 1)
    return run
