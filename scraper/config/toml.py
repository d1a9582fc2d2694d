"""Config values written as TOML (https://toml.io/en/v1.0.0), as a person would write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quote(text: str) -> str:
    r"""A string: plain in double quotes, as it is in single ones where it would need escapes.

    >>> print(quote("h1.headline"), quote('[data-test="body"]'), quote("it's \\d"))
    "h1.headline" '[data-test="body"]' "it's \\d"
    """
    if _CONTROL.search(text) or ("'" in text and ('"' in text or "\\" in text)):
        escaped = re.sub(r'[\\"\n\t\r]', lambda found: _ESCAPES[found[0]], text)
        return '"' + _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'
    return f"'{text}'" if '"' in text or "\\" in text else f'"{text}"'


def spell(value: object) -> str:
    """A value on one line; of a struct only what differs from its defaults.

    Raises TypeError for what no config holds.

    >>> spell([True, 2, "a"]), spell({"css": ".by", "all": True})
    ('[true, 2, "a"]', '{ css = ".by", all = true }')
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return quote(str(value))
        case int() | float():
            return str(value)
        case date():
            return value.isoformat()
        case msgspec.Struct():
            return spell(_set_fields(value))
        case Mapping():
            pairs = (f"{_key(str(name))} = {spell(item)}" for name, item in value.items())
            return "{ " + ", ".join(pairs) + " }"
        case Sequence():
            return "[" + ", ".join(spell(item) for item in value) + "]"
    raise TypeError(f"no TOML for {type(value).__name__}")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else quote(name)


def _set_fields(struct: msgspec.Struct) -> dict[str, object]:
    """The fields of a struct that somebody set."""
    fields = msgspec.structs.fields(struct)
    pairs = ((field, getattr(struct, field.name)) for field in fields)
    return {f.name: v for f, v in pairs if v != f.default and v not in (None, [], {})}
