"""A feed, a book or a page of many articles: set one by one, kept on disk, bound at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from scraper.cli.inputs import Input, UsageError
from scraper.cli.tables import TableError
from scraper.formats.edition import (
    Bound,
    Edition,
    Item,
    bind,
    in_order,
    is_readable,
    leaf_of,
    make_item,
)
from scraper.formats.record import Record, read_line

SUFFIXES: dict[str, Bound] = {
    "xml": "atom", "atom": "atom", "rss": "rss", "epub": "epub", "html": "reader", "htm": "reader",
}  # fmt: skip
_NAMES: dict[Bound, str] = {
    "atom": "feed.xml", "rss": "feed.xml", "epub": "articles.epub", "reader": "articles.html",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the user says of an edition; `newest` is the most articles it may hold."""

    title: str | None = None
    address: str | None = None
    newest: int | None = None


@dataclass(slots=True)
class Spool:
    """Texts on disk, until they are wanted in another order. Its file has no name to be left."""

    file: IO[bytes]
    _end: int = 0

    def keep(self, text: str) -> slice:
        """Where the text is."""
        written = text.encode("utf-8", "replace")
        self.file.seek(self._end)
        self.file.write(written)
        begin, self._end = self._end, self._end + len(written)
        return slice(begin, self._end)

    def text(self, place: slice) -> str:
        self.file.seek(place.start)
        return self.file.read(place.stop - place.start).decode()


@dataclass(slots=True)
class EditionFile:
    """Articles into a file that is there once all of them are, and not before.

    An article that comes again (its address does) is in it once: as it was changed last. Memory
    holds titles and dates; the texts lie on disk beside the file, or where there is no file with
    the system's temporary ones.
    """

    path: Path | None
    kind: Bound
    masthead: Masthead
    in_order: bool = True
    _spool: Spool | None = field(default=None, init=False)
    _kept: dict[str, tuple[Item, slice]] = field(default_factory=dict, init=False)
    _again: int = field(default=0, init=False)
    _blank: int = field(default=0, init=False)

    def put(self, item: Input, text: str) -> None:
        self.add(read_line(text))

    def add(self, record: Record) -> None:
        """Nothing; the article will be in the edition. Raises TableError."""
        if not is_readable(record.article):
            self._blank += 1
            return
        item = make_item(record)
        earlier = self._kept.get(item.id)
        self._again += earlier is not None
        if earlier is None or not _is_older(item, earlier[0]):
            with self._failing():
                place = self._opened().keep(leaf_of(self.kind, record.article, item))
                self._kept[item.id] = item, place

    def close(self, is_whole: bool) -> str:
        """What was left out, in words; the edition is there if it is whole. Raises TableError."""
        if is_whole:
            with self._failing():
                self._bind()
        if self._spool:
            self._spool.file.close()
        return "; ".join(self._left_out()) if is_whole else ""

    def finish(self) -> None:
        """Nothing; the edition is there, and what was left out is told. Raises TableError."""
        if told := self.close(is_whole=True):
            print(f"scraper: {told}", file=sys.stderr)

    def leave(self) -> Path | None:
        """Nothing is left of an edition that is not whole: what it is made of is still there."""
        return None

    def _bind(self) -> None:
        items = in_order(item for item, _ in self._kept.values())[: self.masthead.newest]
        made = datetime.now(UTC).replace(microsecond=0)
        edition = Edition(tuple(items), made, self.masthead.title, self.masthead.address)
        if self.path is None:
            bind(self.kind, edition, self._leaf, sys.stdout.buffer)
            return
        part = self.path.with_name(f"{self.path.name}.part")
        try:
            with part.open("wb") as out:
                bind(self.kind, edition, self._leaf, out)
            os.replace(part, self.path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise

    def _leaf(self, item: Item) -> str:
        return self._opened().text(self._kept[item.id][1])

    def _left_out(self) -> Iterator[str]:
        if self._again:
            yield f"{self._again} there already: as changed last, an article is in it once"
        if self._blank:
            yield f"{self._blank} with nothing to read, or no article, left out"

    def _opened(self) -> Spool:
        if self._spool is None:
            folder = self.path.parent if self.path else None
            self._spool = Spool(TemporaryFile(dir=folder))  # noqa: SIM115  # close() closes it
        return self._spool

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:  # whoever reads it has enough
            raise
        except OSError as error:
            reason = error.strerror or error
            name = self.path or "standard output"
            raise TableError(
                f"{name}: cannot be written: {reason}; make room or name another"
            ) from error


def open_edition(kind: Bound, path: Path | None, masthead: Masthead) -> EditionFile:
    """Where a run's articles go; without a path, standard output. Raises UsageError."""
    if path is None:
        if kind == "epub":
            raise UsageError("-f epub needs a file: -o articles.epub")
        return EditionFile(None, kind, masthead)
    if path.is_dir():
        path = path / _NAMES[kind]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"-o {path}: {error.strerror}; name a file to write") from error
    return EditionFile(path, kind, masthead)


def _is_older(item: Item, other: Item) -> bool:
    return bool(item.updated and other.updated and item.updated < other.updated)
