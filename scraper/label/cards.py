"""Cards: a linked heading with a line or two below it, advertising another story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.label.view import LINKED, Change, View, descendants
from scraper.types import Kind, Label, LabelledBlock

MAX_WORDS = 80  # of prose in a card


def find_cards(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Story text in the same small element as a heading that is all link."""
    cards = {
        card
        for b in blocks
        if b.block.kind is Kind.HEADING
        and b.label is not Label.HEADLINE  # blogs link it to the page itself
        and view.measures[b.block.index].link_share >= LINKED
        and (card := _card(b, view)) >= 0
    }
    if not cards:
        return
    inside = descendants(cards, view)
    for index, b in enumerate(blocks):
        if b.label.is_text and b.block.element in inside:
            yield Change(index, Label.RELATED, "revise/card")


def _card(heading: LabelledBlock, view: View) -> int:
    """The largest element around a heading that is still as small as a card; -1 for none."""
    elements = view.document.elements
    card, index = -1, heading.block.element
    while index >= 0 and view.own_prose[index] <= MAX_WORDS and view.headings[index] <= 1:
        card = index
        index = elements[index].parent
    return card
