"""What stands above a story: its headline, its kicker and byline, and the menus over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scraper.fields.names import is_name
from scraper.label.prose import Measure
from scraper.label.view import (
    HEAD_LINES,
    LINKED,
    SURE,
    Change,
    View,
    headline_of,
    is_open,
    may_be_framed,
    story_span,
)
from scraper.text import is_title_case, likeness, tokens
from scraper.types import Kind, Label, LabelledBlock

MAX_HEADLINE_WORDS = 35
MIN_HEADLINE_WORDS = 3
LONG_HEADLINE = 22  # words; a longer line above a story is more often its deck
MIN_ECHO = 0.2  # of a headline's words come back in the story's first paragraphs
LEAD_WORDS = 250  # words of the story that a headline is compared with
TITLED = 0.8  # a line and a part of the title are the same
MIN_TITLED = 4  # words of such a part
MENU_WORDS = 6
KICKER_WORDS = 3
MAX_NAME = 60  # characters
_TRAIL = re.compile(r"[>|/»›·•]|\d")  # "Home > Local News"
_TITLE_MARK = re.compile(r"\s+(?:[|•·»›/:]|[-–—]{1,2})\s+|\s*[|_]\s*|--")


def find_lead_line(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """The headline where no element names it: the line that the page's title names, or else the
    one whose words the story repeats.
    """
    if any(b.label is Label.HEADLINE for b in blocks):
        return
    first, last = story_span(blocks)
    if first < 0:
        return
    titled = _find_titled(blocks[:last], view)
    if titled >= 0:
        yield Change(titled, Label.HEADLINE, "revise/titled-line")
        return
    lead = _lead_words(blocks, first)
    start = max(0, first - HEAD_LINES)
    scores = [_headline_score(b, view, lead) for b in blocks[start : first + 1]]
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    if scores[best] < MIN_ECHO:
        return
    # Of two neighbours that the story repeats, the upper is the headline and the lower its deck.
    if best > 0 and scores[best - 1] >= max(MIN_ECHO, scores[best] / 2):
        best -= 1
    yield Change(start + best, Label.HEADLINE, "revise/lead-line")


def _find_titled(blocks: Sequence[LabelledBlock], view: View) -> int:
    """The line that the page's title names, or a part of it; -1 for none."""
    titles = (*view.document.values("headline"), *view.document.values("title"))
    parts = {part for title in titles for part in (title, *_TITLE_MARK.split(title))}
    known = [part for part in parts if len(tokens(part)) >= MIN_TITLED]
    best, score = -1, 0.0
    for block in blocks if known else ():
        if _may_be_headline(block, view):
            found = max(likeness(block.text, part, TITLED) for part in known)
            if found > score:
                best, score = block.block.index, found
    return best


def _may_be_headline(block: LabelledBlock, view: View) -> bool:
    m = view.measures[block.block.index]
    if not MIN_HEADLINE_WORDS <= m.words <= MAX_HEADLINE_WORDS or m.link_share > LINKED:
        return False
    if block.label not in (Label.OTHER, Label.SUBHEAD, Label.BODY, Label.RELATED):
        return False
    return not any(v.strength in SURE and v.label.is_boilerplate for v in block.votes)


def _lead_words(blocks: Sequence[LabelledBlock], first: int) -> set[str]:
    words: list[str] = []
    for b in blocks[first:]:
        if b.label is Label.BODY and len(words) < LEAD_WORDS:
            words.extend(tokens(b.text))
    return {word for word in words if len(word) > 3 or not word.isascii()}


def _headline_score(block: LabelledBlock, view: View, lead: set[str]) -> float:
    """How much a line is like the headline of the story that follows, 0 for what cannot be it."""
    m = view.measures[block.block.index]
    if not _may_be_headline(block, view):
        return 0.0
    if block.label is Label.BODY and m.stopped and not _asks(block, view):
        return 0.0
    words = [w for w in tokens(block.text) if len(w) > 3 or not w.isascii()]
    # Two words more than there are: a lone word comes back by chance.
    echo = sum(word in lead for word in words) / (len(words) + 2)
    if block.block.kind is Kind.HEADING or is_title_case(block.text):
        echo += 0.1
    if (m.stopped and not _asks(block, view)) or m.words > LONG_HEADLINE:
        echo -= 0.15
    return echo


def _asks(block: LabelledBlock, view: View) -> bool:
    """Whether a dump begins with this line, and it is a question or ends in somebody's words."""
    first = block.block.index == 0 and not view.document.elements
    return first and block.text.endswith(("?", "？", '"', "”", "“", "»"))


def find_early(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Text above the headline is not the story's, unless most of the story stands there."""
    headline = headline_of(blocks)
    early = [i for i in range(headline) if blocks[i].label.is_text]
    if not early:
        return
    before = sum(view.measures[i].words for i in early)
    after = sum(view.measures[i].words for i, b in enumerate(blocks) if b.label.is_text) - before
    if before >= after:
        return
    for i in early:
        near = headline - i <= 2 and view.measures[i].words <= 8
        label = Label.KICKER if near and blocks[i].label is not Label.LIST else Label.OTHER
        yield Change(i, label, "revise/above-headline")


def find_above(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Lines above the headline that nothing else names: the menus of the page."""
    headline = headline_of(blocks)
    for index in range(headline):
        if is_open(blocks[index]) and blocks[index].label.is_boilerplate:
            short = view.measures[index].words <= MENU_WORDS
            line, m = blocks[index].text, view.measures[index]
            if index == headline - 1 and _is_kicker(line, m) and not _is_house(line, view):
                yield Change(index, Label.KICKER, "revise/right-above-headline")
                continue
            yield Change(index, Label.NAV if short else Label.RELATED, "revise/above-headline")


def _is_kicker(line: str, m: Measure) -> bool:
    """Whether a line right above a headline is a kicker rather than a menu's or a trail's end."""
    return m.words <= KICKER_WORDS and not m.closed and not _TRAIL.search(line)


def _is_house(line: str, view: View) -> bool:
    """Whether a line is the name of the paper: the page says so, or its title ends in it."""
    name, document = line.casefold(), view.document
    if any(name == value.casefold() for value in document.values("site")):
        return True
    titles = (title.casefold() for title in document.values("title"))
    return any(re.search(rf"[|–—:•·-]\s*{re.escape(name)}$", title) for title in titles)


def find_bare_byline(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """A name alone on its line between headline and story is the writer's.

    Unless the story tells of them: then it is a picture's, a quote's or a topic's.
    """
    headline = headline_of(blocks)
    first, _ = story_span(blocks)
    if headline < 0 or any(b.label is Label.BYLINE for b in blocks):
        return
    for index in range(headline + 1, min(first, headline + HEAD_LINES)):
        block = blocks[index]
        if may_be_framed(block) and len(block.text) < MAX_NAME and is_name(block.text):
            if any(b.label.is_text and block.text in b.text for b in blocks[first:]):
                continue
            yield Change(index, Label.BYLINE, "revise/bare-byline")
            return
