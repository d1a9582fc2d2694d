"""Lines that a page prints twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.label.view import Change, View
from scraper.text import count_words, likeness, squeeze
from scraper.types import Kind, Label, LabelledBlock

MAX_CREDIT = 60  # characters
MIN_WORDS = 5  # shorter lines come twice by chance: "No." "Yes."
NEAR = 3  # lines; a caption and its twin stand together
ALIKE = 0.85
LONGER = 2  # times; a line with more words than that is no echo


def find_doubled_captions(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """A line that its neighbour repeats, whole or with a credit added, is an alt text."""
    for index, b in enumerate(blocks):
        if view.measures[index].words < MIN_WORDS or b.label in (Label.HEADLINE, Label.CAPTION):
            continue
        if not (b.label.is_text or b.rule.startswith(("shape/", "revise/"))):
            continue
        for other in blocks[max(0, index - 1) : index + 2]:
            if other is not b and _is_twin(b, other, not view.document.elements):
                yield Change(index, Label.CAPTION, "revise/doubled-caption")
                break


def _is_twin(line: LabelledBlock, other: LabelledBlock, in_dump: bool) -> bool:
    if in_dump and abs(len(line.text) - len(other.text)) <= MAX_CREDIT:
        short, long = sorted((line.text, other.text), key=len)
        return count_words(short) >= MIN_WORDS and long.startswith(short.rstrip("."))
    if line.block.kind is Kind.HEADING or other.block.kind is Kind.HEADING:
        return False
    if other.label is Label.CAPTION and other.text.startswith(line.text.rstrip(".")):
        return True
    return line.text == other.text and other.label is Label.CAPTION


def find_echoes(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Story text that is the headline again or a caption again."""
    headline = next((b for b in blocks if b.label is Label.HEADLINE), None)
    captions = {squeeze(b.text) for b in blocks if b.label is Label.CAPTION}
    most = LONGER * count_words(headline.text) if headline else 0
    for index, b in enumerate(blocks):
        if not b.label.is_text:
            continue
        words = view.measures[index].words
        if headline and 3 <= words <= most and likeness(b.text, headline.text, ALIKE):
            yield Change(index, Label.HEADLINE, "revise/headline-again")
        elif words >= MIN_WORDS and b.text in captions:
            yield Change(index, Label.CAPTION, "revise/caption-again")
