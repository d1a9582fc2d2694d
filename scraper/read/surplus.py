"""Pages of more blocks than any story has: the rest is joined, so that time stays bounded."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from scraper.types import Block

MAX_BLOCKS = 15_000  # the longest live blogs of the evaluation pages have about 3,000
JOINED = 100  # blocks of the surplus that make one


def join_surplus(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks, those beyond the limit joined with a line break, and a problem that says so."""
    if len(blocks) <= MAX_BLOCKS:
        return tuple(blocks), ()
    joined = [
        _join(blocks[start : start + JOINED], MAX_BLOCKS + number)
        for number, start in enumerate(range(MAX_BLOCKS, len(blocks), JOINED))
    ]
    problem = (
        f"{len(blocks)} blocks: those after the first {MAX_BLOCKS} are joined, {JOINED} to one"
    )
    return (*blocks[:MAX_BLOCKS], *joined), (problem,)


def _join(blocks: Sequence[Block], index: int) -> Block:
    return replace(
        blocks[0],
        index=index,
        text="\n".join(block.text for block in blocks),
        link_chars=sum(block.link_chars for block in blocks),
        links=sum(block.links for block in blocks),
        names="",
    )
