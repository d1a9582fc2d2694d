"""Lines that a page prints twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from scraper.label.view import Change, View, is_between_paragraphs
from scraper.text import count_words, likeness, squeeze
from scraper.types import Kind, Label, LabelledBlock

MAX_CREDIT = 60  # characters
MIN_PARAGRAPH = 15  # words; longer ones that come back are no refrain
MIN_AGAIN = 2  # paragraphs that come back, before a story is one that is printed twice
MOST = 0.7  # of its paragraphs
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
        alike = likeness(b.text, headline.text, ALIKE) if headline and 3 <= words <= most else 0
        if alike == 1 or (alike and not _is_subhead(blocks, index)):
            yield Change(index, Label.HEADLINE, "revise/headline-again")
        elif words >= MIN_WORDS and b.text in captions:
            yield Change(index, Label.CAPTION, "revise/caption-again")


def _is_subhead(blocks: Sequence[LabelledBlock], index: int) -> bool:
    """Whether a block is a heading amid the story, which may tell the headline anew."""
    return blocks[index].block.kind is Kind.HEADING and is_between_paragraphs(blocks, index)


def find_second_print(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """A story that is printed twice, as for a second size of screen: one print goes.

    Nearly all of it has to come back, each paragraph once: lists and guides say some many times.
    Where the first print is a part of the second, its end, the first one goes.
    """
    story = [b.block.index for b in blocks if b.label.is_text]
    first: dict[str, int] = {}  # where each line of the story was printed first
    again: dict[int, int] = {}
    for index in story:
        if (was := first.setdefault(view.line(index), index)) != index:
            again[index] = was
    long = [index for index in again if view.measures[index].words >= MIN_PARAGRAPH]
    copied = sorted({again[index] for index in long})
    if len(long) < MIN_AGAIN or len(copied) < len(long) or copied[-1] > long[0]:
        return
    if not _is_run(story, again, long[0], long[-1]):
        return
    gone: list[int] = []
    sources = frozenset(again.values())
    if _is_run(story, sources, copied[0], long[0] - 1):
        gone = [index for index in again if long[0] <= index <= long[-1]]
    elif copied[0] == story[0] and _is_run(story, sources, copied[0], copied[-1]):
        gone = [index for index in story if index <= copied[-1]]
    for index in gone:
        yield Change(index, Label.OTHER, "revise/second-print")


def _is_run(story: Sequence[int], lines: Collection[int], start: int, end: int) -> bool:
    """Whether nearly all of the story's lines from `start` to `end` are among these."""
    run = [index for index in story if start <= index <= end]
    return sum(index in lines for index in run) >= MOST * len(run)
