"""What was learned as a config file: one rule a line, and beside it the pages that speak for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from scraper.config.merge import TABLES
from scraper.config.toml import quote, spell
from scraper.learn import Learned, Proposal

_COMMENT = 56  # column of the comments
_SCHEMA = "#:schema ../schema.json"


def as_toml(learned: Learned, checked: date | None = None) -> str:
    """The file, the same for the same pages; `checked` is when the newest of them was fetched."""
    return "\n".join(_lines(learned, checked)) + "\n"


def _lines(learned: Learned, checked: date | None) -> Iterator[str]:
    count = len(learned.before)
    yield _SCHEMA
    yield f"# Learned from {_pages(count)}: a proposal, to be read before it is relied on. Beside"
    yield "# each rule: on how many pages it held. On the others its element was not there."
    for key, value in learned.facts.items():
        yield f"{key} = {spell(value)}"
    if checked is not None:
        yield f"checked = {spell(checked)}"
    for table, keys in TABLES.items():
        rules = [rule for rule in learned.rules if rule.table == table]
        if rules:
            yield f"\n[{table}]"
        for key in keys:
            yield from _row(key, [rule for rule in rules if rule.key == key])


def _row(key: str, rules: Sequence[Proposal]) -> Iterator[str]:
    """One key: a single rule on its line, several one a line, short lists of words on one."""
    if not rules:
        return
    if rules[0].table == "expect":
        yield _beside(f"{key} = {spell([str(rule.value) for rule in rules])}", rules[0])
    elif len(rules) == 1:
        yield _beside(f"{key} = [{_spell(rules[0])}]", rules[0])
    else:
        yield f"{key} = ["
        for _, same in groupby(rules, key=_spell):
            rule = next(same)
            yield _beside(f"    {_spell(rule)},", rule)
        yield "]"


def _spell(rule: Proposal) -> str:
    return quote(rule.value) if isinstance(rule.value, str) else spell(rule.value)


def _beside(text: str, rule: Proposal) -> str:
    return f"{text:{_COMMENT}}  # {rule.support} of {_pages(rule.pages)}"


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
