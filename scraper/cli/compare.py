"""`scraper compare`: a page before and after, for people who want to see it work."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.cli.inputs import Paths
from scraper.cli.options import EXIT_CODES, add_common
from scraper.cli.paint import Paint, printable
from scraper.cli.viewing import add_color, paint_for, view
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
class Comparison:
    """Shows a page before and after, with at most `lines` of what was removed."""

    paint: Paint
    lines: int

    def __call__(self, name: str, article: Article) -> str:
        return "\n".join(as_lines(name, article, self.paint, self.lines)) + "\n"


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
    add_color(parser)
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper compare`."""
    show = Comparison(paint_for(args), args.lines)
    return view(args, Paths(tuple(args.paths), args.url), show)


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
