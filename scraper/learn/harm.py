"""What rules do to the pages they were learned from that they should not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from scraper.label.view import is_open
from scraper.learn.corrected import Corrected, day_of, distance, runs_of, value_of
from scraper.learn.proposal import Proposal
from scraper.learn.samples import Sample
from scraper.types import Article, LabelledBlock, Verdict

MAX_LOST = 0.1  # of a story's characters; a rule that takes away more has taken the story
MAX_GAINED = 0.25  # as much again; furniture comes in like this
PROVEN = 2.0  # times as much may a rule do that brought a page nearer to what somebody put right
FIELDS = ("headline", "deck", "authors", "published")  # that no rule may spoil

Articles = Mapping[str, Article]  # by the name of their sample
# A block as the general rules have it, and as the draft does.
Change = tuple[LabelledBlock, LabelledBlock]
Doubt = Callable[[Sample, Sequence[Change]], str]


def find_harm(
    samples: Sequence[Sample],
    rules: Sequence[Proposal],
    before: Articles,
    after: Articles,
    doubt: Doubt | None,
) -> str:
    """What speaks against some rules, by what they make of each page; empty when nothing does.

    `doubt` says what else may be wrong with the blocks that changed sides; pages that somebody put
    right are compared with that, and where they prove a rule, `doubt` is not asked of the others.
    """
    found = _reasons(samples, rules, before, after, doubt)
    return next(filter(None, found), "")


def _reasons(
    samples: Sequence[Sample],
    rules: Sequence[Proposal],
    before: Articles,
    after: Articles,
    doubt: Doubt | None,
) -> Iterator[str]:
    own = {rule.key for rule in rules if rule.table == "fields"}
    alone = {rule.key for rule in rules if rule.support == 1 and _is_stated(rule)}
    told = {sample.name: sample for sample in samples if sample.says("text")}
    proven = any(_moves(s, before[name], after[name]) < 0 for name, s in told.items())
    mistaken = {
        was.rule
        for name in told
        for was, now in changed_blocks(before[name], after[name])
        if now.label.is_text
    }
    for sample in samples:
        was, now = before[sample.name], after[sample.name]
        if sample.corrected:
            yield _stray(sample, sample.corrected, was, now)
        yield _harm(was, now, own, sample.corrected or Corrected(), PROVEN if proven else 1.0)
        if sample.name in told:
            continue
        yield _gamble(was, now, alone)
        if proven:
            yield _let_in(changed_blocks(was, now), mistaken)
        elif doubt is not None:
            yield doubt(sample, changed_blocks(was, now))


def _moves(sample: Sample, before: Article, after: Article) -> int:
    """How much farther from its corrected text a story is, in runs of words; 0 without one."""
    if not sample.says("text") or before.text == after.text:
        return 0
    story = runs_of(sample.article.text)
    return distance(after.text, story) - distance(before.text, story)


def _stray(sample: Sample, corrected: Corrected, before: Article, after: Article) -> str:
    """What rules move away from what somebody put right; empty when nothing."""
    for name in filter(corrected.says, FIELDS):
        right = value_of(sample.article, name)
        if value_of(before, name) == right != value_of(after, name):
            return f"spoils {name}"
    if _moves(sample, before, after) > 0:
        return "moves a story away from its corrected text"
    return ""


def _harm(
    before: Article, after: Article, own: Collection[str], corrected: Corrected, slack: float
) -> str:
    """What rules do to a page that they should not; empty when nothing.

    `own` are their fields, `slack` multiplies how much of a story they may move. What has been put
    right has been compared with that.
    """
    for name in FIELDS:
        if corrected.says(name):
            continue
        had, has = getattr(before, name), getattr(after, name)
        if had and not _may_become(had, has, is_own=name in own):
            return f"spoils {name}"
    if before.verdict is Verdict.COMPLETE and after.verdict is not Verdict.COMPLETE:
        return f"makes a page {after.verdict}"
    if corrected.text is not None:
        return ""
    lost, gained = changed_lines(before, after)
    size = max(len(before.text), 1)
    if sum(map(len, lost)) > slack * MAX_LOST * size:
        return f"takes {sum(map(len, lost)) / size:.0%} of a story away"
    if sum(map(len, gained)) > slack * MAX_GAINED * size:
        return f"makes a story {sum(map(len, gained)) / size:.0%} longer"
    return ""


def _is_stated(rule: Proposal) -> bool:
    """Whether a rule takes a field from the page's own data."""
    return rule.table == "fields" and isinstance(rule.value, str) and rule.value.startswith("@")


def _gamble(before: Article, after: Article, alone: Collection[str]) -> str:
    """A field that the data of one page had right, and that of another says otherwise.

    Which of the two is the rule and which the slip, nobody can tell from one page.
    """
    for name in alone:
        had = value_of(before, name)
        if had and had != value_of(after, name):
            return f"one page speaks for it, and another has a different {name}"
    return ""


def _let_in(changes: Sequence[Change], mistaken: Collection[str]) -> str:
    """A line of known furniture that becomes story on a page that nobody put right.

    `mistaken` are rules that took story for furniture on a page that somebody did.
    """
    for was, now in changes:
        if now.label.is_text and not is_open(was) and was.rule not in mistaken:
            return f"lets in known furniture: {was.text[:40]!r}"
    return ""


def _may_become(had: object, has: object, *, is_own: bool) -> bool:
    """Whether a field may change so: a rule for it may print it otherwise, none may move a day."""
    if has == had:
        return not isinstance(had, datetime) or day_of(had) == day_of(has)
    if not is_own or not has:
        return False
    return not isinstance(had, date) or (not isinstance(had, datetime) and had == day_of(has))


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
