"""Pages in a Spark DataFrame, articles in another: `clean_articles(df)`, and web archives as pages.

Every executor needs `scraper[spark]`, and `scraper[warc]` for archives; rules of one's own travel
with the job.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from scraper.integrations.archived import ARCHIVED_SCHEMA, open_path, read_batches
from scraper.integrations.batches import ROW_SCHEMA, TIMEOUT, Order, Packed


def clean_articles(
    df: DataFrame,
    html: str = "html",
    url: str | None = "url",
    media_type: str | None = None,
    config: Path | str | None = None,
    *,
    fetched_at: str | None = None,
    carry: Sequence[str] = (),
    timeout: float = TIMEOUT,
) -> DataFrame:
    """The articles of a DataFrame's pages, row for row, and `error` for what became of the others.

    `html` names the column of pages (string or binary), `url` that of their addresses, `media_type`
    that of their types or Content-Type headers, where None looks at the bytes, and `fetched_at` one
    of timestamps. `carry` names columns that come out as they went in. `config` is a folder of
    rules on the driver's machine; raises ConfigError when it holds none, and ValueError for columns
    that hold something else. A page gets `timeout` seconds.
    """
    order = Order(html, url, media_type, fetched_at, tuple(carry), Packed.of(config), timeout)
    pages = df.select(*order.columns)
    order.check({column.name: column.dataType.typeName() for column in pages.schema})
    carried = [pages.schema[name] for name in carry]
    schema = StructType([*carried, *from_arrow_schema(ROW_SCHEMA)])

    def clean(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return order.run(batches)

    return pages.mapInArrow(clean, schema)


def read_archives(
    spark: SparkSession, paths: Sequence[str], opened: Callable[[str], BinaryIO] = open_path
) -> DataFrame:
    """The pages of web archives, each read by one task, in memory that does not grow with it.

    The columns are `archive`, `url`, `html`, `media_type`, `fetched_at`, and `problem`: why a
    record's `html` is null, or what has to be known of it. `opened` opens a path where the executor
    runs: give that of your storage for what is no file there.
    """
    named = tuple(paths)

    def read(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for index in batch.column(0).to_pylist():
                yield from read_batches(named[index], opened)

    tasks = spark.range(0, len(named), 1, max(len(named), 1))
    return tasks.mapInArrow(read, from_arrow_schema(ARCHIVED_SCHEMA))
