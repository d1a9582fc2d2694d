"""Editions: many articles in one file for people to read. A feed, a book, or a page.

Each article is set by itself as soon as it is known (its leaf); the leaves are bound when all are
there and their order is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import BinaryIO, Literal, Protocol, get_args

import scraper.formats.edition.atom as atom
import scraper.formats.edition.book as book
import scraper.formats.edition.reader as reader
import scraper.formats.edition.rss as rss
from scraper.formats.edition.item import Item, make_item
from scraper.formats.edition.setting import is_readable
from scraper.formats.edition.whole import Edition, in_order
from scraper.types import Article

__all__ = ["EDITIONS", "Bound", "Edition", "Item", "bind", "in_order", "is_readable", "leaf_of",
           "make_item"]  # fmt: skip

Bound = Literal["atom", "rss", "epub", "reader"]
EDITIONS: tuple[Bound, ...] = get_args(Bound)


class _Text(Protocol):
    """What a format has to offer that is one text from its head to its tail."""

    def head(self, edition: Edition) -> str: ...
    def leaf(self, article: Article, item: Item) -> str: ...
    def entry(self, item: Item, leaf: str, undated: datetime) -> str: ...
    def tail(self, edition: Edition) -> str: ...


_TEXTS: Mapping[Bound, _Text] = MappingProxyType({"atom": atom, "rss": rss, "reader": reader})


def leaf_of(kind: Bound, article: Article, item: Item) -> str:
    """The article set for an edition of that kind, as it will be bound."""
    return book.leaf(article, item) if kind == "epub" else _TEXTS[kind].leaf(article, item)


def bind(kind: Bound, edition: Edition, leaf_of: Callable[[Item], str], out: BinaryIO) -> None:
    """Nothing; the edition is in `out`. `leaf_of` finds an item's leaf. Raises OSError."""
    if kind == "epub":
        book.bind(edition, leaf_of, out)
        return
    text, undated = _TEXTS[kind], edition.undated
    out.write(text.head(edition).encode())
    for item in edition.items:
        out.write(text.entry(item, leaf_of(item), undated).encode())
    out.write(text.tail(edition).encode())
