"""Pages for tables: those of the fixtures, and rows that cannot be cleaned."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from scraper import extract
from scraper.testing import find_fixtures, load_fixture
from scraper.types import Article

ROOT = Path(__file__).parents[2]
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"
LINE = "<p>Line {} of a page without end, which <a href='/{}'>says</a> little of note today.</p>"

Row = tuple[str, bytes | None]  # url, html


@cache
def pages() -> tuple[Row, ...]:
    """The pages of the fixtures, as they would be fetched."""
    found = [load_fixture(folder).page for folder in find_fixtures(ROOT / "fixtures")]
    return tuple((p.url or "", p.body) for p in found if p.media_type == "text/html")


@cache
def articles() -> tuple[Article, ...]:
    """What a single process makes of the pages."""
    return tuple(replace(extract(body or b"", url=url), blocks=()) for url, body in pages())


def endless(lines: int = 60_000) -> bytes:
    """A page that takes seconds."""
    story = "".join(LINE.format(number, number) for number in range(lines))
    return f"<html><body><article>{story}</article></body></html>".encode()
