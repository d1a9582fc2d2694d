"""Votes from elements: the tags, roles and class words a block stands in."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.config import Config
from scraper.label.view import View
from scraper.types import Element, Label, Strength, Vote

MAX_SHARE = 0.45  # of the page's prose; an element that holds more is the story, whatever its name
# Readers and lawyers may well write more than the reporter did.
TALKATIVE = frozenset({Label.COMMENTS, Label.CONSENT})
MAX_WORDS = 150  # of prose in a byline, deck or caption; more is a container named for its head
MAX_BLOCKS = 8
MAX_HEAD = 0.6  # of the page's prose; with its namesakes, what holds more is a short story's body
BRIEF = 60  # words; a page of fewer may be a deck and little else
# What a story's own footer, or a note beside it, holds apart from furniture.
SIGNING = frozenset({"markup/footer", "markup/aside"})
SIGNED_OFF = frozenset({Label.TAGS, Label.BIO, Label.BYLINE, Label.TIMESTAMP, Label.CREDIT})

# What opens a picture at full size is there to be clicked, its caption to be read.
ENLARGING = frozenset({"hook/unseen", "markup/button"})

Claim = tuple[str, Label, Strength]  # rule, label, strength


def vote_markup(view: View) -> Iterator[Vote]:
    """Votes for blocks in elements that settle a label (nav, figcaption) or hint at one (class).

    Furniture outside beats a role inside: the caption in a box of related stories is no caption.
    """
    claims: list[Claim | None] = []
    around = _around_headline(view)
    seen = not _story_is_hidden(view)
    for element in view.document.elements:
        own = _claim(element, view, element.index in around, seen)
        above = claims[element.parent] if element.parent >= 0 else None
        claims.append(_stronger(own, above))
    for block in view.document.blocks:
        claim = claims[block.element] if block.element >= 0 else None
        if block.names and not (claim and claim[1].is_boilerplate):
            found = view.config.hooks.find(block.names)
            if found:
                claim = (found[0], found[1], Strength.HOOK)
        if claim:
            yield Vote(block.index, claim[1], claim[2], claim[0])


def _stronger(own: Claim | None, above: Claim | None) -> Claim | None:
    if own is None or above is None:
        return own or above
    if above[0] in ENLARGING and own[1] is Label.CAPTION:
        return own
    if above[0] in SIGNING and own[1] in SIGNED_OFF:
        return own
    if above[1].is_boilerplate and (not own[1].is_boilerplate or above[2] > own[2]):
        return above
    return own


def _around_headline(view: View) -> frozenset[int]:
    """The elements that hold the headline: whatever they are called, they hold the story too."""
    around: set[int] = set()
    index = view.document.blocks[view.headline].element if view.headline >= 0 else -1
    while index >= 0:
        around.add(index)
        index = view.document.elements[index].parent
    return frozenset(around)


def _story_is_hidden(view: View) -> bool:
    """Whether the page shows its story by script only, so that `hidden` tells nothing.

    Never where the page says it is not free to read: what such a page hides is not ours to show.
    """
    if "false" in view.document.values("free"):
        return False
    hidden = sum(
        m.prose
        for block, m in zip(view.document.blocks, view.measures, strict=True)
        if block.element >= 0 and view.document.elements[block.element].hidden
    )
    return hidden > MAX_SHARE * view.total


def _claim(element: Element, view: View, holds_headline: bool, seen: bool) -> Claim | None:
    """What an element alone says of the blocks in it; None for most, and for the story's own."""
    if element.hidden and seen:
        return ("markup/hidden", Label.OTHER, Strength.MARKUP)
    settled, hinted = _settled(element, view.config), _hinted(element, view.config)
    signs_off = settled and settled[0] in SIGNING and hinted and hinted[1] in SIGNED_OFF
    found = hinted if signs_off else settled or hinted
    if found is None:
        return None
    prose = view.prose[element.index]
    if not found[1].is_boilerplate:
        own = view.own_prose[element.index]
        most = max(BRIEF, (MAX_HEAD if prose <= MAX_WORDS else MAX_SHARE) * view.total)
        small = view.size[element.index] <= MAX_BLOCKS and own <= MAX_WORDS
        return found if small and prose <= most else None
    if holds_headline:
        return None
    return found if found[1] in TALKATIVE or prose <= MAX_SHARE * view.total else None


def _settled(element: Element, config: Config) -> Claim | None:
    label = config.markup.get(element.tag)
    return (f"markup/{element.tag}", label, Strength.MARKUP) if label else None


def _hinted(element: Element, config: Config) -> Claim | None:
    if element.names and element.tag not in ("body", "main"):  # they wear the whole page's classes
        found = config.hooks.find(element.names)
        if found:
            return (found[0], found[1], Strength.HOOK)
    label = config.hints.get(element.tag)
    return (f"markup/{element.tag}", label, Strength.HOOK) if label else None
