"""What learned configs are worth: the evaluation pages of each site, with and without one.

    python -m benchmarks.learn ../shared/data                learned from all pages of a site
    python -m benchmarks.learn ../shared/data --leave-one    each page by what the others teach
    python -m benchmarks.learn ../shared/data --bare         ... with its metadata taken out
    python -m benchmarks.learn ../shared/data --corrected    learned with every article put right
    python -m benchmarks.learn ../shared/data --corrected --leave-one    ... with all but one
    python -m benchmarks.learn ../shared/data heise.de -v    one site, page by page

Sites with two pages or more are learned, without a look at their gold; figures are those of
`benchmarks.sites`. --bare shows whether the rules find on the page itself what metadata says.
--corrected gives the gold of the pages as articles that somebody put right; with --leave-one, of
those but one whose gold is of the same making, and the rules are tried on that one.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.predict import as_prediction, records
from benchmarks.sites import Compared, load_scorer, score
from scraper import Config, Page, extract, load_config
from scraper.fields.dates import parse_date
from scraper.learn import Corrected, Learned, learn
from scraper.learn.draft import draft

HOSTED = frozenset({"wordpress.com", "hypotheses.org"})  # one site in name only
_METADATA = re.compile(
    rb"<script[^>]*ld\+json.*?</script>|<meta\b[^>]*>|<title.*?</title>|\sitemprop=\"[^\"]*\"",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One evaluation page and its gold."""

    record: Mapping[str, Any]
    page: Page

    @property
    def id(self) -> str:
        return str(self.record["id"])

    @property
    def source(self) -> str:
        """Who made the gold: each has an idea of its own of what a title or a text is."""
        return str(self.record["source"])

    @property
    def is_by_hand(self) -> bool:
        """Whether people made or reviewed the gold; some is only what a tool once put out."""
        return self.record.get("body_kind") != "tool-snapshot"


def sites(data: Path) -> dict[str, list[Case]]:
    """The pages of every site that has more than one story."""
    found: dict[str, list[Case]] = defaultdict(list)
    for record in records("pages", data):
        body = gzip.decompress((data / str(record["html"])).read_bytes())
        page = Page(str(record.get("url") or "") or None, body, "text/html")
        found[str(record["site"])].append(Case(record, page))
    several = {s: cases for s, cases in found.items() if len({c.page.url for c in cases}) > 1}
    return {site: several[site] for site in sorted(several.keys() - HOSTED)}


def bare(page: Page) -> Page:
    """A page without what it says of itself outside its text."""
    return replace(page, body=_METADATA.sub(b"", page.body), charset=None)


def put_right(record: Mapping[str, Any]) -> Corrected:
    """A page's gold, as somebody would put its article right."""
    gold = record["gold"]
    return Corrected(
        text=gold.get("body"),
        headline=gold.get("title"),
        deck=gold.get("deck"),
        authors=tuple(gold["authors"]) if gold.get("authors") else None,
        published=parse_date(gold["date"]) if gold.get("date") else None,
        captions=tuple(gold["captions"]) if gold.get("captions") else None,
    )


def lessons(
    site: str, cases: list[Case], house: Config, args: argparse.Namespace
) -> Iterator[tuple[Learned, list[Case]]]:
    """What is learned, and the pages to try it on."""
    right = {c.id: put_right(c.record) for c in cases if c.is_by_hand and args.corrected}
    if not (args.leave_one or args.bare):
        yield learn({case.id: case.page for case in cases}, house, site, right), cases
        return
    for left in cases:
        others = [case for case in cases if case.page.url != left.page.url]
        if args.corrected:
            twins = (case.id for case in others if case.source == left.source)
            same = {name: right[name] for name in twins if name in right}
            seen = [*others, left] if same else []
        else:
            same, seen = {}, others
        if len(seen) > 1:
            yield learn({case.id: case.page for case in seen}, house, site, same), [left]


def compare(
    site: str, cases: list[Case], house: Config, scorer: ModuleType, args: argparse.Namespace
) -> Iterator[Compared]:
    """The figures of every page of a site, without what was learned and with it."""
    for learned, tried in lessons(site, cases, house, args):
        for case in tried:
            page = bare(case.page) if args.bare else case.page
            configs = draft(house, site), draft(house, site, learned.file)
            figures = [
                score(scorer, dict(case.record), as_prediction(extract(page, config)))
                for config in configs
            ]
            yield Compared(site, case.id, figures[0], figures[1])


def summary(pages: list[Compared]) -> Iterator[str]:
    """Sites better, worse and short of the gold, and the means of each measure."""
    hosts = {page.host for page in pages}
    short = {p.host for p in pages if any(value < 1 for value in p.without.values())}
    better = {p.host for p in pages if p.better()}
    worse = {p.host for p in pages if p.worse()}
    yield (
        f"{len(pages)} pages of {len(hosts)} sites: {len(short)} sites short of the gold without "
        f"rules of their own, {len(better)} better with them, {len(worse)} worse somewhere"
    )
    for measure in sorted({m for page in pages for m in page.without}):
        of_it = [page for page in pages if measure in page.without]
        was = sum(page.without[measure] for page in of_it) / len(of_it)
        now = sum(page.with_config[measure] for page in of_it) / len(of_it)
        ups = sum(measure in page.better() for page in of_it)
        downs = sum(measure in page.worse() for page in of_it)
        figures = f"{was:.4f} -> {now:.4f}   {ups} up, {downs} down"
        yield f"    {measure:9}{len(of_it):4} pages  {figures}"


def line(page: Compared, measures: Iterable[str]) -> str:
    """A page and what its measures were and are."""
    figures = (f"{m} {page.without[m]:.3f} -> {page.with_config[m]:.3f}" for m in measures)
    return f"{page.host:24} {page.id[:40]:40} {', '.join(figures)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("data", type=Path)
    parser.add_argument("hosts", nargs="*")
    parser.add_argument("--leave-one", action="store_true")
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--corrected", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    scorer, house = load_scorer(args.data), load_config()
    pages: list[Compared] = []
    for site, cases in sites(args.data).items():
        if args.hosts and site not in args.hosts:
            continue
        for page in compare(site, cases, house, scorer, args):
            pages.append(page)
            changed = [*page.better(), *page.worse()]
            if changed or args.verbose:
                print(line(page, page.without if args.verbose else changed), flush=True)
    print("\n".join(summary(pages)))
    return 1 if any(page.worse() for page in pages) else 0


if __name__ == "__main__":
    sys.exit(main())
