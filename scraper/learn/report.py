"""How what was learned does against the general rules, page by page, for a person to judge."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.learn import Learned
from scraper.learn.corrected import runs_of, stands_in, value_of
from scraper.learn.harm import FIELDS, changed_blocks
from scraper.types import Article

SHOWN = 70  # characters of a line


def report(learned: Learned) -> Iterator[str]:
    """Lines of text: what each page gains, loses and says otherwise, then what was not kept."""
    yield f"{learned.host}: {len(learned.rules)} rules from {len(learned.before)} pages"
    for name, before in learned.before.items():
        changes = list(_changes(before, learned.after[name]))
        yield f"  {name}: {'as before' if not changes else ''}".rstrip()
        yield from (f"    {change}" for change in changes)
        if name in learned.right:
            yield from (f"    {left}" for left in _left(learned.after[name], learned.right[name]))
    for name in learned.passed_over:
        yield f"  {name}: passed over, no article in HTML"
    for rule, reason in learned.dropped:
        yield f"  not kept: {rule.name}: {reason}"


def _changes(before: Article, after: Article) -> Iterator[str]:
    """Lines that come into the story (+) or go out of it (-), and fields with another value."""
    for was, now in changed_blocks(before, after):
        sign = "+" if now.label.is_text else "-"
        yield f"{sign} {was.text[:SHOWN]!r}: {was.label} [{was.rule}] -> {now.label} [{now.rule}]"
    for name in FIELDS:
        had, has = getattr(before, name), getattr(after, name)
        if had != has:
            yield f"{name}: {str(had)[:SHOWN]!r} -> {str(has)[:SHOWN]!r}"


def _left(after: Article, right: Article) -> Iterator[str]:
    """What is still other than somebody said it should be."""
    for name in FIELDS:
        if value_of(after, name) != value_of(right, name):
            values = (str(getattr(article, name))[:SHOWN] for article in (after, right))
            yield f"still not right: {name}: " + " instead of ".join(map(repr, values))
    story, told = runs_of(right.text), runs_of(after.text)
    for line in after.text.split("\n\n"):
        if line and not stands_in(line, story):
            yield f"still not right: has {line[:SHOWN]!r}"
    for line in right.text.splitlines():
        if line.strip() and not stands_in(line, told):
            yield f"still not right: has not {line[:SHOWN]!r}"
