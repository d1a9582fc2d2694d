"""`scraper sites import`: a site's Full-Text RSS rules, restated as a config of ours."""

from __future__ import annotations

import argparse

from scraper.cli.inputs import UsageError
from scraper.cli.options import EXIT_CODES
from scraper.cli.rules import FTR, add_ftr, rules_of
from scraper.formats.parts import inert

_EPILOG = f"""
It is a start: most of these rules are older than the pages they are for. Keep what `scraper sites
check` proves on a saved page. What our config has no word for stands in comments.

examples:
  scraper sites import paper.example --ftr ftr-site-config > rules/sites/paper.example.toml
  scraper sites check paper.example --config rules --pages saved/

{EXIT_CODES}"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "import",
        help="restate a site's Full-Text RSS rules as a config",
        description="Prints a site's Full-Text RSS rules as a config file.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("host", metavar="HOST", help="of the site: paper.example")
    add_ftr(parser)
    parser.set_defaults(run=run, config=None)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper sites import`: 1 when there are no rules for the host."""
    from scraper.config import host_of
    from scraper.config.restate import restate

    config = rules_of(args).load()
    if config.lender is None:
        raise UsageError(f"import from where? name a checkout with --ftr DIR or {FTR}")
    host = host_of(args.host if "//" in args.host else f"https://{args.host}/")
    rules = config.lender.checkout.own(host)
    if rules is None:
        print(f"# no rules for {inert(args.host)} in {config.lender.checkout.folder}")
        return 1
    print(inert(restate(rules, config.hooks)), end="")
    return 0
