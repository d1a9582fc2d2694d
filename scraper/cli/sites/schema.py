"""`scraper sites schema`: the shape of a config file, for editors."""

from __future__ import annotations

import argparse
import json


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command."""
    parser = commands.add_parser(
        "schema",
        help="print the JSON Schema of a site's file",
        description="Prints the JSON Schema of a site's file. Editors that know TOML complete and "
        "check by it when the file begins with the line: #:schema ../schema.json",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper sites schema`."""
    from scraper.config.schema import site_schema

    print(json.dumps(site_schema(), indent=1))
    return 0
