"""An Article as a page to read: one file, no scripts, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from scraper.formats.markup import escape, language_attributes, link
from scraper.formats.parts import (
    PICTURE_LABELS,
    deck_above,
    grouped,
    one_line,
    shows,
    spell,
    story,
    writers,
)
from scraper.formats.typeset import Typesetter
from scraper.types import Article, Label

_PLACED = frozenset({"headline", "kicker", "deck", "byline", "authors", "published", "site", "url",
                     "language", "text"})  # fmt: skip

# Should an escape ever fail, this still keeps the page from loading or running anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light dark }
body {
  margin: 0; padding: 3rem 1.25rem;
  font: 1.125rem/1.6 Charter, "Iowan Old Style", Georgia, "Noto Serif", serif
}
dl { font-size: 0.82em }
@media print { body { padding: 0; font-size: 11pt } }
"""


@cache
def story_css() -> str:
    """How a story is set, wherever it is read."""
    return Path(__file__).with_name("story.css").read_text("utf-8")


def write_html(article: Article, fields: Sequence[str] | None, keep: Collection[Label]) -> str:
    """A complete page, its language and direction set, everything of the source escaped."""
    body = "\n".join([*_header(article, fields), *_body(article, fields, keep),
                      *_extras(article, fields)])  # fmt: skip
    return (
        f"<!doctype html>\n<html{language_attributes(article.language)}>\n<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(one_line(article.headline))}</title>\n<style>\n{story_css()}{_STYLE}</style>\n"
        f"</head>\n<body>\n<article>\n{body}\n</article>\n</body>\n</html>\n"
    )


def _header(article: Article, fields: Sequence[str] | None) -> Iterator[str]:
    lines = [
        _element("p", article.kicker if shows(fields, "kicker") else None, "kicker"),
        _element("h1", article.headline if shows(fields, "headline") else None),
        _element("p", deck_above(article, fields), "deck"),
        _byline(article, fields),
    ]
    if any(lines):
        yield "\n".join(["<header>", *filter(None, lines), "</header>"])


def _element(tag: str, text: str | None, role: str = "") -> str:
    line = one_line(text)
    opening = f'<{tag} class="{role}">' if role else f"<{tag}>"
    return f"{opening}{escape(line)}</{tag}>" if line else ""


def _byline(article: Article, fields: Sequence[str] | None) -> str:
    parts = [escape(writers(article, fields))]
    if shows(fields, "published") and isinstance(article.published, date):
        moment = escape(article.published.isoformat())
        parts.append(f'<time datetime="{moment}">{escape(spell(article.published))}</time>')
    url = article.url if shows(fields, "url") else None
    name = spell(article.site) if shows(fields, "site") else ""
    parts.append(link(url, name or one_line(url)))
    line = " · ".join(filter(None, parts))
    return f'<p class="byline">{line}</p>' if line else ""


def _body(article: Article, fields: Sequence[str] | None, keep: Collection[Label]) -> Iterator[str]:
    if not shows(fields, "text"):
        return
    pictured = PICTURE_LABELS if shows(fields, "captions") else frozenset[Label]()
    setter = Typesetter(article.captions)
    for label, run in grouped(story(article, {Label.DATELINE, *pictured, *keep})):
        yield setter.set(label, run)


def _extras(article: Article, fields: Sequence[str] | None) -> Iterator[str]:
    placed = _PLACED | {"captions"} if shows(fields, "text") else _PLACED
    named = [(name, spell(getattr(article, name))) for name in fields or () if name not in placed]
    pairs = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in named if value)
    if pairs:
        yield f"<dl>{pairs}</dl>"
