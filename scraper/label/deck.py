"""The deck: what stands between a headline and its story and sums it up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.fields.timestamp import gives_moment
from scraper.label.shape import STORY_LABEL
from scraper.label.view import HEAD_LINES, Change, View, headline_of, is_open, story_span
from scraper.text import likeness
from scraper.types import LEAD_RULE, Kind, Label, LabelledBlock

LEAD = "hook/lead"
HINTS = frozenset({"hook/deck", LEAD})
MIN_LEAD_WORDS = 15
MIN_HINTED_WORDS = 4
MAX_DECKS = 2
MAX_PASSED = 4  # lines of text, lists of key points among them, up to and with the deck
MIN_DECK_WORDS = 5
MIN_DECK_HEADING = 8  # words; a shorter heading above a story is its first subhead
MAX_DECK_WORDS = 80
MAX_LINKS = 0.5  # characters in links / characters
NEAR = 11  # blocks after a line, among which the paragraphs it is compared with stand
ALIKE = 0.8  # a line and the page's description are the same


def find_deck(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """The deck: the line between headline and story that the page's description repeats, or that
    is set as a heading, or that lacks the full stop every paragraph has.
    """
    headline = headline_of(blocks)
    if headline < 0 or any(b.label is Label.DECK for b in blocks):
        return
    known = view.document.values("deck")
    passed = 0
    for index in range(headline + 1, min(headline + HEAD_LINES, len(blocks))):
        block = blocks[index]
        m = view.measures[index]
        passed += block.label.is_text
        if passed > MAX_PASSED:
            return
        if block.label not in (Label.BODY, Label.SUBHEAD, Label.OTHER, Label.RELATED):
            continue
        if not is_open(block):
            continue
        if not m.stopped and gives_moment(block.text):
            yield Change(index, Label.TIMESTAMP, "revise/dated-line")
            return
        if not MIN_DECK_WORDS <= m.words <= MAX_DECK_WORDS or m.link_share > MAX_LINKS:
            continue
        described = any(likeness(block.text, value, ALIKE) for value in known)
        if _is_deck(blocks, index, view, described=described):
            yield Change(index, Label.DECK, "revise/deck")
        elif (
            described
            and block.label is Label.BODY
            and (
                _looks_apart(blocks, index)
                or _hangs_elsewhere(blocks, index, view)
                or _stands_apart(blocks, index)
            )
        ):
            yield Change(index, Label.BODY, LEAD_RULE)
        return


def find_false_decks(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Blocks whose class says deck but whose place says story: after its start, or many of them."""
    hinted = [i for i, b in enumerate(blocks) if b.label is Label.DECK and b.rule in HINTS]
    first, last = story_span(blocks)
    early = [i for i in hinted if i < first]
    kept = early[-MAX_DECKS:] if len(early) <= MAX_DECKS else []
    for index in hinted:
        linked = view.measures[index].link_share > MAX_LINKS
        if index > last >= 0 or (linked and index > first):
            yield Change(index, Label.RELATED, "revise/no-deck")
            continue
        if view.measures[index].words < MIN_HINTED_WORDS:
            yield Change(index, Label.OTHER, "revise/no-deck")  # "With video"
            continue
        if blocks[index].block.kind is Kind.ITEM:
            continue  # a box of key points
        if not any(v.label.is_text for v in blocks[index].votes):
            continue
        if index not in kept:
            yield Change(index, STORY_LABEL[blocks[index].block.kind], "revise/no-deck")
        elif _opens_story(blocks, index, view):
            yield Change(index, Label.BODY, LEAD_RULE)


def _opens_story(blocks: Sequence[LabelledBlock], index: int, view: View) -> bool:
    """Whether a deck of whole sentences hangs among the paragraphs: the first one, set larger."""
    m = view.measures[index]
    if not m.stopped or m.words < MIN_LEAD_WORDS:
        return False
    if blocks[index].rule == LEAD:
        follows = _next_of_story(blocks, index)
        return follows is not None and (follows.label.is_text or follows.label is Label.CAPTION)
    elements = view.document.elements
    below = next((b for b in blocks[index + 1 :] if b.label is Label.BODY), None)
    home = elements[blocks[index].block.element].parent
    return below is not None and elements[below.block.element].parent == home


def _is_deck(blocks: Sequence[LabelledBlock], index: int, view: View, *, described: bool) -> bool:
    block, m = blocks[index], view.measures[index]
    apart = _stands_apart(blocks, index)
    if block.block.kind is Kind.HEADING:
        return described or (m.words >= MIN_DECK_HEADING and (apart or block.block.level <= 2))
    if not view.document.elements:
        return not m.closed or apart
    if not block.label.is_text:
        return described or m.words >= MIN_DECK_HEADING
    if apart and m.stopped and not _looks_apart(blocks, index):
        return False  # a first paragraph with a picture below it, which the page quotes
    return described and (apart or (not m.stopped and _hangs_elsewhere(blocks, index, view)))


def _stands_apart(blocks: Sequence[LabelledBlock], index: int) -> bool:
    """Whether a picture or the like stands between a line and the next of the story."""
    follows = _next_of_story(blocks, index)
    return follows is not None and not follows.label.is_text


def _looks_apart(blocks: Sequence[LabelledBlock], index: int) -> bool:
    """Whether a first paragraph is called otherwise than those after it: set larger, or in bold."""
    later = [b.block.place for b in _paragraphs_after(blocks, index)]
    return bool(later) and blocks[index].block.place not in later


def _hangs_elsewhere(blocks: Sequence[LabelledBlock], index: int, view: View) -> bool:
    """Whether a block's element hangs in another than those of the paragraphs after it."""
    elements = view.document.elements
    later = [elements[b.block.element].parent for b in _paragraphs_after(blocks, index)]
    return bool(later) and elements[blocks[index].block.element].parent not in later


def _next_of_story(blocks: Sequence[LabelledBlock], index: int) -> LabelledBlock | None:
    """The next block that is no furniture."""
    return next((b for b in blocks[index + 1 :] if not b.label.is_boilerplate), None)


def _paragraphs_after(blocks: Sequence[LabelledBlock], index: int) -> list[LabelledBlock]:
    return [b for b in blocks[index + 1 : index + 1 + NEAR] if b.label is Label.BODY]
