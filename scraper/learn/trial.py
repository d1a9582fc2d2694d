"""Rules tried on the pages they were learned from; one with doubtful effects is dropped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from scraper.config import Config
from scraper.learn.draft import draft
from scraper.learn.proposal import Proposal, as_file
from scraper.learn.samples import Sample
from scraper.pipeline import extract
from scraper.types import Article, LabelledBlock, Verdict

MAX_LOST = 0.1  # of a story's characters; a rule that takes away more has taken the story
MAX_GAINED = 0.25  # as much again; furniture comes in like this
FIELDS = ("headline", "deck", "authors", "published")  # that no rule may spoil

Articles = Mapping[str, Article]  # by the name of their sample
# A block as the general rules have it, and as the draft does.
Change = tuple[LabelledBlock, LabelledBlock]
Doubt = Callable[[Sample, Sequence[Change]], str]


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
        self.articles = {sample.name: sample.article for sample in self.samples}

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
        reason = next(filter(None, self._reasons(rules, after, doubt)), "")
        if not reason:
            self.kept.extend(rules)
            self.articles = after
        return reason

    def _run(self, rules: Sequence[Proposal]) -> Articles:
        """What some rules make of each page."""
        config = draft(self.house, self.host, as_file(self.facts, rules))
        return {sample.name: extract(sample.page, config) for sample in self.samples}

    def _reasons(
        self, rules: Sequence[Proposal], after: Articles, doubt: Doubt | None
    ) -> Iterator[str]:
        own = {rule.key for rule in rules if rule.table == "fields"}
        for sample in self.samples:
            was, now = self.articles[sample.name], after[sample.name]
            yield _harm(was, now, own)
            if doubt is not None:
                yield doubt(sample, changed_blocks(was, now))


def _harm(before: Article, after: Article, own: Collection[str]) -> str:
    """What rules do to a page that they should not; empty when nothing. `own` are their fields."""
    for name in FIELDS:
        had, has = getattr(before, name), getattr(after, name)
        if had and not _may_become(had, has, is_own=name in own):
            return f"spoils {name}"
    if before.verdict is Verdict.COMPLETE and after.verdict is not Verdict.COMPLETE:
        return f"makes a page {after.verdict}"
    lost, gained = changed_lines(before, after)
    size = max(len(before.text), 1)
    if sum(map(len, lost)) > MAX_LOST * size:
        return f"takes {sum(map(len, lost)) / size:.0%} of a story away"
    if sum(map(len, gained)) > MAX_GAINED * size:
        return f"makes a story {sum(map(len, gained)) / size:.0%} longer"
    return ""


def _may_become(had: object, has: object, *, is_own: bool) -> bool:
    """Whether a field may change so: a rule for it may print it otherwise, none may move a day."""
    if has == had:
        return not isinstance(had, datetime) or _day(had) == _day(has)
    if not is_own or not has:
        return False
    return not isinstance(had, date) or (not isinstance(had, datetime) and had == _day(has))


def _day(moment: object) -> object:
    return moment.date() if isinstance(moment, datetime) else moment


def changed_lines(before: Article, after: Article) -> tuple[list[str], list[str]]:
    """Lines that the story loses and those that it gains, in page order."""
    old, new = before.text.split("\n\n"), after.text.split("\n\n")
    had, has = set(old), set(new)
    return [line for line in old if line not in has], [line for line in new if line not in had]


def changed_blocks(before: Article, after: Article) -> list[Change]:
    """Blocks that change sides between story and furniture.

    Rules may make an inline element a block: then those are compared that begin alike.
    """
    now = {(b.text, b.block.place): b for b in after.blocks}
    pairs = ((b, now.get((b.text, b.block.place))) for b in before.blocks)
    return [(b, a) for b, a in pairs if a and a.label.is_text is not b.label.is_text]
