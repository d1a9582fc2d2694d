"""The report's column of what was kept: the article, each line tied to its line of the page."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.formats.markup import escape, language_attribute
from scraper.formats.parts import (
    PICTURE_LABELS,
    Line,
    byline,
    deck_above,
    grouped,
    one_line,
    spell,
    story,
)
from scraper.formats.typeset import Typesetter
from scraper.types import Article, Label


def story_column(article: Article) -> str:
    """The article as a reader would see it, with the number of each line beside it."""
    parts = [*_head(article), *_body(article)] or ['<p class="none">No story was found here.</p>']
    return f"<article{language_attribute(article.language)}>\n" + "\n".join(parts) + "\n</article>"


def _head(article: Article) -> Iterator[str]:
    headings = (
        ("p", Label.KICKER, article.kicker),
        ("h1", Label.HEADLINE, article.headline),
        ("p", Label.DECK, deck_above(article, None)),
        ("p", Label.BYLINE, byline(article, None)),
    )
    for tag, label, value in headings:
        text = one_line(value)
        if text:
            # What stands only in the page's metadata has no line of the page to point at.
            index = next((b.block.index for b in article.blocks if b.label is label), -1)
            line = Line(text, label, index=index)
            yield f"{_opening(tag, line, role=str(label))}{escape(text)}</{tag}>"


def _body(article: Article) -> Iterator[str]:
    setter = Typesetter(article.captions, _opening)
    for label, run in grouped(story(article, {Label.DATELINE, *PICTURE_LABELS})):
        yield setter.set(label, run)
    if article.bio:
        index = next((b.block.index for b in article.blocks if b.label is Label.BIO), -1)
        line = Line(spell(article.bio), Label.BIO, index=index)
        yield f"{_opening('p', line, role='bio')}{escape(line.text)}</p>"


def _opening(tag: str, line: Line, role: str = "") -> str:
    """A tag that takes its line's direction, with the number that leads to it on the page."""
    names = f"l-{line.label} {role}".rstrip()
    if line.index < 0:
        return f'<{tag} class="{names}" dir="auto">'
    number = (
        f'<a class="n" href="#b{line.index}" aria-label="Line {line.index} of the page">'
        f"{line.index}</a>"
    )
    if tag == "table":  # where a link stands only in a caption or a cell
        number = f"<caption>{number}</caption>"
    return f'<{tag} id="a{line.index}" class="{names}" dir="auto">{number}'
