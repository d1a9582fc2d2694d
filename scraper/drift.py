"""Whether a site changed under its config: what it expects is missing, rules that fired are silent.

Told over many pages, in the order they were cleaned, and against an earlier run where there is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from scraper.config.rules import EXPECT
from scraper.types import Article

FEW = 5  # pages of a site; fewer say nothing
RUN = 20  # pages in a row without a rule that fired on most pages before
MOST = 0.5  # of a site's pages


class Seen(msgspec.Struct, frozen=True):
    """What one page showed of its site's config."""

    site: str
    fired: tuple[str, ...]
    missed: tuple[str, ...]


class SiteRecord(msgspec.Struct):
    """One site in a run, as the report keeps it: pages, and on how many of them what happened."""

    pages: int = 0
    missed: dict[str, int] = {}
    fired: dict[str, int] = {}
    alarms: list[str] = []


@dataclass(slots=True)
class Watch:
    """Counts, site by site, what the pages of a run show. `before` is an earlier run's record."""

    before: Mapping[str, SiteRecord] = field(default_factory=dict)
    _sites: dict[str, SiteRecord] = field(default_factory=dict)
    _last: dict[tuple[str, str], int] = field(default_factory=dict)  # page on which a rule fired
    _recent: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)  # what those missed

    def see(self, seen: Seen | None) -> None:
        """Nothing; counts one page. None stands for a page of a site without a config."""
        if seen is None:
            return
        record = self._sites.setdefault(seen.site, SiteRecord())
        record.pages += 1
        for rule in seen.fired:
            record.fired[rule] = record.fired.get(rule, 0) + 1
            self._last[seen.site, rule] = record.pages
        for miss in seen.missed:
            record.missed[miss] = record.missed.get(miss, 0) + 1
        self._recent.setdefault(seen.site, []).append(seen.missed)
        del self._recent[seen.site][:-RUN]

    def records(self) -> dict[str, SiteRecord]:
        """Every site of the run, with its alarms; for a report, and for the next run to compare."""
        for site, record in self._sites.items():
            record.alarms = [*self._missing(site, record), *self._silent(site, record)]
        return dict(sorted(self._sites.items()))

    def _missing(self, site: str, record: SiteRecord) -> Iterator[str]:
        """What most pages lack, all in all or lately."""
        if record.pages < FEW:
            return
        recent = self._recent[site]
        lately = Counter(miss for missed in recent for miss in missed)
        for miss, pages in record.missed.items():
            if pages >= MOST * record.pages:
                yield f"{miss} on {pages} of {record.pages} pages"
            elif len(recent) == RUN and lately[miss] >= MOST * RUN:
                yield f"{miss} on {lately[miss]} of the last {RUN} pages"

    def _silent(self, site: str, record: SiteRecord) -> Iterator[str]:
        """Rules that fired on most pages, and then on none any more."""
        for rule, pages in record.fired.items():
            last = self._last[site, rule]
            if pages >= FEW and pages >= MOST * last and record.pages - last >= RUN:
                yield f"{rule} silent for the last {record.pages - last} pages"
        before = self.before.get(site)
        if before is None or before.pages < FEW or record.pages < FEW:
            return
        for rule, pages in before.fired.items():
            if pages >= MOST * before.pages and rule not in record.fired:
                yield f"{rule} silent, where it fired on {pages} of {before.pages} pages"


def observe(article: Article) -> Seen | None:
    """What an article shows of its site's config; None where the site has none."""
    files = [rule for rule in article.site_rules if rule.startswith("sites/")]
    if not files:
        return None
    site = files[-1].removeprefix("sites/").removesuffix(".toml")
    fired = tuple(rule for rule in article.site_rules if rule.startswith(f"{site}/"))
    missed = (p.partition(EXPECT)[2] for p in article.problems if EXPECT in p)
    return Seen(site, fired, tuple(_plain(miss) for miss in missed))


def _plain(miss: str) -> str:
    """A miss without the figures of its page: "text of 80 characters, fewer than 400"."""
    return miss.partition(", ")[2] if miss.startswith("text of ") else miss
