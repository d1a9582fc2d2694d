"""A block for datatrove (https://github.com/huggingface/datatrove): HTML in, articles out.

    [WarcReader("crawl/"), ArticleExtractor(), JsonlWriter("articles/")]

Its own extractors keep a document's text; this one fills the metadata as well, with every field of
the Article. Needs datatrove: pip install 'scraper[datatrove]'.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from datatrove.data import Document, DocumentsPipeline
from datatrove.pipeline.base import PipelineStep
from datatrove.utils.logging import logger
from datatrove.utils.typeshelper import StatHints

from scraper.formats.jsonl import Json, to_json
from scraper.formats.parts import FIELDS
from scraper.types import Article, Page, Verdict, totals
from scraper.worker import overrun
from scraper.workers import Failure, Pool, Task

if TYPE_CHECKING:
    from datatrove.pipeline.writers.disk_base import DiskWriter

TIMEOUT = 30.0  # seconds for a page; real ones take a hundredth of one
STORIES = (Verdict.COMPLETE, Verdict.TRUNCATED)
_METADATA = tuple(name for name in FIELDS if name not in ("text", "blocks"))


@dataclass(frozen=True, slots=True)
class Made:
    """An article as a document takes it; `seconds` is what it took."""

    text: str
    verdict: Verdict
    metadata: dict[str, Json]
    removed: dict[str, int]
    seconds: float


@dataclass(frozen=True, slots=True)
class Making:
    """The task of the process beside: a page in, its article out."""

    config: Path | None
    fields: tuple[str, ...]

    def prepare(self) -> Callable[[Page], Made]:
        """The function from a page to its article, with the rules loaded."""
        from scraper import extract, load_config

        rules = load_config(self.config)

        def make(page: Page) -> Made:
            began = time.perf_counter()
            article = extract(page, rules)
            return _made(article, self.fields, time.perf_counter() - began)

        return make


class ArticleExtractor(PipelineStep):  # type: ignore[misc]  # mypy runs without datatrove
    """Makes an article of each document: its story becomes the text, its fields the metadata.

    Documents hold HTML, as WarcReader gives them; "url" and "date" of their metadata help to find a
    site's rules and its layout of that day. `fields` are names of Article fields, None for all but
    the blocks; "removed" counts the boilerplate that was left out, by kind. What is `verdicts` is
    forwarded, all else dropped, as a document without text is. `config` is a folder of rules.

    Each page is worked on in a process beside the task. One that takes more than `timeout` seconds
    or crashes its process costs itself only: it is dropped, named in the log, and goes to the
    `exclusion_writer`, if any, with the reason in its metadata under "error".
    """

    type = "🛢 - EXTRAC"
    name = "📰 scraper"

    def __init__(
        self,
        verdicts: Sequence[Verdict | str] = STORIES,
        fields: Sequence[str] | None = None,
        config: str | Path | None = None,
        timeout: float = TIMEOUT,
        exclusion_writer: DiskWriter | None = None,
    ) -> None:
        """Raises ValueError for a verdict or a field that is none."""
        super().__init__()
        if fields is not None:
            from scraper.formats import check_fields

            check_fields(fields)
        self.verdicts = frozenset(map(Verdict, verdicts))
        self.fields = _METADATA if fields is None else tuple(fields)
        self.config = None if config is None else Path(config)
        self.timeout = timeout
        self.exclusion_writer = exclusion_writer

    def run(
        self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """The documents that are stories, in their order."""
        waiting: deque[Document] = deque()

        def pages() -> Iterator[Page]:
            for document in data or ():
                waiting.append(document)
                yield _page(document)

        results = Pool(self.task(), 1, self.timeout).run(pages(), in_order=True)
        with self.exclusion_writer or nullcontext() as writer:
            try:
                for _, result in results:
                    document = waiting.popleft()
                    self.stat_update(StatHints.total)
                    if self._fill(document, result):
                        self.stat_update(StatHints.forwarded)
                        self.update_doc_stats(document)
                        yield document
                    else:
                        self.stat_update(StatHints.dropped)
                        if writer:
                            writer.write(document, rank)
            finally:
                results.close()

    def task(self) -> Task[Page, Made]:
        """What the process beside does."""
        return Making(self.config, self.fields)

    def _fill(self, document: Document, result: Made | Failure) -> bool:
        """Whether the document is to be forwarded; it holds the article then."""
        if isinstance(result, Failure):
            late = result.reason == overrun(self.timeout)
            self.stat_update("timeout" if late else "failed")
            where = document.metadata.get("url") or document.id
            logger.warning(f"{where}: {result.reason}")
            document.metadata["error"] = result.reason
            return False
        self.stats.time_stats.update(result.seconds)
        self.stat_update(f"verdict_{result.verdict}")
        for kind, count in result.removed.items():
            self.stat_update(f"removed_{kind}", value=count)
        document.text = result.text
        document.metadata.update(result.metadata, removed=result.removed)
        return result.verdict in self.verdicts and bool(result.text)


def _page(document: Document) -> Page:
    metadata = document.metadata
    url, date = metadata.get("url"), metadata.get("date")
    body = document.text.encode("utf-8", "surrogatepass")
    return Page(url, body, None, "utf-8", _moment(date) if isinstance(date, str) else None)


def _moment(date: str) -> datetime | None:
    """The time that a WARC-Date says; None where it says none.

    >>> _moment("2026-05-04T08:30:00Z"), _moment("May")
    (datetime.datetime(2026, 5, 4, 8, 30, tzinfo=datetime.timezone.utc), None)
    """
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _made(article: Article, fields: tuple[str, ...], seconds: float) -> Made:
    metadata = {name: to_json(getattr(article, name)) for name in fields if name != "text"}
    removed = {str(label): count for label, count in totals(article.removed()).items()}
    return Made(article.text, article.verdict, metadata, removed, seconds)
