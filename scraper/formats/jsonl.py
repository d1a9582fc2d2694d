"""An Article as one line of JSON (https://jsonlines.org), as RFC 8259 has it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields as fields_of
from datetime import date

from scraper.formats.parts import FIELDS
from scraper.types import Article, Caption, Dateline, Entry, Label, LabelledBlock, Page

# Legal inside a JSON string, yet str.splitlines, JavaScript and terminals take them for breaks.
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG = "blocks"  # the whole page again: written only when asked for

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def write_jsonl(article: Article, fields: Sequence[str] | None, keep: Collection[Label]) -> str:
    """One JSON object and a line break; a field the page did not give is null or empty."""
    names = [name for name in FIELDS if name != _LONG] if fields is None else fields
    row = {name: to_json(getattr(article, name)) for name in names}
    if keep:
        row["kept"] = [to_json(block) for block in article.blocks if block.label in keep]
    return dump(row)


def dump(row: Mapping[str, Json]) -> str:
    r"""A row as a line that holds no line break but its last character.

    >>> dump({"headline": "Über\u2028Nacht"})
    '{"headline": "Über\\u2028Nacht"}\n'
    """
    line = json.dumps(row, ensure_ascii=False)
    line = _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
    return _SURROGATE.sub("\ufffd", line) + "\n"


def sign(line: str, page: Page) -> str:
    """The line of an article, with what is known of the fetch of its page before its fields."""
    fetched = page.fetched_at.isoformat(timespec="seconds") if page.fetched_at else None
    return dump({"asked": page.asked, "fetched_at": fetched})[:-2] + ", " + line[1:]


def block_row(labelled: LabelledBlock) -> dict[str, Json]:
    """A block's label, rule, form and text."""
    return {
        "index": labelled.block.index,
        "label": str(labelled.label),
        "rule": labelled.rule,
        "kind": str(labelled.block.kind),
        "level": labelled.block.level,
        "text": labelled.text,
    }


def to_json(value: object) -> Json:
    """A field's value as JSON: times as ISO 8601, labels as words. Raises TypeError for others."""
    match value:
        case str():
            return str(value)  # a label's word, not the enum
        case None | bool() | int() | float():
            return value
        case date():  # a datetime is one
            return value.isoformat()
        case LabelledBlock():
            return block_row(value)
        case Caption() | Dateline() | Entry():
            return {f.name: to_json(getattr(value, f.name)) for f in fields_of(value)}
        case Mapping():
            return {str(name): to_json(item) for name, item in value.items()}
        case tuple() | list():
            return [to_json(item) for item in value]
    raise TypeError(f"no JSON for {type(value).__name__}; give it a case in write/jsonl.py")
