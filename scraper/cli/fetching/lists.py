"""What to fetch: URLs on the command line, and lists of them in files and on standard input."""

from __future__ import annotations

import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from scraper.cli.fetching.rows import JSON_SUFFIXES, TABLE_SUFFIXES, Row, Source, read_rows
from scraper.cli.inputs import STANDARD_INPUT, UsageError
from scraper.fetch.faults import Fault
from scraper.fetch.urls import MAX_CHARS, canonical
from scraper.magic import name_binary

LIST_SUFFIXES = TABLE_SUFFIXES | JSON_SUFFIXES | {".txt", ".text", ".list", ".lst", ".urls"}
COMMAND_LINE = "the command line"
PATIENCE = 1_000  # lines without a URL before the first one; then it is no list of URLs
LONGEST_LINE = 1_000_000  # characters; the rest of a longer line is passed over

_HEAD = 4_096  # bytes looked at to tell what a file is
_GZIP_MAGIC = b"\x1f\x8b"  # RFC 1952, section 2.3.1
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_PAGE = re.compile(rb"\s*<(?:!doctype html|html|head)\b", re.IGNORECASE)
_XML = re.compile(rb"\s*<(?:\?xml|urlset|sitemapindex|rss|feed|rdf:RDF)\b")
_UNDECODED = re.compile("[\udc80-\udcff\ufffd]")  # bytes that were no text


@dataclass(frozen=True, slots=True)
class Listed:
    """One URL of a list, canonical; where `wrong` says that it cannot be, as it was written."""

    url: str
    where: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """URLs named on the command line and in lists; every iteration reads the lists anew.

    A line that holds no URL comes out with what is wrong with it. A list that holds none at all
    raises UsageError, and so does a name that is neither a file nor a URL.
    """

    names: tuple[str, ...]
    column: str | None = None

    def __iter__(self) -> Iterator[Listed]:
        for name in self.names:
            if name == STANDARD_INPUT or os.path.exists(name):
                yield from _some(name, self._read(name))
            else:
                yield _argument(name)

    def check(self) -> None:
        """Nothing; raises UsageError for what can be seen to be no list before it is read."""
        for name in self.names:
            if os.path.isfile(name):
                next(_some(name, self._read(name)))
            elif os.path.isdir(name):
                raise _is_folder(name)
            elif name != STANDARD_INPUT and not os.path.exists(name):
                _argument(name)

    def _read(self, name: str) -> Iterator[Listed]:
        with ExitStack() as stack:
            if name == STANDARD_INPUT:
                named, file = "standard input", cast(BinaryIO, sys.stdin.buffer)
            else:
                named, file = name, stack.enter_context(_opened(name))
            text = _decoded(file, named)
            stack.callback(text.detach)  # or its end would close standard input
            yield from read_list(text, Source(named, _suffix(name), self.column))


def read_list(text: io.TextIOBase, source: Source) -> Iterator[Listed]:
    """The URLs of one list, each with the line it stands on."""
    number = 0
    try:
        for row in read_rows(_lines(text), source):
            number = row.number
            yield _listed(row, f"{source.name}, line {row.number}")
    except (OSError, EOFError, zlib.error) as error:  # gzip raises all three
        where = f"{source.name}, after line {number}"
        yield Listed("", where, f"the list breaks off here ({error}); make it anew")


def _listed(row: Row, where: str) -> Listed:
    if row.wrong:
        return Listed(row.text[:MAX_CHARS], where, row.wrong)
    if _UNDECODED.search(row.text):
        return Listed(row.text[:MAX_CHARS], where, "not UTF-8; save the list as UTF-8")
    if len(row.text) <= MAX_CHARS and len(row.text.split()) > 1:
        return Listed(row.text, where, "white space within; write %20, and each URL on its line")
    return _read_as_url(row.text.strip(), where)


def _read_as_url(text: str, where: str) -> Listed:
    try:
        return Listed(canonical(text), where)
    except Fault as fault:
        return Listed(text[:MAX_CHARS], where, fault.detail)


def _argument(name: str) -> Listed:
    """A URL of the command line; raises UsageError for what is more like a misspelt file."""
    listed = _read_as_url(name, COMMAND_LINE)
    is_file = _suffix(name) in LIST_SUFFIXES and "/" not in name
    if "://" not in name and (listed.wrong or is_file):
        raise UsageError(f"{name}: no such file, and no URL; URLs begin with https://")
    return listed


def _some(name: str, listed: Iterator[Listed]) -> Iterator[Listed]:
    """The same; raises UsageError where no URL is among the first lines."""
    wrong: list[Listed] = []
    for item in listed:
        wrong.append(item)
        if not item.wrong:
            break
        if len(wrong) >= PATIENCE:
            raise _holds_none(name, wrong)
    if not wrong or wrong[-1].wrong:
        raise _holds_none(name, wrong)
    yield from chain(wrong, listed)


def _holds_none(name: str, wrong: list[Listed]) -> UsageError:
    named = "standard input" if name == STANDARD_INPUT else name
    example = f" ({wrong[0].where.rpartition(', ')[2]}: {wrong[0].wrong})" if wrong else ""
    return UsageError(f"{named}: holds no URL{example}; write one a line")


def _opened(name: str) -> BinaryIO:
    if os.path.isdir(name):
        raise _is_folder(name)
    try:
        return open(name, "rb")
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}") from error


def _is_folder(name: str) -> UsageError:
    return UsageError(f"{name}: a folder, not a list of URLs; to clean saved pages: scraper clean")


def _decoded(file: BinaryIO, name: str) -> io.TextIOWrapper:
    """A list as text, unpacked; raises UsageError for what is no text, or text of another kind."""
    try:
        buffered = _unpacked(file)
        head = buffered.peek(_HEAD)[:_HEAD]
    except (OSError, EOFError, zlib.error) as error:
        raise UsageError(f"{name}: cannot be read: {error}") from error
    if head.startswith(_UTF_16):  # what Windows PowerShell writes with ">"
        return io.TextIOWrapper(buffered, "utf-16", "replace", newline="")
    if other := _other_than_a_list(head):
        raise UsageError(f"{name}: {other}")
    return io.TextIOWrapper(buffered, "utf-8-sig", "surrogateescape", newline="")


def _unpacked(file: BinaryIO) -> io.BufferedReader:
    # Wrapped once more, a reader would wait for a full buffer where a pipe has lines already.
    plain = file if isinstance(file, io.BufferedReader) else io.BufferedReader(_raw(file))
    if not plain.peek(2).startswith(_GZIP_MAGIC):
        return plain
    return io.BufferedReader(_raw(gzip.GzipFile(fileobj=plain)))


def _raw(file: object) -> io.RawIOBase:
    return cast(io.RawIOBase, file)  # has readinto, which is all that a BufferedReader asks for


def _other_than_a_list(head: bytes) -> str | None:
    """What a file is by its first bytes, where that is anything but a list of URLs."""
    if binary := name_binary(head):
        return f"{binary}, not a list of URLs"
    if b"\0" in head:
        return "a binary file, not a list of URLs"
    if _PAGE.match(head):
        return "an HTML page, not a list of URLs; to clean it: scraper clean"
    if _XML.match(head):
        return "XML, not a list of URLs; for a sitemap or feed: --sitemap or --feed with its URL"
    return None


def _lines(text: io.TextIOBase) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        rest = line
        while len(rest) == LONGEST_LINE and not rest.endswith(("\n", "\r")):
            rest = text.readline(LONGEST_LINE)
        yield line.removeprefix("\ufeff")  # lists put together out of several have one in each


def _suffix(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix
