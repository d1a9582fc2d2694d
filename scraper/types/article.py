"""What comes out: labelled blocks, and the article they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from msgspec import Struct

from scraper.types.page import Block
from scraper.types.words import Label, Strength, Verdict


class Vote(Struct, frozen=True, gc=False):
    """One voter's opinion of one block. `rule` names the rule: "markup/figcaption"."""

    block: int
    label: Label
    strength: Strength
    rule: str


class LabelledBlock(Struct, frozen=True, gc=False):
    """A block, its label, the rule that decided it, and every vote cast, strongest first."""

    block: Block
    label: Label
    rule: str
    votes: tuple[Vote, ...] = ()

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def place(self) -> str:
        return self.block.place


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed under a picture; `credit` is who made it, without "Photo:" and brackets."""

    text: str
    credit: str | None = None
    image_url: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Place, agency and date printed before the first sentence; `text` is the whole as printed."""

    text: str
    place: str | None = None
    agency: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a live blog, in the order of the page. `published` is as in Article."""

    text: str
    headline: str | None = None
    published: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A clean article. A field the page did not give is None or empty.

    `published` and `modified` are aware datetimes, or dates where the page gave no time.
    `text` holds the story only, a blank line between blocks: no dateline, captions or boilerplate.
    `entries` are those of a live blog whose site's config tells them apart; `site_rules` the rules
    of that config which found something on the page, with its files first.
    `next_page` is the address of the page on which the story goes on, `single_page` of one that
    holds all of it; both absolute, and None where the page names none.
    """

    url: str | None = None
    site: str | None = None
    language: str | None = None
    headline: str | None = None
    kicker: str | None = None
    deck: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    bio: str | None = None
    published: datetime | date | None = None
    modified: datetime | date | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    dateline: Dateline | None = None
    captions: tuple[Caption, ...] = ()
    images: tuple[str, ...] = ()
    lead_image: str | None = None
    canonical_url: str | None = None
    next_page: str | None = None
    single_page: str | None = None
    paywalled: bool | None = None
    verdict: Verdict = Verdict.EMPTY
    confidence: float = 0.0
    text: str = ""
    entries: tuple[Entry, ...] = ()
    blocks: tuple[LabelledBlock, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    site_rules: tuple[str, ...] = ()

    def removed(self) -> tuple[LabelledBlock, ...]:
        """The blocks that are boilerplate, in page order."""
        return tuple(b for b in self.blocks if b.label.is_boilerplate)


def totals(blocks: Iterable[LabelledBlock]) -> dict[Label, int]:
    """How many blocks carry each label, commonest first."""
    counts: dict[Label, int] = {}
    for block in blocks:
        counts[block.label] = counts.get(block.label, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: -pair[1]))
