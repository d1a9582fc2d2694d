"""`scraper sites new`: the first config of a site, in its place, from a few saved pages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from scraper.cli.inputs import UsageError
from scraper.cli.options import EXIT_CODES
from scraper.cli.sites.learn import (
    add_learning,
    check_free,
    learn_site,
    read_pages,
    spell_out,
    write,
)
from scraper.formats.parts import inert

DEFAULT_FOLDER = Path("rules")

_EPILOG = f"""
One page is enough to begin with; two or three stories of one design make better rules. A page that
is still on the web has to be saved first: with the browser's "Save page as", or
  curl --location --output story.html https://paper.example/story

examples:
  scraper sites new story-1.html story-2.html story-3.html
  scraper sites new story.html --host paper.example --config rules

{EXIT_CODES}"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "new",
        help="start a config from one to three saved pages",
        description=f"Learns a config and puts it where it is found: DIR/sites/HOST.toml, in the "
        f"folder that --config names, else in {DEFAULT_FOLDER}/.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="+", metavar="FILE", help="saved pages of one site")
    add_learning(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper sites new`: 1 when a page cannot be read."""
    for path in args.paths:
        if path.startswith(("http://", "https://")):
            raise UsageError(
                f"{path}: pages are not fetched here; save it first: "
                f"curl --location --output story.html {path}"
            )
    folder = args.config or DEFAULT_FOLDER
    if not (folder / "sites").is_dir():
        args.config = None  # there are no rules in it yet
    pages, failed = read_pages(args.paths)
    learned = learn_site(pages, args)
    path = folder / "sites" / f"{learned.host}.toml"
    check_free(path, force=args.force)
    write(path, spell_out(learned, args.paths))
    for line in _next_steps(learned.host, folder, args.paths):
        print(inert(line), file=sys.stderr)
    return 1 if failed else 0


def _next_steps(host: str, folder: Path, paths: Sequence[str]) -> tuple[str, ...]:
    pages = " ".join(paths)
    return (
        "next: read it, delete what you would not have written, then",
        f"  scraper sites check {host} --config {folder} --pages {pages} --url https://{host}/ -v",
        f"  scraper clean {pages} --config {folder} --url https://{host}/",
    )
