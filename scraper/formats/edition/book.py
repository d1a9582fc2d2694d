"""An edition as a book: EPUB 3.3 (https://www.w3.org/TR/epub-33/), the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from scraper.formats.edition.item import Item
from scraper.formats.edition.opf import contents_page, css, package_document, page_name
from scraper.formats.edition.setting import set_head, set_source, set_story
from scraper.formats.edition.whole import Edition
from scraper.formats.markup import direction, escape
from scraper.types import Article

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a ZIP knows no moment before it
_READ_BY_ALL = 0o100644 << 16
_UNIX = 3
_CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def leaf(article: Article, item: Item) -> str:
    """The article's page, whole."""
    parts = (set_head(article, item), set_story(article, item), set_source(item))
    body = "\n".join(filter(None, parts))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"{_attributes(item.language)}>\n'
        f"<head>\n<title>{escape(item.title)}</title>\n"
        '<link rel="stylesheet" type="text/css" href="book.css"/>\n</head>\n'
        f"<body>\n<article>\n{body}\n</article>\n</body>\n</html>\n"
    )


def bind(edition: Edition, leaf_of: Callable[[Item], str], out: BinaryIO) -> None:
    """Nothing; the book is in `out`, which has to know how to seek. Raises OSError."""
    with ZipFile(out, "w") as book:
        _put(book, "mimetype", "application/epub+zip", ZIP_STORED)  # first, as OCF 4.3 has it
        _put(book, "META-INF/container.xml", _CONTAINER)
        _put(book, "book/package.opf", package_document(edition))
        _put(book, "book/contents.xhtml", contents_page(edition))
        _put(book, "book/book.css", css())
        for number, item in enumerate(edition.items, 1):
            _put(book, f"book/{page_name(number)}", leaf_of(item))


def _put(book: ZipFile, name: str, text: str, method: int = ZIP_DEFLATED) -> None:
    entry = ZipInfo(name, _EARLIEST)
    entry.external_attr, entry.create_system = _READ_BY_ALL, _UNIX
    book.writestr(entry, text.encode(), method)


def _attributes(language: str | None) -> str:
    known = f' lang="{language}" xml:lang="{language}"' if language else ""
    return f'{known} dir="{direction(language) if language else "auto"}"'
