"""Articles put right by hand: what a page's article should have been, and what that makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec
from msgspec import UNSET, Struct, UnsetType, structs

from scraper.errors import InputError
from scraper.fields.dates import parse_date
from scraper.label.shape import STORY_LABEL
from scraper.text import tokens
from scraper.types import Article, Caption, Label, LabelledBlock

RULE = "corrected"  # of a block whose label was put right
RUN = 4  # words; a line stands in a text with its runs of so many
MOST = 0.5  # of a line's runs have to be the text's
_FRAME = frozenset(
    {Label.HEADLINE, Label.BYLINE, Label.TIMESTAMP, Label.CAPTION, Label.CREDIT, Label.TAGS}
)
Story = Counter[tuple[str, ...]]  # runs of words


@dataclass(frozen=True, slots=True)
class Corrected:
    """What the article of one page should be. None is not said; empty, that the page has none."""

    text: str | None = None
    headline: str | None = None
    deck: str | None = None
    authors: tuple[str, ...] | None = None
    published: date | None = None
    captions: tuple[str, ...] | None = None

    def says(self, name: str) -> bool:
        """Whether a field is said."""
        return getattr(self, name) is not None


class _Caption(Struct):
    text: str


class _Row(Struct):
    """The keys of an article in JSON that can be put right. A key may be missing; null is none."""

    text: str | UnsetType | None = UNSET
    headline: str | UnsetType | None = UNSET
    deck: str | UnsetType | None = UNSET
    authors: list[str] | UnsetType | None = UNSET
    published: str | UnsetType | None = UNSET
    captions: list[_Caption] | UnsetType | None = UNSET


def corrected_from(row: Mapping[str, object]) -> Corrected:
    """An article in JSON, as `scraper clean -f jsonl` writes it, that somebody put right.

    Keys that are not there are not said, and other keys are passed over. Raises InputError for
    values of another kind than those of an article.
    """
    try:
        found = msgspec.convert(row, _Row)
    except msgspec.ValidationError as error:
        raise InputError(f"no article as `scraper clean -f jsonl` writes it: {error}") from error
    return Corrected(
        text=_said(found.text),
        headline=_said(found.headline),
        deck=_said(found.deck),
        authors=None if found.authors is UNSET else tuple(found.authors or ()),
        published=parse_date(_said(found.published) or ""),
        captions=None
        if found.captions is UNSET
        else tuple(caption.text for caption in found.captions or ()),
    )


def _said(value: str | UnsetType | None) -> str | None:
    return None if value is UNSET else value or ""


def put_right(article: Article, corrected: Corrected) -> Article:
    """The article as it should be: its fields, and the labels of its blocks."""
    said = corrected
    return replace(
        article,
        headline=article.headline if said.headline is None else said.headline or None,
        deck=article.deck if said.deck is None else said.deck or None,
        authors=article.authors if said.authors is None else said.authors,
        published=article.published if said.published is None else said.published,
        captions=article.captions if said.captions is None else tuple(map(Caption, said.captions)),
        text=article.text if said.text is None else said.text,
        blocks=_labels(article.blocks, corrected),
    )


def value_of(article: Article, name: str) -> object:
    """A field as it compares; empty or None where there is none."""
    value = getattr(article, name)
    if name == "authors":
        return frozenset(map(tokens, value))
    return tokens(value) if isinstance(value, str) else day_of(value)


def day_of(moment: object) -> object:
    """The day of a time; anything else as it is."""
    return moment.date() if isinstance(moment, datetime) else moment


def distance(text: str, story: Story) -> int:
    """How many runs of words a text has more or fewer than a story."""
    runs = runs_of(text)
    return (runs - story).total() + (story - runs).total()


def runs_of(text: str) -> Story:
    """The runs of words in a text, line by line; a shorter line is one run."""
    found: Story = Counter()
    for line in text.splitlines():
        words = tokens(line)
        if words:
            last = max(1, len(words) - RUN + 1)
            found.update(words[i : i + RUN] for i in range(last))
    return found


def _labels(blocks: Sequence[LabelledBlock], corrected: Corrected) -> tuple[LabelledBlock, ...]:
    """The blocks, each with the label that makes it what was said; others keep theirs."""
    story = missing = None
    if corrected.text is not None:
        story = runs_of(corrected.text)
        missing = story - runs_of("\n".join(b.text for b in blocks if b.label.is_text))
    found = []
    for block in blocks:
        label = _told(block, corrected)
        if label is None and story is not None and missing is not None:
            label = _side(block, story, missing)
        same = label is None or label is block.label
        found.append(block if same else structs.replace(block, label=label, rule=RULE))
    return tuple(found)


def _told(block: LabelledBlock, corrected: Corrected) -> Label | None:
    """The part of the story's frame that a block was said to be; None for none."""
    if _is_said(block, corrected.captions):
        return Label.CAPTION
    if corrected.deck and not block.label.is_text and _is_said(block, (corrected.deck,)):
        return Label.DECK
    return None


def _side(block: LabelledBlock, story: Story, missing: Story) -> Label:
    """A block's label where it is on the right side of the story's edge, else another.

    A dropped line is `missing` only where no other line tells it. What a caption or a byline says
    is no story, though a text may have it.
    """
    if block.label.is_text:
        return block.label if stands_in(block.text, story) else Label.OTHER
    if block.label in _FRAME:
        return block.label
    return STORY_LABEL[block.block.kind] if stands_in(block.text, missing) else block.label


def _is_said(block: LabelledBlock, values: Sequence[str] | None) -> bool:
    """Whether a block prints one of some values, and little else."""
    return any(stands_in(block.text, runs_of(value)) for value in values or ())


def stands_in(line: str, story: Story) -> bool:
    """Whether most of a line is in a text; a short line has to be one of its lines."""
    runs = runs_of(line)
    found = sum(count for run, count in runs.items() if run in story)
    return bool(runs) and found > MOST * runs.total()
