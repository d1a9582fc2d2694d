"""Articles cut to a length, for readers that pay for every word."""

from __future__ import annotations

import json
from collections.abc import Mapping

from scraper.formats.jsonl import Json, to_json
from scraper.types import Article

_SHORTENED = "text"  # the field that is cut within; of the others parts go
_KEPT = frozenset({"verdict", "confidence", "problems"})  # short, and what the reader must know


def cut(text: str, max_chars: int) -> str:
    """The text, ended at a line's end where it is longer, with a note that says so.

    >>> print(cut("One line.\\n\\nAnother one.", 12))
    One line.
    <BLANKLINE>
    [Cut here: 9 of 23 characters. Ask again with a larger max_chars for more.]
    """
    if len(text) <= max_chars:
        return text
    kept = _shorten(text, max_chars)
    return f"{kept}\n\n[Cut here: {_how_much(kept, text)}]"


def cut_row(row: Mapping[str, Json], max_chars: int) -> dict[str, Json]:
    """An article's fields, `text` of so many characters at most, and the others together too.

    A problem is added for each that was cut. What is cut is still as the schema says.
    """
    left, fitted, notes = max_chars, dict(row), list[Json]()
    for name, value in row.items():
        if name in _KEPT:
            continue
        if name == _SHORTENED and isinstance(value, str):
            if len(value) > max_chars:
                kept = _shorten(value, max_chars)
                fitted[name] = kept
                notes.append(f"{name} was cut: {_how_much(kept, value)}")
            continue
        fitting = _fit(name, value, left)
        left -= len(json.dumps(fitting, ensure_ascii=False))
        if fitting != value:
            notes.append(f"{name} was cut; ask again with a larger max_chars for all of it")
        fitted[name] = fitting
    if notes:
        problems = row.get("problems")
        fitted["problems"] = [*(problems if isinstance(problems, list) else []), *notes]
    return fitted


def _shorten(text: str, max_chars: int) -> str:
    """The beginning of a longer text, up to the last line that fits, or else the last word."""
    head = text[:max_chars]
    at = max(head.rfind("\n"), max_chars // 2)
    return head[:at].rstrip() if "\n" in head[at:] else head.rsplit(" ", 1)[0].rstrip()


def _how_much(kept: str, text: str) -> str:
    return f"{len(kept)} of {len(text)} characters. Ask again with a larger max_chars for more."


def _fit(name: str, value: Json, room: int) -> Json:
    """A field's value, its end left out until it fits; where that cannot be, that of no page."""
    if len(json.dumps(value, ensure_ascii=False)) <= room:
        return value
    match value:
        case str():
            return value[: max(room - 2, 0)] or None
        case list():
            kept, left = list[Json](), room
            for item in value:
                left -= len(json.dumps(item, ensure_ascii=False)) + 2
                if left < 0:
                    break
                kept.append(item)
            return kept
        case dict():
            return to_json(getattr(Article(), name, None))
    return value
