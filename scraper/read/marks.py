"""What a site's rules say of the elements of its page: labels, the body's region, live entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from scraper.config.rules import Site
from scraper.config.selectors import Rule
from scraper.read.find import Found, selects
from scraper.read.html import read_text
from scraper.types import Mark

MIN_ROOT_CHARS = 140  # a body root with less text than a long sentence is an empty shell
MAX_TEXT = 4000  # characters of an element that a rule's pattern is looked for in


@dataclass(slots=True)
class Marks:
    """Marks by the mem_id of their element, and the rules that gave one."""

    by_node: dict[int, Mark] = field(default_factory=dict)
    fired: dict[str, None] = field(default_factory=dict)

    def put(self, node: LexborNode, **parts: object) -> None:
        """Nothing; adds to an element's mark what it does not say yet."""
        known = self.by_node.get(node.mem_id, Mark())
        self.by_node[node.mem_id] = replace(known, **parts)


def find_marks(found: Found, site: Site) -> Marks:
    """The marks that a site's rules give, out of what its selectors selected."""
    marks = Marks()
    _mark_region(found, site, marks)
    for kind, rules in (("start", site.start), ("stop", site.stop)):
        for rule in rules:
            name = f"{rule.origin}/{kind} {rule.css}"
            for node in elements(found, rule):
                marks.fired[name] = None
                marks.put(node, **{kind: name})
    for label, rule in site.blocks:
        name = f"{rule.origin}/{label} {rule.css}"
        for node in elements(found, rule):
            marks.fired[name] = None
            known = marks.by_node.get(node.mem_id)
            if known is None or known.label is None:
                marks.put(node, label=label, rule=name)
    for index, node in enumerate(found.get(site.entry.item, ()) if site.entry else ()):
        marks.put(node, entry=index)
    return marks


def elements(found: Found, rule: Rule) -> Iterator[LexborNode]:
    """The elements that a rule is about."""
    for node in found.get(rule.css, ()):
        if rule.text and not rule.text.search(read_text(node)[:MAX_TEXT]):
            continue
        if rule.unless and node.css_first(rule.unless) is not None:
            continue
        outer = _closest(node, rule.up) if rule.up else node
        if outer is not None:
            yield outer


def _closest(node: LexborNode, css: str) -> LexborNode | None:
    """The nearest element around a node, or the node, that a selector selects."""
    at: LexborNode | None = node
    while at is not None and at.tag not in ("body", "html", "-undef"):
        if selects(css, at):
            return at
        at = at.parent
    return None


def _mark_region(found: Found, site: Site, marks: Marks) -> None:
    """Marks the first root that has text, or what of it the site keeps."""
    roots: list[LexborNode] = []
    for rule in site.root:
        roots = list(elements(found, rule))
        if sum(len(node.text(deep=True)) for node in roots) >= MIN_ROOT_CHARS:
            marks.fired[f"{rule.origin}/body {rule.css}"] = None
            break
        roots = []
    if not site.keep:
        for node in roots:
            marks.put(node, region=f"{rule.origin}/body")
        return
    inside = {node.mem_id for node in roots}
    for rule in site.keep:
        for node in elements(found, rule):
            if not site.root or _has_above(node, inside):
                marks.fired[f"{rule.origin}/body {rule.css}"] = None
                marks.put(node, region=f"{rule.origin}/body")


def _has_above(node: LexborNode, wanted: Iterable[int]) -> bool:
    """Whether an element or one around it is among those wanted."""
    at: LexborNode | None = node
    while at is not None:
        if at.mem_id in wanted:
            return True
        at = at.parent
    return False
