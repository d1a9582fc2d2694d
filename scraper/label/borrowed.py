"""Votes from rules that others have written for a site: hints, held against the page's own text.

A rule may be years older than the page. Its body counts where it holds most of the story that the
text alone suggests; what it strips is furniture unless that is most of the story, or somebody knows
what it is: their articles have no place for captions and bylines.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from scraper.label.region import Region
from scraper.label.view import View
from scraper.types import Label, Mark, Strength, Vote

MIN_SHARED = 0.5  # of the prose of the region that the text suggests; with less, the rule is stale
MAX_STRIPPED = 0.35  # of that prose; a rule that takes more was written for another design


def borrowed_region(view: View, region: Region) -> Region | None:
    """The body that borrowed rules name; None where they name none, or not this page's."""
    held = _under(view, lambda mark: mark.hint)
    blocks = frozenset(index for index, rule in enumerate(held) if rule)
    if not blocks or _own_body(view):
        return None
    whole = _prose(view, region.blocks)
    if _prose(view, blocks & region.blocks) < MIN_SHARED * whole:
        return None
    element = next((e.index for e in view.document.elements if e.mark and e.mark.hint), -1)
    return Region(element, blocks)


def vote_borrowed(view: View, region: Region, known: Container[int]) -> Iterator[Vote]:
    """Votes for what the rules strip, but for the blocks that are `known` for what they are."""
    rules: dict[str, list[int]] = {}
    for index, rule in enumerate(_under(view, lambda mark: mark.strip)):
        if rule:
            rules.setdefault(rule, []).append(index)
    most = MAX_STRIPPED * _prose(view, region.blocks)
    for rule, blocks in rules.items():
        if _prose(view, region.blocks.intersection(blocks)) <= most:
            for index in blocks:
                if index not in known:
                    yield Vote(index, Label.OTHER, Strength.HOOK, rule)


def _own_body(view: View) -> bool:
    return any(e.mark and e.mark.region for e in view.document.elements)


def _prose(view: View, blocks: frozenset[int]) -> float:
    return sum(view.measures[index].prose for index in blocks)


def _under(view: View, rule_of: Callable[[Mark], str]) -> list[str]:
    """For each block the rule of the nearest element around it that has one, "" for most."""
    rules: list[str] = []
    for element in view.document.elements:  # parents come before their children
        own = rule_of(element.mark) if element.mark else ""
        rules.append(own or (rules[element.parent] if element.parent >= 0 else ""))
    return [rules[block.element] if block.element >= 0 else "" for block in view.document.blocks]
