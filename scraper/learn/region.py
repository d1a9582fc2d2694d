"""The element that holds the story: where the general rules find it, page after page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scraper.learn.harm import Change
from scraper.learn.hooks import hooks_of
from scraper.learn.proposal import Proposal
from scraper.learn.samples import Sample
from scraper.read.marks import MIN_ROOT_CHARS
from scraper.types import Label, LabelledBlock

COVERS = 0.97  # of the story's characters have to be inside a root
TIGHT = 0.8  # of the characters inside a root have to be the story's or what belongs to it
MAX_ROOTS = 3
MAX_OUTSIDE = 0.02  # of a story's characters may turn out to stand outside its element
_HOLDERS = frozenset({"div", "section", "article", "main", "td"})
_AT_HOME = frozenset({Label.CAPTION, Label.CREDIT, Label.DATELINE})
# Rules that found a line too short for prose; inside a story's element that is no reason.
_SHORT = ("shape/scrap",)


def find_roots(samples: Sequence[Sample], least: int) -> Iterator[Proposal]:
    """Rules for [body] root, the one that holds on most pages first."""
    left = list(samples)
    for _ in range(MAX_ROOTS):
        best = _best_root(left, samples)
        if best is None or len(best[1]) < least:
            return
        css, pages = best
        yield Proposal("body", "root", css, len(pages), len(samples))
        left = [sample for sample in left if sample not in pages]


def doubt_root(sample: Sample, changes: Sequence[Change]) -> str:
    """What a root lets in that does not look like the story's own lines; empty for nothing.

    Inside a root, form is no objection: a list of links or a scrap of text is taken for story.
    """
    looks = {_look(sample, b) for b in sample.article.blocks if b.label is Label.BODY}
    lost = [was for was, _ in changes if was.label.is_text]
    if _size(lost) > MAX_OUTSIDE * _story(sample.article.blocks):
        return f"leaves out of the story: {_begin(lost[0])}"
    for was, now in changes:
        if now.label.is_text and (was.rule not in _SHORT or _look(sample, was) not in looks):
            return f"lets in a line of another kind: {_begin(was)}"
    return ""


def _best_root(left: Sequence[Sample], every: Sequence[Sample]) -> tuple[str, list[Sample]] | None:
    """The selector that holds the story on most pages, and those pages."""
    best: tuple[tuple[float, ...], str, list[Sample]] | None = None
    for css, rank in _candidates(left).items():
        pages, purity = _pages(left, every, css)
        score = (len(pages), round(purity, 1), -rank, -len(css))
        if pages and (best is None or (score, css) > best[:2]):
            best = (score, css, pages)
    return (best[1], best[2]) if best else None


def _candidates(samples: Sequence[Sample]) -> dict[str, int]:
    """Selectors of the elements that hold nearly all of a story, and their ranks."""
    found: dict[str, int] = {}
    for sample in samples:
        wanted = _story(sample.article.blocks)
        for index, blocks in sample.inside.items():
            node = sample.nodes.get(index)
            if node is None or node.tag not in _HOLDERS or _story(blocks) < COVERS * wanted:
                continue
            for hook in hooks_of(node):
                found[hook.css] = min(hook.rank, found.get(hook.css, hook.rank))
    return found


def _pages(left: Sequence[Sample], every: Sequence[Sample], css: str) -> tuple[list[Sample], float]:
    """Pages of `left` whose story a selector holds tightly, and how tightly at the least.

    None where it cuts the story of any page.
    """
    pages, purity = [], 1.0
    for sample in every:
        inside = sample.held_by(css)
        size = _size(inside)
        if size < MIN_ROOT_CHARS:
            continue
        if _story(inside) < COVERS * _story(sample.article.blocks):
            return [], 0.0
        pure = _size(b for b in inside if b.label.is_text or b.label in _AT_HOME) / size
        if pure >= TIGHT and sample in left:
            pages.append(sample)
            purity = min(purity, pure)
    return pages, purity


def _look(sample: Sample, block: LabelledBlock) -> tuple[str, str]:
    """Tag and names of a block's element."""
    element = sample.elements[block.block.element]
    return element.tag, element.names


def _begin(block: LabelledBlock) -> str:
    return repr(block.text[:40])


def _story(blocks: Iterable[LabelledBlock]) -> int:
    return _size(block for block in blocks if block.label.is_text)


def _size(blocks: Iterable[LabelledBlock]) -> int:
    return sum(len(block.text) for block in blocks)
