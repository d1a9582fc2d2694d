"""What the commands have in common: options, and values on the command line."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from scraper.cli.rules import add_ftr

EXIT_CODES = """\
exit codes:
  0   all good
  1   some inputs failed; each is named on standard error, the rest were delivered
  2   wrong usage, or a config that cannot be used
  130 interrupted with Ctrl-C; what was written is whole"""

_Number = TypeVar("_Number", int, float)
_Word = TypeVar("_Word", bound=StrEnum)

DEFAULT_TIMEOUT = 30.0  # seconds; real pages take a hundredth of one
DEFAULT_MAX_BYTES = 20_000_000  # news pages stay below 5 MB; trafilatura stops at 20 MB too


def add_common(parser: argparse.ArgumentParser) -> None:
    """Nothing; adds the options of every command that reads inputs."""
    parser.add_argument("--url", help="where a single input comes from; finds the site's own rules")
    parser.add_argument(
        "--timeout",
        type=positive(float),
        default=DEFAULT_TIMEOUT,
        metavar="SECONDS",
        help="for each input (default: %(default)g)",
    )
    parser.add_argument(
        "--max-bytes",
        type=positive(int),
        default=DEFAULT_MAX_BYTES,
        metavar="N",
        help="larger inputs fail, also once unpacked (default: %(default)s)",
    )
    add_config(parser)
    add_ftr(parser)


def add_config(parser: argparse.ArgumentParser) -> None:
    """Nothing; adds the option that names a folder of rules."""
    parser.add_argument(
        "--config",
        type=Path,
        metavar="DIR",
        help="rules of your own: a folder with sites/, before those of the package, "
        "or one laid out as config/ is, instead of them",
    )


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def positive(kind: type[_Number]) -> Callable[[str], _Number]:
    """A reader of numbers above zero, for argparse."""

    def read(text: str) -> _Number:
        try:
            number = kind(text)
        except ValueError:
            number = kind(0)
        if not 0 < number < float("inf"):
            raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
        return number

    return read


def words(text: str) -> tuple[str, ...]:
    """The words of a comma-separated list. Raises ArgumentTypeError when there is none."""
    found = tuple(filter(None, map(str.strip, text.split(","))))
    if not found:
        raise argparse.ArgumentTypeError("name at least one")
    return found


def comma_list(vocabulary: type[_Word]) -> Callable[[str], list[_Word]]:
    """A reader of comma-separated words of a closed vocabulary, for argparse."""

    def read(text: str) -> list[_Word]:
        try:
            return [vocabulary(word) for word in words(text)]
        except ValueError as error:
            choices = ", ".join(vocabulary)
            raise argparse.ArgumentTypeError(f"{error}; choose from {choices}") from error

    return read
