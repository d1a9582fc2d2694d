"""The cells of a table to one block, where the table holds data rather than a page's layout."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from scraper.text import count_words
from scraper.types import Block, Kind

MAX_CELL = 200  # characters; longer cells hold paragraphs, so the table lays out a page
MAX_WORDS = 50  # in a cell, which scripts that part no words say in half as many characters
CELLS_PER_ROW = 1.5  # on average; a single column is a list, or a layout


def join_cells(
    cells: Sequence[Block], rows: Sequence[int], element: int, place: str
) -> Block | None:
    """One block for a table of data, a line for each row; None for a table used for layout.

    `cells` are the blocks inside, in page order; `rows` holds the index at which each row begins.
    """
    if not _is_data(cells, rows):
        return None
    lines: dict[int, list[str]] = {}
    for cell in cells:
        row = bisect_right(rows, cell.index)
        lines.setdefault(row, []).append(" ".join(cell.text.split("\n")))
    return Block(
        index=rows[0],
        text="\n".join(map(" | ".join, lines.values())),
        kind=Kind.TABLE,
        element=element,
        place=place,
        link_chars=sum(c.link_chars for c in cells),
        links=sum(c.links for c in cells),
    )


def _is_data(cells: Sequence[Block], rows: Sequence[int]) -> bool:
    if len(rows) < 2 or len(cells) < 4:
        return False
    if any(c.kind in (Kind.HEADING, Kind.TABLE) or _is_long(c.text) for c in cells):
        return False
    return len(cells) >= CELLS_PER_ROW * len(rows)


def _is_long(text: str) -> bool:
    return len(text) > MAX_CELL or (len(text) > MAX_WORDS and count_words(text) > MAX_WORDS)
