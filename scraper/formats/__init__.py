"""Writers: an Article as text, Markdown, one line of JSON or JSON-LD, or a page to read.

Pure functions. What a page says is foreign text, so every writer makes it inert for its format.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Literal, get_args

from scraper.formats.html import write_html
from scraper.formats.jsonl import write_jsonl
from scraper.formats.jsonld import write_jsonld
from scraper.formats.markdown import write_markdown
from scraper.formats.parts import FIELDS, inert
from scraper.formats.plain import write_text
from scraper.types import Article, Label

__all__ = [
    "FIELDS",
    "FORMATS",
    "TABLES",
    "Format",
    "Tabular",
    "check_fields",
    "inert",
    "write",
]

Format = Literal["text", "markdown", "jsonl", "html", "jsonld"]
FORMATS: tuple[Format, ...] = get_args(Format)
Tabular = Literal["parquet", "arrow", "csv"]  # many articles in one file; see record.py
TABLES: tuple[Tabular, ...] = get_args(Tabular)

_Writer = Callable[[Article, "Sequence[str] | None", Collection[Label]], str]
_WRITERS: Mapping[str, _Writer] = MappingProxyType(
    {
        "text": write_text,
        "markdown": write_markdown,
        "jsonl": write_jsonl,
        "html": write_html,
        "jsonld": write_jsonld,
    }
)


def write(
    article: Article,
    format: Format,
    fields: Sequence[str] | None = None,
    keep: Collection[Label] = (),
) -> str:
    """The article in one format, ending in a line break; empty when there is nothing to say.

    `fields` names the Article fields to write, in that order where the format has an order; None
    writes what a reader of the format expects. `keep` leaves blocks of those labels in, at their
    place; JSON lists them under "kept". Raises ValueError for a format or field that is none.

    >>> write(Article(headline="Bridge reopens", text="It rained."), "text")
    'Bridge reopens\\n\\nIt rained.\\n'
    """
    if format not in _WRITERS:
        raise ValueError(f"no format {format!r}; choose from {', '.join(_WRITERS)}")
    if fields is not None:
        check_fields(fields)
    return _WRITERS[format](article, fields, keep)


def check_fields(fields: Sequence[str]) -> None:
    """Nothing; raises ValueError naming the first word that is no Article field, and the nearest.

    >>> check_fields(["headine"])
    Traceback (most recent call last):
    ValueError: no field 'headine'; did you mean 'headline'?
    """
    for name in fields:
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, n=1)
            advice = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(FIELDS)}"
            raise ValueError(f"no field {name!r}; {advice}")
