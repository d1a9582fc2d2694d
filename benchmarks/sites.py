"""What each site's config is worth: the evaluation pages of the site with and without it.

    python -m benchmarks.sites ../shared/data                     every site and CMS with a config
    python -m benchmarks.sites ../shared/data kicker.de -v        one, page by page
    python -m benchmarks.sites ../shared/data --config my/config

Figures are those of the evaluation pages' own scorer, by page: F1 of body, authors and captions,
segments right, and 1 or 0 for title, date and deck. A config must be nowhere worse than none.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.predict import as_prediction, records
from scraper import Config, Page, extract, load_config
from scraper.read import open_page

NOISE = 0.0005
_SETTINGS = Namespace(raw=False, cjk=True, optional=("deck",), comments=False)
_RATES = {"title": "same", "date": "same", "deck": "near"}
_COUNTS = ("authors", "captions")


@dataclass(frozen=True, slots=True)
class Compared:
    """One page's figures by measure, between 0 and 1, without its site's config and with it."""

    host: str
    id: str
    without: Mapping[str, float]
    with_config: Mapping[str, float]

    def worse(self) -> list[str]:
        """The measures that the config spoils."""
        return [m for m, was in self.without.items() if self.with_config[m] < was - NOISE]

    def better(self) -> list[str]:
        """The measures that it mends."""
        return [m for m, was in self.without.items() if self.with_config[m] > was + NOISE]


def load_scorer(data: Path) -> ModuleType:
    """The scorer that comes with the evaluation pages."""
    spec = importlib.util.spec_from_file_location("score", data.parent / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def compare(data: Path, config: Config, hosts: Iterable[str] = ()) -> Iterator[Compared]:
    """Every evaluation page that a config speaks for, a site's or a CMS's; of `hosts`, if any."""
    scorer, wanted = load_scorer(data), set(hosts)
    generic = load_config(config.folder, use_sites=False, use_families=False)
    for record in records("pages", data):
        body = gzip.decompress((data / str(record["html"])).read_bytes())
        page = Page(str(record.get("url") or "") or None, body, "text/html")
        site = config.site(page.url, None, open_page(page))
        if site is None or (wanted and site.host not in wanted):
            continue
        figures = [
            score(scorer, record, as_prediction(extract(page, rules)))
            for rules in (generic, config)
        ]
        yield Compared(site.host, str(record["id"]), figures[0], figures[1])


def score(scorer: ModuleType, record: dict[str, Any], made: dict[str, Any]) -> dict[str, float]:
    """The figures of one prediction, for what the record has gold for."""
    gold, found = record["gold"], {}
    if gold.get("body"):
        page = scorer.body_page(gold, scorer.as_text(made["body"]), _SETTINGS)
        found["body"] = scorer.harmonic(page["p"] or 0.0, page["r"] or 0.0) or 0.0
    if gold.get("with") or gold.get("without"):
        seen = scorer.seg_page(gold, scorer.as_text(made["body"]), _SETTINGS)
        right, wrong = seen["tp"] + seen["tn"], seen["fp"] + seen["fn"]
        found["segments"] = right / (right + wrong)
    meta = scorer.meta_page(gold, made)
    for name, key in _RATES.items():
        if name in meta:
            found[name] = float(meta[name][key])
    for name in _COUNTS:
        if name in meta:
            found[name] = scorer.counts_f1([meta[name]]) or 0.0
    return found


def report(pages: list[Compared], verbose: bool) -> Iterator[str]:
    """A line for each site, and for each page when asked."""
    for host in sorted({page.host for page in pages}):
        own = [page for page in pages if page.host == host]
        better = sorted({m for page in own for m in page.better()})
        worse = sorted({m for page in own for m in page.worse()})
        yield f"{host:32} {len(own):2} pages  better {', '.join(better) or '-'}" + (
            f"  WORSE {', '.join(worse)}" if worse else ""
        )
        for page in own if verbose else ():
            yield f"    {page.id}"
            for measure, was in page.without.items():
                yield f"        {measure:9} {was:.3f} -> {page.with_config[measure]:.3f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("data", type=Path)
    parser.add_argument("hosts", nargs="*")
    parser.add_argument("--config", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    pages = list(compare(args.data, load_config(args.config), args.hosts))
    print("\n".join(report(pages, args.verbose)))
    hosts = {page.host for page in pages}
    better = {page.host for page in pages if page.better()}
    worse = {page.host for page in pages if page.worse()}
    print(f"{len(hosts)} sites, {len(better)} better, {len(worse)} worse somewhere")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
