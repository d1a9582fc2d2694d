"""What builders of a corpus ask for: which articles repeat another, and the language of each."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from scraper.cli.cleaning import Cleaned
from scraper.cli.delivery import Results
from scraper.cli.inputs import STANDARD_INPUT, WARC, Input, UsageError, media_type_of
from scraper.formats import TABLES
from scraper.formats.jsonl import dump
from scraper.formats.record import Record

if TYPE_CHECKING:
    from scraper.integrations.duplicates import Duplicates, Sketch

EXTRA = "pip install 'scraper[corpus]'"
SHOWN_IN = ("jsonl", *TABLES)  # the formats with a place for `duplicate_of`


@dataclass(slots=True)
class Marks:
    """The duplicates of one run, and how many of either kind there were."""

    seen: Duplicates
    exact: int = 0
    near: int = 0

    def see(self, key: str, sketch: Sketch | None) -> str | None:
        """The key of the first article that this one repeats; None if it is the first."""
        found = self.seen.of_sketch(key, sketch)
        if found is None:
            return None
        self.exact += found.is_exact
        self.near += not found.is_exact
        return found.of

    def __str__(self) -> str:
        total = self.exact + self.near
        kinds = f": {self.exact} word for word, {self.near} nearly" if total else ""
        return f"{total} duplicate{'' if total == 1 else 's'}{kinds}"


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """Nothing; adds the options."""
    parser.add_argument(
        "--duplicates",
        action="store_true",
        help="say in `duplicate_of` which earlier article each one repeats, word for word or "
        f"nearly, and null for none (-f {', '.join(SHOWN_IN)}; {EXTRA})",
    )
    parser.add_argument(
        "--alike",
        type=_share,
        metavar="SHARE",
        help="with --duplicates: of three-word runs in common, from which on (default: 0.7)",
    )
    parser.add_argument(
        "--detect-language",
        action="store_true",
        help="fill `language` from the text where the page does not say, and correct it where a "
        f"long text is plainly in another ({EXTRA})",
    )


def open_marks(args: argparse.Namespace, kind: str, is_dropping: bool = False) -> Marks | None:
    """What marks the duplicates, None where nobody asked. Raises UsageError.

    Also for a language that nothing here can detect, so that both are known before the run.
    """
    if args.detect_language:
        _require("py3langid", "--detect-language")
    if not (args.duplicates or is_dropping):
        if args.alike is not None:
            raise UsageError("--alike says what a duplicate is: give --duplicates, too")
        return None
    if not is_dropping and kind not in SHOWN_IN:
        raise UsageError(f"--duplicates: -f {kind} has no place for it; write -f jsonl")
    _require("rensa", "--drop-duplicates" if is_dropping else "--duplicates")
    from scraper.integrations.duplicates import THRESHOLD, Duplicates

    return Marks(Duplicates(THRESHOLD if args.alike is None else args.alike))


def mark_results(results: Results, marks: Marks) -> Results:
    """The results of `clean`, in the order given; each line says what it repeats."""
    with closing(results):
        for item, result in results:
            if isinstance(result, Cleaned):
                key = item.id or _key_of_input(item)
                first = dump({"duplicate_of": marks.see(key, result.sketch)})
                result = replace(result, text=first[:-2] + ", " + result.text[1:])
            yield item, result


def mark_records(
    records: Iterator[tuple[str, Record]], marks: Marks, is_dropping: bool
) -> Iterator[Record]:
    """The records, each of which came with a name for want of a better: marked anew, or fewer."""
    from scraper.integrations.duplicates import sketch_of

    for place, record in records:
        first = marks.see(_key_of_record(record) or place, sketch_of(record.article.text))
        if first and is_dropping:
            continue
        earlier = {name: at for name, at in record.origin.items() if name != "duplicate_of"}
        yield replace(record, origin=earlier if is_dropping else {**earlier, "duplicate_of": first})


def _key_of_input(item: Input) -> str:
    """The input as its line names it; a page of an archive, whose line does not, by its URL."""
    return item.name if item.record is None else item.record.url


def _key_of_record(record: Record) -> str | None:
    """As `_key_of_input`, for a line that was written before."""
    origin = record.origin
    name = origin.get("input")
    if name in (STANDARD_INPUT, "standard input") or (name and media_type_of(name) == WARC):
        name = None
    return origin.get("id") or origin.get("asked") or name or record.article.url


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share above 0 and up to 1, such as 0.8")
    return share


def _require(library: str, option: str) -> None:
    try:
        import_module(library)
    except ModuleNotFoundError as error:
        raise UsageError(f"{option} needs {error.name}: {EXTRA}") from error
