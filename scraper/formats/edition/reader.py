"""An edition as one page that holds everything: a list, a search and the articles, offline."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from scraper.formats.edition.item import Item
from scraper.formats.edition.setting import set_head, set_source, set_story
from scraper.formats.edition.whole import Edition, spell_day
from scraper.formats.html import story_css
from scraper.formats.markup import digest_source, escape, language_attributes
from scraper.types import Article

_NAMED = 5  # sites that the cover names


def head(edition: Edition) -> str:
    """All that stands before the first article: the list of them.

    The page shows the article that its address points at, which takes no script; the page's own
    adds search and keys.
    """
    title = escape(edition.title)
    rows = "".join(map(_row, edition.items))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{_style()}</style>\n</head>\n<body>\n"
        f'<nav id="list" aria-label="Articles">\n<header>\n<h1 dir="auto">{title}</h1>\n'
        f"<p>{_about(edition)}</p>\n"
        '<label class="find" hidden><span class="vh">Search headlines and text</span>'
        '<input type="search" placeholder="Search headlines and text" autocomplete="off"></label>\n'
        f'<p class="count" role="status"></p>\n</header>\n<ol>\n{rows}</ol>\n</nav>\n<main>\n'
    )


def entry(item: Item, leaf: str, undated: datetime) -> str:
    """An article of the page."""
    return leaf


def leaf(article: Article, item: Item) -> str:
    """The article, whole."""
    back = '<p class="back" lang="en" dir="ltr"><a href="#all">All articles</a></p>'
    parts = (back, set_head(article, item), set_story(article, item), set_source(item))
    body = "\n".join(filter(None, parts))
    attributes = language_attributes(item.language)
    return f'<article id="a{item.key}"{attributes} tabindex="-1">\n{body}\n</article>\n'


def tail(edition: Edition) -> str:
    """All that stands after the last article. The cover gives way to an article before it."""
    named, others = edition.sources[:_NAMED], len(edition.sources) - _NAMED
    sources = ", ".join(named) + (f" and {others} more" if others > 0 else "")
    return (
        f'<section class="cover">\n<h2 dir="auto">{escape(edition.title)}</h2>\n'
        f'<p dir="auto">{escape(sources)}</p>\n<p>{_about(edition)}</p>\n'
        '<p class="keys" hidden><kbd>j</kbd> next article <kbd>k</kbd> previous '
        "<kbd>/</kbd> search <kbd>Esc</kbd> back to the list</p>\n</section>\n</main>\n"
        f"<script>{_script()}</script>\n</body>\n</html>\n"
    )


def _about(edition: Edition) -> str:
    count = f"{len(edition.items):,} article{'s' if len(edition.items) != 1 else ''}"
    return " · ".join(filter(None, (count, edition.span)))


def _row(item: Item) -> str:
    day = spell_day(item.day) if item.day else ""
    where = " · ".join(f"<bdi>{escape(part)}</bdi>" for part in (item.source, day) if part)
    about = f" <small>{where}</small>" if where else ""
    attributes = language_attributes(item.language)
    return f'<li><a href="#a{item.key}"{attributes}>{escape(item.title)}{about}</a></li>\n'


@cache
def _style() -> str:
    return f"\n{story_css()}{_beside('reader.css')}"


@cache
def _script() -> str:
    return _beside("reader.js")


@cache
def _policy() -> str:
    """Should an escape ever fail: our own style and script run, by their digests, and no other."""
    return (
        f"default-src 'none'; style-src {digest_source(_style())}; "
        f"script-src {digest_source(_script())}; base-uri 'none'; form-action 'none'"
    )


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")
