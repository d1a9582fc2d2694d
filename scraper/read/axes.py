"""Where an XPath step leads from a node of a page, nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Literal, NamedTuple

from selectolax.lexbor import LexborNode


class Attribute(NamedTuple):
    """An attribute, which in XPath is a node."""

    owner: LexborNode
    name: str
    value: str


Node = LexborNode | Attribute


def matches(node: Node, test: str) -> bool:
    """Whether a node is what a step's test asks for."""
    if isinstance(node, Attribute):
        return test in (node.name, "*", "node()")
    tag = node.tag or ""
    match test:
        case "node()":
            return True
        case "text()":
            return tag == "-text"
        case "comment()":
            return tag == "-comment"
        case "*":
            return is_element(node)
    return tag == test


def is_element(node: LexborNode) -> bool:
    return (node.tag or "-")[0] not in "-!"


def text_of(node: Node) -> str:
    """A node's text: of an element all that is in it, seen or not."""
    if isinstance(node, Attribute):
        return node.value
    if node.tag == "-text":
        return node.text_content or ""
    return node.text(deep=True) if is_element(node) or node.tag == "-document" else ""


def walk(axis: str, node: Node) -> Iterator[Node]:
    """The nodes on an axis (XPath 1.0, section 2.2)."""
    if isinstance(node, Attribute):
        yield from _from_attribute(axis, node)
    else:
        yield from _AXES[axis](node)


def _from_attribute(axis: str, node: Attribute) -> Iterator[Node]:
    if axis in ("self", "descendant-or-self", "ancestor-or-self"):
        yield node
    if axis in ("parent", "ancestor", "ancestor-or-self"):
        yield node.owner
    if axis in ("ancestor", "ancestor-or-self"):
        yield from _ancestors(node.owner)


def _self(node: LexborNode) -> Iterator[Node]:
    yield node


def _attributes(node: LexborNode) -> Iterator[Node]:
    if is_element(node):
        for name, value in node.attributes.items():
            yield Attribute(node, name, value or "")


def _along(link: Literal["parent", "next", "prev"]) -> Callable[[LexborNode], Iterator[LexborNode]]:
    """The axis of the nodes that one link leads to, again and again."""
    follow = attrgetter(link)

    def walk(node: LexborNode) -> Iterator[LexborNode]:
        at: LexborNode | None = follow(node)
        while at is not None:
            yield at
            at = follow(at)

    return walk


def _children(node: LexborNode) -> Iterator[LexborNode]:
    at = node.child
    while at is not None:
        yield at
        at = at.next


def _descendants(node: LexborNode) -> Iterator[LexborNode]:
    pending = [node.child]
    while pending:
        at = pending.pop()
        if at is not None:
            yield at
            pending += (at.next, at.child)


def _parent(node: LexborNode) -> Iterator[LexborNode]:
    if node.parent is not None:
        yield node.parent


_ancestors = _along("parent")


_behind = _along("next")


_before = _along("prev")


def _following(node: LexborNode) -> Iterator[LexborNode]:
    for around in (node, *_ancestors(node)):
        for sibling in _behind(around):
            yield sibling
            yield from _descendants(sibling)


def _preceding(node: LexborNode) -> Iterator[LexborNode]:
    for around in (node, *_ancestors(node)):
        for sibling in _before(around):
            yield from reversed([sibling, *_descendants(sibling)])


def _or_self(
    axis: Callable[[LexborNode], Iterator[Node]],
) -> Callable[[LexborNode], Iterator[Node]]:
    def walk(node: LexborNode) -> Iterator[Node]:
        yield node
        yield from axis(node)

    return walk


_AXES: Mapping[str, Callable[[LexborNode], Iterator[Node]]] = {
    "ancestor": _ancestors,
    "ancestor-or-self": _or_self(_ancestors),
    "attribute": _attributes,
    "child": _children,
    "descendant": _descendants,
    "descendant-or-self": _or_self(_descendants),
    "following": _following,
    "following-sibling": _behind,
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _before,
    "self": _self,
}
