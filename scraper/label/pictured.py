"""Lines that stand alone with a picture: its caption, where no name says so, or a card's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.fields.dates import parse_date
from scraper.label.shape import MAX_LINKS
from scraper.label.view import Change, View, may_be_framed, story_span
from scraper.types import Kind, Label, LabelledBlock

MAX_WORDS = 45
MIN_WORDS = 3
MAX_DATED = 12  # words; a shorter line with a day in it is a byline beside its author's picture
MAX_BLOCKS = 2  # beside a picture: its caption and its credit
MAX_UP = 3  # elements around a line's own, one of which may hold the picture
MAX_SHARE = 0.2  # of the story's words; more are the steps of a recipe, each with its picture
_KINDS = frozenset({Kind.PARAGRAPH, Kind.CAPTION})


def find_pictured(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Lines amid the story whose element holds a picture, and hardly anything else."""
    if not view.document.pictures or not view.document.elements:
        return
    _, last = story_span(blocks)
    span = range(max(view.headline, 0) + 1, last + 1)
    lines = [index for index in span if _may_be_caption(blocks[index], view)]
    if not lines:
        return
    pictures, told = _count_pictures(view), _with_caption(blocks, view)
    found = {
        index: at
        for index in lines
        if (at := _frame(index, view, pictures)) >= 0
        and at not in told
        and not _is_dated(blocks[index], view)
    }
    words = sum(m.words for b, m in zip(blocks, view.measures, strict=True) if b.label.is_text)
    taken = sum(view.measures[index].words for index in found if blocks[index].label.is_text)
    if taken <= MAX_SHARE * words:
        for index, at in found.items():
            label = Label.RELATED if _is_card(index, at, view) else Label.CAPTION
            yield Change(index, label, "revise/pictured")


def _may_be_caption(block: LabelledBlock, view: View) -> bool:
    m = view.measures[block.block.index]
    return (
        may_be_framed(block)
        and (block.label.is_text or block.label.is_boilerplate)
        and block.block.kind in _KINDS
        and MIN_WORDS <= m.words <= MAX_WORDS
        and m.link_share <= MAX_LINKS
    )


def _is_dated(block: LabelledBlock, view: View) -> bool:
    return view.measures[block.block.index].words <= MAX_DATED and bool(parse_date(block.text))


def _frame(index: int, view: View, pictures: Sequence[int]) -> int:
    """The element around a line's own that holds a picture and no story; -1 where none does."""
    elements = view.document.elements
    at = elements[view.document.blocks[index].element].parent
    for _ in range(MAX_UP):
        if at < 0 or view.size[at] > MAX_BLOCKS:
            return -1
        if pictures[at]:
            return at
        at = elements[at].parent
    return -1


def _is_card(index: int, frame: int, view: View) -> bool:
    """Whether a line shares the frame with a heading or a link: a card of another story."""
    blocks = view.document.blocks
    beside = [b for b in blocks[max(index - 1, 0) : index + 2] if _is_in(b.element, frame, view)]
    return any(b.kind is Kind.HEADING or b.links for b in beside)


def _is_in(element: int, frame: int, view: View) -> bool:
    while element > frame:  # children come after their parents
        element = view.document.elements[element].parent
    return element == frame


def _with_caption(blocks: Sequence[LabelledBlock], view: View) -> frozenset[int]:
    """The elements around captions that are known: what else stands in them is none."""
    found: set[int] = set()
    for b in blocks:
        if b.label is Label.CAPTION:
            at = b.block.element
            while at >= 0:
                found.add(at)
                at = view.document.elements[at].parent
    return frozenset(found)


def _count_pictures(view: View) -> list[int]:
    """By element: how many pictures stand in it, at any depth."""
    found = [0] * len(view.document.elements)
    for picture in view.document.pictures:
        if picture.element >= 0:
            found[picture.element] += 1
    for element in reversed(view.document.elements):  # children come after their parents
        if element.parent >= 0:
            found[element.parent] += found[element.index]
    return found
