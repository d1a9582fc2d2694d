"""XPath that CSS cannot say, evaluated on the page's own tree.

The expressions have been translated as far as CSS goes (`scraper.ftr.css`), so that few nodes are
left to look at: the text of a paragraph, the box around a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.ftr.expression import (
    Binary,
    Call,
    Expression,
    Filter,
    Literal,
    Path,
    Selected,
    Step,
)
from scraper.read.axes import Attribute, Node, is_element, matches, walk
from scraper.read.find import unique
from scraper.read.values import Value, calculate, call, compare, to_text, to_truth

MAX_VISITS = 300_000  # nodes that one expression looks at; a real page has 2,000 to 20,000
IMPLIED = frozenset({"string", "number", "normalize-space", "string-length", "name", "local-name"})


class TooFarError(Exception):
    """An expression looked at more nodes than any rule needs."""


@dataclass(frozen=True, slots=True)
class Place:
    """The node that an expression is asked at, its number among its like, and their count."""

    node: Node
    number: int = 1
    count: int = 1


@dataclass
class Evaluator:
    """Answers XPath on one page."""

    tree: LexborHTMLParser
    visits: int = field(default=0)

    def ask(self, expression: Expression) -> Value:
        """The nodes, in page order, or the text, number or truth that the expression is.

        Raises TooFarError for one that is too dear.
        """
        self.visits = 0
        root = self.tree.root
        if root is None:
            return []
        return self._value(expression, Place(root.parent or root))

    def _value(self, expression: Expression, at: Place) -> Value:
        match expression:
            case Literal(value):
                return value
            case Path(steps, absolute):
                return self._steps([self._document(at.node) if absolute else at.node], steps)
            case Selected(css, checks, steps):
                return self._steps(self._kept(unique(self.tree.css(css)), checks), steps)
            case Filter(inner, predicates, steps):
                found = self._value(inner, at)
                if isinstance(found, str | float | bool):
                    return found
                return self._steps(self._kept(found, predicates), steps)
            case Binary():
                return self._binary(expression, at)
            case Call(name, arguments):
                return self._call(name, arguments, at)

    def _binary(self, expression: Binary, at: Place) -> Value:
        sign, left = expression.sign, self._value(expression.left, at)
        if sign == "or":
            return to_truth(left) or to_truth(self._value(expression.right, at))
        if sign == "and":
            return to_truth(left) and to_truth(self._value(expression.right, at))
        right = self._value(expression.right, at)
        if sign == "|":
            sets = [s for s in (left, right) if not isinstance(s, str | float | bool)]
            return self._sorted(node for nodes in sets for node in nodes)
        if sign in ("=", "!=", "<", "<=", ">", ">="):
            return compare(sign, left, right)
        return calculate(sign, left, right)

    def _call(self, name: str, arguments: tuple[Expression, ...], at: Place) -> Value:
        if name == "position":
            return float(at.number)
        if name == "last":
            return float(at.count)
        given = [self._value(argument, at) for argument in arguments]
        if not given and name in IMPLIED:
            given = [[at.node]]
        if name == "id":
            wanted = to_text(given[0]).split()
            return [node for node in self.tree.css("[id]") if node.attributes["id"] in wanted]
        if name in ("name", "local-name"):
            first = given[0][0] if isinstance(given[0], list) and given[0] else None
            return _name(first).rpartition(":")[2] if name == "local-name" else _name(first)
        return call(name, given)

    def _steps(self, nodes: Sequence[Node], steps: Iterable[Step]) -> Sequence[Node]:
        for step in steps:
            found: list[Node] = []
            for node in nodes:
                hits = [n for n in self._walked(step.axis, node) if matches(n, step.test)]
                found += self._kept(hits, step.predicates)
            ordered = len(nodes) < 2 and not step.axis.startswith(("ancestor", "preceding"))
            nodes = found if ordered else self._sorted(found)
        return nodes

    def _walked(self, axis: str, node: Node) -> Iterable[Node]:
        for found in walk(axis, node):
            self.visits += 1
            if self.visits > MAX_VISITS:
                raise TooFarError
            yield found

    def _kept(self, nodes: Sequence[Node], predicates: Iterable[Expression]) -> Sequence[Node]:
        """The nodes for which every predicate holds; a number is that of the one to keep."""
        for predicate in predicates:
            kept: list[Node] = []
            for number, node in enumerate(nodes, 1):
                value = self._value(predicate, Place(node, number, len(nodes)))
                plain = isinstance(value, float) and not isinstance(value, bool)
                if value == number if plain else to_truth(value):
                    kept.append(node)
            nodes = kept
        return nodes

    def _sorted(self, nodes: Iterable[Node]) -> list[Node]:
        """The nodes in page order, each once."""
        unique = {_key(node): node for node in nodes}
        if len(unique) < 2:
            return list(unique.values())
        return [
            unique[key] for key in sorted(unique, key=lambda key: (self._order[key[0]], key[1]))
        ]

    @cached_property
    def _order(self) -> dict[int, int]:
        """The place of every node on the page, by its mem_id."""
        root = self.tree.root
        document = self._document(root) if root else None
        if document is None:
            return {}
        every = walk("descendant-or-self", document)
        return {_key(node)[0]: number for number, node in enumerate(every)}

    def _document(self, node: Node) -> LexborNode:
        at = node.owner if isinstance(node, Attribute) else node
        while at.parent is not None:
            at = at.parent
        return at


def _key(node: Node) -> tuple[int, str]:
    """What tells a node from all others."""
    if isinstance(node, Attribute):
        return node.owner.mem_id, node.name
    return node.mem_id, ""


def _name(node: Node | None) -> str:
    if isinstance(node, Attribute):
        return node.name
    return (node.tag or "") if node is not None and is_element(node) else ""
