"""What `explain` and `compare` share: pages read in a worker, each shown as text."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from scraper.cli.inputs import Input, Paths, load_page, read_here
from scraper.cli.paint import WHENS, Paint, printable, terminal_width, wants_colour
from scraper.cli.rules import Rules, rules_of
from scraper.types import Article
from scraper.workers import Failure, Pool


@dataclass(frozen=True, slots=True)
class Viewing:
    """The task of a worker: extract one input and show it. `show` gets the input's name."""

    show: Callable[[str, Article], str]
    max_bytes: int
    rules: Rules

    def prepare(self) -> Callable[[Input], str]:
        """The function from an input to what is shown of it, with the rules loaded."""
        from scraper import extract  # the parsers: needless in the parent

        config = self.rules.load()

        def view(item: Input) -> str:
            return self.show(item.name, extract(load_page(item, self.max_bytes), config))

        return view


def add_color(parser: argparse.ArgumentParser) -> None:
    """Nothing; adds the option that says when to colour."""
    parser.add_argument(
        "--color",
        choices=WHENS,
        default="auto",
        help="default: on a terminal, unless NO_COLOR is set",
    )


def paint_for(args: argparse.Namespace) -> Paint:
    """Colour and width of standard output, as the options ask."""
    return Paint(wants_colour(args.color, sys.stdout, os.environ), terminal_width(sys.stdout))


def put_out(text: str) -> None:
    """Nothing; the text stands on standard output when this returns."""
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def view(
    args: argparse.Namespace,
    sources: Paths,
    show: Callable[[str, Article], str],
    put: Callable[[str], None] = put_out,
) -> int:
    """The exit code of showing every input: 1 when one of them failed."""
    pool = Pool(Viewing(show, args.max_bytes, rules_of(args)), 1, args.timeout)
    code = 0
    for item, result in pool.run(read_here(sources, args.max_bytes), in_order=True):
        if isinstance(result, Failure):
            print(f"scraper: {printable(f'{item.name}: {result.reason}')}", file=sys.stderr)
            code = 1
        else:
            put(result)
    return code
