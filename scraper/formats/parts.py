"""What the writers share: the lines of a story, values as people read them, text made inert."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import groupby

from scraper.types import LEAD_RULE, Article, Caption, Dateline, Label, LabelledBlock

FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Article))

PICTURE_LABELS = frozenset({Label.CAPTION, Label.CREDIT})
_JOINED = frozenset({Label.LIST, Label.QUOTE})  # neighbours of these labels make one list or quote

# Control characters can drive a terminal; lone surrogates cannot be written as UTF-8, and XML has
# no U+FFFE and U+FFFF (https://www.w3.org/TR/xml/#charsets).
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
_DATELINE_DASH = " \t\u2010\u2011\u2012\u2013\u2014\u2015-:"


@dataclass(frozen=True, slots=True)
class Line:
    """A block as it is written: `text` is inert and has no blank lines; `level` as in Block.

    `index` is the block's; -1 for a line of an article that came without blocks.
    """

    text: str
    label: Label
    level: int = 0
    index: int = -1


def inert(text: str) -> str:
    r"""The text without control characters; every kind of line break is a plain one.

    >>> inert("Rain\x1b[31m fell\u2028on\x07 Tuesday")
    'Rain[31m fell\non Tuesday'
    """
    text = _LINE_BREAK.sub("\n", text)
    return _NO_CHARACTER.sub("\ufffd", _CONTROL.sub("", text))


def one_line(text: str | None) -> str:
    """The text, inert and on one line; empty for None."""
    return " ".join(inert(text or "").split())


def shows(fields: Sequence[str] | None, name: str) -> bool:
    """Whether a field is asked for; None asks for all."""
    return fields is None or name in fields


def deck_above(article: Article, fields: Sequence[str] | None) -> str | None:
    """The deck as it is set above a story; None where the story below begins with it."""
    if not shows(fields, "deck"):
        return None
    led = shows(fields, "text") and any(block.rule == LEAD_RULE for block in article.blocks)
    return None if led else article.deck


def spell(value: object) -> str:
    """A field's value as people read it, on one line; empty for None and for nothing.

    >>> spell(("Ana Ruiz", "Tom Okafor")), spell(date(2024, 5, 1)), spell(None)
    ('Ana Ruiz, Tom Okafor', '2024-05-01', '')
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case date():
            return value.isoformat()
        case Dateline():
            return one_line(value.text)
        case Caption():
            return one_line(f"{value.text} ({value.credit})" if value.credit else value.text)
        case LabelledBlock():
            return f"{value.label} | {one_line(value.text)}"
        case Mapping():
            return ", ".join(f"{one_line(str(k))}: {spell(v)}" for k, v in value.items())
        case tuple() | list():
            return ", ".join(filter(None, map(spell, value)))
    return one_line(str(value))


def writers(article: Article, fields: Sequence[str] | None) -> str:
    """Who wrote it, as the page has it; the names alone where it prints the date beside them."""
    is_dated = any(character.isdigit() for character in article.byline or "")
    if (
        shows(fields, "byline")
        and article.byline
        and not (
            is_dated and article.authors and shows(fields, "authors") and shows(fields, "published")
        )
    ):
        return spell(article.byline)
    return spell(article.authors) if shows(fields, "authors") else ""


def byline(article: Article, fields: Sequence[str] | None, site: bool = True) -> str:
    """Who, when and where on one line: "Ana Ruiz · 2024-05-01 · The Daily"; empty when unknown."""
    parts = [writers(article, fields)]
    if shows(fields, "published"):
        parts.append(spell(article.published))
    if site and shows(fields, "site"):
        parts.append(spell(article.site))
    return " · ".join(filter(None, parts))


def story(article: Article, keep: Collection[Label], dated: bool = True) -> Iterator[Line]:
    """The lines of the story and of the labels kept, in page order; a doubled caption once.

    `dated` leaves the dateline before the first sentence, where the page printed it. An article
    that came without blocks is cut from its `text`.
    """
    last: Line | None = None
    for line in _lines(article, keep, dated):
        if last is None or not _are_twins(last, line):
            if last:
                yield last
            last = line
        elif len(line.text) > len(last.text):  # the one with the credit
            last = line
    if last:
        yield last


def _are_twins(one: Line, other: Line) -> bool:
    """Whether two captions are one, printed as the picture's text and again below it."""
    short, long = sorted((one.text, other.text), key=len)
    return one.label is other.label is Label.CAPTION and long.startswith(short.rstrip("."))


def _lines(article: Article, keep: Collection[Label], dated: bool) -> Iterator[Line]:
    """What `story` gives, with every caption that a page prints."""
    if not any(b.label.is_text for b in article.blocks):
        yield from (Line(p, Label.BODY) for p in map(_tidy, article.text.split("\n\n")) if p)
        if not keep:
            return
    uncut = None if dated else article.dateline
    for block in article.blocks:
        text = block.text
        if uncut and block.label is Label.BODY:
            text = text.removeprefix(uncut.text)
            text, uncut = text if text == block.text else text.lstrip(_DATELINE_DASH), None
        if (block.label.is_text or block.label in keep) and (text := _tidy(text)):
            yield Line(text, block.label, block.block.level, block.block.index)


def grouped(lines: Iterable[Line]) -> Iterator[tuple[Label, list[Line]]]:
    """Runs of lines that are set as one: the items of a list, the paragraphs of a quote."""
    for label, run in groupby(lines, key=lambda line: line.label):
        if label in _JOINED:
            yield label, list(run)
        else:
            yield from ((label, [line]) for line in run)


def rows(table: str) -> list[list[str]]:
    """The cells of a table's lines, every row padded to the longest."""
    cells = [re.split(r"(?<!\S)\|(?!\S)|\t", line) for line in table.split("\n")]
    width = max(map(len, cells))
    return [[*map(str.strip, row), *[""] * (width - len(row))] for row in cells]


def depths(items: Sequence[Line]) -> list[int]:
    """How deep each list item stands, from 0; an item is at most one deeper than the one before.

    >>> depths([Line("a", Label.LIST, 2), Line("b", Label.LIST, 4), Line("c", Label.LIST, 2)])
    [0, 1, 0]
    """
    top = min((item.level for item in items), default=0)
    found: list[int] = []
    for item in items:
        found.append(min(item.level - top, found[-1] + 1 if found else 0))
    return found


def _tidy(text: str) -> str:
    lines = (line.strip() for line in inert(text).split("\n"))
    return "\n".join(filter(None, lines))
