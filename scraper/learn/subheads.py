"""Subheads that the general rules take for scraps or for furniture: short lines amid a story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scraper.learn.hooks import Hook, selectors_of
from scraper.learn.proposal import Proposal
from scraper.learn.samples import Sample
from scraper.text import count_words, fold, has_full_stop
from scraper.types import Kind, Label, LabelledBlock

MAX_WORDS = 15  # of a subhead
MIN_PROSE = 10  # words of the paragraphs around it
NEAR = 3  # blocks before it, among which a paragraph stands
AMID = 0.8  # of the lines that a name holds have to stand between two paragraphs
_SCRAPS = ("shape/scrap", "revise/teaser", "shape/outside")


def find_subheads(samples: Sequence[Sample], least: int) -> Iterator[Proposal]:
    """Rules for [blocks] subhead, those that hold most lines first."""
    found: dict[Hook, None] = {}
    for sample in samples:
        for block in sample.article.blocks:
            if _is_missed(block) and _is_amid(sample, block):
                found.update(dict.fromkeys(_hooks(sample, block)))
    known: set[tuple[str, int]] = set()
    ranked = sorted((hook.rank, hook.css, held) for hook in found if (held := _held(samples, hook)))
    for _, css, held in sorted(ranked, key=lambda r: (-len(r[2]), r[0], r[1])):
        pages = len({name for name, _ in held})
        if pages >= least and not held <= known:
            known |= held
            yield Proposal("blocks", Label.SUBHEAD, css, pages, len(samples))


def _is_missed(block: LabelledBlock) -> bool:
    """Whether a line may be a subhead that the general rules missed."""
    if not block.label.is_boilerplate or not _is_short(block):
        return False
    heading = block.block.kind is Kind.HEADING and block.rule.startswith("hook/")
    return heading or block.rule in _SCRAPS


def _is_short(block: LabelledBlock) -> bool:
    words = count_words(block.text)
    return words <= MAX_WORDS and not block.block.links and not has_full_stop(block.text)


def _is_amid(sample: Sample, block: LabelledBlock) -> bool:
    """Whether a paragraph of the story comes next, and one not long before."""
    blocks, at = sample.article.blocks, block.block.index
    before = any(_is_prose(b) for b in blocks[max(at - NEAR, 0) : at])
    return before and any(_is_prose(b) for b in blocks[at + 1 : at + 2])


def _is_prose(block: LabelledBlock) -> bool:
    return block.label is Label.BODY and count_words(block.text) >= MIN_PROSE


def _hooks(sample: Sample, block: LabelledBlock) -> Sequence[Hook]:
    node = sample.nodes.get(block.block.element)
    return selectors_of(node) if node is not None else ()


def _held(samples: Sequence[Sample], hook: Hook) -> frozenset[tuple[str, int]]:
    """What a selector holds, as sample and block; empty when not nearly all may be subheads.

    The same line on two pages is a heading of furniture.
    """
    held = [(s, block) for s in samples for block in s.held_by(hook.css)]
    texts = {fold(block.text) for _, block in held}
    if len(texts) < len(held) or not all(_is_short(block) for _, block in held):
        return frozenset()
    amid = sum(_is_amid(sample, block) for sample, block in held)
    if amid < AMID * len(held):
        return frozenset()
    return frozenset((sample.name, block.block.index) for sample, block in held)
