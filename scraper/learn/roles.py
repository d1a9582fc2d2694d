"""Elements that play one role: a name whose blocks get the same label nearly everywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scraper.learn.hooks import Hook
from scraper.learn.proposal import Proposal
from scraper.learn.samples import Sample
from scraper.text import fold
from scraper.types import Label, LabelledBlock, Strength

AGREED = 0.75  # of the blocks that a name holds have to have one label
MAX_RULES = 4  # of one label
MANY = 3  # pages, before a name is furniture's
MAX_BLOCKS = 12  # of one page; a name that holds more is a region
# Roles that are worth a rule even where the general rules know them: a reader of the config
# looks for them.
STORY_ROLES = (
    Label.HEADLINE,
    Label.DECK,
    Label.KICKER,
    Label.BYLINE,
    Label.BIO,
    Label.TIMESTAMP,
    Label.SUBHEAD,
    Label.CAPTION,
    Label.CREDIT,
    Label.TAGS,
)
# Of which no two stories have the same.
_OWN = frozenset({Label.HEADLINE, Label.DECK, Label.SUBHEAD, Label.CAPTION})
_SETTLED = (Strength.WORDS, Strength.MARKUP)  # what says more of a line than its element's name


@dataclass(frozen=True, slots=True)
class Held:
    """What a name holds: the label of most of its blocks, its pages, and the blocks by page."""

    hook: Hook
    label: Label
    pages: int
    blocks: frozenset[tuple[str, int]]  # sample and block


def find_roles(samples: Sequence[Sample], least: int) -> Iterator[Proposal]:
    """Rules for [blocks], those that hold most first."""
    known: set[tuple[str, int]] = set()
    counts: Counter[Label] = Counter()
    hooks = sorted({hook for sample in samples for hook in sample.hooks})
    names = [held for hook in hooks if (held := _hold(samples, hook, least))]
    names.sort(key=lambda h: (-len(h.blocks), h.hook))
    for held in names:
        if not held.blocks <= known and counts[held.label] < MAX_RULES:
            known |= held.blocks
            counts[held.label] += 1
            yield Proposal("blocks", held.label, held.hook.css, held.pages, len(samples))


def _hold(samples: Sequence[Sample], hook: Hook, least: int) -> Held | None:
    """What a name holds; None where that has no one role."""
    blocks: list[tuple[str, LabelledBlock]] = []
    pages = 0
    for sample in samples:
        found = {
            b.block.index: b for at in sample.hooked.get(hook.css, ()) for b in sample.inside[at]
        }
        if len(found) > MAX_BLOCKS:
            return None
        pages += bool(found)
        blocks.extend((sample.name, block) for block in found.values())
    if pages < least:
        return None
    counts = Counter(block.label for _, block in blocks)
    label, count = counts.most_common(1)[0]
    if count < AGREED * len(blocks) or not _is_role(label, blocks, pages):
        return None
    return Held(hook, label, pages, frozenset((n, b.block.index) for n, b in blocks))


def _is_role(label: Label, blocks: Sequence[tuple[str, LabelledBlock]], pages: int) -> bool:
    """Whether a label is a role, and no block of another has one for a reason of its own."""
    others = [block for _, block in blocks if block.label is not label]
    if any(block.votes and block.votes[0].strength in _SETTLED for block in others):
        return False
    if label in _OWN and len({fold(b.text) for _, b in blocks}) < len({n for n, _ in blocks}):
        return False
    if label in STORY_ROLES:
        return True
    told = label.is_boilerplate and label is not Label.OTHER
    return told and pages >= MANY and bool(others)
