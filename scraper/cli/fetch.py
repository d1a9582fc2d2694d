"""`scraper fetch`: URLs in, articles out, politely, and nothing lost."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scraper.cli.fetching.choices import EPILOG, add_arguments
from scraper.cli.inputs import UsageError
from scraper.formats import TABLES, check_fields

JOURNAL = ".scraper-fetch.sqlite"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "fetch",
        help="fetch URLs and turn them into articles",
        description="Fetches news pages, politely, and turns them into clean articles.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper fetch`. Raises UsageError for a command that makes no sense."""
    _check(args)
    from scraper.cli.fetching.session import fetch  # httpx and asyncio: needless for --help

    with _home(args.output) as home:
        return asyncio.run(fetch(args, home))


def _check(args: argparse.Namespace) -> None:
    """Raises UsageError for options that contradict each other."""
    if args.format in TABLES:
        raise UsageError(
            f"-f {args.format}: a table is no file that a fetch could go on with after a stop; "
            f"write -f jsonl -o DIR, then: scraper export DIR/articles.jsonl -f {args.format}"
        )
    named = args.lists or args.feed or args.sitemap or args.discover
    if args.output is None:
        for option in ("retry_failed", "refresh", "warc", "html_dir"):
            if getattr(args, option) is not None:
                raise UsageError(f"--{option.replace('_', '-')} needs a folder to keep: -o DIR")
        if args.format == "html":
            raise UsageError("HTML pages make no single one; write them to a folder: -o DIR")
    if not named and not (args.output and (args.output / JOURNAL).exists()):
        raise UsageError(
            "nothing to fetch: name a URL or a list of them, or --feed, --sitemap or --discover"
        )
    if args.fields is not None:
        try:
            check_fields(args.fields)
        except ValueError as error:
            raise UsageError(f"--fields: {error}") from error


@contextmanager
def _home(output: Path | None) -> Iterator[Path]:
    """The folder where the journal lies; one that vanishes where nothing is to be kept."""
    if output is not None:
        yield output
        return
    with tempfile.TemporaryDirectory(prefix="scraper-") as folder:
        yield Path(folder)
