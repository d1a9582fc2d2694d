"""A fetch from beginning to end: URLs out of the journal, pages in, articles kept."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace

from scraper.async_workers import AsyncPool
from scraper.cli.fetching.keeping import Keeper
from scraper.cli.fetching.live import Live
from scraper.cli.fetching.making import Made
from scraper.cli.fetching.report import UNNEEDED, Record
from scraper.errors import FetchError, ScraperError
from scraper.fetch.client import Fetcher
from scraper.fetch.errand import Wanted
from scraper.fetch.journal import Journal, JournalError, Outcome, Pending
from scraper.fetch.snapshot import Snapshot
from scraper.fetch.urls import key
from scraper.paging import Story
from scraper.types import Page, Reason, Verdict
from scraper.workers import Failure

TAKEN = 256  # URLs drawn from the journal at a time
TICK = 0.2  # seconds between looks at the clock: to commit, and to redraw
NO_STORY = frozenset({Verdict.NOT_ARTICLE, Verdict.EMPTY})


@dataclass(slots=True)
class Run:
    """One run of `scraper fetch`, once its inputs are in the journal."""

    fetcher: Fetcher
    journal: Journal
    pool: AsyncPool[Story, Made]
    keeper: Keeper
    live: Live
    record: Record
    args: argparse.Namespace
    strict_misses: int = 0
    stopping: bool = False
    _pending: dict[str, Pending] = field(default_factory=dict)
    _left: Counter[str] = field(default_factory=Counter)  # URLs to do, by host

    async def go(self, hands: int) -> None:
        """Nothing; every pending URL is done or failed when this returns, or the run was stopped.

        `hands` is how many articles are made at once. Raises JournalError where nothing can be
        written any more.
        """
        self._left = self.journal.waiting()
        self.live.total = min(self._left.total(), self.args.limit or sys.maxsize)
        try:
            await self._go(asyncio.Semaphore(hands))
        except* ScraperError as errors:
            raise next(_each(errors)) from errors
        self.journal.commit()

    async def _go(self, room: asyncio.Semaphore) -> None:
        async with asyncio.TaskGroup() as group:
            ticking = group.create_task(self._tick())
            settling: set[asyncio.Task[None]] = set()
            async for outcome in self.fetcher.stream(self._wanted()):
                if isinstance(outcome, FetchError):
                    self._fail(outcome)
                    continue
                await room.acquire()
                task = group.create_task(self._settle(outcome, room))
                settling.add(task)
                task.add_done_callback(settling.discard)
            if settling:
                await asyncio.wait(settling)
            ticking.cancel()

    def stop(self) -> None:
        """Nothing; what is under way is finished, the rest stays pending."""
        self.stopping = True
        self.fetcher.wind_up()

    def snapshot(self) -> Snapshot:
        """How the fetcher stands, with those counted that the journal has not given out yet."""
        stand = self.fetcher.snapshot()
        if self.args.limit:
            return stand
        hosts = tuple(
            replace(host, waiting=max(host.waiting, self._left[host.host] - host.running))
            for host in stand.hosts
        )
        return replace(stand, waiting=sum(host.waiting for host in hosts), hosts=hosts)

    async def _wanted(self) -> AsyncIterator[Wanted]:
        left = self.args.limit
        while not self.stopping and left != 0:
            batch = self.journal.take(TAKEN if left is None else min(TAKEN, left))
            if not batch:
                return
            left = None if left is None else left - len(batch)
            for pending in batch:
                if self.stopping:
                    return
                self._pending[pending.url] = pending
                yield Wanted(pending.url, pending.etag, pending.last_modified)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            self.journal.commit_if_due()
            self.live.tick()

    async def _settle(self, page: Page, room: asyncio.Semaphore) -> None:
        """Nothing; an article was made of a page and those that belong to it, and kept."""
        asked = page.asked or page.url or ""
        final = key(page.url or asked)
        pending = self._pending[asked]
        try:
            story, made = await self._make(Story((page,)), room)
        except FetchError as error:
            self._fail(FetchError(asked, error.reason))
            return
        if isinstance(made, Failure):
            self._fail(FetchError(asked, Reason.UNREADABLE, made.reason))
            return
        if self.journal.is_known(final):
            self._fail(FetchError(asked, Reason.DUPLICATE, page.url or ""))
            return
        try:
            appended = self.keeper.keep(story, made)
        except OSError as error:
            raise unwritable(error) from error
        self._settled(asked)
        outcome = Outcome(
            final_url=page.url or asked,
            final_key=final,
            verdict=made.verdict,
            etag=page.headers.get("etag"),
            last_modified=page.headers.get("last-modified"),
        )
        self.journal.done(pending.key, outcome, appended)
        self.journal.commit_if_due()
        self.live.done(made.verdict)
        self.record.done(asked, made.verdict, made.seen)
        if self.args.strict and (made.verdict is not Verdict.COMPLETE or made.problems):
            self.strict_misses += 1
            self.live.say(f"{asked}: {'; '.join([made.verdict, *made.problems])} (--strict)")

    async def _make(self, story: Story, room: asyncio.Semaphore) -> tuple[Story, Made | Failure]:
        """The article of a story, and all the pages it was made of.

        Raises FetchError where the run was ended in the middle of a story.
        """
        try:
            made = await self.pool.do(story)
        finally:
            room.release()
        while isinstance(made, Made) and made.onward and not self.args.one_page:
            longer = await story.longer(made.onward, made.is_whole, self.fetcher.get)
            if longer is None:
                break
            async with room:
                further = await self.pool.do(longer)
            if isinstance(further, Failure) or further.verdict in NO_STORY:
                break  # what came was a log-in, or no page at all
            story, made = longer, further
        return story, made

    def _settled(self, asked: str) -> Pending:
        """A URL that is done with, however it went."""
        pending = self._pending.pop(asked)
        self._left[pending.host] -= 1
        return pending

    def _fail(self, error: FetchError) -> None:
        """Nothing; notes why a URL gave no article. Where the run was ended, it stays pending."""
        pending = self._settled(error.url)
        if error.reason == Reason.INTERRUPTED:
            return
        appended = self.keeper.answers(error.url)
        if error.reason == Reason.NOT_MODIFIED:
            self.journal.unchanged(pending.key)
        else:
            self.journal.failed(pending.key, error.reason, error.detail, appended=appended)
        if error.reason in UNNEEDED:
            self.live.passed(error.reason)
        else:
            self.live.failed(error)
        self.record.failed(error)


def unwritable(error: OSError) -> JournalError:
    """What to say of output that cannot be written: nothing is lost, and how to go on."""
    name = error.filename2 or error.filename or "the output"
    return JournalError(f"{name}: {error.strerror}; mend that, and run the same command again")


def _each(errors: BaseExceptionGroup[ScraperError]) -> Iterator[ScraperError]:
    """The errors of a group, and of the groups within."""
    for error in errors.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _each(error)
        else:
            yield error
