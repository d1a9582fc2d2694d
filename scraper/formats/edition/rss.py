"""An edition as an RSS 2.0 feed with the full text (https://www.rssboard.org/rss-specification)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime

from scraper.formats.edition.atom import topics_of
from scraper.formats.edition.item import Item
from scraper.formats.edition.setting import set_story
from scraper.formats.edition.whole import Edition
from scraper.formats.markup import escape, language_attributes
from scraper.formats.parts import one_line
from scraper.types import Article

_NAMES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def head(edition: Edition) -> str:
    """All that stands before the first item. A channel has to have a link: its id, at worst."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<rss version="2.0" {_NAMES}>\n<channel>',
        f"<title>{escape(edition.title)}</title>",
        f"<link>{escape(edition.home or edition.id)}</link>",
        f"<description>{escape(edition.title)}</description>",
        "<generator>scraper</generator>",
    ]
    if edition.language:
        lines.append(f"<language>{edition.language.lower()}</language>")
    if edition.address:
        address = escape(edition.address)
        lines.append(f'<atom:link rel="self" type="application/rss+xml" href="{address}"/>')
    return "\n".join(lines) + "\n"


def entry(item: Item, leaf: str, undated: datetime) -> str:
    """An item made of its leaf; one without a date has none in RSS, which asks for none."""
    return f"<item>\n{leaf}\n</item>\n"


def tail(edition: Edition) -> str:
    """All that stands after the last of them."""
    return "</channel>\n</rss>\n"


def leaf(article: Article, item: Item) -> str:
    """All of an item that the article alone decides, which is all of it."""
    return "\n".join(_leaf(article, item))


def _leaf(article: Article, item: Item) -> Iterator[str]:
    yield f"<title>{escape(item.title)}</title>"
    if item.url:
        yield f"<link>{escape(item.url)}</link>"
    is_link = "true" if item.url else "false"
    yield f'<guid isPermaLink="{is_link}">{escape(item.id)}</guid>'
    if item.published:
        yield f"<pubDate>{format_datetime(item.published)}</pubDate>"
    for name in dict.fromkeys(filter(None, map(one_line, article.authors))):
        yield f"<dc:creator>{escape(name)}</dc:creator>"
    for topic in topics_of(article):
        yield f"<category>{escape(topic)}</category>"
    if deck := one_line(article.deck):
        yield f"<description>{escape(escape(deck))}</description>"  # it is HTML, a title is not
    if text := set_story(article, item):
        whole = f"<div{language_attributes(item.language)}>\n{text}\n</div>"
        yield f"<content:encoded>{escape(whole)}</content:encoded>"
