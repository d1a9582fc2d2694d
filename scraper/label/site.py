"""Votes from the site's own selectors: its labels for elements, its body region, where it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scraper.label.shape import STORY_LABEL
from scraper.label.view import View
from scraper.types import Element, Label, Mark, Strength, Vote

UNMARKED = Mark()


def vote_site(view: View, shapes: Iterable[Vote] = ()) -> Iterator[Vote]:
    """Votes for blocks that the site's rules mark, and for what is in or out of its body region.

    The innermost mark counts; a plug inside the region is still a plug to every stronger voter.
    Which part of the story a block inside it is, its form or its shape (`shapes`) says.
    """
    if view.site is None or not view.document.elements:
        return
    marks = _inherited(view.document.elements)
    region = next((mark.region for mark in marks if mark.region), "")
    parts = {vote.block: vote.label for vote in shapes if vote.label is Label.SUBHEAD}
    for block in view.document.blocks:
        mark = marks[block.element]
        if mark.label:
            yield Vote(block.index, mark.label, Strength.SITE, mark.rule)
        if outside := _outside(view, block.index):
            yield Vote(block.index, Label.OTHER, Strength.REGION, outside)
        elif region:
            part = parts.get(block.index) or STORY_LABEL[block.kind]
            story = part if mark.region else Label.OTHER
            yield Vote(block.index, story, Strength.REGION, region)


def _inherited(elements: tuple[Element, ...]) -> list[Mark]:
    """Each element's mark, with what it does not say itself taken from the elements around it."""
    marks: list[Mark] = []
    for element in elements:
        outer = marks[element.parent] if element.parent >= 0 else UNMARKED
        own = element.mark
        if own is None:
            marks.append(outer)
        elif own.label:
            marks.append(Mark(own.label, own.rule, own.region or outer.region))
        else:
            marks.append(Mark(outer.label, outer.rule, own.region or outer.region))
    return marks


def _outside(view: View, index: int) -> str:
    """The rule that puts a block before the story's start or behind its end; empty for the rest."""
    span = view.document.span
    if span is None:
        return ""
    return span.start if index < span.first else span.stop if index >= span.last else ""
