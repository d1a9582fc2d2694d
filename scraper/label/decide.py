"""One label for each block out of all votes: the strongest wins, of equals the first cast."""

from __future__ import annotations

from collections.abc import Iterable

from scraper.types import Block, Label, LabelledBlock, Strength, Vote


def decide(blocks: Iterable[Block], votes: Iterable[Vote]) -> tuple[LabelledBlock, ...]:
    """Every block with its label; one that got no vote is OTHER."""
    by_block: dict[int, list[Vote]] = {}
    for vote in votes:
        by_block.setdefault(vote.block, []).append(vote)
    return tuple(_decide(block, by_block.get(block.index, [])) for block in blocks)


def _decide(block: Block, votes: list[Vote]) -> LabelledBlock:
    if not votes:
        return LabelledBlock(block, Label.OTHER, "no-vote")
    ranked = tuple(sorted(votes, key=lambda vote: -vote.strength))
    best = _more_exact(ranked)
    return LabelledBlock(block, best.label, best.rule, ranked)


def _more_exact(ranked: tuple[Vote, ...]) -> Vote:
    """The winning vote; of two that agree on furniture, the one whose words name its kind.

    A footer says that its lines are furniture, the line that it is a copyright notice.
    """
    best = ranked[0]
    if best.strength is Strength.MARKUP and best.label.is_boilerplate:
        told = (v for v in ranked if v.strength is Strength.WORDS and v.label.is_boilerplate)
        return next(told, best)
    return best
