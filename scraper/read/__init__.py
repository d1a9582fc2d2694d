"""Bytes to a Document: decoded, parsed, cut into blocks, with what the page says of itself.

In two steps, since the rules for a page are found by what it shows: `open_page` decodes and parses
it, `read` cuts it up.
"""

from __future__ import annotations

from collections.abc import Sequence

from scraper.config import Site
from scraper.read.borrowed import Lent, read_borrowed
from scraper.read.find import find_all
from scraper.read.html import Segmenter
from scraper.read.marks import Marks, find_marks
from scraper.read.opened import Opened, open_page
from scraper.read.plain import read_lines
from scraper.read.site import read_entries, read_fields
from scraper.read.surplus import join_surplus
from scraper.types import Document, Mark, Span

__all__ = ["Opened", "open_page", "read"]


def read(opened: Opened, site: Site | None) -> Document:
    """The page as blocks in reading order."""
    if opened.tree is None:
        blocks, joined = join_surplus(read_lines(opened.text))
        problems = (*opened.problems, *joined)
        fired = site.layers if site else ()
        return Document(opened.url, opened.media_type, blocks, problems=problems, fired=fired)
    root = opened.tree.body or opened.tree.root
    if root is None:
        return Document(opened.url, opened.media_type, (), problems=opened.problems)
    found = find_all(opened.tree, site.selectors) if site else {}
    marks = find_marks(found, site) if site else Marks()
    lent = read_borrowed(opened.tree, site.borrowed, marks) if site and site.borrowed else Lent()
    segmenter = Segmenter(marks.by_node)
    segmenter.walk(root)
    blocks, joined = join_surplus(segmenter.blocks)
    fields = read_fields(found, site, opened) if site else ()
    return Document(
        url=opened.url,
        media_type=opened.media_type,
        blocks=blocks,
        elements=tuple(segmenter.elements),
        candidates=(*fields, *opened.candidates, *lent.links),
        lent=lent.fields,
        pictures=tuple(p for p in segmenter.pictures if not lent.refuses(p)),
        problems=(*opened.problems, *joined, *lent.problems),
        span=_span(segmenter.cuts, len(blocks)),
        fired=(*site.layers, *marks.fired, *dict.fromkeys(c.source for c in fields), *lent.fired)
        if site
        else (),
        entries=read_entries(found, site.entry, site.timezone) if site and site.entry else (),
        markup=opened.markup,
    )


def _span(cuts: Sequence[tuple[Mark, int]], blocks: int) -> Span | None:
    """From the first start to the first stop behind it; None where the site sets neither."""
    start = next(((mark.start, at) for mark, at in cuts if mark.start), ("", 0))
    stop = next(((m.stop, at) for m, at in cuts if m.stop and at > start[1]), ("", blocks))
    if not (start[0] or stop[0]):
        return None
    return Span(start[1], stop[1], start[0], stop[0])
