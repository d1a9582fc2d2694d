"""How much a block reads like the running text of a story."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.text import count_words, ends_sentence, has_full_stop
from scraper.types import Block, Document, Kind

MIN_WORDS = 10  # a line this long is a sentence even when it lacks its full stop
MAX_LINKS = 0.4  # characters in links / characters


@dataclass(frozen=True, slots=True)
class Measure:
    """What shape tells of a block."""

    words: int
    link_share: float  # 0..1
    closed: bool  # ends as a sentence does, a colon counting
    stopped: bool  # ends with a full stop, question or exclamation mark
    prose: float  # characters that read like a story; 0 for anything else


def measure(block: Block) -> Measure:
    """The measures of one block."""
    text = block.text
    size = len(text)
    words = count_words(text)
    share = block.link_chars / size if size else 0.0
    closed = ends_sentence(text)
    stopped = closed and has_full_stop(text)
    return Measure(words, share, closed, stopped, _prose(block.kind, words, share, stopped))


def _prose(kind: Kind, words: int, links: float, stopped: bool) -> float:
    """Words of running text, with a discount for what is only probably that."""
    if kind in (Kind.HEADING, Kind.CAPTION, Kind.TABLE) or links > MAX_LINKS:
        return 0.0
    if stopped and words >= 5:
        return words * (1 - links)
    if words >= 2 * MIN_WORDS:
        return words * 0.7 * (1 - links)
    return words * 0.3 if words >= MIN_WORDS else 0.0


def measure_all(document: Document) -> tuple[Measure, ...]:
    """The measures of every block, in order."""
    return tuple(measure(block) for block in document.blocks)
