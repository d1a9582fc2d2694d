"""`scraper sites check`: whether configs still do what their fixtures and pages say."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.cli.inputs import Paths, UsageError, load_page
from scraper.cli.manifest import Manifest
from scraper.cli.options import DEFAULT_MAX_BYTES, EXIT_CODES, add_config
from scraper.errors import InputError
from scraper.formats.parts import inert

if TYPE_CHECKING:
    from scraper.config.catalog import Catalog
    from scraper.proof import Proof, Trial

_EPILOG = f"""
A config is broken when a fixture of its site comes out other than written, or when a page lacks
what [expect] names. It is weak where a rule never fires (delete it, or add a fixture that needs
it), where a name looks made by a build (take one that a person gave), and where there is no
fixture; --strict takes that for broken. A file that cannot be used at all is exit code 2.

examples:
  scraper sites check                                   every config, on its fixtures
  scraper sites check paper.example --config rules      one of your own
  scraper sites check paper.example --pages saved/      and on saved pages of the site
  scraper sites check --manifest pages.jsonl -v         each rule and how often it fired

{EXIT_CODES}"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "check",
        help="run configs on their fixtures and on saved pages",
        description="Runs configs on fixtures and saved pages, and says which rules fired.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("hosts", nargs="*", metavar="HOST", help="sites or CMSes; default: all")
    parser.add_argument(
        "--fixtures",
        type=Path,
        metavar="DIR",
        help="folder of fixtures, DIR/host/name/ (default: fixtures/ beside the config, or here)",
    )
    parser.add_argument(
        "--pages", nargs="+", default=[], metavar="PATH", help="saved pages; --url names their site"
    )
    parser.add_argument("--url", help="where the --pages are from, if all are from one site")
    parser.add_argument(
        "--manifest", type=Path, metavar="FILE", help="JSON lines naming saved pages and their URLs"
    )
    parser.add_argument("--strict", action="store_true", help="what is weak counts as broken")
    parser.add_argument("-v", "--verbose", action="store_true", help="each rule and its pages")
    add_config(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper sites check`: 1 when a config is broken."""
    from scraper.config import load_config
    from scraper.proof import Trials

    config = load_config(args.config)
    files = _files(config.catalog, args.hosts)
    trials = Trials(config)
    for trial in _trials(args):
        try:
            trials.run(trial)
        except InputError as error:
            print(f"scraper: {inert(trial.name)}: {error}", file=sys.stderr)
    broken = 0
    for kind, name in files:
        proof = trials.proof(kind, name)
        fails = proof.is_broken or (args.strict and bool(proof.findings))
        broken += fails
        for line in as_lines(proof, fails, args.verbose):
            print(inert(line))
    print(f"{len(files)} configs, {broken} broken")
    return 1 if broken else 0


def _files(catalog: Catalog, hosts: Sequence[str]) -> list[tuple[str, str]]:
    """Kind and name of every file asked for. Raises UsageError for one that there is not."""
    sites = sorted(set(catalog.hosts.values()))
    every = [*(("sites", name) for name in sites), *(("family", n) for n in catalog.families)]
    if not hosts:
        return every
    known = {name: (kind, name) for kind, name in reversed(every)}
    known.update({host: ("sites", name) for host, name in catalog.hosts.items()})
    for host in hosts:
        if host not in known:
            raise UsageError(f"{host}: no config for it; `scraper sites list` shows what there is")
    return list(dict.fromkeys(known[host] for host in hosts))


def _trials(args: argparse.Namespace) -> Iterator[Trial]:
    from scraper.proof import Trial, trials_of
    from scraper.testing import find_fixtures, load_fixture

    if args.fixtures and not args.fixtures.is_dir():
        raise UsageError(f"--fixtures {args.fixtures}: no such folder")
    folder = args.fixtures or _fixtures_beside(args.config)
    if folder is not None:
        yield from trials_of(load_fixture(found) for found in find_fixtures(folder))
    for pages in _saved(args):
        for item in pages:
            yield Trial(item.name, load_page(item, DEFAULT_MAX_BYTES))


def _saved(args: argparse.Namespace) -> Iterator[Paths | Manifest]:
    if args.pages:
        yield Paths(tuple(args.pages), args.url)
    if args.manifest:
        yield Manifest(args.manifest)


def _fixtures_beside(config: Path | None) -> Path | None:
    """The folder of fixtures that nobody had to name; None where there is none."""
    places = (
        [Path("fixtures")] if config is None else [config / "fixtures", config.parent / "fixtures"]
    )
    return next((place for place in places if place.is_dir()), None)


def as_lines(proof: Proof, fails: bool, verbose: bool) -> Iterator[str]:
    """What there is to say of one config, its findings below it."""
    fired = sum(pages > 0 for pages in proof.fired.values())
    state = "BROKEN" if fails else "weak" if proof.findings else "ok"
    yield (
        f"{proof.name:32} {state:6}  {proof.fixtures} fixtures, {proof.pages} pages, "
        f"{fired} of {len(proof.fired)} rules fired"
    )
    for finding in proof.findings:
        yield f"    {finding.grade}: {finding.where}: {finding.message}".replace("\n", "\n        ")
    if verbose:
        for rule, pages in proof.fired.items():
            yield f"    {pages:4}  {rule}"
        for name, origins in proof.sources.items():
            yield (
                f"    {name}: first source {origins.first}, later ones {origins.later}, "
                f"elsewhere {origins.elsewhere}"
            )
