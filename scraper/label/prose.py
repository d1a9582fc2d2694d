"""How much a block reads like the running text of a story."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from scraper.text import count_words, ends_sentence, has_full_stop, is_title_case
from scraper.types import Block, Document, Kind

MIN_WORDS = 10  # a line this long is a sentence even when it lacks its full stop
MIN_STOPPED = 5  # words; a shorter sentence may be a button's: "Sign up now!"
UNSURE = 0.7  # what is left of the worth of a line that lacks its full stop
CLEAN_SHARE = 0.8  # of a text's words in sentences: it is nearly clean, there are few menus in it
DUMP_UNSTOPPED = 25  # words; a line of a whole-page dump this long is no headline
CLEAN_UNSTOPPED = 10
NO_PROSE = frozenset({Kind.HEADING, Kind.CAPTION, Kind.TABLE})
MAX_LINKS = 0.4  # characters in links / characters


class Measure(Struct, frozen=True, gc=False):
    """What shape tells of a block."""

    words: int
    link_share: float  # 0..1
    closed: bool  # ends as a sentence does, a colon counting
    stopped: bool  # ends with a full stop, question or exclamation mark
    prose: float  # characters that read like a story; 0 for anything else


def measure(block: Block, min_unstopped: int | None = None) -> Measure:
    """The measures of one block.

    `min_unstopped` is for the lines of a dump, where no element tells a paragraph from the headline
    of another story: so many words make prose of a line that lacks its full stop.
    """
    text = block.text
    words = count_words(text)
    share = block.link_chars / len(text) if block.link_chars else 0.0
    closed = ends_sentence(text)
    stopped = closed and has_full_stop(text)
    if min_unstopped is not None:
        prose = _line_prose(block, words, stopped, min_unstopped)
    else:
        prose = _prose(block.kind, words, share, stopped) if words >= MIN_STOPPED else 0.0
    return Measure(words, share, closed, stopped, prose)


def _prose(kind: Kind, words: int, links: float, stopped: bool) -> float:
    """Words of running text, with a discount for what is only probably that."""
    if kind in NO_PROSE or links > MAX_LINKS:
        return 0.0
    if stopped and words >= MIN_STOPPED:
        return words * (1 - links)
    if words >= 2 * MIN_WORDS:
        return words * UNSURE * (1 - links)
    return words * 0.3 if words >= MIN_WORDS else 0.0


def _line_prose(block: Block, words: int, stopped: bool, min_unstopped: int) -> float:
    if block.kind in (Kind.HEADING, Kind.TABLE):
        return 0.0
    if stopped and words >= MIN_STOPPED:
        return float(words)
    if words < min_unstopped or is_title_case(block.text):
        return 0.0
    return words * UNSURE


def measure_all(document: Document) -> tuple[Measure, ...]:
    """The measures of every block, in order."""
    if document.elements:
        return tuple([measure(block) for block in document.blocks])
    measures = tuple(measure(block, DUMP_UNSTOPPED) for block in document.blocks)
    if not is_clean(measures):
        return measures
    return tuple(measure(block, CLEAN_UNSTOPPED) for block in document.blocks)


def is_clean(measures: Sequence[Measure]) -> bool:
    """Whether a text is a story with a few leftovers rather than a whole page with its menus."""
    sentences = sum(m.words for m in measures if m.stopped)
    return sentences >= CLEAN_SHARE * sum(m.words for m in measures)
