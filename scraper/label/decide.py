"""One label for each block out of all votes: the strongest wins, of equals the first cast."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from scraper.types import Block, Label, LabelledBlock, Strength, Vote

SURE_SHAPES = frozenset({"news/byline", "news/timestamp"})
_STRENGTH = attrgetter("strength")


def decide(blocks: Iterable[Block], votes: Iterable[Vote]) -> tuple[LabelledBlock, ...]:
    """Every block with its label; one that got no vote is OTHER."""
    by_block: dict[int, list[Vote]] = {}
    for vote in votes:
        cast = by_block.get(vote.block)
        if cast is None:
            by_block[vote.block] = [vote]
        else:
            cast.append(vote)
    return tuple([_decide(block, by_block.get(block.index)) for block in blocks])


def _decide(block: Block, votes: list[Vote] | None) -> LabelledBlock:
    if not votes:
        return LabelledBlock(block, Label.OTHER, "no-vote")
    if len(votes) == 1:
        best = votes[0]
        return LabelledBlock(block, best.label, best.rule, (best,))
    votes.sort(key=_STRENGTH, reverse=True)  # stable: of equals the first cast stays first
    ranked = tuple(votes)
    best = _more_exact(ranked)
    return LabelledBlock(block, best.label, best.rule, ranked)


def _more_exact(ranked: tuple[Vote, ...]) -> Vote:
    """The winning vote; of two that agree, the one that sees more of the line.

    A footer says that its lines are furniture, the line that it is a copyright notice. A class may
    call the whole head of a story its date, the line says whether it is the byline.
    """
    best = ranked[0]
    if best.strength is Strength.MARKUP and best.label.is_boilerplate:
        told = (v for v in ranked if v.strength is Strength.WORDS and v.label.is_boilerplate)
        return next(told, best)
    if best.strength is Strength.HOOK and not best.label.is_boilerplate:
        return next((v for v in ranked if v.rule in SURE_SHAPES), best)
    return best
