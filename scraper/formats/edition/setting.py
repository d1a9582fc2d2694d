"""An article set for reading, as elements that are well-formed in HTML and in XHTML.

A line of JSON holds paragraphs, and not what each of them was: from an article without blocks,
subheads, quotes and lists are set as paragraphs, and captions stand after the text, not within.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from scraper.formats.edition.item import Item
from scraper.formats.edition.whole import spell_day
from scraper.formats.markup import escape, link, web_address
from scraper.formats.parts import (
    PICTURE_LABELS,
    Line,
    deck_above,
    grouped,
    one_line,
    spell,
    story,
    writers,
)
from scraper.formats.typeset import Typesetter
from scraper.types import Article, Caption, Dateline, Label, Verdict

_DASHES = ("-", "–", "—", ":")


def set_head(article: Article, item: Item) -> str:
    """Kicker, headline, deck, and who wrote it when and where."""
    lines = (
        _line("kicker", article.kicker),
        f"<h1>{escape(item.title)}</h1>",
        _line("deck", deck_above(article, None)),
        _byline(article, item),
    )
    return "<header>\n" + "\n".join(filter(None, lines)) + "\n</header>"


def set_story(article: Article, item: Item) -> str:
    """The text, its pictures as links that load nothing, and about the author; "" without any."""
    setter = Typesetter(tuple(_reachable(article, item)))
    parts = [setter.set(label, run) for label, run in grouped(_lines(article))]
    if not _is_labelled(article):
        parts.extend(_pictures(article, setter.captions))
    parts.append(_line("bio", article.bio))
    return "\n".join(filter(None, parts))


def set_source(item: Item) -> str:
    """A line that leads to where the article was found; empty when that is not known."""
    if not item.url:
        return ""
    leading = link(item.url, f"Read at {item.source}")
    return f'<p class="source"><span dir="ltr">{leading}</span></p>'


def is_readable(article: Article) -> bool:
    """Whether people would want it: not an index or an error page, nor one with nothing to read."""
    if article.verdict is Verdict.NOT_ARTICLE:
        return False
    return bool(one_line(article.headline) or any(True for _ in _lines(article)))


def _line(role: str, text: str | None) -> str:
    line = one_line(text)
    return f'<p class="{role}">{escape(line)}</p>' if line else ""


def _byline(article: Article, item: Item) -> str:
    parts = (
        escape(writers(article, None)),
        _when(article, item),
        link(item.url, item.source) if item.source else "",
    )
    line = " · ".join(filter(None, parts))
    return f'<p class="byline">{line}</p>' if line else ""


def _when(article: Article, item: Item) -> str:
    """The day and time that the page printed, in its own time zone."""
    if not item.day:
        return ""
    said, moment = article.published, item.day.isoformat()
    words = spell_day(item.day)
    if isinstance(said, datetime):
        moment = said.isoformat()
        words += f", {said:%H:%M}" + (f" {said.tzname()}" if said.tzinfo else "")
    return f'<time datetime="{moment}" lang="en" dir="ltr">{escape(words)}</time>'


def _lines(article: Article) -> Iterator[Line]:
    if _is_labelled(article):
        yield from story(article, {Label.DATELINE, *PICTURE_LABELS})
        return
    lines = list(story(article, ()))
    if lines and article.dateline:
        lines[0] = replace(lines[0], text=_dated(article.dateline, lines[0].text))
    headlines = iter([entry.headline for entry in article.entries if entry.headline])
    wanted = next(headlines, None)
    for line in lines:
        if line.text == wanted:  # an entry of a live blog begins
            line, wanted = replace(line, label=Label.SUBHEAD), next(headlines, None)
        yield line


def _is_labelled(article: Article) -> bool:
    return any(block.label.is_text for block in article.blocks)


def _dated(dateline: Dateline, text: str) -> str:
    """The first paragraph with the dateline that was taken off it."""
    place = one_line(dateline.text)
    return f"{place} {text}" if place.endswith(_DASHES) else f"{place} — {text}"


def _reachable(article: Article, item: Item) -> Iterator[Caption]:
    """The captions, with the whole addresses of their pictures."""
    for caption in article.captions:
        yield replace(caption, image_url=web_address(caption.image_url, item.url))


def _pictures(article: Article, captions: tuple[Caption, ...]) -> Iterator[str]:
    for caption in captions:
        credit = spell(caption.credit)
        signed = f" <small>{escape(credit)}</small>" if credit else ""
        words = link(caption.image_url, one_line(caption.text) or "Picture")
        yield f"<figure><figcaption>{words}{signed}</figcaption></figure>"
    if not captions and web_address(article.lead_image):
        words = link(article.lead_image, "Picture")
        yield f"<figure><figcaption>{words}</figcaption></figure>"
