"""`scraper sites learn`: a config for a site, proposed from saved pages of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.cli.inputs import Paths, UsageError, load_page, read_here
from scraper.cli.options import DEFAULT_MAX_BYTES, EXIT_CODES, add_config
from scraper.cli.sites.corrections import read_corrections
from scraper.errors import InputError
from scraper.formats.parts import inert

if TYPE_CHECKING:
    from scraper.learn import Learned
    from scraper.types import Page

_EPILOG = f"""
Give it two or more stories of one site, of one design; more pages make surer rules. It looks where
the pages agree, tries every rule on all of them, and drops those with doubtful effects. The config
goes to standard output, what it changes on each page to standard error. Read both: it is a
proposal. Nothing is fetched, and nothing but the pages is looked at.

Where the general rules are wrong, put an article right and say where it is with --corrected: rules
are then learned from what you changed, and none is kept that moves a page away from it.

examples:
  scraper sites learn saved/*.html
  scraper sites learn saved/ --host paper.example -o rules/sites/paper.example.toml
  scraper clean saved/ -o right/ -f jsonl    # then mend what is wrong in right/, and
  scraper sites learn saved/ --corrected right/
  scraper sites check paper.example --config rules --pages saved/ --url https://paper.example/

{EXIT_CODES}"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "learn",
        help="propose a config from saved pages",
        description="Proposes a config for a site from saved pages of it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="saved pages, folders, globs or -")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write the config there")
    add_learning(parser)
    parser.set_defaults(run=run)


def add_learning(parser: argparse.ArgumentParser) -> None:
    """Nothing; adds the options of every command that learns."""
    parser.add_argument("--host", default="", help="the site's host, where the pages do not say it")
    parser.add_argument(
        "--corrected",
        type=Path,
        metavar="PATH",
        help="articles of some of the pages as they should be: a file or folder of JSON as "
        "`scraper clean -f jsonl` writes it, or of text alone, called after their pages",
    )
    parser.add_argument("--force", action="store_true", help="overwrite a config that is there")
    add_config(parser)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper sites learn`: 1 when a page cannot be read."""
    if args.output:
        check_free(args.output, force=args.force)
    pages, failed = read_pages(args.paths)
    learned = learn_site(pages, args)
    text = spell_out(learned, args.paths)
    if args.output:
        write(args.output, text)
    else:
        sys.stdout.write(text)
    return 1 if failed else 0


def check_free(path: Path, *, force: bool) -> None:
    """Nothing; raises UsageError for a file that is there already."""
    if path.exists() and not force:
        raise UsageError(f"{path} is there already; name another with -o, or add --force")


def read_pages(paths: Sequence[str]) -> tuple[dict[str, Page], int]:
    """The pages by name, and how many could not be read; each of those is reported."""
    from scraper.read import open_page

    pages: dict[str, Page] = {}
    failed = 0
    for item in read_here(Paths(tuple(paths)), DEFAULT_MAX_BYTES):
        try:
            page = load_page(item, DEFAULT_MAX_BYTES)
            open_page(page)  # for what is no page at all
            pages[item.name] = page
        except (InputError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            print(f"scraper: {inert(item.name)}: {reason}", file=sys.stderr)
            failed += 1
    return pages, failed


def learn_site(pages: dict[str, Page], args: argparse.Namespace) -> Learned:
    """What the pages teach, reported on standard error.

    Raises UsageError when there is no article among them, or none names its host, and for a
    corrected article that is of none of them.
    """
    from scraper.config import load_config
    from scraper.learn import learn
    from scraper.learn.report import report

    corrected = read_corrections(args.corrected, pages) if args.corrected else {}
    learned = learn(pages, load_config(args.config), args.host, corrected)
    for line in report(learned):
        print(inert(line), file=sys.stderr)
    if not learned.before:
        raise UsageError("no article to learn from; save two or more stories of the site as HTML")
    if not learned.host:
        raise UsageError("the pages do not say which site they are of; say it with --host")
    return learned


def spell_out(learned: Learned, paths: Sequence[str]) -> str:
    """The config as it is written."""
    from scraper.learn.printed import as_toml

    return as_toml(learned, _newest(paths))


def write(path: Path, text: str) -> None:
    """Nothing; writes a config, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, "utf-8")
    part.replace(path)
    print(f"{inert(str(path))} written", file=sys.stderr)


def _newest(paths: Sequence[str]) -> date | None:
    """The day the newest of the files was saved; None where there is no file."""
    files = (item.path for item in Paths(tuple(paths)))
    times = [path.stat().st_mtime for path in files if path is not None and path.is_file()]
    return datetime.fromtimestamp(max(times), UTC).date() if times else None
