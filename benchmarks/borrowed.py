"""What rules borrowed from others are worth: pages whose host they know, without and with them.

    python -m benchmarks.borrowed ../shared/data ../shared/ftr-site-config
    python -m benchmarks.borrowed ../shared/data ../shared/ftr-site-config --over-sites
    python -m benchmarks.borrowed ../shared/data ../shared/ftr-site-config --half 1 -v

Prints a table in Markdown and, with -v, the pages that got worse or better. --over-sites compares
with our own configs, not with the rules for all pages alone. Thresholds are chosen on half 0 of the
hosts and proven on half 1.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from benchmarks.predict import as_prediction, records
from benchmarks.sites import load_scorer, score
from scraper import Config, Page, extract, load_config
from scraper.config import host_of

MEASURES = ("body", "segments", "title", "authors", "date", "captions")
NOISE = 0.01  # of a figure between 0 and 1


@dataclass(frozen=True, slots=True)
class Compared:
    """One page's figures, between 0 and 1, without the borrowed rules and with them."""

    id: str
    host: str
    source: str
    without: Mapping[str, float]
    borrowed: Mapping[str, float]
    fired: tuple[str, ...]

    def gain(self, measure: str) -> float:
        return self.borrowed[measure] - self.without[measure]


def half_of(host: str) -> int:
    """Which half of all hosts one is in: 0 or 1."""
    return crc32(host.encode()) % 2


def compare(data: Path, plain: Config, config: Config, half: int | None) -> Iterator[Compared]:
    """The pages whose host the rules know."""
    scorer = load_scorer(data)
    for record in records("pages", data):
        url = str(record.get("url") or "") or None
        host = host_of(url)
        if config.borrowed(url) is None or half not in (None, half_of(host)):
            continue
        page = Page(url, gzip.decompress((data / str(record["html"])).read_bytes()), "text/html")
        articles = [extract(page, rules) for rules in (plain, config)]
        without, borrowed = (score(scorer, record, as_prediction(a)) for a in articles)
        fired = tuple(rule for rule in articles[1].site_rules if rule.startswith("ftr/"))
        yield Compared(str(record["id"]), host, str(record["source"]), without, borrowed, fired)


def table(pages: Sequence[Compared]) -> Iterator[str]:
    """A line for each measure; that of the body also for the sources whose gold is a person's."""
    yield "| measure | pages | without | with | better | worse |"
    yield "|---|--:|--:|--:|--:|--:|"
    for measure in MEASURES:
        yield from _row(measure, [p for p in pages if measure in p.without], measure)
        if measure == "body":
            for source in ("aeb", "fundus"):
                chosen = [p for p in pages if measure in p.without and p.source == source]
                yield from _row(f"{measure}, {source}", chosen, measure)


def _row(name: str, pages: Sequence[Compared], measure: str) -> Iterator[str]:
    if not pages:
        return
    without = sum(p.without[measure] for p in pages) / len(pages)
    borrowed = sum(p.borrowed[measure] for p in pages) / len(pages)
    better = sum(p.gain(measure) > NOISE for p in pages)
    worse = sum(p.gain(measure) < -NOISE for p in pages)
    yield f"| {name} | {len(pages)} | {without:.4f} | {borrowed:.4f} | {better} | {worse} |"


def changes(pages: Iterable[Compared]) -> Iterator[str]:
    """The pages that changed by more than noise, the worst first."""
    found = [(p.gain(m), m, p) for p in pages for m in p.without if abs(p.gain(m)) > NOISE]
    for gain, measure, page in sorted(found, key=lambda row: row[:2]):
        was = page.without[measure]
        yield f"{gain:+.3f} {measure:9} {was:.3f} -> {page.borrowed[measure]:.3f}  {page.id}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("data", type=Path)
    parser.add_argument("rules", type=Path, help="a checkout of Full-Text RSS rules")
    parser.add_argument("--over-sites", action="store_true", help="with our own sites' configs")
    parser.add_argument("--half", type=int, choices=(0, 1), help="of the hosts")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    plain = load_config(use_sites=args.over_sites)
    config = load_config(use_sites=args.over_sites, ftr=args.rules)
    pages = list(compare(args.data, plain, config, args.half))
    print("\n".join(table(pages)))
    marked = sum(any("/body " in rule for rule in page.fired) for page in pages)
    print(f"\n{len(pages)} pages of {len({p.host for p in pages})} hosts; a body found on {marked}")
    if args.verbose:
        print("\n".join(changes(pages)))


if __name__ == "__main__":
    main()
