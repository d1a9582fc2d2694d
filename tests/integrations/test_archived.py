"""Web archives as tables of pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.archiving import answer, story

pytest.importorskip("fastwarc")
pa = pytest.importorskip("pyarrow")
from scraper.integrations.archived import ARCHIVED_SCHEMA, ROWS, read_batches  # noqa: E402
from scraper.integrations.batches import clean_batch  # noqa: E402

URL = "https://gazette.example/bridge"


def archive(tmp_path, *records: bytes) -> str:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(b"".join(records))
    return str(path)


def table(path: str) -> pa.Table:
    return pa.Table.from_batches(list(read_batches(path)), ARCHIVED_SCHEMA)


def test_a_page_comes_with_its_address_type_and_time(tmp_path):
    (row,) = table(path := archive(tmp_path, answer(URL, story()))).to_pylist()
    assert row == {
        "archive": path,
        "url": URL,
        "html": story(),
        "media_type": "text/html; charset=utf-8",
        "fetched_at": datetime(2026, 5, 4, 8, 30, tzinfo=UTC),
        "problem": None,
    }


def test_the_charset_of_the_header_reaches_the_cleaner(tmp_path):
    header = ("Content-Type", "text/html; charset=ibm866")
    body = story("Мост открыт снова").decode().encode("ibm866")
    pages = table(archive(tmp_path, answer(URL, body, header)))
    found = clean_batch(pages, media_type="media_type", fetched_at="fetched_at")
    assert found["headline"][0].as_py() == "Мост открыт снова"


def test_a_record_that_fails_is_a_row_without_a_page_that_names_it(tmp_path):
    broken = answer(URL, b"no gzip", ("Content-Type", "text/html"), ("Content-Encoding", "gzip"))
    first, second = table(archive(tmp_path, broken, answer(URL, story()))).to_pylist()
    assert first["html"] is None
    assert URL in first["problem"]
    assert second["html"] == story()


def test_an_archive_that_cannot_be_opened_is_one_row(tmp_path):
    (row,) = table(str(tmp_path / "none.warc.gz")).to_pylist()
    assert row["html"] is None
    assert "No such file" in row["problem"]


def test_batches_are_small_however_large_the_archive_is(tmp_path):
    path = archive(tmp_path, *[answer(f"{URL}/{n}", story()) for n in range(2 * ROWS + 1)])
    assert [batch.num_rows for batch in read_batches(path)] == [ROWS, ROWS, 1]


def test_times_of_fetching_have_to_be_times():
    pages = pa.table({"url": [URL], "html": [story()], "seen": ["2026-05-04"]})
    with pytest.raises(ValueError, match="'seen' holds string, not timestamps"):
        clean_batch(pages, fetched_at="seen")


def test_pages_have_to_be_text_or_bytes():
    with pytest.raises(ValueError, match="'html' holds int64, not strings or binary"):
        clean_batch(pa.table({"url": [URL], "html": [1]}))
