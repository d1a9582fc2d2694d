"""Rules that others have written for a site, asked on its page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.config.borrowed import Asked, Borrowed
from scraper.ftr import Query
from scraper.read.axes import Attribute, is_element, text_of
from scraper.read.find import unique
from scraper.read.html import read_text
from scraper.read.marks import MIN_ROOT_CHARS, Marks
from scraper.read.site import MAX_VALUE, MAX_VALUES
from scraper.read.tags import INLINE
from scraper.read.xpath import Evaluator, TooFarError
from scraper.text import squeeze
from scraper.types import Candidate, Picture

LINKS = frozenset({"next_page", "single_page"})  # fields whose values are addresses


@dataclass(frozen=True, slots=True)
class Lent:
    """What borrowed rules found on a page, besides its marks."""

    fields: tuple[Candidate, ...] = ()
    links: tuple[Candidate, ...] = ()
    problems: tuple[str, ...] = ()
    fired: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    def refuses(self, picture: Picture) -> bool:
        """Whether a picture is none of the story's, by its address."""
        return any(part in (picture.url or "") for part in self.unwanted)


def read_borrowed(tree: LexborHTMLParser, rules: Borrowed, marks: Marks) -> Lent:
    """What the rules found; the elements that they mark are added to `marks`."""
    page = _Page(tree)
    has_body = _mark_body(page, rules, marks)
    for asked in rules.strip:
        for node in filter(_stands_alone, page.elements(asked)):
            marks.put(node, strip=asked.rule)
    for label, asked in rules.blocks:
        for node in page.elements(asked):
            known = marks.by_node.get(node.mem_id)
            if known is None or known.label is None:
                marks.put(node, label=label, rule=asked.rule)
    candidates = tuple(_candidates(page, rules))
    if rules.alone and not has_body:
        page.problems.append(f"{rules.where}: its body was not found, and nothing else is one")
    return Lent(
        fields=tuple(c for c in candidates if c.field not in LINKS),
        links=tuple(c for c in candidates if c.field in LINKS),
        problems=tuple(page.problems),
        fired=(rules.where, *dict.fromkeys(page.fired)),
        unwanted=rules.pictures,
    )


@dataclass(slots=True)
class _Page:
    """One page, to which questions are put."""

    tree: LexborHTMLParser
    problems: list[str] = field(default_factory=list)
    fired: list[str] = field(default_factory=list)

    def elements(self, asked: Asked) -> list[LexborNode]:
        """The elements that a rule is about; an attribute or a text is none."""
        nodes = [n for n in self._nodes(asked.query, asked.rule) if not isinstance(n, str)]
        if nodes and not asked.query.attribute:
            self.fired.append(asked.rule)
            return nodes
        return []

    def values(self, asked: Asked, *, address: bool) -> Iterator[str]:
        """What a rule finds, as texts; of a link its address where that is what is asked for."""
        if asked.given and not self._nodes(asked.given, asked.rule):
            return
        for node in self._nodes(asked.query, asked.rule)[:MAX_VALUES]:
            if isinstance(node, str):
                yield node[:MAX_VALUE]
            elif name := asked.query.attribute or ("href" if address else None):
                yield squeeze(node.attributes.get(name) or "")[:MAX_VALUE]
            else:
                yield read_text(node)[:MAX_VALUE]

    def _nodes(self, query: Query, rule: str) -> list[LexborNode | str]:
        """The elements and texts that a question finds."""
        if query.css is not None:
            return list(unique(self.tree.css(query.css)))
        if query.walk is None:
            return []
        try:
            found = Evaluator(self.tree).ask(query.walk)
        except TooFarError:
            self.problems.append(f"{rule}: takes too long on this page; ignored")
            return []
        if isinstance(found, str | float | bool):
            return [squeeze(found)] if isinstance(found, str) and found.strip() else []
        return [
            squeeze(text_of(n)) if isinstance(n, Attribute) or not is_element(n) else n
            for n in found
        ]


def _mark_body(page: _Page, rules: Borrowed, marks: Marks) -> bool:
    """Whether the page has the body that the rules name; it is marked."""
    for asked in rules.body:
        nodes = [n for n in page.elements(asked) if len(n.text(deep=True)) >= MIN_ROOT_CHARS]
        for node in nodes:
            marks.put(node, hint=asked.rule)
        if nodes:
            return True
    return False


def _stands_alone(node: LexborNode) -> bool:
    """Whether an element is no part of a sentence, which a mark of its own would cut in two."""
    if node.tag not in INLINE or node.parent is None:
        return True
    return len(node.text(deep=True).strip()) == len(node.parent.text(deep=True).strip())


def _candidates(page: _Page, rules: Borrowed) -> Iterator[Candidate]:
    """The values of the first source of each field that has some."""
    for name, several in rules.fields.items():
        for asked in several:
            values = [v for v in page.values(asked, address=name in LINKS) if v]
            if name != "authors":
                values = values[:1]
            yield from (Candidate(name, value, asked.rule) for value in values)
            if values:
                page.fired.append(asked.rule)
                break
