"""Lines that a story's later pages print again: headline, deck and captions, and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from scraper.text import count_words, fold
from scraper.types import Label, LabelledBlock

LONG = 10  # words; a refrain, or what a speaker says twice, is shorter
SHORT = 3  # words of a line at the edge of a page, or of a headline, deck or caption
RULE = "join/repeated"
_UNSURE = ("shape/", "revise/", "engine/", "no-vote")  # rules by which a line may be no furniture


class Printed:
    """What the pages so far have printed: each line, and its label."""

    def __init__(self) -> None:
        self._labels: dict[str, Label] = {}
        self._doubtful: dict[str, Label] = {}  # furniture by its place or shape alone

    def add(self, blocks: Iterable[LabelledBlock]) -> None:
        """Nothing; remembers a page. A line that is both counts as story, not as furniture."""
        for block in blocks:
            line = fold(block.text)
            if block.label.is_boilerplate and block.rule.startswith(_UNSURE):
                self._doubtful[line] = block.label
            elif self._labels.get(line, Label.OTHER).is_boilerplate:
                self._labels[line] = block.label

    def relabel(self, blocks: Sequence[LabelledBlock]) -> tuple[LabelledBlock, ...]:
        """The blocks of a further page; story text that was printed before is story no more.

        A paragraph becomes OTHER, and what was a caption or a plug there is one here.
        """
        story = [(at, block) for at, block in enumerate(blocks) if block.label.is_text]
        last = len(story) - 1
        known = [self._known(b, place in (0, last)) for place, (_, b) in enumerate(story)]
        made = list(blocks)
        for place in _repeats([block for _, block in story], known):
            at, block = story[place]
            before = known[place] or Label.OTHER
            label = Label.OTHER if before.is_text else before
            made[at] = replace(block, label=label, rule=RULE)
        return tuple(made)

    def _known(self, block: LabelledBlock, is_edge: bool) -> Label | None:
        """The label that a line had before; a subhead may well have stood in a list of contents."""
        line = fold(block.text)
        label = self._labels.get(line)
        if label is None and is_edge and count_words(line) < LONG:
            label = self._doubtful.get(line)
        if label and label.is_boilerplate and block.label is Label.SUBHEAD:
            return None
        return label


def _repeats(story: Sequence[LabelledBlock], known: Sequence[Label | None]) -> list[int]:
    """Which of a page's story lines are printed again: surely so, or beside one that surely is."""
    found = {
        place
        for place, label in enumerate(known)
        if label and _is_sure(story[place], label, place in (0, len(story) - 1))
    }
    down = list(pairwise(range(len(story))))
    up = [(after, before) for before, after in reversed(down)]
    for before, after in (*down, *up):
        if before in found and known[after]:
            found.add(after)
    return sorted(found)


def _is_sure(block: LabelledBlock, label: Label, is_edge: bool) -> bool:
    words = count_words(block.text)
    return words >= LONG or (words >= SHORT and (is_edge or not label.is_text))
