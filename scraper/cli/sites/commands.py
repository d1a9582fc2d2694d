"""`scraper sites`: what is known of sites, how well it works, and how to teach it more."""

from __future__ import annotations

import argparse

from scraper.cli.options import EXIT_CODES
from scraper.cli.sites import check, edit, import_ftr, learn, listing, new, schema, show

COMMANDS = (listing, show, check, new, learn, edit, import_ftr, schema)

_EPILOG = f"""
examples:
  scraper sites list                            every site and CMS with rules of its own
  scraper sites show https://paper.example/a    the rules for a page, and the file of each
  scraper sites check paper.example             run its rules on its fixtures and saved pages
  scraper sites new story-1.html story-2.html   a config from saved pages
  scraper sites edit paper.example saved/ --config rules   its rules in the browser, beside pages
  scraper sites import paper.example --ftr DIR  what Full-Text RSS knows of a site, as a config
  scraper sites schema > config/schema.json     for editors that complete and check

{EXIT_CODES}"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the group and its commands."""
    parser = commands.add_parser(
        "sites",
        help="list, show, check, edit and learn the rules of single sites",
        description="Rules of single sites: what there is, what it does, how to add to it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    group = parser.add_subparsers(metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_parser(group)
