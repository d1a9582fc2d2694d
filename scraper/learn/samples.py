"""Saved pages of a site, laid out for learning: what came out, and the element it stood in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.config import Config
from scraper.learn.corrected import Corrected, put_right, value_of
from scraper.learn.hooks import Hook, hooks_of
from scraper.pipeline import extract
from scraper.read import open_page
from scraper.read.find import find_all
from scraper.read.html import Segmenter
from scraper.read.marks import find_marks
from scraper.types import Article, Candidate, Element, LabelledBlock, Page, Verdict

_COMPOUND = re.compile(r"^[a-z]|\s")  # a selector of more than one hook


@dataclass(slots=True)
class Traced(Segmenter):
    """A segmenter that remembers which node became which element."""

    nodes: dict[int, LexborNode] = field(default_factory=dict)

    def _add_element(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> int:
        index = Segmenter._add_element(self, node, tag, attributes)
        self.nodes[index] = node
        return index


@dataclass(frozen=True)
class Sample:
    """One page: its article, its tree, and the elements of its blocks.

    `made` is the article under the general rules, `article` the same put right where somebody has
    `corrected` it: what rules are learned from. `candidates` are what the page says of itself.
    """

    name: str
    page: Page
    made: Article
    article: Article
    tree: LexborHTMLParser
    elements: Sequence[Element]
    nodes: Mapping[int, LexborNode]  # by the index of their element
    candidates: Sequence[Candidate] = ()
    corrected: Corrected | None = None

    def says(self, name: str) -> bool:
        """Whether somebody said what a field of the article should be."""
        return self.corrected is not None and self.corrected.says(name)

    def was_wrong(self, name: str) -> bool:
        """Whether the general rules have a field otherwise than it should be."""
        return value_of(self.made, name) != value_of(self.article, name)

    @cached_property
    def by_node(self) -> Mapping[int, int]:
        """Indexes of elements by the mem_id of their node."""
        return {node.mem_id: index for index, node in self.nodes.items()}

    @cached_property
    def inside(self) -> Mapping[int, tuple[LabelledBlock, ...]]:
        """The blocks within each element, at any depth, in page order."""
        found: dict[int, list[LabelledBlock]] = {}
        for block in self.article.blocks:
            for index in self.above(block):
                found.setdefault(index, []).append(block)
        return {index: tuple(blocks) for index, blocks in found.items()}

    @cached_property
    def hooked(self) -> Mapping[str, tuple[int, ...]]:
        """The elements that hold blocks, by the single hooks that select them, in page order."""
        found: dict[str, list[int]] = {}
        for index, hooks in self._hooks.items():
            for hook in hooks:
                found.setdefault(hook.css, []).append(index)
        return {css: tuple(indexes) for css, indexes in found.items()}

    @cached_property
    def hooks(self) -> frozenset[Hook]:
        """The single hooks of all elements that hold blocks."""
        return frozenset(hook for hooks in self._hooks.values() for hook in hooks)

    @cached_property
    def _hooks(self) -> Mapping[int, tuple[Hook, ...]]:
        indexes = (index for index in sorted(self.inside) if index in self.nodes)
        return {index: hooks_of(self.nodes[index]) for index in indexes}

    def above(self, block: LabelledBlock) -> Iterator[int]:
        """Indexes of the elements around a block, innermost first."""
        at = block.block.element
        while at >= 0:
            yield at
            at = self.elements[at].parent

    def select(self, css: str) -> tuple[LexborNode, ...]:
        """The elements that a selector selects, none twice."""
        return tuple({node.mem_id: node for node in self.tree.css(css)}.values())

    def held_by(self, css: str) -> tuple[LabelledBlock, ...]:
        """The blocks within what a selector selects, in page order."""
        indexes = self.hooked.get(css)
        if indexes is None:
            nodes = self.select(css) if _COMPOUND.search(css) else ()
            indexes = tuple(self.by_node.get(node.mem_id, -1) for node in nodes)
        found = {b.block.index: b for at in indexes for b in self.inside.get(at, ())}
        return tuple(found[index] for index in sorted(found))


def open_sample(
    name: str, page: Page, config: Config, corrected: Corrected | None = None
) -> Sample | None:
    """A page laid out for learning; None for one that is no article, or no HTML."""
    made = extract(page, config)
    if made.verdict not in (Verdict.COMPLETE, Verdict.TRUNCATED) and not corrected:
        return None
    opened = open_page(page)
    if opened.tree is None or opened.tree.body is None:
        return None
    site = config.site(page.url, page.fetched_at, opened)
    marks = find_marks(find_all(opened.tree, site.selectors), site).by_node if site else {}
    traced = Traced(marks)
    traced.walk(opened.tree.body)
    return Sample(
        name=name,
        page=page,
        made=made,
        article=put_right(made, corrected) if corrected else made,
        tree=opened.tree,
        elements=tuple(traced.elements),
        nodes=traced.nodes,
        candidates=opened.candidates,
        corrected=corrected,
    )
