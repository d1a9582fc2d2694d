"""What a worker process of the service does: the pages of a story in, the article written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scraper.formats import Format, write
from scraper.formats.jsonl import sign
from scraper.paging import Story
from scraper.types import Page, Verdict

if TYPE_CHECKING:
    from scraper.config import Config


@dataclass(frozen=True, slots=True)
class Order:
    """A story, and the formats that its article is wanted in."""

    story: Story
    formats: tuple[Format, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """An article in each of the formats, and what became of it.

    `onward` is where more of the story is, None where this is all. It is the whole story on one
    page where `is_whole` says so, the next page otherwise.
    """

    texts: tuple[str, ...]
    verdict: Verdict
    onward: str | None
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Writing:
    """The task. `load` gives the rules, and can be pickled: a function, or a value's method."""

    load: Callable[[], Config]

    def prepare(self) -> Callable[[Order], Written]:
        """The function from an order to the written article, with the rules loaded."""
        from scraper.pipeline import extract_pages  # the parsers: needless in the parent

        config = self.load()

        def make(order: Order) -> Written:
            pages = order.story.pages
            article = extract_pages(pages, config)
            texts = [write(article, format) for format in order.formats]
            if isinstance(pages[0], Page) and pages[0].asked:
                lines = zip(order.formats, texts, strict=True)
                texts = [sign(t, pages[0]) if f == "jsonl" else t for f, t in lines]
            whole = article.single_page if len(pages) == 1 else None
            return Written(
                tuple(texts),
                article.verdict,
                onward=whole or article.next_page,
                is_whole=whole is not None,
            )

        return make
