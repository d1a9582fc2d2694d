"""A line of JSON read back, and the JSON Schema that says what such a line holds.

Both follow from the annotations of Article: what is added there is read and described here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from scraper.errors import InputError
from scraper.types import Article, Block, Kind, Label, LabelledBlock

VERSION = 1  # raised when a field goes or changes its type; a new field is no new version
# What commands put before the fields.
ORIGIN = ("id", "input", "asked", "fetched_at", "duplicate_of")

MOMENT = datetime | date | None
_Moment = Annotated[
    str,
    Meta(
        description="ISO 8601: a time with its offset, or a day where the page gave no time",
        pattern=r"^\d{4}-\d\d-\d\d(T.+)?$",
    ),
]
_ABOUT = {
    "id": "What the manifest calls the input (scraper clean).",
    "input": "The file or record it came from (scraper clean).",
    "asked": "The URL that was asked for (scraper fetch).",
    "fetched_at": "When the answer came, ISO 8601 (scraper fetch).",
    "duplicate_of": "The id, asked, input or url of the first article that this one repeats, word "
    "for word or nearly (--duplicates).",
    "authors": "Names in printed order.",
    "text": "The story only, a blank line between blocks.",
    "provenance": "Field: where on the page it was found.",
    "problems": "What was wrong with the page, in words for people.",
    "confidence": "From 0 to 1: how sure the verdict is.",
    "entries": "Those of a live blog.",
    "blocks": "The whole page again, labelled; there only when asked for.",
    "kept": "Blocks left in by --keep.",
}


class BlockRow(Struct, frozen=True):
    """A labelled block as `jsonl.block_row` writes it."""

    index: int
    label: Label
    rule: str
    kind: Kind
    level: int
    text: str

    def block(self) -> LabelledBlock:
        """The block, less what only its page knew."""
        return LabelledBlock(
            Block(self.index, self.text, self.kind, level=self.level), self.label, self.rule
        )


@dataclass(frozen=True, slots=True)
class Record:
    """An article and what is known of it besides: those of `ORIGIN` that its line had."""

    article: Article
    origin: Mapping[str, str | None]


def read_line(line: str | bytes) -> Record:
    r"""What a line of JSON says. Raises InputError for what is no line of ours.

    Fields that are absent are as in an empty Article, and unknown ones are passed over.

    >>> read_line('{"input": "a.html", "headline": "Rain", "published": "2024-05-01"}').origin
    {'input': 'a.html'}
    """
    try:
        row = msgspec.json.decode(line, type=_line())
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"no article: {error}; give lines as -f jsonl writes them") from error
    try:
        article: Article = _restore(Article, row)
    except ValueError as error:
        raise InputError(f"no article: {error}; write times as ISO 8601 has them") from error
    return Record(article, {name: getattr(row, name) for name in ORIGIN if getattr(row, name)})


def parse_moment(text: str) -> datetime | date:
    """A time or a day, as `to_json` spells them. Raises ValueError for another text.

    >>> parse_moment("2024-05-01"), parse_moment("2024-05-01T09:30:00+00:00").tzname()
    (datetime.date(2024, 5, 1), 'UTC')
    """
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def article_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a line."""
    line = msgspec.json.schema(_line())
    own = line["$defs"]["Article"]
    for name, about in _ABOUT.items():
        own["properties"][name] = {"description": about, **own["properties"][name]}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:scraper:article:{VERSION}",
        "title": "Article",
        "description": "A line that `scraper clean -f jsonl` and `scraper fetch -f jsonl` write. "
        "None of its fields has to be there: --fields chooses.",
        "version": VERSION,
    }
    own.pop("title")
    return {**head, **own, "$defs": {k: v for k, v in line["$defs"].items() if k != "Article"}}


def has_parts(hint: Any) -> bool:
    """Whether a field's values have fields of their own."""
    return is_dataclass(hint)


@cache
def _line() -> type[Struct]:
    origin = [(name, str | None, None) for name in ORIGIN]
    kept = ("kept", tuple[BlockRow, ...], ())
    return msgspec.defstruct("Article", [*origin, *_fields(Article), kept])


def _fields(shape: Any) -> list[Any]:
    """The fields of a dataclass as msgspec has them: those that may be left out have defaults."""
    hints = _hints(shape)
    found: list[Any] = []
    for f in fields(shape):
        default = f.default
        if f.default_factory is not MISSING:
            default = msgspec.field(default_factory=f.default_factory)
        written = _written(hints[f.name])
        found.append((f.name, written) if default is MISSING else (f.name, written, default))
    return found


def _written(hint: Any) -> Any:
    """The type that a field's values have in JSON."""
    if hint == MOMENT:
        return _Moment | None
    if get_origin(hint) is tuple:
        return tuple[_written(get_args(hint)[0]), ...]  # type: ignore[misc]  # made at run time
    if hint is LabelledBlock:
        return BlockRow
    if has_parts(hint) and MOMENT in _hints(hint).values():
        return _struct(hint)
    if get_origin(hint) is Mapping:
        return dict[str, str]
    return hint


@cache
def _struct(shape: Any) -> type[Struct]:
    return msgspec.defstruct(shape.__name__, _fields(shape), frozen=True)


@cache
def _hints(shape: Any) -> Mapping[str, Any]:
    return get_type_hints(shape)


@cache
def _spelled(shape: Any) -> frozenset[str]:
    """Names of the fields whose values JSON spells in another way."""
    return frozenset(name for name, hint in _hints(shape).items() if _written(hint) != hint)


def _restore(shape: Any, row: Struct) -> Any:
    """What the row spells: an Article, or a part of one."""
    hints, spelled = _hints(shape), _spelled(shape)
    values = {f.name: getattr(row, f.name) for f in fields(shape)}
    for name in spelled:
        values[name] = _value(values[name], hints[name])
    return shape(**values)


def _value(written: Any, hint: Any) -> Any:
    match written:
        case str():
            return parse_moment(written)
        case BlockRow():
            return written.block()
        case Struct():
            return _restore(hint, written)
        case tuple():
            return tuple(_value(item, get_args(hint)[0]) for item in written)
    return written
