"""The work on fetched pages: done in processes of their own, as `scraper clean` does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scraper.cli.rules import Rules
from scraper.drift import Seen, observe
from scraper.formats import Format, write
from scraper.formats.jsonl import sign
from scraper.paging import Story
from scraper.types import Label, Page, Verdict


@dataclass(frozen=True, slots=True)
class Made:
    """The written article and what became of it.

    `onward` is where more of the story is, None where this is all. It is the whole story on one
    page where `is_whole` says so, the next page otherwise.
    """

    text: str
    verdict: Verdict
    problems: tuple[str, ...]
    onward: str | None
    is_whole: bool
    seen: Seen | None


@dataclass(frozen=True, slots=True)
class Making:
    """The task of a worker: a story's pages in, the article written."""

    format: Format
    fields: tuple[str, ...] | None
    keep: frozenset[Label]
    rules: Rules

    def prepare(self) -> Callable[[Story], Made]:
        """The function from pages to an article, with the rules loaded."""
        from scraper.pipeline import extract_pages  # the parsers: needless in the parent

        config = self.rules.load()

        def make(story: Story) -> Made:
            article = extract_pages(story.pages, config)
            text = write(article, self.format, self.fields, self.keep)
            if self.format == "jsonl":
                first = story.pages[0]
                assert isinstance(first, Page), "a story begins with a page"
                text = sign(text, first)
            whole = article.single_page if len(story.pages) == 1 else None
            return Made(
                text,
                article.verdict,
                article.problems,
                onward=whole or article.next_page,
                is_whole=whole is not None,
                seen=observe(article),
            )

        return make
