"""Rules for a site, learned from saved pages of it: proposed by where pages agree, then tried.

Nothing but the pages is looked at, and the same pages make the same rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scraper.config import Config
from scraper.config.schema import Field, SiteFile
from scraper.learn.align import find_sources
from scraper.learn.corrected import Corrected
from scraper.learn.draft import draft
from scraper.learn.facts import address_of, agree, find_facts, find_family
from scraper.learn.mended import find_mended, find_stated
from scraper.learn.proposal import Proposal, as_file
from scraper.learn.region import doubt_root, find_roots
from scraper.learn.repeated import find_repeated
from scraper.learn.roles import find_roles
from scraper.learn.samples import Sample, open_sample
from scraper.learn.subheads import find_subheads
from scraper.learn.trial import Trial
from scraper.types import Article, Page

__all__ = ["Corrected", "Learned", "Proposal", "learn"]

LEAST = 2  # pages that speak for a rule; of one page, that one
EXPECTED = (Field.HEADLINE, Field.AUTHORS, Field.PUBLISHED)
MIN_EXPECTED = 3  # pages, before what all of them have is expected of every page


@dataclass(frozen=True, slots=True)
class Learned:
    """A site's file as learned, what it makes of the pages, and what was thought better of.

    `before` and `after` are the articles of each page without the rules and with them, by name;
    `right` are those that somebody put right, `passed_over` pages that are no articles.
    """

    host: str
    facts: Mapping[str, object]
    rules: tuple[Proposal, ...]
    dropped: tuple[tuple[Proposal, str], ...]
    before: Mapping[str, Article]
    after: Mapping[str, Article]
    right: Mapping[str, Article]
    passed_over: tuple[str, ...] = ()

    @property
    def file(self) -> SiteFile:
        return as_file(self.facts, self.rules)


def learn(
    pages: Mapping[str, Page],
    house: Config,
    host: str = "",
    corrected: Mapping[str, Corrected] | None = None,
) -> Learned:
    """What the pages of one site, by name, teach about it; `host` is found in them if need be.

    `corrected` says of some pages what their articles should be. Raises InputError for a page that
    cannot be read.
    """
    right = corrected or {}
    opened = {
        name: open_sample(name, page, draft(house, host), right.get(name))
        for name, page in pages.items()
    }
    samples = [sample for sample in opened.values() if sample is not None]
    articles = [sample.made for sample in samples]
    host = host or agree(map(address_of, articles)) or ""
    facts = find_facts(articles, host, find_family([s.page for s in samples], house))
    trial = Trial(samples, house, host, facts)
    least = min(LEAST, len(samples))
    if samples:
        trial.consider(find_mended(samples))
        trial.consider(find_subheads(samples, least))
        trial.consider(find_roots(samples, least), doubt_root)
        trial.consider(find_repeated(samples, least))
        trial.consider(find_roles(samples, least))
        trial.consider(find_sources(samples, least))
        trial.consider(find_stated(samples))
    expected = _expected(trial.articles, samples)
    return Learned(
        host=host,
        facts=facts,
        rules=(*trial.kept, *expected),
        dropped=tuple(trial.dropped),
        before={sample.name: sample.made for sample in samples},
        after=trial.articles,
        right={sample.name: sample.article for sample in samples if sample.corrected},
        passed_over=tuple(name for name, sample in opened.items() if sample is None),
    )


def _expected(articles: Mapping[str, Article], samples: Sequence[Sample]) -> Iterator[Proposal]:
    """Fields that every page has."""
    count = len(samples)
    if count >= MIN_EXPECTED:
        for name in EXPECTED:
            if all(getattr(article, name) for article in articles.values()):
                yield Proposal("expect", "require", name, count, count)
