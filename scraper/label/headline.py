"""Which block is the headline: the heading that the page's own title names."""

from __future__ import annotations

from scraper.text import likeness, tokens
from scraper.types import Block, Document, Kind

ALIKE = 0.6  # F1 of words; a page's title may add the site's name, a heading may add a kicker
MAX_HEADLINE = 300  # characters


def find_headline(document: Document) -> int:
    """The index of the headline's block; -1 when no block is printed as one.

    In HTML a heading that is like the title or og:title, else the only h1. In a text dump there is
    no title to compare with: see `news`.
    """
    titles = dict.fromkeys(
        t for t in (*document.values("headline"), *document.values("title")) if t
    )
    named = {word for title in titles for word in tokens(title)}
    headings = [b for b in document.blocks if b.kind is Kind.HEADING and document.elements]
    best, score = -1, ALIKE
    for block in headings:
        if len(block.text) > MAX_HEADLINE or named.isdisjoint(tokens(block.text)):
            continue
        found = max([_match(block, title) for title in titles])
        if found > score:
            best, score = block.index, found
    if best >= 0:
        return best
    tops = [b for b in headings if b.level == 1 and len(b.text) <= MAX_HEADLINE]
    return tops[0].index if len(tops) == 1 else -1


def _match(block: Block, title: str) -> float:
    """How well a heading and a title agree, a little more for a higher heading."""
    score = likeness(block.text, title, ALIKE)
    words, named = tokens(block.text), tokens(title)
    if len(words) >= 3 and named[: len(words)] == words:
        score = max(score, 0.95)  # "Headline - Section | The Paper"
    return score - 0.01 * block.level
