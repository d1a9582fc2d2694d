"""Votes from form and place: length, punctuation, links, inside the story's region or not.

For the blocks of HTML; the lines of a dump are weighed in `lines`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scraper.label.prose import Measure
from scraper.label.region import Region
from scraper.label.view import View
from scraper.types import Block, Kind, Label, Strength, Vote

STORY_LABEL = {
    Kind.PARAGRAPH: Label.BODY,
    Kind.PREFORMATTED: Label.BODY,
    Kind.HEADING: Label.SUBHEAD,
    Kind.ITEM: Label.LIST,
    Kind.QUOTE: Label.QUOTE,
    Kind.TABLE: Label.TABLE,
    Kind.CAPTION: Label.CAPTION,
}
_DIGITS = re.compile(r"\d+")  # "paragraph-12" looks like "paragraph-13"
MAX_LINKS = 0.5  # characters in links / characters; more is a list of links
MAX_SUBHEAD = 15  # words
MIN_SIBLING = 0.25  # of the region's prose; an element with this much sets how paragraphs look


def vote_shape(view: View, region: Region) -> Iterator[Vote]:
    """One vote for every block of a page: its part in the story, or furniture."""
    homes = _homes(view, region)
    for block, m in zip(view.document.blocks, view.measures, strict=True):
        if block.index not in region.blocks:
            label = Label.RELATED if m.link_share > MAX_LINKS else Label.OTHER
            yield Vote(block.index, label, Strength.SHAPE, "shape/outside")
            continue
        at_home = homes.get(_look(view, block), 0.0) >= MIN_SIBLING
        label, rule = _inside(block, m, at_home)
        yield Vote(block.index, label, Strength.SHAPE, rule)


def _inside(block: Block, m: Measure, at_home: bool) -> tuple[Label, str]:
    """What a block within the story's region looks like."""
    story = STORY_LABEL[block.kind]
    if block.kind in (Kind.CAPTION, Kind.TABLE):
        return story, f"shape/{block.kind}"
    if m.link_share > MAX_LINKS and not (m.stopped and m.link_share < 0.75 and m.words > 8):
        return Label.RELATED, "shape/links"
    if block.kind is Kind.HEADING:
        return (story, "shape/heading") if m.words <= 30 else (Label.BODY, "shape/long-heading")
    if m.prose > 0:
        return story, "shape/prose"
    if at_home and not m.closed and m.words <= MAX_SUBHEAD and _is_bold(block):
        return Label.SUBHEAD, "shape/bold"
    if at_home or m.closed:
        return story, "shape/at-home"
    if block.kind in (Kind.ITEM, Kind.QUOTE, Kind.PREFORMATTED):
        return story, f"shape/{block.kind}"
    return Label.OTHER, "shape/scrap"


def _is_bold(block: Block) -> bool:
    """Whether a paragraph is set in bold from end to end."""
    return block.kind is Kind.PARAGRAPH and not {"b", "strong"}.isdisjoint(block.names.split())


def _look(view: View, block: Block) -> object:
    """What makes two paragraphs look alike: where they hang, and on what."""
    if block.element < 0:
        return block.kind
    element = view.document.elements[block.element]
    return (element.parent, element.tag, _DIGITS.sub("#", element.names))


def _homes(view: View, region: Region) -> Mapping[object, float]:
    """The share of the region's prose that each look holds."""
    shares: dict[object, float] = {}
    for index in region.blocks:
        prose = view.measures[index].prose
        if prose:
            look = _look(view, view.document.blocks[index])
            shares[look] = shares.get(look, 0.0) + prose
    total = sum(shares.values()) or 1.0
    return {look: share / total for look, share in shares.items()}
