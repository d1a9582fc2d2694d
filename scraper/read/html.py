"""HTML to blocks: the page in reading order, one block per paragraph, heading, item or caption.

The walk is iterative (pages nest hundreds deep) and visits each node once. Inline elements stay
inside their sentence; every other element ends the block before it and the block inside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import replace as replace_field

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from scraper.read.hidden import hides_own_text, is_hidden, is_invisible_text
from scraper.read.naming import describe, names_of
from scraper.read.pictures import picture_of
from scraper.read.spacing import BREAK, CLOSE, OPEN, cut_paragraphs
from scraper.read.table import join_cells
from scraper.read.tags import (
    APART,
    INLINE,
    NAMED_BY_TAG,
    PICTURES,
    SILENT,
    form_of,
    is_kicker,
    runs_along,
)
from scraper.text import squeeze
from scraper.types import Block, Element, Kind, Mark, Picture

COVERING = 0.6  # an inline element that holds this share of a block's text names the block


Aside = tuple[str, str, Mark | None]  # text, names, the site's mark


class _Frame(Struct, gc=False):
    """An element that has been entered and not yet left."""

    node: LexborNode
    tag: str
    element: int
    kind: Kind
    level: int
    inline: bool
    names: str = ""
    start: int = 0  # inline: how many characters came before it
    holds: bool = False  # inline: it turned out to hold blocks
    rows: list[int] | None = None  # a table: the block at which each row begins


@dataclass(slots=True)
class Segmenter:
    """Cuts one tree into blocks; `marks` maps a node's mem_id to what the site says of it.

    `cuts` are the marked starts and stops of the story, each with the block that follows it.
    """

    marks: Mapping[int, Mark]
    blocks: list[Block] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    cuts: list[tuple[Mark, int]] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    covered: list[tuple[int, str]] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)  # what stands within a sentence, not of it
    size: int = 0  # characters of text read, but for the space around them
    began: int = 0  # the size at which the current block began
    open_links: int = 0
    closed_link: bool = False  # nothing but an </a> since the last piece of text

    def walk(self, root: LexborNode) -> None:
        """Fills blocks, elements and pictures from the tree under `root`."""
        self._enter_block(root, root.tag or "body")
        node = root.child
        while True:
            if node is None:
                frame = self._leave()
                if not self.stack:
                    return
                node = frame.node.next
                continue
            tag = node.tag
            if tag == "-text":  # half of all nodes, so not worth a call
                text = node.text_content
                if text:
                    size = len(text.strip())
                    if size:
                        self.pieces.append(text)
                        self.size += size
                        self.closed_link = False
                    elif self.pieces:  # space before a block's first word is no part of it
                        self.pieces.append(text)
                node = node.next
            elif tag in SILENT:
                node = node.next
            else:
                node = node.child if tag and self._enter(node, tag) else node.next

    def _enter(self, node: LexborNode, tag: str) -> bool:
        """Whether the walk goes down into this element."""
        if tag in INLINE or (tag not in APART and runs_along(node, tag)):
            mark = self.marks.get(node.mem_id) if self.marks else None
            top = self.stack[-1]
            opens = top.level == 1 and top.kind is Kind.HEADING and self.size == self.began
            if mark is None and not (opens and is_kicker(node)):
                return self._enter_inline(node, tag)
            if (
                mark is not None
                and mark.label is not None
                and mark.label.is_boilerplate
                and self.pieces
            ):
                self._set_aside(read_text(node), "", mark)
                return False
        elif tag == "br":
            self.pieces.append(BREAK)
            return False
        elif tag in PICTURES:
            self._picture(node.attributes)
            return False
        elif tag[0] in "-!":  # a comment, a doctype
            return False
        if self.pieces or self.asides:
            self._flush()
        if self.marks and (mark := self.marks.get(node.mem_id)):
            self.cuts.append((mark, len(self.blocks)))
        if node.child is None:
            return False
        self._enter_block(node, tag)
        return True

    def _picture(self, attributes: Mapping[str, str | None]) -> None:
        found = picture_of(attributes)
        if found:
            self.pictures.append(Picture(*found, self.stack[-1].element, len(self.blocks)))

    def _enter_inline(self, node: LexborNode, tag: str) -> bool:
        attributes = node.attributes
        names = names_of(attributes) if attributes else ""
        if attributes and is_invisible_text(attributes, names):
            self._set_aside(read_text(node), names, None)
            return False
        child = node.child
        if child is None:
            return False
        if tag in NAMED_BY_TAG:
            names = f"{names} {tag}" if names else tag
        elif tag == "a":
            if self.closed_link:  # two links with nothing between them are two words
                self.pieces.append(" ")
            self.pieces.append(OPEN)
        if child.tag == "-text" and child.next is None:
            self._read_leaf(child.text_content or "", tag, names)
            return False
        self.open_links += tag == "a"
        top = self.stack[-1]
        self.stack.append(
            _Frame(node, tag, top.element, top.kind, top.level, True, names, self.size)
        )
        return True

    def _read_leaf(self, text: str, tag: str, names: str) -> None:
        """What the walk does in and after an inline element that holds a text and nothing else."""
        size = len(text.strip())
        if size or self.pieces:
            self.pieces.append(text)
        self.size += size
        if tag == "a":
            self.pieces.append(CLOSE)
            self.closed_link = True
        elif size:
            self.closed_link = False
        if names:
            self.covered.append((size, names))

    def _enter_block(self, node: LexborNode, tag: str) -> None:
        kind, level = Kind.PARAGRAPH, 0
        if self.stack:
            above = self.stack[-1]
            if above.inline and not above.holds:
                self._make_elements()
                above = self.stack[-1]
            kind, level = form_of(tag, above.kind, above.level)
        element = self._add_element(node, tag, node.attributes)
        frame = _Frame(node, tag, element, kind, level, False)
        if tag == "table":
            for outer in self.stack:
                outer.rows = None  # what holds a table is no table of data, but a page's layout
            frame.rows = []
        elif tag == "tr":
            self._begin_row()
        self.stack.append(frame)

    def _add_element(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> int:
        """The index of a new element, inside the one that is entered last."""
        parent, path, hidden = -1, "", False
        if self.stack:
            parent = self.stack[-1].element
            outer = self.elements[parent]
            path = outer.path
            hidden = outer.hidden
            if not hidden and ("style" in attributes or "hidden" in attributes):
                hidden = _hides(node, attributes)
        names, place = describe(path, tag, attributes)
        mark = self.marks.get(node.mem_id) if self.marks else None
        index = len(self.elements)
        self.elements.append(Element(index, tag, parent, names, place, hidden, mark))
        return index

    def _make_elements(self) -> None:
        """Turns the inline frames on top into elements, as one is about to hold a block."""
        above: list[_Frame] = []
        while self.stack[-1].inline and not self.stack[-1].holds:
            above.append(self.stack.pop())
        while above:
            frame = above.pop()
            attributes = frame.node.attributes
            if attributes:
                frame.element = self._add_element(frame.node, frame.tag, attributes)
            else:
                frame.element = self.stack[-1].element
            frame.holds = True
            self.stack.append(frame)

    def _begin_row(self) -> None:
        for frame in reversed(self.stack):
            if frame.rows is not None:
                frame.rows.append(len(self.blocks))
                return

    def _leave(self) -> _Frame:
        frame = self.stack[-1]
        if frame.inline:
            self._leave_inline(frame)
        else:
            if self.pieces or self.asides:
                self._flush()
            if frame.rows:
                self._join_table(frame, frame.rows)
        return self.stack.pop()

    def _leave_inline(self, frame: _Frame) -> None:
        if frame.tag == "a":
            self.pieces.append(CLOSE)
            self.open_links -= 1
            self.closed_link = True
        if frame.names:
            self.covered.append((self.size - max(frame.start, self.began), frame.names))

    def _flush(self) -> None:
        """Ends the current block, if it has any text, and begins an empty one."""
        if self.pieces:
            if self.size > self.began:
                self._emit()
                self.began = self.size
            self.pieces = [OPEN] if self.open_links else []
            self.covered = []
        self.closed_link = False
        if self.asides:
            for aside in self.asides:
                self._add_aside(*aside)
            self.asides = []

    def _emit(self) -> None:
        """Adds the blocks of the text that has been gathered."""
        top = self.stack[-1]
        names = ""
        if self.covered:
            least = COVERING * (self.size - self.began)
            names = " ".join([names for size, names in self.covered if size >= least])
        pieces = self.pieces
        raw = pieces[0] if len(pieces) == 1 else "".join(pieces)
        place = self.elements[top.element].path
        for paragraph in cut_paragraphs(raw, top.kind):
            index = len(self.blocks)
            self.blocks.append(
                Block(
                    index,
                    paragraph.text,
                    top.kind,
                    top.element,
                    place,
                    top.level,
                    paragraph.link_chars,
                    paragraph.links,
                    0,
                    names,
                )
            )

    def _set_aside(self, text: str, names: str, mark: Mark | None) -> None:
        """Keeps a text for a block of its own, behind the one that it stands in."""
        if text:
            self.asides.append((text, names, mark))

    def _add_aside(self, text: str, names: str, mark: Mark | None) -> None:
        """A block of its own for text inside a sentence: marked by the site, or seen by nobody."""
        holder = self.elements[self.stack[-1].element]
        index = len(self.elements)
        _, place = describe(holder.path, "span", {})
        unseen = mark is None
        self.elements.append(Element(index, "span", holder.index, names, place, unseen, mark))
        self.blocks.append(Block(len(self.blocks), text, Kind.PARAGRAPH, index, place))

    def _join_table(self, frame: _Frame, rows: list[int]) -> None:
        """Turns the cells of a table of data into one block; what it hides comes after."""
        first = rows[0]
        seen = [b for b in self.blocks[first:] if not self.elements[b.element].hidden]
        table = join_cells(seen, rows, frame.element, self.elements[frame.element].path)
        if table is None:
            return
        unseen = [b for b in self.blocks[first:] if self.elements[b.element].hidden]
        self.blocks[first:] = [
            table, *(replace(b, index=i) for i, b in enumerate(unseen, first + 1))
        ]  # fmt: skip
        for at in range(len(self.pictures) - 1, -1, -1):
            if self.pictures[at].before <= first:
                break
            self.pictures[at] = replace_field(self.pictures[at], before=first + 1)


def read_text(node: LexborNode) -> str:
    """The text of one element as a reader sees it, on one line."""
    segmenter = Segmenter({})
    segmenter.walk(node)
    seen = (b for b in segmenter.blocks if not segmenter.elements[b.element].hidden)
    return squeeze(" ".join(block.text for block in seen))


def _hides(node: LexborNode, attributes: Mapping[str, str | None]) -> bool:
    """Whether an element keeps its text from view: all of it, or the words right inside it."""
    if is_hidden(attributes):
        return True
    child = node.child
    only_text = child is not None and child.tag == "-text" and child.next is None
    return only_text and hides_own_text(attributes)
