"""`scraper sites edit`: a site's config beside saved pages, labelled anew on each save."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from scraper.cli.inputs import Paths, UsageError, load_page, read_here
from scraper.cli.options import DEFAULT_MAX_BYTES, EXIT_CODES, add_config
from scraper.cli.paint import printable
from scraper.errors import InputError

if TYPE_CHECKING:
    from scraper.cli.editing.bench import Bench
    from scraper.types import Page

_EPILOG = f"""
The address it prints works on this machine only, and until Ctrl-C. A text that is no good config
is shown with what is wrong, and the file is left alone. Rules that came with the package are not
changed: your folder's file starts as a copy of theirs and comes before it.

examples:
  scraper sites edit paper.example story.html --config rules
  scraper sites edit paper.example saved/ --config rules --port 8100
  scraper sites edit paper.example a.html --url https://paper.example/live/a --config rules

{EXIT_CODES}
  (Ctrl-C is how this command ends: 0)"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "edit",
        help="edit a site's rules in the browser, beside saved pages",
        description="Shows saved pages of a site in the browser beside the site's config, and "
        "labels them anew whenever that is saved.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("host", metavar="HOST", help="the site: paper.example")
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="saved pages, folders of them")
    parser.add_argument(
        "--url", help="where the pages are from (default: what each names, or the host)"
    )
    parser.add_argument(
        "--port", type=_port, default=0, metavar="N", help="default: one that is free"
    )
    add_config(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper sites edit`: 0 when Ctrl-C ends it."""
    from scraper.cli.editing.bench import lay_out
    from scraper.cli.editing.draft import open_draft

    with TemporaryDirectory(prefix="scraper-edit-") as scratch:
        draft = open_draft(args.host, args.config, Path(scratch))
        pages = list(_pages(Paths(tuple(args.pages), args.url)))
        if not pages:
            raise UsageError(f"{' '.join(args.pages)}: no page here that can be read")
        return _serve(lay_out(draft, pages), args.port)


def _serve(bench: Bench, port: int) -> int:
    from scraper.cli.editing.server import ADDRESS, Editor

    try:
        server = Editor(bench, port)
    except OSError as error:
        raise UsageError(f"--port {port}: {error.strerror} on {ADDRESS}; try another") from error
    with server:
        try:
            path = printable(str(bench.draft.path))
            print(f"Editing {path}, Ctrl-C to stop. Open:", file=sys.stderr)
            print(server.url, flush=True)
            server.serve_forever()
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)
    return 0


def _pages(sources: Paths) -> Iterator[tuple[str, Page]]:
    """The pages that can be read; those that cannot are named on standard error."""
    from scraper.read import open_page

    for item in read_here(sources, DEFAULT_MAX_BYTES):
        try:
            page = load_page(item, DEFAULT_MAX_BYTES)
            open_page(page)  # for what is no page at all
            yield item.name, page
        except (InputError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            print(f"scraper: {printable(f'{item.name}: {reason}')}", file=sys.stderr)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number up to 65535, 0 for any")
    return int(text)
