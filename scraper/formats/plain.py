"""An Article as plain text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from scraper.formats.parts import byline, deck_above, grouped, inert, one_line, spell, story
from scraper.types import Article, Label

_ONE_A_LINE = frozenset({"blocks", "captions", "images", "problems"})


def write_text(article: Article, fields: Sequence[str] | None, keep: Collection[Label]) -> str:
    """Headline, deck, byline line and story, a blank line between; or just the fields asked for."""
    if fields is None:
        deck = one_line(deck_above(article, fields))
        parts = [one_line(article.headline), deck, byline(article, None, False)]
        parts.append(_body(article, keep))
    else:
        parts = [_value(article, name, keep) for name in fields]
    text = "\n\n".join(filter(None, parts))
    return text + "\n" if text else ""


def _value(article: Article, name: str, keep: Collection[Label]) -> str:
    if name == "text":
        return _body(article, keep)
    value = getattr(article, name)
    if name in _ONE_A_LINE:
        return "\n".join(map(spell, value))
    return spell(value)


def _body(article: Article, keep: Collection[Label]) -> str:
    if not keep:
        return inert(article.text).strip()
    runs = grouped(story(article, keep, dated=False))
    return "\n\n".join("\n".join(line.text for line in run) for _, run in runs)
