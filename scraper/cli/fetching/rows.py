"""The three shapes a list of URLs comes in: a line each, a table, JSON lines."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from scraper.cli.inputs import UsageError

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
JSON_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})
COLUMNS = (  # what a column of URLs is called, likeliest first
    "url", "link", "href", "loc", "uri", "permalink", "address", "website",
    "page_url", "article_url", "story_url", "source_url", "web_url", "canonical_url", "final_url",
)  # fmt: skip

_DELIMITERS = ",\t;|"
_COMMENT = re.compile(r"(?:^|\s)#")  # not the fragment of a URL, which follows it at once
_WRAPPED = re.compile(r"""(["'<])(.*)(["'>]),?""")
_PAIRS = frozenset({'""', "''", "<>"})
_SPLIT = re.compile(r"[\s_-]+")
_BEGINS_URL = re.compile(r"\s*https?://", re.IGNORECASE)
MAX_NAMED = 8  # columns named in an error


@dataclass(frozen=True, slots=True)
class Row:
    """What the line `number` holds: a URL as written, or what is wrong with the line."""

    number: int
    text: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A list being read: its name for messages, its suffix ("" if unknown), the user's column."""

    name: str
    suffix: str = ""
    column: str | None = None


def read_rows(lines: Iterator[str], source: Source) -> Iterator[Row]:
    """The URLs of a list, in whichever shape its suffix or its first line shows.

    Raises UsageError for a table without a column of URLs.
    """
    number, first = _first_of(lines)
    return _shape_of(first, source)(chain([first], lines), number, source)


def _first_of(lines: Iterator[str]) -> tuple[int, str]:
    """The first line that says something, and its number; ("", 1) when none does."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            return number, line
    return 1, ""


def _shape_of(first: str, source: Source) -> Callable[[Iterator[str], int, Source], Iterator[Row]]:
    if source.suffix in TABLE_SUFFIXES:
        return _table
    if source.suffix in JSON_SUFFIXES or first.lstrip().startswith("{"):
        return _json_lines
    cells = next(csv.reader([first], delimiter=_delimiter(first, source)), [])
    known = any(_plain(cell) in COLUMNS for cell in cells)
    return _table if known or source.column else _plain_lines


def _plain_lines(lines: Iterator[str], start: int, source: Source) -> Iterator[Row]:
    for number, line in enumerate(lines, start):
        text = _unwrapped(_COMMENT.split(line, maxsplit=1)[0].strip())
        if text:
            yield Row(number, text)


def _unwrapped(text: str) -> str:
    found = _WRAPPED.fullmatch(text)
    return found[2].strip() if found and found[1] + found[3] in _PAIRS else text


def _table(lines: Iterator[str], start: int, source: Source) -> Iterator[Row]:
    first = next(lines)
    cells = csv.reader(chain([first], lines), delimiter=_delimiter(first, source))
    before = start - 1
    index: int | None = None
    while True:
        number = before + cells.line_num + 1
        try:
            row = next(cells)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, "", f"no row of a table ({error}); look for a stray quote")
            continue
        if index is None:
            index, is_header = _find_column(row, source)
            if is_header:
                continue
        yield from _cell(row, index, number)


def _cell(row: list[str], index: int, number: int) -> Iterator[Row]:
    if not any(cell.strip() for cell in row):
        return
    text = row[index].strip() if index < len(row) else ""
    yield Row(number, text, "" if text else f"column {index + 1} is empty")


def _find_column(row: list[str], source: Source) -> tuple[int, bool]:
    """Where the URLs stand in a table, by its first row, and whether that row is a header."""
    names = [_plain(cell) for cell in row]
    wanted = (_plain(source.column),) if source.column else COLUMNS
    for name in wanted:
        if name in names:
            return names.index(name), True
    urls = [index for index, cell in enumerate(row) if _BEGINS_URL.match(cell)]
    if urls and not source.column:
        return urls[0], False
    raise _no_column(source, [cell.strip() for cell in row])


def _no_column(source: Source, there: list[str]) -> UsageError:
    missed = f"named {source.column!r}" if source.column else "of URLs"
    named = ", ".join(there[:MAX_NAMED]) + (" ..." if len(there) > MAX_NAMED else "")
    advice = f"it has {named[:300]}; name one with --column"
    return UsageError(f"{source.name}: no column {missed}; {advice}")


def _json_lines(lines: Iterator[str], start: int, source: Source) -> Iterator[Row]:
    for number, line in enumerate(lines, start):
        if number == start and line.strip() in ("[", "[{"):
            advice = "write one object a line, as jq -c '.[]' does"
            raise UsageError(f"{source.name}: one JSON array, not JSON lines; {advice}")
        if line.strip():
            yield _json_row(line, number, source.column)


def _json_row(line: str, number: int, column: str | None) -> Row:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):  # the latter: a thousand brackets
        return Row(number, "", "not JSON")
    if isinstance(value, str):
        return Row(number, value)
    if not isinstance(value, dict):
        return Row(number, "", 'neither {"url": "https://..."} nor "https://..."')
    names = {_plain(name): name for name in reversed(value)}
    for name in (_plain(column),) if column else COLUMNS:
        if isinstance(text := value.get(names.get(name, "")), str):
            return Row(number, text)
    there = ", ".join(list(value)[:MAX_NAMED])[:300]
    return Row(number, "", f"no {column or 'url'} in it; it has {there}: name a key with --column")


def _delimiter(header: str, source: Source) -> str:
    if source.suffix in (".tsv", ".tab"):
        return "\t"
    return max(_DELIMITERS, key=header.count)


def _plain(name: str) -> str:
    """A column's name as it is compared.

    >>> _plain(" Page URL")
    'page_url'
    """
    return _SPLIT.sub("_", name.strip().strip("\"'").casefold())
