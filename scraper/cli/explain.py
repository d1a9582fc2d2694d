"""`scraper explain`: what became of every block of a page, and which rule decided it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scraper.cli.inputs import STANDARD_INPUT, Paths, UsageError
from scraper.cli.options import EXIT_CODES, add_common
from scraper.cli.output import write_whole
from scraper.cli.paint import Paint, printable
from scraper.cli.viewing import add_color, paint_for, put_out, view
from scraper.formats import FIELDS
from scraper.formats.jsonl import Json, block_row, dump, to_json
from scraper.formats.parts import spell
from scraper.types import Article, Label, LabelledBlock, Vote, totals

_EPILOG = f"""
Each block is shown with its label, the rule that decided, and its text; below it, the votes that
lost, strongest first. --html writes the same as one page: the article beside every line it was
made from, coloured by label, labels to switch off, votes to open. Nothing in it is loaded or run.

examples:
  scraper explain story.html
  scraper explain story.html.gz --url https://news.example/2024/05/story
  scraper explain dump.txt --color always | less -R
  scraper explain story.html --html report.html        one page to look at and to pass on
  scraper explain story.html -f json | jq -r 'select(.label == "related") | .rule'

{EXIT_CODES}"""

_LABEL = 10  # columns; the longest is "newsletter"
_NOT_FIELDS = frozenset({"blocks", "text", "provenance", "problems"})


@dataclass(frozen=True, slots=True)
class Explanation:
    """Shows how each block of a page was labelled."""

    json: bool
    paint: Paint

    def __call__(self, name: str, article: Article) -> str:
        return as_json(article) if self.json else as_text(article, self.paint)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "explain",
        help="show why each block of a page was kept or removed",
        description="Shows every block of a page or text dump: its label, and the rule behind it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", metavar="PATH", help="a file, or - for standard input")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "-f",
        "--format",
        choices=("text", "json"),
        default="text",
        help="json: one line for the article, one for each block, one for the "
        "totals (default: %(default)s)",
    )
    form.add_argument(
        "--html",
        metavar="FILE",
        help="write a report to look at in a browser; - for standard output",
    )
    add_color(parser)
    add_common(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper explain`."""
    sources = Paths((args.path,), args.url)
    if not sources.is_one():
        raise UsageError(f"{args.path}: explain takes one page; name its file")
    if args.html is None:
        return view(args, sources, Explanation(args.format == "json", paint_for(args)))
    return view(args, sources, report, Beside(Path(args.path), Path(args.html)).put)


def report(name: str, article: Article) -> str:
    """The page for --html."""
    from scraper.formats.report import write_report  # needless in all other commands

    return write_report(article, name)


@dataclass(frozen=True, slots=True)
class Beside:
    """Writes a report to `target`, or to standard output where that is "-"; never over `source`."""

    source: Path
    target: Path

    def put(self, text: str) -> None:
        """Nothing; says on standard error where the report is. Raises UsageError."""
        if str(self.target) == STANDARD_INPUT:
            return put_out(text)
        if self.target.exists() and self.source.exists() and self.target.samefile(self.source):
            raise UsageError(f"--html {self.target}: that is the page itself; name another file")
        try:
            write_whole(self.target, text)
        except OSError as error:
            advice = "name a file in a folder you may write to"
            raise UsageError(f"--html {self.target}: {error.strerror}; {advice}") from error
        print(f"wrote {printable(str(self.target))}", file=sys.stderr)


def as_text(article: Article, paint: Paint) -> str:
    """The fields with their sources, every block with its votes, and the totals, for people."""
    lines = [*_fields(article, paint), ""]
    for block in article.blocks:
        lines += _block(block, paint)
    return "\n".join([*lines, "", *_totals(article)]) + "\n"


def as_json(article: Article) -> str:
    """The same as lines of JSON, told apart by "type": article, block, totals."""
    row = {name: to_json(getattr(article, name)) for name in FIELDS if name != "blocks"}
    lines = [dump({"type": "article", **row})]
    for block in article.blocks:
        kept = not block.label.is_boilerplate
        row = {"type": "block", "kept": kept, **block_row(block), "place": block.place}
        lines.append(dump({**row, "votes": [_vote_row(vote) for vote in block.votes]}))
    counts = {str(label): count for label, count in totals(article.blocks).items()}
    lines.append(dump({"type": "totals", **counts}))
    return "".join(lines)


def _vote_row(vote: Vote) -> Json:
    return {"label": str(vote.label), "strength": vote.strength.name.lower(), "rule": vote.rule}


def _fields(article: Article, paint: Paint) -> Iterator[str]:
    for name in FIELDS:
        value = spell(getattr(article, name))
        if name in _NOT_FIELDS or not value:
            continue
        source = article.provenance.get(name, "")
        tail = f"  ({printable(source)})" if source else ""
        shown = paint.fit(value, used=15 + len(tail))
        yield f"{paint.strong(name.ljust(13))}  {shown}{paint.faint(tail)}"
    for problem in article.problems:
        yield f"{paint.strong('problem'.ljust(13))}  {paint.fit(problem, used=15)}"


def _block(block: LabelledBlock, paint: Paint) -> Iterator[str]:
    label = f"{block.label:<{_LABEL}}"
    rule = printable(block.rule)
    text = paint.fit(block.text, used=_LABEL + len(rule) + 6)
    yield f"{paint.label(block.label, label)}  {paint.faint(f'[{rule}]')}  {text}"
    indent = " " * (_LABEL + 2)
    for vote in _losing(block):
        lost = f"not {vote.label}: {vote.rule} ({vote.strength.name.lower()})"
        yield indent + paint.faint(paint.fit(lost, used=len(indent)))


def _losing(block: LabelledBlock) -> Iterator[Vote]:
    """The votes that did not decide, strongest first."""
    for vote in block.votes:
        if (vote.label, vote.rule) != (block.label, block.rule):
            yield vote


def _totals(article: Article) -> Iterator[str]:
    counts = totals(article.blocks)
    for word, boilerplate in (("kept", False), ("removed", True)):
        chosen = {label: n for label, n in counts.items() if label.is_boilerplate is boilerplate}
        yield f"{word} {_count(sum(chosen.values()))}{_kinds(chosen)}"


def _count(blocks: int) -> str:
    return f"{blocks} block" if blocks == 1 else f"{blocks} blocks"


def _kinds(counts: Mapping[Label, int]) -> str:
    return ": " + ", ".join(f"{label} {n}" for label, n in counts.items()) if counts else ""
