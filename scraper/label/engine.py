"""Readability's opinion, asked only where nothing better found a story.

It costs ten times a parse and takes captions for text, so it speaks at the second-lowest rung and
only for pages whose own blocks hold next to no prose: verse, lists of names, recipes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from html import unescape

from scraper.label.shape import STORY_LABEL
from scraper.label.view import View
from scraper.types import Strength, Vote

MIN_WORDS = 60  # of story text; with fewer, the region may have missed the story
MAX_MARKUP = 500_000  # bytes; readability is slower than linear
MAX_BLOCKS = 2_000  # each is looked for in the text that readability keeps
_TAG = re.compile(r"<[^>]*>")


def vote_engine(view: View, story_words: int) -> Iterator[Vote]:
    """Votes for blocks whose text readability keeps, when the story found so far is too short."""
    markup = view.document.markup
    if story_words >= MIN_WORDS or not 0 < len(markup) <= MAX_MARKUP:
        return
    if len(view.document.blocks) > MAX_BLOCKS:
        return
    kept = _summary(markup.decode("utf-8", "replace"))
    if len(kept) < MIN_WORDS:
        return
    for block in view.document.blocks:
        text = "".join(block.text.split())
        if text and text in kept:
            yield Vote(block.index, STORY_LABEL[block.kind], Strength.ENGINE, "engine/readability")


def _summary(markup: str) -> str:
    """The text that readability keeps, without spaces; empty where it gives up.

    It drops the line breaks of verse and sets none around inline elements: only letters compare.
    """
    # Here, not on top: lxml takes longer to import than the rest of the package together.
    from lxml.etree import LxmlError
    from readability import Document as Readability
    from readability.readability import Unparseable

    logging.getLogger("readability").setLevel(logging.CRITICAL)  # it prints what it also raises
    try:
        summary = Readability(markup).summary(html_partial=True)
    except (LxmlError, Unparseable, ValueError, AssertionError, RecursionError):
        return ""
    return "".join(unescape(_TAG.sub("", summary)).split())
