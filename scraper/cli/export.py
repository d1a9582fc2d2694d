"""`scraper export`: articles that were written before, in another format."""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from scraper.cli.corpus import Marks, add_corpus, mark_records, open_marks
from scraper.cli.editions import SUFFIXES, EditionFile, Masthead, open_edition
from scraper.cli.inputs import STANDARD_INPUT, UsageError
from scraper.cli.options import EXIT_CODES, positive, words
from scraper.cli.paint import printable
from scraper.cli.tables import Collected, TableFile, TableStream, open_table, require_arrow
from scraper.errors import InputError
from scraper.formats import check_fields
from scraper.formats.edition import EDITIONS
from scraper.formats.markup import web_address
from scraper.formats.record import Record, article_schema, read_line

KINDS: tuple[Collected, ...] = ("parquet", "arrow", "csv", "jsonl", "jsonld")
FEEDS = ("atom", "rss")

_EPILOG = f"""
examples:
  scraper export out/articles.jsonl -o articles.parquet   a table of what was fetched
  scraper export may.jsonl june.jsonl.gz -o summer.arrow  several files in one
  scraper export articles.jsonl -o articles.csv --fields headline,authors,published
  scraper export articles.parquet -f jsonl | head -1      and back again
  scraper export articles.jsonl -o week.epub              a book for an e-reader
  scraper export articles.jsonl -o week.html              one page: list, search, all the articles
  scraper export articles.jsonl --feed -o feed.xml --newest 50 --feed-url https://my.example/feed.xml
  scraper export may.jsonl june.jsonl -o corpus.parquet --drop-duplicates
  scraper export --schema > article.schema.json           what a line of JSON holds

for people (atom, rss, epub, reader), the newest first:
  An article is set as soon as it is read and kept on disk, so memory holds titles and dates only.
  Feed readers expect some 50 articles, e-readers bear a thousand or two, browsers open a page of
  2,000 in a second: --newest N. A file that is cut short is not left behind.

{EXIT_CODES}"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "export",
        help="turn articles into tables, a feed, a book or a page to read",
        description="Turns articles that `clean` and `fetch` wrote (-f jsonl), or that lie in "
        "Parquet and Arrow files, into other formats, however many they are.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="FILE",
        help=".jsonl, .jsonl.gz, .parquet or .arrow; - for JSON lines on standard input",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="default: standard output"
    )
    parser.add_argument(
        "-f",
        "--format",
        choices=(*KINDS, *EDITIONS),
        help="atom and rss are feeds with the full text, epub is a book, reader one page of HTML "
        "that holds all; default: what the name of the output ends with",
    )
    parser.add_argument(
        "--feed", action="store_const", dest="format", const="atom", help="the same as -f atom"
    )
    parser.add_argument(
        "--fields", type=words, metavar="A,B,C", help="write only these, such as headline,text"
    )
    _add_masthead(parser)
    parser.add_argument(
        "--schema", action="store_true", help="print the JSON Schema of a line of JSON, and end"
    )
    add_corpus(parser)
    parser.add_argument(
        "--drop-duplicates",
        action="store_true",
        help="leave out every article that repeats an earlier one, and say how many these were",
    )
    parser.set_defaults(run=run)


def _add_masthead(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--title",
        "--feed-title",
        metavar="TITLE",
        help="of the feed, book or page; default: the site's name if all are of one site",
    )
    parser.add_argument(
        "--feed-url",
        metavar="URL",
        help="where the feed will be found; its readers know it by that, so a feed that others "
        "subscribe to should have one",
    )
    parser.add_argument(
        "--newest",
        type=positive(int),
        metavar="N",
        help="of a feed, book or page: the N newest articles only (default: all)",
    )


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper export`. Raises UsageError for a command that makes no sense."""
    if args.schema:
        print(json.dumps(article_schema(), indent=1))
        return 0
    sources = _sources(args)
    marks = open_marks(args, _kind(args), args.drop_duplicates)
    output = _output(args)
    is_whole = False
    try:
        for record in _records(args, sources, marks):
            output.add(record)
        is_whole = True
    finally:
        if told := output.close(is_whole):
            _say(told)
    if marks:
        _say(f"{'left out ' if args.drop_duplicates else ''}{marks}")
    return 1 if any(source.failed for source in sources) else 0


@dataclass(slots=True)
class Source:
    """A file of articles; `failed` counts what in it could not be read."""

    name: str
    failed: int = 0

    def records(self) -> Iterator[Record]:
        """Its articles, one after another; each line that is none is named on standard error."""
        try:
            yield from self._tabled() if self._is_table else self._lines()
        except OSError as error:
            self._fail(f"cannot be read: {error.strerror or error}")
        except EOFError:
            self._fail("ends in the middle; what could be read of it was exported")

    def check(self) -> None:
        """Nothing. Raises UsageError for a table that cannot be read here."""
        if self._is_table:
            require_arrow(self.name)

    @property
    def _is_table(self) -> bool:
        return Path(self.name).suffix in (".parquet", ".arrow")

    def _tabled(self) -> Iterator[Record]:
        from scraper.integrations.arrow_file import read_table

        try:
            yield from read_table(Path(self.name))
        except InputError as error:
            self._fail(str(error))

    def _lines(self) -> Iterator[Record]:
        with self._opened() as stream:
            for number, line in enumerate(stream, 1):
                try:
                    if line.strip():
                        yield read_line(line)
                except InputError as error:
                    self._fail(str(error), number)

    def _opened(self) -> AbstractContextManager[BinaryIO]:
        if self.name == STANDARD_INPUT:
            return nullcontext(sys.stdin.buffer)
        if self.name.endswith(".gz"):
            return gzip.open(self.name)  # type: ignore[return-value]  # it reads as one
        return open(self.name, "rb")

    def _fail(self, reason: str, line: int | None = None) -> None:
        self.failed += 1
        _say(f"{self.name}{f', line {line}' if line else ''}: {reason}")


def _records(
    args: argparse.Namespace, sources: list[Source], marks: Marks | None
) -> Iterator[Record]:
    """What is to be written of the sources."""
    named = _named(sources)
    if args.detect_language:
        named = _with_languages(named)
    if marks:
        return mark_records(named, marks, args.drop_duplicates)
    return (record for _, record in named)


def _named(sources: list[Source]) -> Iterator[tuple[str, Record]]:
    """Every record of every source, and its place there."""
    for source in sources:
        for number, record in enumerate(source.records(), 1):
            yield f"{source.name}, article {number}", record


def _with_languages(named: Iterator[tuple[str, Record]]) -> Iterator[tuple[str, Record]]:
    from scraper.integrations.langid import with_language  # of an extra

    for place, record in named:
        yield place, replace(record, article=with_language(record.article))


def _sources(args: argparse.Namespace) -> list[Source]:
    if not args.paths:
        raise UsageError("nothing to export: name a file that -f jsonl wrote, or - for such lines")
    if args.fields is not None:
        try:
            check_fields(args.fields)
        except ValueError as error:
            raise UsageError(f"--fields: {error}") from error
    if args.output and any(_is_same(name, args.output) for name in args.paths):
        raise UsageError(f"{args.output} is to be read and written; name another output")
    sources = [Source(name) for name in args.paths]
    for source in sources:
        source.check()
    return sources


def _output(args: argparse.Namespace) -> TableFile | TableStream | EditionFile:
    """What the articles go into. Raises UsageError for options that do not fit its format."""
    kind = _kind(args)
    if args.feed_url and kind not in FEEDS:
        raise UsageError(f"--feed-url: -f {kind} is no feed; leave it out, or say --feed")
    for table in KINDS:
        if kind == table:
            if args.title or args.newest:
                raise UsageError(f"--title and --newest: not for -f {kind}, which is a table")
            return open_table(table, args.output, args.fields)
    for edition in EDITIONS:
        if kind == edition:
            return open_edition(edition, args.output, _masthead(args))
    raise AssertionError("a kind is one of these")


def _masthead(args: argparse.Namespace) -> Masthead:
    if args.fields is not None:
        raise UsageError("--fields: articles for people are set whole; leave it out")
    address = web_address(args.feed_url)
    if args.feed_url and not address:
        raise UsageError(f"--feed-url {args.feed_url}: no address; begin it with https://")
    return Masthead(args.title, address, args.newest)


def _kind(args: argparse.Namespace) -> str:
    """The format asked for, else the one that the output's name tells."""
    suffix = args.output.suffix.removeprefix(".").lower() if args.output else ""
    kind = args.format or SUFFIXES.get(suffix, suffix)
    if kind in (*KINDS, *EDITIONS):
        return str(kind)
    raise UsageError(f"in which format? say -f and one of {', '.join((*KINDS, *EDITIONS))}")


def _is_same(name: str, output: Path) -> bool:
    return os.path.exists(name) and output.exists() and output.samefile(name)


def _say(message: str) -> None:
    print(f"scraper: {printable(message)}", file=sys.stderr)
