"""Pages in a Spark DataFrame, articles in another: `clean_articles(df)`.

Every executor needs `scraper[spark]`; rules of one's own travel with the job.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from scraper.integrations.batches import TIMEOUT, Order, Packed


def clean_articles(
    df: DataFrame,
    html: str = "html",
    url: str | None = "url",
    media_type: str | None = None,
    config: Path | str | None = None,
    *,
    carry: Sequence[str] = (),
    timeout: float = TIMEOUT,
) -> DataFrame:
    """The articles of a DataFrame's pages, row for row, and `error` for what became of the others.

    `html` names the column of pages (string or binary), `url` that of their addresses, and
    `media_type` that of their types or Content-Type headers; None looks at the bytes. `carry` names
    columns that come out as they went in. `config` is a folder of rules on the driver's machine;
    raises ConfigError when it holds none. A page gets `timeout` seconds.
    """
    order = Order(html, url, media_type, tuple(carry), Packed.of(config), timeout)
    pages = df.select(*order.columns)
    schema = from_arrow_schema(order.schema(to_arrow_schema(pages.schema)))

    def clean(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return order.run(batches)

    return pages.mapInArrow(clean, schema)
