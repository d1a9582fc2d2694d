"""`scraper compare`: a page before and after, for people who want to see it work."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scraper.cli.inputs import Input, Paths, load, read_here
from scraper.cli.options import EXIT_CODES, add_common
from scraper.cli.paint import WHENS, Paint, printable, terminal_width, wants_colour
from scraper.cli.workers import Failure, Pool
from scraper.formats.parts import spell
from scraper.types import Article, totals

_EPILOG = f"""
Shows what was taken out, by kind, and how the article begins.

examples:
  scraper compare story.html
  scraper compare seeds/ --lines 20

{EXIT_CODES}"""

_RULE = 72  # columns
_LABEL = 10  # columns; the longest is "newsletter"
_OPENING = 3  # blocks of the story that are shown


@dataclass(frozen=True, slots=True)
class Comparing:
    """The task of a worker: extract one input and show it before and after."""

    paint: Paint
    lines: int
    max_bytes: int
    config: Path | None

    def prepare(self) -> Callable[[Input], str]:
        """The function from an input to its comparison, with the rules loaded."""
        from scraper import Page, extract, load_config  # the parsers: needless in the parent

        config = load_config(self.config)

        def compare(item: Input) -> str:
            body = load(item, self.max_bytes)
            article = extract(Page(item.url, body, item.media_type, item.charset), config)
            return "\n".join(as_lines(item.name, article, self.paint, self.lines)) + "\n"

        return compare


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "compare",
        help="show pages before and after",
        description="Shows what cleaning takes out of pages and text dumps, and what is left.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="files, folders, quoted globs or -"
    )
    parser.add_argument(
        "--lines",
        type=int,
        default=8,
        metavar="N",
        help="removed lines to show for each page (default: %(default)s)",
    )
    parser.add_argument("--color", choices=WHENS, default="auto", help="default: on a terminal")
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper compare`."""
    sources = Paths(tuple(args.paths), args.url)
    paint = Paint(wants_colour(args.color, sys.stdout, os.environ), terminal_width(sys.stdout))
    task = Comparing(paint, args.lines, args.max_bytes, args.config)
    code = 0
    for item, result in Pool(task, 1, args.timeout).run(
        read_here(sources, args.max_bytes), in_order=True
    ):
        if isinstance(result, Failure):
            print(f"scraper: {printable(f'{item.name}: {result.reason}')}", file=sys.stderr)
            code = 1
        else:
            sys.stdout.buffer.write(result.encode("utf-8", "replace"))
            sys.stdout.buffer.flush()
    return code


def as_lines(name: str, article: Article, paint: Paint, lines: int) -> Iterator[str]:
    """The comparison of one page, line by line."""
    yield paint.strong(f"── {printable(name)} ".ljust(_RULE, "─"))
    yield from _before(article, paint, lines)
    yield from _after(article, paint)
    yield ""


def _before(article: Article, paint: Paint, lines: int) -> Iterator[str]:
    removed = article.removed()
    yield f"before: {len(article.blocks)} lines, {len(removed)} of them furniture"
    for block in removed[:lines]:
        label = paint.label(block.label, f"  ✗ {block.label:<{_LABEL}} ")
        yield label + paint.faint(paint.fit(block.text, used=_LABEL + 5))
    if len(removed) > lines:
        counts = totals(removed)
        kinds = ", ".join(f"{label} {count}" for label, count in counts.items())
        yield paint.faint(f"    ... in all: {kinds}")


def _after(article: Article, paint: Paint) -> Iterator[str]:
    story = article.text.split("\n\n") if article.text else []
    words = len(article.text.split())
    yield f"after:  {article.verdict}, {len(story)} paragraphs, {words} words"
    for name in ("headline", "deck", "authors", "published", "dateline", "captions"):
        value = spell(getattr(article, name))
        if value:
            yield f"  {paint.strong(name.ljust(_LABEL))}  {paint.fit(value, used=_LABEL + 4)}"
    for line in story[:_OPENING]:
        yield f"  ✓ {paint.fit(line, used=4)}"
    if len(story) > _OPENING:
        yield paint.faint(f"    ... and {len(story) - _OPENING} more")
