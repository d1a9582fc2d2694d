"""One file for many articles: tables (Parquet, Arrow, CSV), and lines of JSON and JSON-LD."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from scraper.cli.inputs import Input, UsageError
from scraper.errors import ScraperError
from scraper.formats import Tabular, csv, write
from scraper.formats.jsonl import dump
from scraper.formats.record import Record, read_line

EXTRA = "pip install 'scraper[arrow]'"

Collected = Tabular | Literal["jsonl", "jsonld"]  # the formats that hold many articles in one file
Fields = Sequence[str] | None


class TableError(ScraperError):
    """A table that cannot be written; it names the file."""


class Table(Protocol):
    """Takes one record after another; what it writes can be read once it is closed."""

    def add(self, record: Record) -> None:
        """Nothing. Raises OSError when it cannot be written."""

    def close(self) -> None:
        """Nothing. Raises OSError when it cannot be written."""


@dataclass(slots=True)
class Lines:
    """A table that is text, a line or a row of it for each record."""

    stream: BinaryIO
    head: str
    row: Callable[[Record], str]

    def __post_init__(self) -> None:
        self._write(self.head)

    def add(self, record: Record) -> None:
        self._write(self.row(record))

    def close(self) -> None:
        self.stream.close()

    def _write(self, text: str) -> None:
        self.stream.write(text.encode("utf-8", "replace"))


@dataclass(slots=True)
class TableFile:
    """Records, or lines of JSON, into a file that appears under its name once it is whole.

    Until then it is called `NAME.part`, and stays so when the run is cut short: it can be read,
    and holds what was done.
    """

    path: Path
    kind: Collected
    fields: Fields = None
    in_order: bool = True
    _table: Table | None = field(default=None, init=False)

    def put(self, item: Input, text: str) -> None:
        self.add(read_line(text))

    def add(self, record: Record) -> None:
        """Nothing; the record is in the file when that is closed. Raises TableError."""
        try:
            self._opened().add(record)
        except OSError as error:
            raise self._failure(error) from error

    def close(self, is_whole: bool) -> str:
        """Where what was done is when that is not all, else empty. Raises TableError."""
        if not (self._table or is_whole):
            return ""
        try:
            self._opened().close()
            if not is_whole:
                return f"cut short: what was done is in {self._part}"
            os.replace(self._part, self.path)
        except OSError as error:
            raise self._failure(error) from error
        return ""

    def finish(self) -> None:
        """Nothing; the file is there under its name. Raises TableError."""
        self.close(is_whole=True)
        self._table = None

    def leave(self) -> Path | None:
        """The file that holds what was done, where that is not all."""
        if self._table is None:
            return None
        self.close(is_whole=False)
        return self._part

    @property
    def _part(self) -> Path:
        return self.path.with_name(self.path.name + ".part")

    def _opened(self) -> Table:
        if self._table is None:
            self._table = _open(self._part, self.kind, self.fields)
        return self._table

    def _failure(self, error: OSError) -> TableError:
        reason = error.strerror or error
        return TableError(f"{self.path}: cannot be written: {reason}; make room or name another")


@dataclass(slots=True)
class TableStream:
    """Records, or lines of JSON, down a stream."""

    lines: Lines
    in_order: bool = True

    def put(self, item: Input, text: str) -> None:
        self.add(read_line(text))

    def add(self, record: Record) -> None:
        """Nothing; the record is delivered when this returns."""
        self.lines.add(record)
        self.lines.stream.flush()

    def finish(self) -> None:
        pass

    def leave(self) -> Path | None:
        return None

    def close(self, is_whole: bool) -> str:
        return ""


def open_table(kind: Collected, path: Path | None, fields: Fields) -> TableFile | TableStream:
    """Where a run's records go; without a path, standard output.

    Raises UsageError for what cannot be written so, or when a library is missing.
    """
    if fields is not None and "blocks" in fields and kind != "jsonl":
        raise UsageError(f"--fields: blocks fit in no column of -f {kind}; write -f jsonl")
    if kind in ("parquet", "arrow"):
        require_arrow(f"-f {kind}")
    if path is None:
        if kind in ("parquet", "arrow"):
            raise UsageError(f"-f {kind} needs a file: -o articles.{kind}")
        return TableStream(_lines(sys.stdout.buffer, kind, fields))
    if path.is_dir():
        path = path / f"articles.{kind}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"-o {path}: {error.strerror}; name a file to write") from error
    return TableFile(path, kind, fields)


def require_arrow(what: str) -> None:
    """Raises UsageError where the library that reads and writes Parquet and Arrow is missing."""
    try:
        import scraper.integrations.arrow_file  # noqa: F401
    except ModuleNotFoundError as error:
        raise UsageError(f"{what} needs {error.name}: {EXTRA}") from error


def _open(path: Path, kind: Collected, fields: Fields) -> Table:
    if kind == "parquet" or kind == "arrow":
        from scraper.integrations.arrow_file import ArrowFile

        return ArrowFile(path, kind, fields)
    return _lines(path.open("wb"), kind, fields)


def _lines(stream: BinaryIO, kind: Collected, fields: Fields) -> Lines:
    if kind == "csv":
        return Lines(stream, csv.head(fields), partial(csv.row, fields=fields))
    if kind == "jsonld":
        return Lines(stream, "", lambda record: write(record.article, "jsonld", fields))
    return Lines(stream, "", partial(_json_line, fields=fields))


def _json_line(record: Record, fields: Fields) -> str:
    line = write(record.article, "jsonl", fields)
    return dump({**record.origin})[:-2] + ", " + line[1:] if record.origin else line
