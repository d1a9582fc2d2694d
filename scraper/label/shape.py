"""Votes from form and place: length, punctuation, links, inside the story's region or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from scraper.label.prose import Measure, is_clean
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
    """One vote for every block: its part in the story, or furniture."""
    if not view.document.elements:
        yield from _vote_lines(view, region)
        return
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


def _vote_lines(view: View, region: Region) -> Iterator[Vote]:
    """Votes for the lines of a dump, which has no elements to tell a subhead from a menu's line."""
    measures = view.measures
    clean = is_clean(measures)
    listed = False  # a line has ended in a colon, and no sentence has come since
    for block, m in zip(view.document.blocks, measures, strict=True):
        index = block.index
        listed = (listed and not m.stopped) or (m.closed and not m.stopped and m.words > 2)
        if index not in region.blocks:
            yield Vote(index, Label.OTHER, Strength.SHAPE, "shape/outside")
        elif m.prose > 0 or m.closed:
            yield Vote(index, STORY_LABEL[block.kind], Strength.SHAPE, "shape/prose")
        elif block.kind in (Kind.ITEM, Kind.TABLE):
            yield Vote(index, STORY_LABEL[block.kind], Strength.SHAPE, f"shape/{block.kind}")
        elif listed and m.words <= MAX_SUBHEAD and not _is_between(measures, index):
            yield Vote(index, Label.LIST, Strength.SHAPE, "shape/listed")
        elif clean or _is_between(measures, index):
            label = Label.SUBHEAD if m.words <= MAX_SUBHEAD else STORY_LABEL[block.kind]
            yield Vote(index, label, Strength.SHAPE, "shape/between")
        else:
            yield Vote(index, Label.OTHER, Strength.SHAPE, "shape/scrap")


def _is_between(measures: Sequence[Measure], index: int) -> bool:
    """Whether a line stands between paragraphs, as a subhead does; a plug may stand above it."""
    above = measures[max(0, index - 3) : index]
    return (
        any(m.prose > 0 for m in above)
        and index + 1 < len(measures)
        and (measures[index + 1].prose > 0 or measures[index + 1].closed)
    )


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
