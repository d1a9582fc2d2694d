"""Rules tried on the pages they were learned from; one with doubtful effects is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scraper.config import Config
from scraper.learn.draft import draft
from scraper.learn.harm import Articles, Doubt, find_harm
from scraper.learn.proposal import Proposal, as_file
from scraper.learn.samples import Sample
from scraper.pipeline import extract


@dataclass(slots=True)
class Trial:
    """The rules kept so far, what they make of each page, and those that were dropped and why."""

    samples: Sequence[Sample]
    house: Config
    host: str
    facts: Mapping[str, object]
    kept: list[Proposal] = field(default_factory=list)
    dropped: list[tuple[Proposal, str]] = field(default_factory=list)
    articles: Articles = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.articles = {sample.name: sample.made for sample in self.samples}

    def consider(self, rules: Iterable[Proposal], doubt: Doubt | None = None) -> None:
        """Nothing; keeps each rule that does no harm to what the ones before it made.

        `doubt` says what else is wrong with the blocks that a rule changed, empty for nothing.
        """
        waiting = list(rules)
        if self._keep(waiting, doubt):  # all at once, since most do no harm
            for rule in waiting:
                reason = self._keep([rule], doubt)
                if reason:
                    self.dropped.append((rule, reason))

    def _keep(self, rules: Sequence[Proposal], doubt: Doubt | None) -> str:
        """Why these rules are not kept; empty when they are."""
        after = self._run([*self.kept, *rules])
        reason = find_harm(self.samples, rules, self.articles, after, doubt)
        if not reason:
            self.kept.extend(rules)
            self.articles = after
        return reason

    def _run(self, rules: Sequence[Proposal]) -> Articles:
        """What some rules make of each page."""
        config = draft(self.house, self.host, as_file(self.facts, rules))
        return {sample.name: extract(sample.page, config) for sample in self.samples}
