"""The same page for another judge: lexbor's tree copied into one of lxml's, node by node."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.ftr.css import Query
from scraper.read.axes import Attribute, is_element, text_of
from scraper.read.find import unique
from scraper.read.xpath import Evaluator

_NAME = re.compile(r"[a-zA-Z_][\w.-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Answer = str | float | bool | list[object]


@dataclass
class Mirror:
    """One tree twice: `copy` is lxml's, whose elements wear their lexbor mem_id in `ids`."""

    tree: LexborHTMLParser
    copy: etree._Element
    ids: dict[etree._Element, int]

    def expected(self, xpath: str) -> Answer:
        """What lxml says: elements by mem_id, everything else as text."""
        found = etree.ElementTree(self.copy).xpath(xpath)
        if not isinstance(found, list):
            return found
        return [str(one) if isinstance(one, str) else self.ids.get(one, one) for one in found]

    def answer(self, query: Query) -> Answer:
        """What our translation says, in the same form."""
        if query.css is not None:
            nodes = unique(self.tree.css(query.css))
            if query.attribute:
                return [
                    n.attributes[query.attribute] or ""
                    for n in nodes
                    if query.attribute in n.attributes
                ]
            return [node.mem_id for node in nodes]
        assert query.walk is not None
        found = Evaluator(self.tree).ask(query.walk)
        if isinstance(found, str | float | bool):
            return found
        return [_plain(node) for node in found]


def _plain(node: LexborNode | Attribute) -> object:
    if isinstance(node, Attribute) or not is_element(node):
        return text_of(node)
    return node.mem_id


def mirror(markup: str | bytes) -> Mirror:
    """Both trees of a page. What XML has no names for is taken off lexbor's tree as well."""
    tree = LexborHTMLParser(markup)
    root = tree.root
    assert root is not None
    copy = etree.Element(root.tag or "html")
    ids = {copy: root.mem_id}
    pending = [(root, copy)]
    while pending:
        node, made = pending.pop()
        for name in list(node.attrs.keys()):
            value = node.attributes[name] or ""
            if _NAME.fullmatch(name) and not _CONTROL.search(value):
                made.set(name, value)
            else:
                del node.attrs[name]
        last: etree._Element | None = None
        child = node.child
        while child is not None:
            tag, following = child.tag or "", child.next
            if tag == "-text":
                text = _CONTROL.sub(" ", child.text_content or "")
                if last is None:
                    made.text = (made.text or "") + text
                else:
                    last.tail = (last.tail or "") + text
            elif tag[0] == "-":
                last = etree.Comment("c")
                made.append(last)
            elif _NAME.fullmatch(tag):
                last = etree.SubElement(made, tag)
                ids[last] = child.mem_id
                pending.append((child, last))
            else:
                child.remove(recursive=True)
            child = following
    return Mirror(tree, copy, ids)
