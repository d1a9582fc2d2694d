"""`scraper`: reads the command line, runs the command, and says how it went by an exit code."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from scraper.cli import clean, compare, explain, export, fetch
from scraper.cli.demo import command as demo_site
from scraper.cli.inputs import UsageError
from scraper.cli.options import EXIT_CODES
from scraper.cli.paint import printable
from scraper.cli.serving import mcp, serve
from scraper.cli.sites import commands as sites
from scraper.errors import ScraperError

COMMANDS = (clean, fetch, export, explain, compare, sites, serve, mcp, demo_site)

_USAGE = 2
_INTERRUPTED = 128 + 2  # as shells report SIGINT
_BROKEN_PIPE = 128 + 13  # as shells report SIGPIPE; whoever read our output had enough
_TERMINATED = 128 + 15  # as shells report SIGTERM

_EPILOG = f"""
examples:
  scraper clean story.html              the article, without the furniture around it
  scraper clean pages/ -o articles/     a whole folder, on all cores
  scraper fetch urls.txt -o articles/   a list of URLs, politely; run it again to go on
  scraper export articles.jsonl -o articles.parquet   or .epub, .html, .csv, a feed
  scraper explain story.html            why each line was kept or removed
  scraper explain story.html --html report.html   the same as a page to look at
  scraper compare story.html            before and after, in short
  scraper sites show URL                what is known of a site
  scraper serve                         the same for programs, over HTTP
  scraper mcp                           and for assistants, as an MCP server
  scraper demo-site                     a small news site on this machine, to fetch from

{EXIT_CODES}

`scraper COMMAND --help` tells more."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 all good, 1 some inputs failed, 2 wrong usage or broken config."""
    parser = _parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as exit:  # argparse has printed help, the version, or what is wrong
        return int(exit.code or 0)
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        return int(args.run(args))
    except (UsageError, ScraperError) as error:
        print(f"scraper: {printable(str(error))}", file=sys.stderr)
        return _USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Python flushes standard output once more at the end; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _BROKEN_PIPE
    finally:
        signal.signal(signal.SIGTERM, before)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scraper",
        description="Turns news pages and text dumps into clean articles.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"scraper {_version()}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(commands)
    return parser


def _version() -> str:
    from scraper import __version__

    return __version__


def _terminate(signum: int, frame: FrameType | None) -> None:
    # An exception, so that workers are ended and half-written files removed on the way out.
    raise SystemExit(_TERMINATED)
