"""A page, and what it is cut into.

Of what a page has hundreds of, the classes are msgspec structs: made and read several times faster
than dataclasses, and as frozen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from scraper.types.words import Kind, Label


@dataclass(frozen=True, slots=True)
class Page:
    """One document as it was fetched or saved.

    `media_type` is "text/html" or "text/plain"; None lets `read` look at the bytes.
    `charset` is what the transport declared; None where it declared nothing. `asked` is the URL
    that was asked for where `url`, which answered, is another. `headers` are the transport's, names
    in lower case; `problems` what has to be known of how the page was had.
    """

    url: str | None
    body: bytes
    media_type: str | None = "text/html"
    charset: str | None = None
    fetched_at: datetime | None = None
    asked: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    problems: tuple[str, ...] = ()


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
