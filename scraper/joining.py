"""The pages of one story as one article.

Each page is read and labelled by itself, since where a line stands on its page says much about it.
What later pages print again is taken out then, and the labelled blocks of all pages are assembled
as if they were one page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urldefrag

from msgspec.structs import replace as replace_in

from scraper.again import RULE, Printed
from scraper.assemble import assemble
from scraper.config import Site
from scraper.errors import ScraperError
from scraper.judge import MIN_STORY, is_error
from scraper.text import count_words
from scraper.types import Article, Document, Element, LabelledBlock, Verdict

MAX_PAGES = 20  # of one story, where the config of its site says nothing
UNSURE = 0.8  # confidence in the verdict on a story some of whose pages are missing
# What stands at the end of a story, and so may be found on a later page only.
_AT_THE_END = ("byline", "authors", "bio", "tags")


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a story: what was read, and the labels of its blocks."""

    document: Document
    blocks: tuple[LabelledBlock, ...]
    site: Site | None


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page that is part of the story: its number from 1, and the article it makes by itself."""

    number: int
    part: Part
    article: Article


def join(pages: Sequence[Part | ScraperError], language: str | None) -> Article:
    """The article that pages make together, in order; the first of them is a Part.

    In the place of a page that could not be had stands the error. Headline, times and links are
    those of the first page, `next_page` is that of the last.
    """
    leaves, missing = _collect(pages, language)
    first = leaves[0].article
    if len(pages) == 1:
        return first
    next_page, too_many = _go_on(pages, leaves)
    missing += too_many
    whole = _bind(leaves, language)
    is_cut = bool(missing) and whole.verdict is Verdict.COMPLETE
    late = {name: getattr(first, name) or getattr(whole, name) for name in _AT_THE_END}
    return replace(
        first,
        **late,
        text=whole.text,
        captions=whole.captions,
        images=tuple(dict.fromkeys(url for leaf in leaves for url in leaf.article.images)),
        entries=whole.entries,
        blocks=whole.blocks,
        next_page=next_page,
        paywalled=whole.paywalled,
        verdict=Verdict.TRUNCATED if is_cut else whole.verdict,
        confidence=UNSURE if is_cut else whole.confidence,
        provenance={**whole.provenance, **first.provenance},
        problems=(*whole.problems, *missing),
        site_rules=whole.site_rules,
    )


def _collect(
    pages: Sequence[Part | ScraperError], language: str | None
) -> tuple[list[_Leaf], list[str]]:
    """The pages that are part of the story, and a problem for each that is not."""
    leaves: list[_Leaf] = []
    missing: list[str] = []
    printed = Printed()
    for number, page in enumerate(pages, 1):
        if isinstance(page, ScraperError):
            missing.append(f"page {number} of the story could not be had: {page}")
            continue
        part = replace(page, blocks=printed.relabel(page.blocks)) if leaves else page
        article = assemble(part.document, part.blocks, part.site, language)
        if leaves and (reason := _why_none(article)):
            missing.append(f"page {number} of the story {reason}")
            continue
        printed.add(part.blocks)
        leaves.append(_Leaf(number, part, article))
    return leaves, missing


def _why_none(article: Article) -> str | None:
    """Why a later page is no part of the story; None where it is one, however short."""
    if is_error(article.headline):
        return f"is an error page: {article.headline}"
    if not article.text:
        again = any(block.rule == RULE for block in article.blocks)
        return "only repeats what stands before it" if again else "gave no text"
    if article.verdict is Verdict.NOT_ARTICLE and count_words(article.text) >= MIN_STORY:
        return f"is no part of it: {article.problems[-1]}"
    return None


def _go_on(
    pages: Sequence[Part | ScraperError], leaves: Sequence[_Leaf]
) -> tuple[str | None, list[str]]:
    """Where the story goes on behind the last page, unless that is far enough, or has been read."""
    last = leaves[-1]
    url = last.article.next_page
    read = {urldefrag(leaf.part.document.url or "").url for leaf in leaves}
    if url is None or url in read or last.number < len(pages):
        return None, []
    site = leaves[0].part.site
    most = (site.fetch.max_pages if site else None) or MAX_PAGES
    if len(pages) < most:
        return url, []
    return None, [f"the story goes on after page {most}, the last that is joined: {url}"]


def _bind(leaves: Sequence[_Leaf], language: str | None) -> Article:
    """The article that the blocks of all pages make, with what the first says of itself."""
    document = leaves[0].part.document
    blocks = leaves[0].part.blocks
    for leaf in leaves[1:]:
        document, blocks = _append(document, blocks, leaf)
    return assemble(document, blocks, leaves[0].part.site, language)


def _append(
    document: Document, blocks: tuple[LabelledBlock, ...], leaf: _Leaf
) -> tuple[Document, tuple[LabelledBlock, ...]]:
    """A document with a further page behind it, and the labelled blocks of both."""
    further = leaf.part.document
    start, elements, entries = len(blocks), len(document.elements), len(document.entries)
    place = f"page {leaf.number}: "
    moved = tuple(_move(b, start, elements, place) for b in leaf.part.blocks)
    pictures = (
        replace(
            p,
            before=p.before + start,
            element=p.element + elements if p.element >= 0 else -1,
        )
        for p in further.pictures
    )
    joined = replace(
        document,
        blocks=(*document.blocks, *(b.block for b in moved)),
        elements=(
            *document.elements,
            *(_move_element(e, elements, entries, place) for e in further.elements),
        ),
        pictures=(*document.pictures, *pictures),
        entries=(*document.entries, *further.entries),
        problems=(*document.problems, *(place + problem for problem in further.problems)),
        fired=tuple(dict.fromkeys((*document.fired, *further.fired))),
        span=None,  # both only spoke for labels, which are given
        markup=b"",
    )
    return joined, (*blocks, *moved)


def _move(labelled: LabelledBlock, start: int, elements: int, place: str) -> LabelledBlock:
    """A block behind `start` others."""
    block = labelled.block
    index = block.index + start
    moved = replace_in(
        block,
        index=index,
        element=block.element + elements if block.element >= 0 else -1,
        place=place + block.place,
    )
    votes = tuple(replace_in(vote, block=index) for vote in labelled.votes)
    return replace_in(labelled, block=moved, votes=votes)


def _move_element(element: Element, elements: int, entries: int, place: str) -> Element:
    mark = element.mark
    if mark is not None and mark.entry >= 0:
        mark = replace_in(mark, entry=mark.entry + entries)
    parent = element.parent + elements if element.parent >= 0 else -1
    index, path = element.index + elements, place + element.path
    return replace_in(element, index=index, parent=parent, path=path, mark=mark)
