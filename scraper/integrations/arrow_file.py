"""Parquet and Arrow files of articles, written and read a row group at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet

from scraper.formats.record import Record
from scraper.integrations.arrow import record_schema, records_of, to_row

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


def read_parquet(path: Path) -> Iterator[Record]:
    """The records of a Parquet file, one row group after another."""
    with pa.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=ROWS):
            yield from records_of(batch)


def read_arrow(path: Path) -> Iterator[Record]:
    """The records of an Arrow file, one batch after another."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
        for index in range(file.num_record_batches):
            yield from records_of(file.get_batch(index))
