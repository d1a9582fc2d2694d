"""A book's package document and table of contents (https://www.w3.org/TR/epub-33/#sec-package-doc)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from scraper.formats.edition.item import Item, made_id
from scraper.formats.edition.whole import Edition, spell_day
from scraper.formats.html import story_css
from scraper.formats.markup import direction, escape

_NO_LANGUAGE = "und"  # a book has to name one: https://www.rfc-editor.org/rfc/rfc5646#section-4.1
_CREATORS = 5  # sites: what shows a shelf of books has room for few
_ACCESS = """\
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
"""


def page_name(number: int) -> str:
    """The file of an article by its place in the book, from 1."""
    return f"{number:04}.xhtml"


@cache
def css() -> str:
    """The book's style: that of every story, and what a page of paper needs."""
    return story_css() + Path(__file__).with_name("book.css").read_text("utf-8")


def package_document(edition: Edition) -> str:
    """What the book is, what is in it, and in which order it is read."""
    numbers = range(1, len(edition.items) + 1)
    manifest = "".join(
        f'<item id="a{n}" href="{page_name(n)}" media-type="application/xhtml+xml"/>\n'
        for n in numbers
    )
    spine = "".join(f'<itemref idref="a{n}"/>\n' for n in numbers)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{edition.language or _NO_LANGUAGE}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"{''.join(f'{line}{chr(10)}' for line in _metadata(edition))}{_ACCESS}</metadata>\n"
        "<manifest>\n"
        '<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" '
        'properties="nav"/>\n<item id="css" href="book.css" media-type="text/css"/>\n'
        f"{manifest}</manifest>\n"
        f'<spine page-progression-direction="{direction(edition.language)}">\n'
        f'<itemref idref="contents"/>\n{spine}</spine>\n</package>\n'
    )


def book_title(edition: Edition) -> str:
    """The edition's title and the days it covers: many a book may have the same title."""
    return f"{edition.title}, {edition.span}" if edition.span else edition.title


def book_id(edition: Edition) -> str:
    """A URN: the same for the same articles, so that the next week's book is another one."""
    return made_id(f"book {edition.title} {' '.join(item.key for item in edition.items)}")


def contents_page(edition: Edition) -> str:
    """The list of articles, day by day: a page to look at, and what the reader's menu shows."""
    language = edition.language or "en"
    count = f"{len(edition.items):,} article{'s' if len(edition.items) != 1 else ''}"
    about = " · ".join(filter(None, (count, edition.span)))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}" dir="{direction(edition.language)}">\n'
        f"<head>\n<title>{escape(edition.title)}</title>\n"
        '<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n<body>\n'
        f'<header class="cover">\n<h1>{escape(edition.title)}</h1>\n'
        f'<p class="byline"><span lang="en" xml:lang="en" dir="ltr">{about}</span></p>\n</header>\n'
        '<nav epub:type="toc" role="doc-toc" aria-label="Contents">\n'
        f"<ol>\n{''.join(_days(edition))}</ol>\n</nav>\n</body>\n</html>\n"
    )


def _metadata(edition: Edition) -> Iterator[str]:
    yield f'<dc:identifier id="id">{book_id(edition)}</dc:identifier>'
    yield f"<dc:title>{escape(book_title(edition))}</dc:title>"
    for language in edition.languages or (_NO_LANGUAGE,):
        yield f"<dc:language>{language}</dc:language>"
    for source in edition.sources[:_CREATORS]:
        yield f"<dc:creator>{escape(source)}</dc:creator>"
    yield f"<dc:date>{edition.updated.date().isoformat()}</dc:date>"
    stamp = edition.updated.isoformat().removesuffix("+00:00")
    yield f'<meta property="dcterms:modified">{stamp}Z</meta>'


def _days(edition: Edition) -> Iterator[str]:
    """The articles below their day; without days where most would have one article only."""
    numbered = list(enumerate(edition.items, 1))
    if not numbered:  # the list has to have a link in it
        yield '<li><a href="contents.xhtml">Nothing to read</a></li>\n'
        return
    days = len({item.day for item in edition.items})
    if days == 1 or len(numbered) < 2 * days:
        yield from (_row(number, item) for number, item in numbered)
        return
    for day, run in groupby(numbered, key=lambda pair: pair[1].day):
        name = spell_day(day) if day else "Without a date"
        rows = "".join(_row(number, item) for number, item in run)
        yield f'<li><span lang="en" xml:lang="en" dir="ltr">{name}</span>\n<ol>\n{rows}</ol></li>\n'


def _row(number: int, item: Item) -> str:
    return f'<li><a href="{page_name(number)}" dir="auto">{escape(item.title)}</a></li>\n'
