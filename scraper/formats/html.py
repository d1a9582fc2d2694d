"""An Article as a page to read: one file, no scripts, nothing loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from html import escape as escape_html
from urllib.parse import urlsplit

from scraper.formats.parts import (
    PICTURE_LABELS,
    Line,
    deck_above,
    depths,
    grouped,
    inert,
    one_line,
    rows,
    shows,
    spell,
    story,
)
from scraper.types import Article, Caption, Label

_PLACED = frozenset({"headline", "kicker", "deck", "byline", "authors", "published", "site", "url",
                     "language", "text"})  # fmt: skip
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
# Languages written from right to left, by their ISO 639 code.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd",
                            "syr", "ug", "ur", "yi"})  # fmt: skip

# Should an escape ever fail, this still keeps the page from loading or running anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
body { margin: 2rem auto; max-width: 42rem; padding: 0 1rem; font: 1.1rem/1.6 serif }
h1, h2, h3, h4, h5, h6 { line-height: 1.2 }
.kicker, .byline, figcaption, dl { font: 0.9rem/1.4 sans-serif; opacity: 0.8 }
.deck { font-size: 1.2rem; font-style: italic }
figure { margin: 1.5rem 0; padding-inline-start: 1rem; border-inline-start: 3px solid }
table { border-collapse: collapse } td, th { border: 1px solid; padding: 0.2rem 0.6rem }
aside { opacity: 0.6 }
:root { color-scheme: light dark }
"""


def write_html(article: Article, fields: Sequence[str] | None, keep: Collection[Label]) -> str:
    """A complete page, its language and direction set, everything of the source escaped."""
    body = "\n".join([*_header(article, fields), *_body(article, fields, keep),
                      *_extras(article, fields)])  # fmt: skip
    return (
        f"<!doctype html>\n<html{_language(article.language)}>\n<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(one_line(article.headline))}</title>\n<style>{_STYLE}</style>\n"
        f"</head>\n<body>\n<article>\n{body}\n</article>\n</body>\n</html>\n"
    )


def escape(text: str) -> str:
    """The text such that HTML shows it letter for letter, in an element or a quoted attribute."""
    return escape_html(inert(text), quote=True)


def link(url: str | None, text: str) -> str:
    """Escaped text that leads to the URL; the bare text when it is not plain http or https.

    >>> link("javascript:alert(1)", "Here & now")
    'Here &amp; now'
    """
    if not url or not _is_web(url):
        return escape(text)
    return f'<a href="{escape(url)}" rel="noopener nofollow">{escape(text)}</a>'


def _is_web(url: str) -> bool:
    if not url.isprintable() or any(c in url for c in " \\\"'<>`"):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # such as "http://[", which no browser opens either
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _language(language: str | None) -> str:
    if not language or not _LANGUAGE.fullmatch(language):
        return ' dir="auto"'
    right_to_left = language.lower().split("-")[0] in _RIGHT_TO_LEFT
    return f' lang="{language}" dir="{"rtl" if right_to_left else "ltr"}"'


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
    parts: list[str] = []
    if shows(fields, "byline") and article.byline:
        parts.append(escape(spell(article.byline)))
    elif shows(fields, "authors"):
        parts.append(escape(spell(article.authors)))
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
    for label, run in grouped(story(article, {Label.DATELINE, *pictured, *keep})):
        yield _set(label, run, article.captions)


def _set(label: Label, run: list[Line], captions: tuple[Caption, ...]) -> str:
    line = run[0]
    match label:
        case Label.SUBHEAD:
            level = min(max(line.level, 2), 6)
            return f"<h{level}>{_lines(line.text)}</h{level}>"
        case Label.QUOTE:
            quoted = "".join(f"<p>{_lines(quote.text)}</p>" for quote in run)
            return f"<blockquote>{quoted}</blockquote>"
        case Label.LIST:
            return _list(run)
        case Label.TABLE:
            return _table(line.text)
        case Label.CAPTION | Label.CREDIT:
            return f"<figure><figcaption>{_caption(line, captions)}</figcaption></figure>"
    if label.is_boilerplate:
        return f'<aside class="{label}"><p>{_lines(line.text)}</p></aside>'
    return f"<p>{_lines(line.text)}</p>"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _list(run: list[Line]) -> str:
    parts: list[str] = []
    depth = -1
    for item, deeper in zip(run, depths(run), strict=True):
        parts.append("<ul>" if deeper > depth else "</li>" + "</ul></li>" * (depth - deeper))
        parts.append(f"<li>{_lines(item.text)}")
        depth = deeper
    return "".join(parts) + "</li></ul>" * (depth + 1)


def _table(text: str) -> str:
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows(text))
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _caption(line: Line, captions: tuple[Caption, ...]) -> str:
    words = one_line(line.text)
    for caption in captions:
        text, credit = one_line(caption.text), one_line(caption.credit)
        if text and text in words:
            signed = f" <small>{escape(credit)}</small>" if credit and credit in words else ""
            return link(caption.image_url, text) + signed
    return _lines(line.text)


def _extras(article: Article, fields: Sequence[str] | None) -> Iterator[str]:
    placed = _PLACED | {"captions"} if shows(fields, "text") else _PLACED
    named = [(name, spell(getattr(article, name))) for name in fields or () if name not in placed]
    pairs = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in named if value)
    if pairs:
        yield f"<dl>{pairs}</dl>"
