"""`scraper sites show`: the rules that speak for a page, merged, and the file each is from."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.cli.inputs import Input, UsageError, load_page, media_type_of
from scraper.cli.options import DEFAULT_MAX_BYTES, EXIT_CODES, add_config
from scraper.cli.paint import printable
from scraper.cli.rules import add_ftr, rules_of
from scraper.config.toml import spell

if TYPE_CHECKING:
    from scraper.config.borrowed import Borrowed
    from scraper.config.catalog import Catalog, Parts, Signs
    from scraper.config.merge import Entry, Stack

_EPILOG = f"""
A site's file says what its pages have in common, its sections and layouts what some of them have,
and its CMS's file (the family) what all sites of that CMS have. What comes first is tried first.

examples:
  scraper sites show timesofisrael.com
  scraper sites show https://paper.example/2024/05/story --page story.html
  scraper sites show nytimes.com --ftr ftr-site-config

{EXIT_CODES}"""

_COMMENT = 60  # column at which the file of a value is named


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "show",
        help="show the rules for a page, and the file each is from",
        description="Shows the merged rules for a page as TOML, and the file of each value.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("url", metavar="URL", help="of a page, or the host of its site")
    parser.add_argument(
        "--page",
        type=Path,
        metavar="FILE",
        help="the saved page: its CMS, layout and section may show only there",
    )
    add_config(parser)
    add_ftr(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper sites show`: 1 when nothing is known of the site."""
    url = args.url if "//" in args.url else f"https://{args.url}/"
    config = rules_of(args).load()
    catalog = config.catalog
    parts = catalog.parts(url, None, _signs(args.page))
    borrowed = config.borrowed(url)
    if parts is None and borrowed is None:
        print(f"# nothing is known of {printable(args.url)}: the rules for all pages hold")
        return 1
    if parts is not None:
        _print_own(catalog, parts, url, args.page)
    if borrowed is not None:
        print("\n".join(as_comments(borrowed)))
    return 0


def _print_own(catalog: Catalog, parts: Parts, url: str, page: Path | None) -> None:
    from scraper.config.merge import stack

    layers = catalog.layers(parts)
    catalog.site(url, None, _signs(page))  # checks every value
    print("# " + " < ".join(reversed([layer.where for layer in layers])))
    for line in as_lines(stack(layers)):
        print(line)


def as_comments(borrowed: Borrowed) -> Iterator[str]:
    """The borrowed rules, which no config of ours says in TOML, and what of them was left."""
    yield f"# below all of these, as hints: {borrowed.where}"
    for name, asked in borrowed.questions:
        query = asked.query
        css = f"{query.css}::attr({query.attribute})" if query.attribute else query.css
        yield f"#   {name:12} {printable(css or query.text)}"
    for text, new in borrowed.edits:
        yield f"#   {'edit':12} {printable(text)} -> {printable(new)}"
    for part in borrowed.pictures:
        yield f"#   {'no picture':12} {printable(part)}"
    for remark in borrowed.remarks:
        yield f"#   left: {printable(remark)}"


def _signs(page: Path | None) -> Signs:
    from scraper.config.catalog import NoSigns
    from scraper.read import open_page

    if page is None:
        return NoSigns()
    try:
        item = Input(str(page), page.name, page, media_type=media_type_of(page.name))
        return open_page(load_page(item, DEFAULT_MAX_BYTES))
    except OSError as error:
        raise UsageError(f"--page {page}: {error.strerror}; name a saved page") from error


def as_lines(found: Stack) -> Iterator[str]:
    """The merged rules as TOML, a comment beside each value."""
    from scraper.config.merge import SCALARS, TABLES

    for key in SCALARS:
        for entry in found.entries.get(key, ())[:1]:
            yield _line(f"{key} = {_spell(entry)}", entry)
    for table in TABLES:
        rows = list(found.under(table))
        if rows:
            yield f"\n[{table}]"
        for name, entries in rows:
            yield from _row(name, entries)
    for entry in found.entries.get("phrase", ()):
        yield "\n[[phrase]]"
        yield _line(f"id = {spell(entry.value.id)}", entry)
        yield f"label = {spell(entry.value.label)}"
        yield f"match = {spell(entry.value.match)}"


def _row(name: str, entries: list[Entry]) -> Iterator[str]:
    """One key of a table: a single value on its line, several one a line."""
    if not entries[0].in_list:
        yield _line(f"{name} = {_spell(entries[0])}", entries[0])
        return
    yield f"{name} = ["
    for _, same in groupby(entries, key=_spell):  # a child may say again what its parent says
        entry = next(same)
        yield _line(f"    {_spell(entry)},", entry)
    yield "]"


def _line(text: str, entry: Entry) -> str:
    return f"{text:{_COMMENT}} # {entry.layer.where}"


def _spell(entry: Entry) -> str:
    return spell(entry.value)
