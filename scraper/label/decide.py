"""One label for each block out of all votes: the strongest wins, of equals the first cast."""

from __future__ import annotations

from collections.abc import Iterable

from scraper.types import Block, Label, LabelledBlock, Vote


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
    return LabelledBlock(block, ranked[0].label, ranked[0].rule, ranked)
