"""One `scraper fetch`: everything set up, run, and told about."""

from __future__ import annotations

import argparse
import asyncio
import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.async_workers import AsyncPool
from scraper.cli.fetching.choices import policy_of
from scraper.cli.fetching.gather import Gathering
from scraper.cli.fetching.keeping import Keeper
from scraper.cli.fetching.live import Live
from scraper.cli.fetching.making import Making
from scraper.cli.fetching.report import UNNEEDED, Record, Report
from scraper.cli.fetching.run import Run
from scraper.cli.fetching.summary import summarize
from scraper.cli.paint import terminal_width, wants_colour
from scraper.cli.report import make_reporter
from scraper.cli.rules import rules_of
from scraper.cli.screen import screen_on
from scraper.fetch.client import Fetcher
from scraper.fetch.journal import Counts, Journal
from scraper.fetch.policy import Manner
from scraper.fetch.reply import Reply
from scraper.fetch.warc import Archivist

if TYPE_CHECKING:
    from scraper.config import Config

HANDS = 2  # articles under way for each worker: one at work, one ready
INTERRUPTED = 128 + signal.SIGINT


async def fetch(args: argparse.Namespace, home: Path) -> int:
    """The exit code of a run whose journal is in the folder `home`."""
    rules = rules_of(args)
    config = rules.load()
    policy = policy_of(args, manner_of(config))
    record = Record(args.output, make_reporter(None, args.baseline).watch)
    keeper = _keeper(args, home, policy.agent)
    task = Making(args.format, args.fields, frozenset(args.keep), rules)

    def see(asked: str, reply: Reply) -> None:
        record.answered(reply.url, len(reply.raw))
        keeper.see(asked, reply)

    with Journal.open(home) as journal:
        async with (
            Fetcher(policy, seen=see) as fetcher,
            AsyncPool(task, args.jobs, args.timeout) as pool,
        ):
            live = _live(args, fetcher)
            run = Run(fetcher, journal, pool, keeper, live, record, args)
            try:
                with _interruptible(run.stop, live.say):
                    await Gathering(journal, live, record, fetcher, config).all(args)
                    live.snapshot = run.snapshot
                    await run.go(args.jobs * HANDS)
            except asyncio.CancelledError:
                run.stopping = True
            finally:
                live.close()
            record.robots_asked = fetcher.robots_asked
        report = record.finish(run.stopping)
        counts = journal.counts()
    if args.output and not args.quiet:
        live.close(_closing(report, counts))
    if run.stopping:
        return INTERRUPTED
    return 1 if _failed(counts) or report.reasons or run.strict_misses else 0


def manner_of(config: Config) -> Callable[[str], Manner]:
    """How each host wants to be treated, by its site's config."""

    def manner(host: str) -> Manner:
        site = config.site(f"https://{host}/")
        return Manner(site.fetch.delay, site.fetch.concurrency) if site else Manner()

    return manner


def _closing(report: Report, counts: Counts) -> Iterator[str]:
    """What is said at the end."""
    again = shlex.join(["scraper", *sys.argv[1:]])
    if report.urls:
        yield from summarize(report, again, terminal_width(sys.stderr))
    elif not report.interrupted:
        yield f"nothing left to do: {counts.done:,} done, {_failed(counts):,} failed"
        if _failed(counts):
            yield f"ask again for those that failed: {again} --retry-failed"


def _failed(counts: Counts) -> int:
    """How many URLs of the journal gave no article, in this run or one before."""
    return sum(n for reason, n in counts.failed.items() if reason not in UNNEEDED)


def _keeper(args: argparse.Namespace, home: Path, agent: str) -> Keeper:
    return Keeper(
        home=home,
        format=args.format,
        folder=args.output,
        stream=sys.stdout.buffer,
        html_dir=args.html_dir,
        warc=args.warc,
        archivist=Archivist(agent) if args.warc else None,
    )


def _live(args: argparse.Namespace, fetcher: Fetcher) -> Live:
    is_terminal = sys.stderr.isatty() and args.output is not None
    colour = wants_colour("auto", sys.stderr, os.environ)
    return Live(screen_on(sys.stderr, colour), fetcher.snapshot, live=is_terminal, quiet=args.quiet)


@contextmanager
def _interruptible(stop: Callable[[], None], say: Callable[[str], None]) -> Iterator[None]:
    """While it lasts, the first Ctrl-C stops in good order, and the second at once."""
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()
    assert task is not None, "called from a coroutine"

    def first() -> None:
        say("finishing what is under way; Ctrl-C again ends at once, which loses nothing either")
        loop.add_signal_handler(signal.SIGINT, task.cancel)
        stop()

    try:
        loop.add_signal_handler(signal.SIGINT, first)
    except NotImplementedError:  # Windows: asyncio itself cancels the task, at the first Ctrl-C
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)
