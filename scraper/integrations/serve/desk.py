"""The desk of the service: it takes pages and URLs, and hands back articles, within bounds.

Pages are read in processes that are killed when one overruns, URLs fetched by our own fetcher. No
web framework is known here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING

from scraper.async_workers import AsyncPool
from scraper.errors import FetchError
from scraper.fetch.client import Fetcher
from scraper.fetch.policy import FetchPolicy
from scraper.formats import Format
from scraper.integrations.serve.refusals import RefusalError, Word, refusal_of
from scraper.integrations.serve.work import Order, Writing, Written
from scraper.paging import Story
from scraper.types import Page, Reason, Verdict
from scraper.workers import Failure, WorkerError

if TYPE_CHECKING:
    from scraper.config import Config

RETRY_SECONDS = 1  # what Retry-After says; a page takes a hundredth of a second, a fetch a few
_NO_STORY = frozenset({Verdict.NOT_ARTICLE, Verdict.EMPTY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one caller may cost the others. Times are seconds.

    `jobs` are worker processes, `timeout` is for each page in one of them. `at_once` is how many
    requests may be under way: so many that bring pages, and so many that name URLs, which wait for
    others and must not keep the former out. `deadline` is for everything about a URL, its host's
    turn included. `max_bytes` is the size of a page, and roughly of a story over several.
    """

    jobs: int = 2
    timeout: float = 10.0
    at_once: int = 16
    deadline: float = 60.0
    max_bytes: int = 10_000_000


@dataclass(slots=True)
class Room:
    """Lets in so many at once, and turns the others away."""

    size: int
    taken: int = 0

    def __enter__(self) -> None:
        if self.taken >= self.size:
            headers = {"Retry-After": str(RETRY_SECONDS)}
            raise RefusalError(Word.BUSY, f"{self.size} of its kind", headers=headers)
        self.taken += 1

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.taken -= 1


@dataclass(slots=True)
class Desk:
    """Takes pages and URLs. Whoever calls `clean` or `fetch` is in `cleaning` or `fetching` then.

    `load` gives the rules, in every worker; see `Writing`. `broken` says why no work can be done
    any more, and is empty as long as it can.

        async with Desk(load_config, FetchPolicy(), Bounds()) as desk:
            with desk.fetching:
                written = await desk.fetch("https://news.example/story", ("markdown",))
    """

    load: Callable[[], Config]
    policy: FetchPolicy
    bounds: Bounds
    cleaning: Room = field(init=False)
    fetching: Room = field(init=False)
    broken: str = ""
    _fetcher: Fetcher = field(init=False)
    _pool: AsyncPool[Order, Written] = field(init=False)
    _open: AsyncExitStack = field(default_factory=AsyncExitStack)
    _warming: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.cleaning, self.fetching = Room(self.bounds.at_once), Room(self.bounds.at_once)

    async def __aenter__(self) -> Desk:
        task = Writing(self.load)
        self._fetcher = await self._open.enter_async_context(Fetcher(self.policy))
        self._pool = await self._open.enter_async_context(
            AsyncPool(task, self.bounds.jobs, self.bounds.timeout)
        )
        self._warming = asyncio.create_task(self._warm())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._warming:
            self._warming.cancel()
        await self._open.__aexit__(kind, error, trace)

    async def clean(self, page: Page, formats: tuple[Format, ...]) -> Written:
        """The article on a page. Raises RefusalError."""
        return await self._write(Story((page,)), formats)

    async def fetch(self, url: str, formats: tuple[Format, ...], one_page: bool = False) -> Written:
        """The article at a URL, with the pages on which it goes on. Raises RefusalError."""
        try:
            async with asyncio.timeout(self.bounds.deadline):
                return await self._fetch(url, formats, one_page)
        except FetchError as error:
            raise refusal_of(error) from error
        except TimeoutError as error:
            seen = f"{self.bounds.deadline:g} s for it, its host's turn and its further pages"
            raise RefusalError(Reason.TIMEOUT, seen) from error

    async def _fetch(self, url: str, formats: tuple[Format, ...], one_page: bool) -> Written:
        story = Story((await self._fetcher.get(url),))
        written = await self._write(story, formats)
        while written.onward and not one_page:
            longer = await story.longer(written.onward, written.is_whole, self._getter(story))
            if longer is None:
                break
            try:
                further = await self._write(longer, formats)
            except RefusalError:
                break  # what we have is better than nothing
            if further.verdict in _NO_STORY:
                break  # what came was a log-in, or no page at all
            story, written = longer, further
        return written

    def _getter(self, story: Story) -> Callable[[str], Awaitable[Page]]:
        """How to get a further page: only while those before are not large enough together."""
        size = sum(len(page.body) for page in story.pages if isinstance(page, Page))

        async def get(url: str) -> Page:
            if size > self.bounds.max_bytes:
                raise FetchError(url, Reason.TOO_LARGE, "with the pages before it")
            return await self._fetcher.get(url)

        return get

    async def _write(self, story: Story, formats: tuple[Format, ...]) -> Written:
        try:
            written = await self._pool.do(Order(story, formats))
        except WorkerError as error:
            self.broken = str(error)
            raise RefusalError(Word.OUT_OF_ORDER) from error
        if isinstance(written, Failure):
            raise RefusalError(Reason.UNREADABLE, written.reason)
        return written

    async def _warm(self) -> None:
        """Nothing; the workers have started, so that nobody waits for their first one."""
        empty = Story((Page(None, b""),))
        await asyncio.gather(
            *(self._write(empty, ()) for _ in range(self.bounds.jobs)), return_exceptions=True
        )
