"""Subheads that no heading element tells: short lines that stand alone between two paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from scraper.label.view import Change, View, is_between_paragraphs
from scraper.types import Kind, Label, LabelledBlock

MIN_WORDS, MAX_WORDS = 2, 12
_COUNT = re.compile(r"\d ?(?:/|of|von|de|sur|di|van|av|z) ?\d")  # "Picture 3 of 9"
SCRAP = "shape/scrap"  # the rule of what is too short for a paragraph and in no heading


def find_between(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Scraps right between a paragraph that has ended and another, each said once on the page.

    What comes back between paragraphs is the label of an advertisement or of a player.
    """
    if not view.document.elements:
        return
    scraps = [index for index, b in enumerate(blocks) if b.rule == SCRAP]
    texts = Counter(blocks[index].text for index in scraps)
    for index in scraps:
        if is_between_paragraphs(blocks, index) and _may_head(blocks[index], view):
            above, below = view.measures[index - 1], view.measures[index + 1]
            if above.stopped and below.prose > 0 and texts[blocks[index].text] == 1:
                yield Change(index, Label.SUBHEAD, "revise/between")


def _may_head(block: LabelledBlock, view: View) -> bool:
    m = view.measures[block.block.index]
    return (
        block.block.kind is Kind.PARAGRAPH
        and not block.block.links
        and not m.closed
        and MIN_WORDS <= m.words <= MAX_WORDS
        and block.text[0].isupper()
        and not _COUNT.search(block.text)
    )
