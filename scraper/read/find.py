"""A site's selectors, searched for in one walk over the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.config.selectors import Selectors

Found = Mapping[str, Sequence[LexborNode]]  # by selector, in page order


def find_all(tree: LexborHTMLParser, selectors: Selectors) -> Found:
    """The elements that each selector selects; no entry for one that selects none."""
    found: dict[str, list[LexborNode]] = {}
    if not selectors.joined:
        return found
    for node in unique(tree.css(selectors.joined)):
        worn = " ".join(value or "" for value in node.attributes.values()).lower()
        for css, key in selectors.keys:
            if key in worn and selects(css, node):
                found.setdefault(css, []).append(node)
    return found


def unique(nodes: Iterable[LexborNode]) -> list[LexborNode]:
    """The nodes, each once: lexbor gives an element twice that two selectors of a list select."""
    return list({node.mem_id: node for node in nodes}.values())


def selects(css: str, node: LexborNode) -> bool:
    """Whether a selector selects this very element."""
    first = node.css_first(css)  # of the element and what is in it, in page order
    return first is not None and first.mem_id == node.mem_id
