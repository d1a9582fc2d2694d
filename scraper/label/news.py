"""Votes from the shapes newsrooms give their lines: headline, byline, time, credit, sign-off."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from scraper.fields.byline import is_byline
from scraper.fields.credit import ends_with_credit, is_credit
from scraper.fields.signoff import is_signoff
from scraper.fields.timestamp import is_timestamp
from scraper.label.view import View
from scraper.types import Kind, Label, Strength, Vote

NO_SHAPE = frozenset({Kind.HEADING, Kind.TABLE})
MAX_CHARS = 160  # a byline, a time, a credit; more is a sentence
MAX_CAPTION = 400
MAX_SIGNOFF = 300

SHORT_SHAPES: tuple[tuple[str, Label, Callable[[str], bool]], ...] = (
    ("news/timestamp", Label.TIMESTAMP, is_timestamp),
    ("news/byline", Label.BYLINE, is_byline),
    ("news/credit", Label.CREDIT, is_credit),
)


def vote_news(view: View, furniture: Container[int] = ()) -> Iterator[Vote]:
    """Votes for lines whose shape tells their part in a news story.

    A shape is weaker than a class or a phrase: the time on a card of related stories is no
    timestamp of this one. Blocks of `furniture`, known by such, are not looked at.
    """
    if view.headline >= 0:
        yield Vote(view.headline, Label.HEADLINE, Strength.MARKUP, "news/headline")
    known: dict[str, tuple[str, Label] | None] = {}
    for block in view.document.blocks:
        if block.index in furniture or block.kind in NO_SHAPE or len(block.text) > 2 * MAX_CAPTION:
            continue
        line = view.line(block.index)
        if len(line) > MAX_CAPTION:
            continue
        if line not in known:
            known[line] = _shape(line)
        found = known[line]
        if found:
            yield Vote(block.index, found[1], Strength.REGION, found[0])


def _shape(line: str) -> tuple[str, Label] | None:
    if len(line) <= MAX_CHARS:
        for rule, label, holds in SHORT_SHAPES:
            if holds(line):
                return rule, label
    if len(line) <= MAX_SIGNOFF and is_signoff(line):
        return "news/sign-off", Label.CREDIT
    return ("news/credited", Label.CAPTION) if ends_with_credit(line) else None
