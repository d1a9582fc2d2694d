"""Articles as a table of comma-separated values (RFC 4180) that is safe to open in a spreadsheet.

A cell that begins with one of = + - @ is a formula to a spreadsheet, and a page's text may begin so
(https://owasp.org/www-community/attacks/CSV_Injection): an apostrophe before it makes it text.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence

from scraper.formats.jsonl import Json, to_json
from scraper.formats.parts import FIELDS, inert
from scraper.formats.record import ORIGIN, Record
from scraper.types import Dateline

COLUMNS = tuple(name for name in FIELDS if name != "blocks")  # the whole page again fits no cell

# Programs pass over spaces, quotes and marks that nobody sees, and take full-width signs for plain
# ones. Those set to another separator begin a cell after it, and a row after every line break.
_FORMULA = re.compile(
    r"""((?:\A|[\n\t;|])[\s"'\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*)"""
    r"([=+\-@\uff1d\uff0b\uff0d\uff20])"
)


def head(fields: Sequence[str] | None = None) -> str:
    """The first line: names of the columns."""
    return _line([*ORIGIN, *(COLUMNS if fields is None else fields)])


def row(record: Record, fields: Sequence[str] | None = None) -> str:
    """One article as one row, in the columns of `head`; what the page did not give is empty.

    Names, tags and addresses are joined by "; ", a dateline is as it was printed, and what has
    parts of its own (captions, entries, provenance) is JSON.
    """
    names = COLUMNS if fields is None else fields
    cells = [spell(getattr(record.article, name)) for name in names]
    return _line([*(safe(record.origin.get(name) or "") for name in ORIGIN), *cells])


def spell(value: object) -> str:
    """A field's value as a cell.

    >>> spell(("Ana Ruiz", "Tom Okafor")), spell(None), spell("=1+1")
    ('Ana Ruiz; Tom Okafor', '', "'=1+1")
    """
    match value:
        case Dateline():
            return safe(value.text)
        case float() | None | bool():
            return "" if value is None else str(value).lower()
    plain = to_json(value)
    if isinstance(plain, str):
        return safe(plain)
    if isinstance(plain, list) and all(isinstance(item, str) for item in plain):
        return safe("; ".join(str(item) for item in plain))
    return safe(_json(plain)) if plain else ""


def safe(text: str) -> str:
    r"""The text without control characters, and with nothing in it that could be a formula.

    >>> safe("\t@SUM(A1)"), safe("a;=b"), safe("a-b = c")
    ("\t'@SUM(A1)", "a;'=b", 'a-b = c')
    """
    return _FORMULA.sub(r"\1'\2", inert(text))


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _line(cells: Iterable[str]) -> str:
    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL).writerow(cells)
    return target.getvalue()
