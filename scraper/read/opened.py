"""A page that has been decoded and parsed, and what it shows of where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from scraper.read.decode import decode
from scraper.read.edits import edit
from scraper.read.limits import check_size, tame
from scraper.read.metadata import read_metadata
from scraper.read.sniff import sniff
from scraper.types import Candidate, Page


@dataclass(frozen=True)
class Opened:
    """A page, decoded: `tree` and `markup` (in UTF-8) of HTML, `text` of plain text."""

    url: str | None
    media_type: str
    text: str = ""
    markup: bytes = b""
    tree: LexborHTMLParser | None = None
    problems: tuple[str, ...] = field(default=())

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """What the page says of itself outside its text."""
        return read_metadata(self.tree) if self.tree is not None else ()

    @cached_property
    def generator(self) -> str:
        """What made the page, by its own word; empty where it says nothing."""
        return next((c.value for c in self.candidates if c.field == "generator"), "")

    @cached_property
    def types(self) -> frozenset[str]:
        """Names of its JSON-LD types."""
        return frozenset(c.value for c in self.candidates if c.field == "ld_type")

    def contains(self, text: str) -> bool:
        """Whether its markup holds a text."""
        return text.encode() in self.markup

    def matches(self, css: str) -> bool:
        """Whether an element of it matches a selector."""
        return self.tree is not None and self.tree.css_first(css) is not None


def open_page(page: Page, edits: Sequence[tuple[str, str]] = ()) -> Opened:
    """The page, decoded and parsed; before that, the texts of `edits` in its markup are replaced.

    Raises UnreadableError for binary input and TooComplexError for a body beyond the size limit.
    """
    check_size(page.body)
    media_type = sniff(page.body, page.media_type)
    decoded = decode(page.body, page.charset, media_type)
    if media_type == "text/plain":
        return Opened(page.url, media_type, text=decoded.text, problems=decoded.problems)
    markup, cut = tame(edit(decoded.utf8, edits))
    return Opened(
        page.url,
        "text/html",
        markup=markup,
        tree=LexborHTMLParser(markup),
        problems=(*decoded.problems, *cut),
    )
