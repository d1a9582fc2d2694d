"""An edition as an Atom feed with the full text (https://www.rfc-editor.org/rfc/rfc4287)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from scraper.formats.edition.item import Item
from scraper.formats.edition.setting import set_story
from scraper.formats.edition.whole import Edition
from scraper.formats.markup import escape, language_attributes
from scraper.formats.parts import one_line
from scraper.types import Article


def head(edition: Edition) -> str:
    """All that stands before the first entry."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom"{_language(edition.language)}>',
        f"<id>{escape(edition.id)}</id>",
        f"<title>{escape(edition.title)}</title>",
        f"<updated>{_stamp(edition.updated)}</updated>",
        "<generator>scraper</generator>",
    ]
    if edition.address:
        lines.append(f'<link rel="self" href="{escape(edition.address)}"/>')
    if edition.home:
        lines.append(f'<link rel="alternate" href="{escape(edition.home)}"/>')
    return "\n".join(lines) + "\n"


def entry(item: Item, leaf: str, undated: datetime) -> str:
    """An entry made of its leaf. `undated` stands where the article has no date of its own."""
    updated = f"<updated>{_stamp(item.updated or undated)}</updated>"
    return f"<entry{_language(item.language)}>\n{updated}\n{leaf}\n</entry>\n"


def tail(edition: Edition) -> str:
    """All that stands after the last of them."""
    return "</feed>\n"


def leaf(article: Article, item: Item) -> str:
    """All of an entry that the article alone decides."""
    return "\n".join(_leaf(article, item))


def _leaf(article: Article, item: Item) -> Iterator[str]:
    yield f"<id>{escape(item.id)}</id>"
    yield f"<title>{escape(item.title)}</title>"
    if item.published:
        yield f"<published>{_stamp(item.published)}</published>"
    if item.url:
        yield f'<link rel="alternate" href="{escape(item.url)}"/>'
    for name in names_of(article, item):
        yield f"<author><name>{escape(name)}</name></author>"
    for topic in topics_of(article):
        yield f'<category term="{escape(topic)}"/>'
    if deck := one_line(article.deck):
        yield f"<summary>{escape(deck)}</summary>"
    if text := set_story(article, item):
        yield (
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"'
            f"{language_attributes(item.language)}>\n{text}\n</div></content>"
        )
    elif not item.url:  # section 4.1.2: one of both has to be there
        yield '<content type="text"></content>'


def names_of(article: Article, item: Item) -> list[str]:
    """The authors, each once; where there are none, who stands for them: every entry needs one."""
    names = [name for name in map(one_line, article.authors) if name]
    return list(dict.fromkeys(names)) or [one_line(item.source) or "Unknown"]


def topics_of(article: Article) -> list[str]:
    """The section and the tags, each once."""
    topics = map(one_line, (article.section, *article.tags))
    return list(dict.fromkeys(filter(None, topics)))


def _language(language: str | None) -> str:
    return f' xml:lang="{language}"' if language else ""


def _stamp(moment: datetime) -> str:
    return moment.isoformat().removesuffix("+00:00") + "Z"
