"""An Article as Markdown (https://spec.commonmark.org/0.31.2/, tables as GitHub has them)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from scraper.formats.parts import (
    FIELDS,
    PICTURE_LABELS,
    Line,
    byline,
    deck_above,
    depths,
    grouped,
    one_line,
    rows,
    shows,
    spell,
    story,
)
from scraper.types import Article, Label

# Shown in the head or the body; any other field asked for becomes a line of the list at the end.
_PLACED = frozenset({"headline", "deck", "byline", "authors", "published", "site", "text"})
_PLACED_PICTURES = _PLACED | {"captions"}

_INLINE = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-=]+\s*$")
_ORDERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def write_markdown(article: Article, fields: Sequence[str] | None, keep: Collection[Label]) -> str:
    """A heading, the deck in italics, a byline line, and the story with its captions in place."""
    text = "\n\n".join(filter(None, _parts(article, fields, keep)))
    return text + "\n" if text else ""


def escape(text: str) -> str:
    r"""The text such that Markdown shows it letter for letter, on one line.

    >>> escape("1. *Not* a <b>list</b>, snake_case")
    '1\\. \\*Not\\* a \\<b>list\\</b>, snake_case'
    """
    text = _INLINE.sub(r"\\\g<0>", " ".join(text.split()))
    if _LINE_START.match(text):
        return "\\" + text
    return _ORDERED.sub(r"\1\\\2", text, count=1) if _ORDERED.match(text) else text


def _parts(
    article: Article, fields: Sequence[str] | None, keep: Collection[Label]
) -> Iterator[str]:
    headline, deck = one_line(article.headline), one_line(deck_above(article, fields))
    if headline and shows(fields, "headline"):
        yield f"# {_closed(escape(headline))}"
    if deck:
        yield f"*{escape(deck)}*"
    yield escape(byline(article, fields))
    if shows(fields, "text"):
        pictured = PICTURE_LABELS if shows(fields, "captions") else frozenset[Label]()
        for label, run in grouped(story(article, {Label.DATELINE, *pictured, *keep})):
            yield _set(label, run)
    placed = _PLACED_PICTURES if shows(fields, "text") else _PLACED
    extras = [name for name in fields or () if name in FIELDS and name not in placed]
    yield "\n".join(
        f"- **{name}:** {escape(value)}"
        for name in extras
        if (value := spell(getattr(article, name)))
    )


def _set(label: Label, run: list[Line]) -> str:
    line = run[0]
    match label:
        case Label.SUBHEAD:
            return "#" * min(max(line.level, 2), 6) + " " + _closed(escape(line.text))
        case Label.QUOTE:
            return "\n>\n".join(_lines(quote.text, "> ") for quote in run)
        case Label.LIST:
            pairs = zip(run, depths(run), strict=True)
            return "\n".join(_item(item.text, "  " * depth) for item, depth in pairs)
        case Label.TABLE:
            return _table(line.text)
        case Label.CAPTION | Label.CREDIT:
            return f"*{escape(line.text)}*"
    return _lines(line.text)


def _lines(text: str, prefix: str = "") -> str:
    return "\\\n".join(prefix + escape(line) for line in text.split("\n"))


def _item(text: str, indent: str) -> str:
    first, *more = map(escape, text.split("\n"))
    return f"\\\n{indent}  ".join([f"{indent}- {first}", *more])


def _table(text: str) -> str:
    head, *body = rows(text)
    if len(head) < 2:
        return _lines(text)
    lines = [head, ["---"] * len(head), *body]
    cells = [[c if line is lines[1] else escape(c).replace("|", "\\|") for c in line]
             for line in lines]  # fmt: skip
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _closed(heading: str) -> str:
    # A run of "#" at the end of a heading would be taken for its closing sequence (section 4.2).
    return re.sub(r"(?<!\\)#(?=#*$)", r"\\#", heading)
