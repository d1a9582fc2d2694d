"""Web archives among the inputs: opened in this process, each page of them an input of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, Protocol

from scraper.cli.fetching.naming import stem_of
from scraper.cli.inputs import Input

if TYPE_CHECKING:
    from scraper.integrations.warc import Record


class Told(Protocol):
    """Hears of what is no input."""

    def fail(self, name: str, reason: str) -> None:
        """Nothing; a record, or a part of an archive, cannot be read."""

    def skip(self, kind: str) -> None:
        """Nothing; a record is no page."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens archives, `max_bytes` at most for each record."""

    max_bytes: int
    told: Told

    def each(self, items: Iterable[Input]) -> Iterator[Input]:
        """The inputs, the pages of an archive in its place."""
        for item in items:
            if item.is_archive:
                yield from self._records(item)
            else:
                yield item

    def _records(self, item: Input) -> Iterator[Input]:
        from scraper.integrations.warc import Skipped, WarcError, entries_of  # for archives only

        with ExitStack() as stack:
            try:
                stream = stack.enter_context(item.path.open("rb")) if item.path else _input()
                for entry in entries_of(stream, item.name, self.max_bytes):
                    if isinstance(entry, Skipped):
                        self.told.skip(entry.kind)
                    elif isinstance(entry, WarcError):
                        self.told.fail(entry.place, entry.reason)
                    else:
                        yield _as_input(item, entry)
            except OSError as error:
                self.told.fail(item.name, f"{error.strerror or error}; check the file and the disk")


def forget_body(item: Input) -> Input:
    """The input without what a worker has of it by now."""
    record = replace(item.record, body=b"") if item.record else None
    return replace(item, body=None, record=record)


def _input() -> BinaryIO:
    return sys.stdin.buffer


def _as_input(archive: Input, record: Record) -> Input:
    key = f"{record.offset} {record.url}"  # a crawl may well have a page twice
    try:
        name = stem_of(record.url, key)
    except ValueError:  # "http://[::1" is an address that somebody's crawler was given
        name = stem_of("http://_/", key)
    return replace(
        archive,
        name=record.place,
        stem=f"{archive.stem}/{name}",
        url=record.url,
        media_type=None,
        record=record,
        sheet=archive.stem,
    )
