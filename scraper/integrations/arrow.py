"""Articles as Arrow tables: the one schema that Parquet, Arrow, Spark, Ray and Dask share.

It follows from the annotations of Article, in the order of its fields, less `blocks`, which is the
whole page again. A time is two columns: `published`, an instant to filter by (a day without a time
begins at midnight UTC), and `published_iso`, exactly what the page said: with its offset, or a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pyarrow as pa

from scraper.formats.record import MOMENT, ORIGIN, VERSION, Record, has_parts, parse_moment
from scraper.types import Article, Verdict

ISO = "_iso"  # ends the name of the column beside a time
TIME = pa.timestamp("us", tz="UTC")
LEFT_OUT = frozenset({"blocks"})

_PLAIN: Mapping[Any, pa.DataType] = {str: pa.string(), bool: pa.bool_(), float: pa.float64()}


def _columns(shape: Any) -> Iterator[pa.Field]:
    """The columns of a dataclass's fields."""
    for name, hint in _hints(shape).items():
        if hint == MOMENT:
            yield pa.field(name, TIME)
            yield pa.field(name + ISO, pa.string())
        else:
            yield pa.field(name, _type(hint))


def _type(hint: Any) -> pa.DataType:
    """The Arrow type of an annotation. Raises TypeError for one that it does not know."""
    within = [part for part in get_args(hint) if part not in (NoneType, Ellipsis)]
    if get_origin(hint) is tuple:
        return pa.list_(_type(within[0]))
    if get_origin(hint) is Mapping:
        return pa.map_(pa.string(), pa.string())
    if NoneType in get_args(hint) and len(within) == 1:
        return _type(within[0])
    if has_parts(hint):
        return pa.struct(list(_columns(hint)))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return pa.string()
    if hint in _PLAIN:
        return _PLAIN[hint]
    raise TypeError(f"no Arrow type for {hint}; give it a case in integrations/arrow.py")


@cache
def _hints(shape: Any) -> Mapping[str, Any]:
    hints = get_type_hints(shape)
    return {f.name: hints[f.name] for f in fields(shape) if f.name not in LEFT_OUT}


ARTICLE_SCHEMA: pa.Schema = pa.schema(
    list(_columns(Article)), metadata={"scraper.article": str(VERSION)}
)


def record_schema(names: Sequence[str] | None = None) -> pa.Schema:
    """The schema of files: where an article came from, then its fields, or those named alone."""
    asked = _hints(Article) if names is None else names
    kept = [f for f in ARTICLE_SCHEMA if f.name.removesuffix(ISO) in asked]
    origin = [pa.field(name, pa.string()) for name in ORIGIN]
    return pa.schema(origin + kept, metadata=ARTICLE_SCHEMA.metadata)


def to_row(article: Article) -> dict[str, Any]:
    """The article's columns, as pyarrow takes them."""
    return _row(article)


def to_batch(articles: Iterable[Article]) -> pa.RecordBatch:
    """The articles as one batch of rows; their blocks are left out."""
    return pa.RecordBatch.from_pylist(list(map(_row, articles)), ARTICLE_SCHEMA)


def from_batch(batch: pa.RecordBatch | pa.Table) -> Iterator[Article]:
    """The articles of a batch or table, whatever other columns it has.

    They are those it was made of, without blocks; a column that is not there is as in an empty
    article.
    """
    for row in batch.to_pylist():
        yield _article(row)


def records_of(batch: pa.RecordBatch | pa.Table) -> Iterator[Record]:
    """The articles of a batch, each with where it came from."""
    for row in batch.to_pylist():
        yield Record(_article(row), {name: row[name] for name in ORIGIN if row.get(name)})


def _row(value: Any) -> dict[str, Any]:
    """The columns of an article, or of a part of one."""
    shape: Any = type(value)
    row: dict[str, Any] = {}
    for name, hint in _hints(shape).items():
        held = getattr(value, name)
        if hint == MOMENT:
            row[name] = _instant(held)
            row[name + ISO] = held.isoformat() if held else None
        else:
            row[name] = _cell(held)
    return row


def _cell(value: Any) -> Any:
    match value:
        case str():
            return _encodable(value)
        case tuple():
            return [_cell(item) for item in value]
        case Mapping():
            return [(_encodable(key), _encodable(item)) for key, item in value.items()]
        case None | bool() | float() | int():
            return value
    return _row(value)


def _encodable(text: str) -> str:
    """The text; half characters, which UTF-8 cannot hold, are replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return str(text)


def _instant(moment: datetime | date | None) -> datetime | None:
    """The instant to filter by; None for one that the calendar of UTC does not have."""
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return None


def _article(row: Mapping[str, Any]) -> Article:
    article: Article = _restored(Article, row)
    return article


def _restored(shape: Any, row: Mapping[str, Any]) -> Any:
    """An article, or a part of one, from its columns."""
    values: dict[str, Any] = {}
    for name, hint in _hints(shape).items():
        if hint == MOMENT:
            text = row.get(name + ISO)
            values[name] = parse_moment(text) if text else None
        elif row.get(name) is not None:
            values[name] = _value(row[name], hint)
    return shape(**values)


def _value(cell: Any, hint: Any) -> Any:
    """A cell as the field has it."""
    within = [part for part in get_args(hint) if part not in (NoneType, Ellipsis)]
    if get_origin(hint) is tuple:
        return tuple(_value(item, within[0]) for item in cell)
    if get_origin(hint) is Mapping:
        return dict(cell)
    if within:
        return _value(cell, within[0])
    if hint is Verdict:
        return Verdict(cell)
    return _restored(hint, cell) if has_parts(hint) else cell
