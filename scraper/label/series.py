"""Series: lines that follow each other and begin alike, as the dates of a tour do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from scraper.label.view import Change, View, is_open
from scraper.types import Label, LabelledBlock

MIN_LINES = 4
MIN_KEPT = 3  # of them
# "June 9 -- ", "9 June: ", "09.06. – ", "20:15 | "
_OPENING = re.compile(
    r"(?:[^\W\d_]{3,10}\.? \d{1,2}|\d{1,2}\.? [^\W\d_]{3,10}\.?|\d{1,2}[.:/]\d{0,2}\.?(?:\d{2,4})?)"
    r"(?:,? \d{4})? ?(?:-{1,2}|[–—:|]) \S"
)


def find_series(blocks: Sequence[LabelledBlock], view: View) -> Iterator[Change]:
    """Lines of a dump in a series that begins in the story, or that a line of it with a colon
    announces: they are all of it.
    """
    if view.document.elements:
        return
    above: LabelledBlock | None = None
    for opens, run in groupby(blocks, lambda b: _OPENING.match(b.text) is not None):
        lines = list(run)
        if opens and len(lines) >= MIN_LINES and (_is_told(lines) or _announces(above)):
            for b in lines:
                if is_open(b) and not b.label.is_text:
                    yield Change(b.block.index, Label.LIST, "revise/series")
        above = lines[-1]


def _is_told(lines: Sequence[LabelledBlock]) -> bool:
    return lines[0].label.is_text and sum(b.label.is_text for b in lines) >= MIN_KEPT


def _announces(block: LabelledBlock | None) -> bool:
    return block is not None and block.label.is_text and block.text.endswith((":", "："))
