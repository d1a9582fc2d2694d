"""Articles as Arrow tables, and back again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.formats import FIELDS, write
from scraper.formats.record import ORIGIN, Record, read_line
from scraper.types import Article, Caption, Dateline, Entry, Verdict

pa = pytest.importorskip("pyarrow")
from scraper.integrations.arrow import (  # noqa: E402
    ARTICLE_SCHEMA,
    from_batch,
    record_schema,
    to_batch,
)
from scraper.integrations.arrow_file import (  # noqa: E402
    ROWS,
    ArrowFile,
    read_table,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
MAYBE = st.none() | TEXT
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
MOMENTS = st.none() | st.dates() | st.datetimes(timezones=OFFSETS)
WORDS = st.lists(TEXT, max_size=3).map(tuple)
ARTICLES = st.builds(
    Article,
    url=MAYBE,
    headline=MAYBE,
    authors=WORDS,
    published=MOMENTS,
    modified=MOMENTS,
    tags=WORDS,
    dateline=st.none() | st.builds(Dateline, TEXT, MAYBE, MAYBE, MAYBE),
    captions=st.lists(st.builds(Caption, TEXT, MAYBE, MAYBE), max_size=2).map(tuple),
    images=WORDS,
    paywalled=st.none() | st.booleans(),
    verdict=st.sampled_from(Verdict),
    confidence=st.floats(0, 1),
    text=TEXT,
    entries=st.lists(st.builds(Entry, TEXT, MAYBE, MOMENTS), max_size=2).map(tuple),
    provenance=st.dictionaries(TEXT, TEXT, max_size=2),
    problems=WORDS,
)
BRIDGE = Article(
    headline="Bridge reopens",
    authors=("Ana Ruiz", "Tom Okafor"),
    published=datetime(2024, 5, 1, 10, 30, tzinfo=timezone(timedelta(hours=2))),
    modified=date(2024, 5, 2),
    text="It rained.",
)


def offset(moment: date | None) -> timedelta | None:
    return moment.utcoffset() if isinstance(moment, datetime) else None


@given(st.lists(ARTICLES, max_size=3))
def test_a_batch_gives_back_the_articles_it_was_made_of(articles):
    found = list(from_batch(to_batch(articles)))
    assert found == articles
    assert [offset(a.published) for a in found] == [offset(a.published) for a in articles]


@given(ARTICLES)
def test_a_line_of_json_gives_back_its_article(article):
    found = read_line(write(article, "jsonl")).article
    assert found == article
    assert offset(found.published) == offset(article.published)


def test_every_field_but_the_whole_page_has_a_column_in_the_order_of_the_article():
    columns = [name for name in ARTICLE_SCHEMA.names if not name.endswith("_iso")]
    assert columns == [name for name in FIELDS if name != "blocks"]
    assert ARTICLE_SCHEMA.metadata == {b"scraper.article": b"1"}


def test_a_time_is_an_instant_to_filter_by_and_what_the_page_said():
    (row,) = to_batch([BRIDGE]).to_pylist()
    assert row["published"] == datetime(2024, 5, 1, 8, 30, tzinfo=UTC)
    assert row["published_iso"] == "2024-05-01T10:30:00+02:00"
    assert row["modified"] == datetime(2024, 5, 2, tzinfo=UTC)
    assert row["modified_iso"] == "2024-05-02"


def test_a_time_that_utc_has_no_year_for_keeps_what_the_page_said():
    early = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    (row,) = to_batch([replace(BRIDGE, published=early)]).to_pylist()
    assert (row["published"], row["published_iso"]) == (None, "0001-01-01T00:00:00+02:00")


def test_half_a_character_is_replaced():
    (found,) = from_batch(to_batch([replace(BRIDGE, headline="Rain \ud83c again")]))
    assert found.headline == "Rain � again"


def test_columns_that_are_not_there_are_as_in_an_empty_article():
    (found,) = from_batch(to_batch([BRIDGE]).select(["headline"]))
    assert found == Article(headline="Bridge reopens")


@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_a_file_gives_back_its_records_in_groups_of_a_thousand(tmp_path, kind):
    records = [Record(BRIDGE, {"id": str(number)}) for number in range(ROWS + 1)]
    file = ArrowFile(tmp_path / f"articles.{kind}", kind)
    for record in records:
        file.add(record)
    file.close()
    assert list(read_table(tmp_path / f"articles.{kind}")) == records


def test_parquet_is_filtered_by_time_without_reading_all_of_it(tmp_path):
    dataset = pytest.importorskip("pyarrow.dataset")
    file = ArrowFile(tmp_path / "articles.parquet", "parquet")
    for day in range(1, 29):
        moment = datetime(2024, 2, day, 12, tzinfo=UTC)
        file.add(Record(replace(BRIDGE, published=moment), {"input": f"{day}.html"}))
    file.close()
    late = dataset.field("published") >= pa.scalar(datetime(2024, 2, 27, tzinfo=UTC))
    table = dataset.dataset(tmp_path / "articles.parquet").to_table(["input"], filter=late)
    assert table["input"].to_pylist() == ["27.html", "28.html"]


def test_a_file_of_some_fields_has_their_columns_only(tmp_path):
    schema = record_schema(["published", "text"])
    assert schema.names == [*ORIGIN, "published", "published_iso", "text"]
    file = ArrowFile(tmp_path / "articles.parquet", "parquet", ["published", "text"])
    file.add(Record(BRIDGE, {}))
    file.close()
    (record,) = read_table(tmp_path / "articles.parquet")
    assert record.article == Article(published=BRIDGE.published, text="It rained.")
