"""`scraper sites list`: the sites and CMSes that have rules of their own."""

from __future__ import annotations

import argparse

from scraper.cli.options import add_config
from scraper.formats.parts import inert


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "list",
        help="list the sites and CMSes with rules of their own",
        description="One line for each site: host, name, CMS, and when its rules were last "
        "checked on a real page. CMSes come last.",
    )
    add_config(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper sites list`."""
    from scraper.config import load_config

    catalog = load_config(args.config).catalog
    hosts: dict[str, list[str]] = {}
    for host, name in catalog.hosts.items():
        hosts.setdefault(name, []).append(host)
    for name in sorted(hosts):
        file = catalog.file("sites", name)
        others = ", ".join(host for host in hosts[name] if host != name)
        day = file.checked.isoformat() if file.checked else "never"
        line = f"{name:32} {file.name or '-':32} {file.family or '-':12} {day:10}  {others}"
        print(inert(line.rstrip()))
    for name in catalog.families:
        print(inert(f"{name:32} {catalog.file('family', name).name or '-':32} family"))
    return 0
