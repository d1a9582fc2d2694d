"""Where on the page the story stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scraper.types import Document

JUNK_COST = 6.0  # words; what a block of furniture costs the region that takes it in
LINK_COST = 0.3  # words a word in links costs on top
NEAR = 0.97  # a smaller element with this share of the best score is the better fit


@dataclass(frozen=True, slots=True)
class Region:
    """The element that holds the story, by index; -1 when the page has no elements or no prose."""

    element: int
    blocks: frozenset[int]


def find_region(document: Document, worth: Sequence[float]) -> Region:
    """The element whose blocks are worth most together; the innermost of equals.

    `worth` is in words: positive for prose, negative for furniture.
    """
    if not document.elements:
        return _heaviest_run(worth)
    sums = [0.0] * len(document.elements)
    for block in document.blocks:
        sums[block.element] += worth[block.index]
    for element in reversed(document.elements):
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


def _heaviest_run(worth: Sequence[float]) -> Region:
    """The run of lines worth most together (Kadane's maximum subarray)."""
    best = total = 0.0
    start = first = last = 0
    for i, value in enumerate(worth):
        if total <= 0:
            total, start = 0.0, i
        total += value
        if total > best:
            best, first, last = total, start, i
    if best <= 0:
        return Region(-1, frozenset())
    return Region(-1, frozenset(range(first, last + 1)))
