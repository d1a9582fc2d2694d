"""The nouns of the house: what a page is, what it is cut into, and what comes out.

Of what a page has hundreds of, the classes are msgspec structs: made and read several times faster
than dataclasses, and as frozen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """A block's form, as the page set it."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    TABLE = "table"
    PREFORMATTED = "preformatted"
    CAPTION = "caption"

    __hash__ = str.__hash__  # Enum's own is written in Python


class Label(StrEnum):
    """A block's role: a part of the story, or a kind of boilerplate.

    `is_boilerplate` says which; `is_text`, whether blocks of the label make up `Article.text`.
    """

    is_boilerplate: bool
    is_text: bool

    HEADLINE = "headline"
    KICKER = "kicker"
    DECK = "deck"
    BYLINE = "byline"
    BIO = "bio"
    TIMESTAMP = "timestamp"
    DATELINE = "dateline"
    BODY = "body"
    SUBHEAD = "subhead"
    QUOTE = "quote"
    LIST = "list"
    TABLE = "table"
    CAPTION = "caption"
    CREDIT = "credit"
    CORRECTION = "correction"
    TAGS = "tags"
    NAV = "nav"
    SHARE = "share"
    RELATED = "related"
    PROMO = "promo"
    NEWSLETTER = "newsletter"
    PAYWALL = "paywall"
    AD = "ad"
    COMMENTS = "comments"
    CONSENT = "consent"
    LEGAL = "legal"
    OTHER = "other"

    __hash__ = str.__hash__  # as for Kind


BOILERPLATE = frozenset(
    {
        Label.NAV,
        Label.SHARE,
        Label.RELATED,
        Label.PROMO,
        Label.NEWSLETTER,
        Label.PAYWALL,
        Label.AD,
        Label.COMMENTS,
        Label.CONSENT,
        Label.LEGAL,
        Label.OTHER,
    }
)
TEXT = frozenset(
    {Label.BODY, Label.SUBHEAD, Label.QUOTE, Label.LIST, Label.TABLE, Label.CORRECTION}
)


for _label in Label:  # plain attributes: both are asked for every block, many times over
    _label.is_boilerplate = _label in BOILERPLATE
    _label.is_text = _label in TEXT

LEAD_RULE = "revise/lead"  # decides for a first paragraph that the page sets as its deck as well


class Strength(IntEnum):
    """How far a vote is trusted: the more specific the signal, the higher it stands."""

    SHAPE = 1  # length, links, position
    ENGINE = 2  # readability's opinion
    REGION = 3  # inside or outside the site's body region
    HOOK = 4  # a class or id that names furniture
    WORDS = 5  # what the line says
    MARKUP = 6  # an element that settles the matter: nav, figcaption
    SITE = 7  # the site's own rule for that label


class Verdict(StrEnum):
    """What a page turned out to be."""

    COMPLETE = "complete"
    TRUNCATED = "truncated"
    NOT_ARTICLE = "not_article"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Page:
    """One document as it was fetched or saved.

    `media_type` is "text/html" or "text/plain"; None lets `read` look at the bytes.
    `charset` is what the transport declared; None where it declared nothing.
    """

    url: str | None
    body: bytes
    media_type: str | None = "text/html"
    charset: str | None = None
    fetched_at: datetime | None = None


class Mark(Struct, frozen=True, gc=False):
    """What a site's own rules say of an element: its label, and the rules for each of its parts.

    `region` makes it the body's region, the story begins with an element that has a `start`, and
    ends before one with a `stop`. `entry` is the index of the live blog's entry that it is, or -1.
    `hint` is a region, `strip` furniture by rules that were borrowed, and may be wrong.
    """

    label: Label | None = None
    rule: str = ""  # the label's
    region: str = ""
    start: str = ""
    stop: str = ""
    entry: int = -1
    hint: str = ""
    strip: str = ""


class Element(Struct, frozen=True, gc=False):
    """An element that holds blocks. `names` are the words of its class, id, role and test hooks."""

    index: int
    tag: str
    parent: int  # -1 for the root
    names: str
    path: str  # "body > main > div.story", for people
    hidden: bool = False  # by its own attributes or an ancestor's
    mark: Mark | None = None


class Block(Struct, frozen=True, gc=False):
    """A paragraph-sized piece of the page, in reading order.

    `text` has exact spacing; a line break inside it is one the page shows. `element` is the index
    of the element that holds it, -1 in plain text. `link_chars` counts the characters inside links.
    `gap` is how many blank lines stood before it (plain text only). `names` are the words of
    inline elements that cover most of it.
    """

    index: int
    text: str
    kind: Kind
    element: int = -1
    place: str = ""
    level: int = 0
    link_chars: int = 0
    links: int = 0
    gap: int = 0
    names: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value a page proposes for a field, and where it stands: "@ld headline", "h1.title".

    `own` are those found by the site's own rules.
    """

    field: str
    value: str
    source: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the page. Absent parts are None."""

    url: str | None
    alt: str | None
    element: int = -1
    before: int = 0  # index of the block that follows it


@dataclass(frozen=True, slots=True)
class Span:
    """The blocks between a site's start and stop: `first` is in it, `last` is not."""

    first: int
    last: int
    start: str = ""  # the rules that say so, empty where none does
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A page cut into blocks: what `read` returns and everything after works on.

    `lent` are what borrowed rules propose, for fields that nothing else does.
    `fired` are the site's own rules that found something, `entries` the headline and time of each
    entry of a live blog.
    """

    url: str | None
    media_type: str
    blocks: tuple[Block, ...]
    elements: tuple[Element, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    lent: tuple[Candidate, ...] = ()
    pictures: tuple[Picture, ...] = ()
    language: str | None = None
    problems: tuple[str, ...] = ()
    span: Span | None = None
    fired: tuple[str, ...] = ()
    entries: tuple[tuple[str | None, str | None], ...] = ()
    markup: bytes = field(default=b"", repr=False)  # in UTF-8, for the engine of last resort

    def values(self, name: str) -> tuple[str, ...]:
        """The values proposed for a field, in order of trust."""
        return tuple(c.value for c in self.candidates if c.field == name)


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
