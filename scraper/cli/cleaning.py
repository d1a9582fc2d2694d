"""The work of `scraper clean` on one input, done in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scraper.cli.inputs import Input, load_page
from scraper.cli.rules import Rules
from scraper.cli.survey import origin_of
from scraper.drift import Seen, observe
from scraper.formats import Format, write
from scraper.formats.jsonl import Json, dump
from scraper.repeats import Repeats
from scraper.types import Article, Label, Page, Verdict

if TYPE_CHECKING:
    from scraper.integrations.duplicates import Sketch


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a worker hands back: the written article, and what became of it."""

    text: str
    verdict: Verdict
    problems: tuple[str, ...]
    seen: Seen | None
    sketch: Sketch | None = None  # where duplicates are looked for


@dataclass(frozen=True, slots=True)
class NoPage:
    """What a worker hands back for a record of an archive that is no page; `kind` says what."""

    kind: str


@dataclass(frozen=True, slots=True)
class Cleaning:
    """The task of a worker: read one input, extract the article, write it."""

    format: Format
    fields: tuple[str, ...] | None
    keep: frozenset[Label]
    max_bytes: int
    rules: Rules
    repeats: Repeats = field(default_factory=Repeats)
    duplicates: bool = False
    detect_language: bool = False

    def prepare(self) -> Callable[[Input], Cleaned | NoPage]:
        """The function from an input to its article, with the rules loaded."""
        from scraper import extract  # the parsers: needless in the parent

        config = self.rules.load()

        def clean(item: Input) -> Cleaned | NoPage:
            page = _page_of(item, self.max_bytes)
            if isinstance(page, NoPage):
                return page
            article = extract(page, config, repeats=self.repeats.at(origin_of(item)))
            if self.detect_language:
                article = _with_language(article)
            text = write(article, self.format, self.fields, self.keep)
            if self.format == "jsonl":
                text = _signed(item, text)
            sketch = _sketch(article) if self.duplicates else None
            return Cleaned(text, article.verdict, article.problems, observe(article), sketch)

        return clean


def _page_of(item: Input, max_bytes: int) -> Page | NoPage:
    if item.record is None:
        return load_page(item, max_bytes)
    found = item.record.page(max_bytes)
    return found if isinstance(found, Page) else NoPage(found.kind)


def _with_language(article: Article) -> Article:
    from scraper.integrations.langid import with_language  # of an extra

    return with_language(article)


def _sketch(article: Article) -> Sketch | None:
    from scraper.integrations.duplicates import sketch_of  # of an extra

    return sketch_of(article.text)


def _signed(item: Input, line: str) -> str:
    """The JSON line with what the command knows of the input before the article's fields.

    Of a record that is its archive, the byte it begins at, and when it was fetched.
    """
    row: dict[str, Json] = {"input": item.name}
    if item.record is not None:
        fetched = item.record.fetched_at
        row = {
            "input": item.record.archive,
            "offset": item.record.offset,
            "fetched_at": fetched.isoformat(timespec="seconds") if fetched else None,
        }
    if item.id is not None:
        row = {"id": item.id, **row}
    return dump(row)[:-2] + ", " + line[1:]
