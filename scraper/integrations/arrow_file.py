"""Parquet and Arrow files of articles, written and read a row group at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet

from scraper.errors import InputError
from scraper.formats.record import Record
from scraper.integrations.arrow import ARTICLE_SCHEMA, record_schema, records_of, to_row

ROWS = 1_000  # in a row group
CHARS = 32_000_000  # of text in a row group: a column of one batch holds 2 GB at most


class ArrowFile:
    """A file that takes one record after another; it can be read once it is closed.

    Parquet is compressed with zstd; Arrow (IPC, "Feather V2") is not, so that it can be mapped.
    """

    def __init__(
        self, path: Path, kind: Literal["parquet", "arrow"], fields: Sequence[str] | None = None
    ) -> None:
        """Opens the file. Raises OSError when it cannot be written."""
        self._schema = record_schema(fields)
        self._rows: list[dict[str, Any]] = []
        self._chars = 0
        self._writer: Any = (
            pa.parquet.ParquetWriter(path, self._schema, compression="zstd")
            if kind == "parquet"
            else pa.ipc.new_file(path, self._schema)
        )

    def add(self, record: Record) -> None:
        """Nothing; the record is written by and by. Raises OSError when it cannot be."""
        self._rows.append({**record.origin, **to_row(record.article)})
        self._chars += len(record.article.text)
        if len(self._rows) >= ROWS or self._chars >= CHARS:
            self._flush()

    def close(self) -> None:
        """Nothing; what was added is in the file, and the file can be read."""
        try:
            if self._rows:
                self._flush()
        finally:
            self._writer.close()

    def _flush(self) -> None:
        rows, self._rows, self._chars = self._rows, [], 0
        self._writer.write_batch(pa.RecordBatch.from_pylist(rows, self._schema))


def read_table(path: Path) -> Iterator[Record]:
    """The records of a Parquet or Arrow file, one batch after another.

    Raises InputError for a file that is neither, or holds something else; OSError when it cannot
    be read.
    """
    try:
        for batch in _batches(path):
            _check(batch.schema)
            yield from records_of(batch)
    except (pa.ArrowInvalid, ValueError) as error:
        raise InputError(f"no table of articles: {error}; give one that we wrote") from error


def _check(schema: pa.Schema) -> None:
    """Raises ValueError for a table without a column of ours, or with one of another type.

    Instants are passed over: they are not read, and programs change their units.
    """
    shared = [name for name in schema.names if name in ARTICLE_SCHEMA.names]
    if not shared:
        raise ValueError("none of its columns is an article's")
    for name in shared:
        there, ours = schema.field(name).type, ARTICLE_SCHEMA.field(name).type
        if not pa.types.is_timestamp(ours) and not there.equals(ours):
            raise ValueError(f"its column {name} is {there}, not {ours}")


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    if path.suffix == ".parquet":
        with pa.parquet.ParquetFile(path) as file:
            yield from file.iter_batches(batch_size=ROWS)
        return
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
        for index in range(file.num_record_batches):
            yield file.get_batch(index)
