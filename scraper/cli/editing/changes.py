"""What a change of rules changed: blocks that got another label, fields another value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.formats.parts import FIELDS, spell
from scraper.types import Article, LabelledBlock

_NOT_VALUES = frozenset({"blocks", "text", "provenance", "site_rules", "confidence"})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two articles of the same page.

    `block` is the number of the block, -1 for a field. `subject` is the line, or the field's name.
    """

    page: int
    block: int
    subject: str
    before: str
    after: str


def changes_between(page: int, before: Article, after: Article) -> Iterator[Change]:
    """The fields that got another value, then the blocks that got another label, in page order."""
    for name in FIELDS:
        if name not in _NOT_VALUES:
            old, new = spell(getattr(before, name)), spell(getattr(after, name))
            if old != new:
                yield Change(page, -1, name, old or "nothing", new or "nothing")
    known = dict(_occurrences(before))
    for key, block in _occurrences(after):
        old_block = known.get(key)
        if old_block is None:
            yield Change(page, block.block.index, block.text, "not a line", _label(block))
        elif old_block.label is not block.label:
            yield Change(page, block.block.index, block.text, _label(old_block), _label(block))


def _occurrences(article: Article) -> Iterator[tuple[tuple[str, int], LabelledBlock]]:
    """Each block, told by its text and how often that stood before: rules may cut blocks anew."""
    seen: Counter[str] = Counter()
    for block in article.blocks:
        yield (block.text, seen[block.text]), block
        seen[block.text] += 1


def _label(block: LabelledBlock) -> str:
    return f"{block.label} ({block.rule})"
