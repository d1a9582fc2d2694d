"""The pages of a web archive as Arrow tables, for engines that spread them over machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import pyarrow as pa

from scraper.integrations.warc import WarcError, read_warc
from scraper.types import Page

ARCHIVED_SCHEMA = pa.schema(
    [
        ("archive", pa.string()),
        ("url", pa.string()),
        ("html", pa.binary()),
        ("media_type", pa.string()),  # with the charset that the server named
        ("fetched_at", pa.timestamp("us", tz="UTC")),
        ("problem", pa.string()),
    ]
)
ROWS = 100  # in a batch
BATCH_BYTES = 16_000_000  # of pages, after which a batch is full


def open_path(path: str) -> BinaryIO:
    """A file to read from."""
    return open(path, "rb")


def read_batches(
    path: str, opened: Callable[[str], BinaryIO] = open_path
) -> Iterator[pa.RecordBatch]:
    """The pages of the archive at a path, and a row without `html` for each that failed.

    `problem` says why, or what has to be known of a page that was had, such as its being cut off.
    An archive that cannot be opened is one such row: the others are worth having.
    """
    try:
        stream = opened(path)
    except OSError as error:
        yield _batch([_failed(path, None, f"{path}: {error.strerror or error}")])
        return
    with stream:
        yield from _batches(path, stream)


def _batches(path: str, stream: BinaryIO) -> Iterator[pa.RecordBatch]:
    rows: list[dict[str, Any]] = []
    held = 0
    for found in read_warc(stream):
        if isinstance(found, WarcError):
            rows.append(_failed(path, found.url, str(found)))
        else:
            rows.append(_row(path, found))
            held += len(found.body)
        if len(rows) >= ROWS or held >= BATCH_BYTES:
            yield _batch(rows)
            rows, held = [], 0
    if rows:
        yield _batch(rows)


def _row(path: str, page: Page) -> dict[str, Any]:
    media_type = page.media_type
    if media_type and page.charset:
        media_type = f"{media_type}; charset={page.charset}"
    return {
        "archive": path,
        "url": page.url,
        "html": page.body,
        "media_type": media_type,
        "fetched_at": page.fetched_at,
        "problem": "; ".join(page.problems) or None,
    }


def _failed(path: str, url: str | None, problem: str) -> dict[str, Any]:
    return {"archive": path, "url": url, "problem": problem}


def _batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(rows, ARCHIVED_SCHEMA)
