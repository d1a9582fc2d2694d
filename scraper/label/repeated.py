"""Story text that stands on many pages of its site: the survey of a corpus knows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.label.view import Change, View, is_open
from scraper.repeats import MIN_WORDS, mark
from scraper.types import Label, LabelledBlock


def find_repeated(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Lines that only their place speaks for, and that other stories of the site have as well.

    A subhead may well come back: "What we know" heads a part of many stories.
    """
    if not view.repeats:
        return
    for index, b in enumerate(blocks):
        if not b.label.is_text or b.label is Label.SUBHEAD or not is_open(b):
            continue
        if view.measures[index].words >= MIN_WORDS and mark(view.line(index)) in view.repeats:
            yield Change(index, Label.OTHER, "revise/repeated")
