"""The records of an archive, one after another, in memory that does not grow with it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from scraper.errors import ConfigError, InputError
from scraper.integrations.warc.gaps import next_record
from scraper.integrations.warc.record import (
    NOT_HTML,
    Record,
    Skipped,
    WarcError,
    part_kept,
    says_html,
)
from scraper.types import Page

if TYPE_CHECKING:
    from fastwarc.warc import ArchiveIterator, WarcRecord

MAX_BYTES = 20_000_000  # of one page; as `scraper clean` has it
_STATUSES = frozenset({200, 201, 202, 203})  # that a fetcher takes for a page
_ROBOTS = re.compile(r"[a-z]+://[^/]+/robots\.txt(?:[?#]|$)", re.IGNORECASE)


def read_warc(
    source: str | os.PathLike[str] | BinaryIO,
    *,
    max_bytes: int = MAX_BYTES,
    skipped: Counter[str] | None = None,
) -> Iterator[Page | WarcError]:
    """The pages of an archive, gzipped or not, and in their places the records that failed.

    A page is an answer of status 200 to 203 that is HTML; its address, time, charset and media type
    are the archive's. All else is passed over, and counted by kind in `skipped`. After a damaged
    part reading goes on with the next record, where the source can seek. Raises OSError for a
    file that cannot be read, and ConfigError where fastwarc is not installed.
    """
    counts: Counter[str] = Counter() if skipped is None else skipped
    with ExitStack() as stack:
        if isinstance(source, str | os.PathLike):
            name = os.fspath(source)
            source = cast(BinaryIO, stack.enter_context(open(source, "rb")))
        else:
            name = str(getattr(source, "name", "archive"))
        for entry in entries_of(source, name, max_bytes):
            found = _page(entry, max_bytes) if isinstance(entry, Record) else entry
            if isinstance(found, Skipped):
                counts[found.kind] += 1
            else:
                yield found


def entries_of(
    stream: BinaryIO, archive: str, max_bytes: int = MAX_BYTES
) -> Iterator[Record | Skipped | WarcError]:
    """What an archive holds, in its order; `archive` is its name. The bodies are as they were sent.

    Raises as `read_warc` does.
    """
    can_seek = stream.seekable()
    source = stream if can_seek else cast(BinaryIO, _Pipe(stream))
    reading = _Reading(source, archive, max_bytes)
    start: int | None = 0
    gap: _Gap | None = None  # one that several broken records in a row make is told once
    while start is not None:
        for entry in reading.stretch(start):
            if gap:
                yield gap.told(archive, start)
                gap = None
            yield entry
        if reading.gap is None:
            return
        gap = gap or reading.gap
        start = next_record(stream, reading.offset + 1) if can_seek else None
    if gap:
        yield gap.told(archive, None)


def _page(record: Record, max_bytes: int) -> Page | Skipped | WarcError:
    try:
        return record.page(max_bytes)
    except InputError as error:
        return WarcError(record.archive, record.offset, record.url, str(error))


class _Pipe:
    """A stream that cannot seek, and knows all the same where it is: fastwarc insists on that."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._at += len(piece)
        return piece

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("a pipe goes forward only")


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where an archive is damaged: in the record at `offset`, or after it where `url` is None."""

    offset: int
    url: str | None
    reason: str

    def told(self, archive: str, resumed: int | None) -> WarcError:
        """What to say of it; `resumed` is the byte where reading goes on, None for nowhere."""
        what = "damaged" if self.url else "what follows is damaged"
        rest = "the archive cannot be read any further; fetch it again"
        onward = rest if resumed is None else f"reading goes on at byte {resumed}"
        return WarcError(archive, self.offset, self.url, f"{what} ({self.reason}); {onward}")


@dataclass(slots=True)
class _Reading:
    """One archive being read.

    `offset` is where the last record began; `gap` is None unless reading had to stop there.
    """

    stream: BinaryIO
    archive: str
    max_bytes: int
    offset: int = 0
    gap: _Gap | None = None
    _url: str | None = None

    def stretch(self, start: int) -> Iterator[Record | Skipped | WarcError]:
        """The entries from a byte on, to the end or to where it is damaged."""
        self.offset, self.gap, self._url = start, None, None
        try:
            for record in _open(self.stream, start):
                self.offset, self._url = record.stream_pos, _url_of(record)
                yield self._entry(record)
                self._url = None
        except OSError as error:
            if error.errno is not None:  # the disk's, not the archive's
                raise
            self.gap = _Gap(self.offset, self._url, str(error))

    def _entry(self, record: WarcRecord) -> Record | Skipped | WarcError:
        if kind := _kind_of(record):
            return Skipped(kind)
        if self._url is None:
            return self._error("its header is cut off, or names no URL")
        if _ROBOTS.match(self._url):
            return Skipped("robots.txt")
        record.parse_http(strict_mode=False)
        status = record.http_headers.status_code
        if status not in _STATUSES:
            return Skipped(f"status {status}" if status else "no status")
        headers = _headers_of(record)
        if not says_html(headers):
            return Skipped(NOT_HTML)
        return self._record(record, self._url, headers)

    def _record(self, record: WarcRecord, url: str, headers: dict[str, str]) -> Record | WarcError:
        size = record.content_length
        if size > self.max_bytes:
            limit = f"{self.max_bytes / 1e6:g} MB"
            return self._error(f"holds more than {limit}; if it is one article, raise --max-bytes")
        body = record.reader.read(size)
        if len(body) < size:
            return self._error(f"cut off: {len(body)} of {size} bytes are there")
        problems = part_kept(record.headers.get("WARC-Truncated"))
        date = record.record_date
        return Record(self.archive, self.offset, url, date, headers, body, problems)

    def _error(self, reason: str) -> WarcError:
        return WarcError(self.archive, self.offset, self._url, reason)


def _open(stream: BinaryIO, start: int) -> ArchiveIterator:
    try:
        from fastwarc.warc import ArchiveIterator
    except ImportError as error:
        raise ConfigError("reading a WARC archive needs: pip install 'scraper[warc]'") from error
    if start:
        stream.seek(start)
    return ArchiveIterator(stream, parse_http=False)


def _kind_of(record: WarcRecord) -> str | None:
    """What a record is if it is no answer over HTTP."""
    kind = (record.headers.get("WARC-Type") or "no type").lower()
    if kind != "response":
        return kind
    return None if record.is_http else "not HTTP"


def _url_of(record: WarcRecord) -> str | None:
    # Wget wrote the brackets that the grammar of WARC 1.0 has around a URL.
    return (record.headers.get("WARC-Target-URI") or "").strip().strip("<>") or None


def _headers_of(record: WarcRecord) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in record.http_headers.items_bytes():
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found
