"""`scraper clean`: saved pages and text dumps in, articles out."""

from __future__ import annotations

import argparse
import sys
from itertools import islice
from pathlib import Path

from scraper.cli.archives import Opening, forget_body
from scraper.cli.cleaning import Cleaning
from scraper.cli.corpus import add_corpus, mark_results, open_marks
from scraper.cli.delivery import Delivery
from scraper.cli.editions import Masthead, open_edition
from scraper.cli.inputs import Paths, UsageError, read_here
from scraper.cli.manifest import Manifest
from scraper.cli.options import EXIT_CODES, add_common, comma_list, cores, positive, words
from scraper.cli.output import Folder, Output, Stream
from scraper.cli.paint import terminal_width
from scraper.cli.progress import Progress
from scraper.cli.report import make_reporter
from scraper.cli.rules import rules_of
from scraper.cli.survey import Surveying, survey_inputs
from scraper.cli.tables import open_table
from scraper.formats import FIELDS, FORMATS, TABLES, Format, check_fields
from scraper.formats.edition import EDITIONS
from scraper.repeats import Repeats
from scraper.types import Label, Verdict
from scraper.workers import Pool

_EPILOG = f"""
examples:
  scraper clean story.html                      the article as text, on standard output
  scraper clean pages/ -o articles/             every page of a folder, one file for each
  scraper clean 'dumps/*.txt.gz' -f jsonl       text dumps, one line of JSON for each
  scraper clean --manifest pages.jsonl -f jsonl -j 4
  curl -s URL | scraper clean - --url URL -f markdown
  scraper clean story.html -f jsonl --fields headline,published,text
  scraper clean story.html --keep related,newsletter
  scraper clean crawl.warc.gz -f jsonl -o out/  a web archive; makes out/crawl.warc.gz.jsonl
  scraper clean pages/ -f parquet -o articles.parquet   one table of all; csv and arrow, too
  scraper clean saved/ -f epub -o week.epub     a book of all; or atom, rss, reader (one web page)
  scraper clean pages/ -f jsonl --duplicates --detect-language   for a corpus
  scraper clean may/ -o out/ --report may.json --baseline april.json

{EXIT_CODES}"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "clean",
        help="turn saved pages and text dumps into articles",
        description="Turns saved news pages (HTML) and plain-text dumps into clean articles.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_inputs(parser)
    _add_outputs(parser)
    _add_manner(parser)
    add_corpus(parser)
    add_common(parser)
    parser.set_defaults(run=run)


def _add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="file, folder, quoted glob, or - for standard input; .gz is unpacked, and of a web "
        "archive (.warc) every answer with a page is an input of its own",
    )
    parser.add_argument(
        "--manifest",
        type=Path,
        metavar="FILE",
        help="JSON lines naming inputs: "
        '{"path": ..., "url": ..., "id": ..., "media_type": ..., "charset": ...}, '
        "paths relative to the manifest",
    )


def _add_outputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="write one file for each input, named after it; of a web archive one file of JSON "
        "lines, or in other formats a folder with a file for each page, named for its URL; "
        "without -o all go to standard output, in input order. With -f parquet, arrow, csv, "
        "atom, rss, epub or reader: the one file to write",
    )
    parser.add_argument(
        "-f",
        "--format",
        choices=FORMATS + TABLES + EDITIONS,
        default="text",
        help="default: %(default)s",
    )
    parser.add_argument(
        "--fields",
        type=words,
        metavar="A,B,C",
        help="write only these, such as headline,authors,text",
    )
    parser.add_argument(
        "--keep",
        type=comma_list(Label),
        action="extend",
        default=[],
        metavar="LABEL",
        help="leave blocks of this label in, such as related; may be repeated",
    )


def _add_manner(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-j",
        "--jobs",
        type=positive(int),
        default=cores(),
        metavar="N",
        help="worker processes (default: one a core, here %(default)s)",
    )
    parser.add_argument(
        "--no-cross",
        action="store_true",
        help="judge every input by itself; otherwise, where there are five or more stories of "
        "one host (or folder), up to 40 are looked at first, and lines that come back are left out "
        "(archives are read once only, and each of their pages is judged by itself)",
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="exit 1 also when an article is not complete or has problems",
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="write what became of the run as JSON: counts, failures, and for each site with a "
        "config what it expects and misses, and how often each of its rules fired",
    )
    parser.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="the report of an earlier run: rules that fired then and do not now are pointed at",
    )
    parser.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        help="no progress and no summary; failures are still named",
    )


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper clean`. Raises UsageError for a command that makes no sense."""
    sources = _sources(args)
    few = () if isinstance(sources, Manifest) else tuple(islice(sources, 2))
    alone = len(few) == 1 and not few[0].is_archive
    if not few and not isinstance(sources, Manifest):
        raise UsageError(
            f"nothing to clean in {', '.join(args.paths)}: no .html, .htm, .xhtml, "
            ".shtml, .txt, .text or .warc files (or their .gz); name a file"
        )
    marks = open_marks(args, args.format)
    archives = not alone and any(item.is_archive for item in sources)
    output = _output(args, alone, archives)
    reporter = make_reporter(args.report, args.baseline)
    progress = _progress(args, sources, alone, countable=not archives)
    repeats = Repeats() if args.no_cross or alone else _survey(args, sources, progress)
    delivery = Delivery(output, progress, reporter, args.strict)
    pool = Pool(_task(args, repeats), args.jobs, args.timeout, forget_body)
    items = Opening(args.max_bytes, delivery).each(read_here(sources, args.max_bytes))
    # Which one is the first must not depend on which worker was.
    results = pool.run(items, output.in_order or marks is not None)
    delivery.take(mark_results(results, marks) if marks else results)
    if not alone or args.output or any(v is not Verdict.COMPLETE for v in progress.verdicts):
        progress.finish()
    if marks:
        progress.note(str(marks))
    return 1 if progress.failed or delivery.strict_misses else 0


def _task(args: argparse.Namespace, repeats: Repeats) -> Cleaning:
    # A table is made of such lines, and so is an edition, of all that lines can hold.
    written: Format = "jsonl" if args.format in TABLES + EDITIONS else args.format
    return Cleaning(
        written,
        FIELDS if args.format in EDITIONS else args.fields,
        frozenset(args.keep),
        args.max_bytes,
        rules_of(args),
        repeats,
        args.duplicates,
        args.detect_language,
    )


def _survey(args: argparse.Namespace, sources: Paths | Manifest, progress: Progress) -> Repeats:
    task = Surveying(args.max_bytes, rules_of(args))
    return survey_inputs(sources, task, args.jobs, args.timeout, progress)


def _sources(args: argparse.Namespace) -> Paths | Manifest:
    if bool(args.paths) == bool(args.manifest):
        raise UsageError("name files, folders or - for standard input; or else a --manifest")
    sources: Paths | Manifest
    if args.manifest:
        sources = Manifest(args.manifest)
    else:
        sources = Paths(tuple(args.paths), args.url, args.output)
    if args.url and not sources.is_one():
        raise UsageError("--url is for a single file; for many, give each its own in a --manifest")
    if args.fields is not None:
        try:
            check_fields(args.fields)
        except ValueError as error:
            raise UsageError(f"--fields: {error}") from error
    sources.check()
    return sources


def _output(args: argparse.Namespace, alone: bool, archives: bool) -> Output:
    if args.format in TABLES:
        if args.keep:
            raise UsageError(f"--keep: -f {args.format} has no column for it; write -f jsonl")
        return open_table(args.format, args.output, args.fields)
    if args.format in EDITIONS:
        if args.keep or args.fields:
            raise UsageError(f"-f {args.format} sets articles whole; leave out --keep and --fields")
        return open_edition(args.format, args.output, Masthead())
    if not args.output:
        if args.format == "html" and not alone:
            raise UsageError(
                "several HTML pages make no single one; write them to a folder: -o DIR"
            )
        titled = not alone and args.format not in ("jsonl", "jsonld")
        return Stream(sys.stdout.buffer, args.format, titled)
    try:
        args.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"-o {args.output}: {error.strerror}; name a folder") from error
    return Folder(args.output, args.format, in_order=archives and args.format == "jsonl")


def _progress(
    args: argparse.Namespace, sources: Paths | Manifest, alone: bool, countable: bool
) -> Progress:
    live = sys.stderr.isatty() and not alone
    # Counting walks the folders once more, which only the bar is worth.
    total = sum(1 for _ in sources) if live and countable and not args.quiet else None
    return Progress(sys.stderr, total, live, args.quiet, terminal_width(sys.stderr) or 80)
