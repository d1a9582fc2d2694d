"""`scraper sites new`: the first config of a site, in its place, from a few of its pages."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from scraper.cli.options import EXIT_CODES
from scraper.cli.sites.learn import (
    add_learning,
    check_free,
    learn_site,
    read_pages,
    spell_out,
    write,
)
from scraper.config import host_of
from scraper.formats.parts import inert

DEFAULT_FOLDER = Path("rules")

_EPILOG = f"""
One page is enough to begin with; two or three stories of one design make better rules. Pages named
by their URL are fetched, robots.txt obeyed, and saved in DIR/pages/ for `sites check`.

examples:
  scraper sites new https://paper.example/story-1 https://paper.example/story-2
  scraper sites new story-1.html story-2.html story-3.html
  scraper sites new story.html --host paper.example --config rules

{EXIT_CODES}"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "new",
        help="start a config from one to three pages",
        description=f"Learns a config and puts it where it is found: DIR/sites/HOST.toml, in the "
        f"folder that --config names, else in {DEFAULT_FOLDER}/.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PAGE", help="pages of one site: saved ones, or their URLs"
    )
    parser.add_argument(
        "--allow-private",
        action="append",
        default=[],
        metavar="NETWORK",
        help="a private address or network that may be asked for pages",
    )
    add_learning(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper sites new`: 1 when a page cannot be had or read."""
    folder = args.config or DEFAULT_FOLDER
    paths, missing = _saved(args, folder)
    if not paths:
        return 1
    if not (folder / "sites").is_dir():
        args.config = None  # there are no rules in it yet
    pages, failed = read_pages(paths)
    learned = learn_site(pages, args)
    path = folder / "sites" / f"{learned.host}.toml"
    check_free(path, force=args.force)
    write(path, spell_out(learned, paths))
    for line in _next_steps(learned.host, folder, paths):
        print(inert(line), file=sys.stderr)
    return 1 if failed or missing else 0


def _saved(args: argparse.Namespace, folder: Path) -> tuple[list[str], int]:
    """The files to learn from, and how many pages could not be had."""
    urls = [path for path in args.paths if path.startswith(("http://", "https://"))]
    if not urls:
        return args.paths, 0
    from scraper.cli.sites.fetched import save_pages  # httpx: needless for saved pages

    args.host = args.host or host_of(urls[0])
    saved, missing = save_pages(urls, folder / "pages", args.allow_private)
    return [*saved, *(path for path in args.paths if path not in urls)], missing


def _next_steps(host: str, folder: Path, paths: Sequence[str]) -> tuple[str, ...]:
    pages = " ".join(paths)
    return (
        "next: read it, delete what you would not have written, then",
        f"  scraper sites check {host} --config {folder} --pages {pages} --url https://{host}/ -v",
        f"  scraper clean {pages} --config {folder} --url https://{host}/",
    )
