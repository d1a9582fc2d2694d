"""Bytes to a Document: decoded, parsed, cut into blocks, with what the page says of itself."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from scraper.config import Site
from scraper.read.decode import decode
from scraper.read.html import Segmenter
from scraper.read.limits import check_size, tame
from scraper.read.metadata import read_metadata
from scraper.read.plain import read_lines
from scraper.read.site import find_marks, read_fields
from scraper.read.sniff import sniff
from scraper.read.surplus import join_surplus
from scraper.types import Document, Page


def read(page: Page, site: Site | None) -> Document:
    """The page as blocks in reading order.

    Raises UnreadableError for binary input and TooComplexError for a body beyond the size limit.
    """
    check_size(page.body)
    media_type = sniff(page.body, page.media_type)
    decoded = decode(page.body, page.charset, media_type)
    if media_type == "text/plain":
        blocks, joined = join_surplus(read_lines(decoded.text))
        return Document(page.url, media_type, blocks, problems=(*decoded.problems, *joined))
    markup, cut = tame(decoded.utf8)
    return _read_html(markup, page.url, site, (*decoded.problems, *cut))


def _read_html(
    markup: bytes, url: str | None, site: Site | None, problems: tuple[str, ...]
) -> Document:
    tree = LexborHTMLParser(markup)
    root = tree.body or tree.root
    if root is None:
        return Document(url, "text/html", (), problems=problems)
    segmenter = Segmenter(find_marks(tree, site) if site else {})
    segmenter.walk(root)
    blocks, joined = join_surplus(segmenter.blocks)
    known = read_metadata(tree)
    fields = read_fields(tree, site, known) if site else ()
    return Document(
        url=url,
        media_type="text/html",
        blocks=blocks,
        elements=tuple(segmenter.elements),
        candidates=(*fields, *known),
        pictures=tuple(segmenter.pictures),
        problems=(*problems, *joined),
        markup=markup,
    )
