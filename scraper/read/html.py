"""HTML to blocks: the page in reading order, one block per paragraph, heading, item or caption.

The walk is iterative (pages nest thousands deep) and visits each node once. Inline elements stay
inside their sentence; every other element ends the block before it and the block inside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from scraper.read.hidden import is_hidden, is_invisible_text
from scraper.text import squeeze
from scraper.types import Block, Element, Kind, Picture

# https://html.spec.whatwg.org/#phrasing-content, less what only ever holds furniture.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby "
    "s samp small span strike strong sub sup time tt u var wbr math mi mn mo".split()
)
# Nothing inside is text of the page: programs, drawings, form state, other documents, annotations.
SILENT = frozenset(
    "script style noscript template svg canvas iframe object embed video audio select datalist "
    "textarea head title rt rp map frameset noframes input".split()
)
FORMS = {
    "li": Kind.ITEM, "dt": Kind.ITEM, "dd": Kind.ITEM, "blockquote": Kind.QUOTE,
    "pre": Kind.PREFORMATTED, "figcaption": Kind.CAPTION,
    "h1": Kind.HEADING, "h2": Kind.HEADING, "h3": Kind.HEADING,
    "h4": Kind.HEADING, "h5": Kind.HEADING, "h6": Kind.HEADING,
}  # fmt: skip
PASSED_DOWN = frozenset({Kind.ITEM, Kind.QUOTE, Kind.CAPTION, Kind.PREFORMATTED})
NAMING = (
    "class", "id", "role", "itemprop", "data-testid", "data-test", "data-component", "data-qa",
    "data-gu-name", "data-type", "data-name", "aria-label", "rel",
)  # fmt: skip
BREAK, OPEN, CLOSE = "\x00", "\x01", "\x02"  # in a block's raw text: <br>, a link's start and end
_LINKED = re.compile("\x01([^\x02]*)\x02")
_PARAGRAPHS = re.compile("\x00(?:[\\s\x01\x02]*\x00)+")
_LINK_MARKS = re.compile("[\x01\x02]")
COVERING = 0.6  # an inline element that holds this share of a block's text names the block


@dataclass(slots=True)
class _Frame:
    """An element that has been entered and not yet left."""

    node: LexborNode
    tag: str
    element: int
    kind: Kind
    level: int
    inline: bool
    names: str = ""
    start: int = 0  # inline: where its pieces begin
    rows: list[int] | None = None  # a table: the block at which each row begins


@dataclass(slots=True)
class Segmenter:
    """Cuts one tree into blocks; `marks` maps a node's mem_id to the site's own label for it."""

    marks: Mapping[int, str]
    blocks: list[Block] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    covered: list[tuple[int, str]] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)  # unseen text within a sentence
    links: int = 0
    open_link: bool = False
    closed_link: bool = False  # nothing but an </a> since the last piece of text

    def walk(self, root: LexborNode) -> None:
        """Fills blocks, elements and pictures from the tree under `root`."""
        self._enter_block(root, root.tag or "body", root.attributes)
        node = root.child
        while True:
            if node is None:
                frame = self._leave()
                if not self.stack:
                    return
                node = frame.node.next
                continue
            node = node.child if self._visit(node) else node.next

    def _visit(self, node: LexborNode) -> bool:
        """Whether the walk goes down into this node."""
        tag = node.tag
        if tag == "-text":
            self._text(node.text_content or "")
            return False
        if tag is None or tag in SILENT or tag[0] in "-!":
            return False
        attributes = node.attributes
        if tag in INLINE and not (self.marks and node.mem_id in self.marks):
            return self._enter_inline(node, tag, attributes)
        if tag == "br":
            self.pieces.append(BREAK)
            return False
        if tag == "img":
            self._picture(attributes)
            return False
        self._flush()
        if tag == "hr":
            return False
        self._enter_block(node, tag, attributes)
        if node.child is None:
            self._leave()
            return False
        return True

    def _text(self, text: str) -> None:
        if not text:
            return
        self.pieces.append(text)
        if self.closed_link and not text.isspace():
            self.closed_link = False

    def _picture(self, attributes: dict[str, str | None]) -> None:
        src = attributes.get("data-src") or attributes.get("src") or attributes.get("data-original")
        if src and src.startswith("data:"):
            src = None
        parent = self.stack[-1].element
        self.pictures.append(Picture(src, attributes.get("alt") or None, parent, len(self.blocks)))

    def _enter_inline(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> bool:
        names = _names(attributes) if attributes else ""
        if attributes and is_invisible_text(attributes, names):
            text = squeeze(node.text(deep=True))
            if text:
                self.asides.append((text, names))
            return False
        child = node.child
        if child is None:
            return False
        if tag == "a":
            if self.closed_link:  # two links with nothing between them are two words
                self.pieces.append(" ")
            self.pieces.append(OPEN)
            self.links += 1
            self.open_link = True
        elif tag in ("strong", "b", "time"):
            names = f"{names} {tag}" if names else tag
        top = self.stack[-1]
        self.stack.append(
            _Frame(node, tag, top.element, top.kind, top.level, True, names, len(self.pieces))
        )
        return True

    def _enter_block(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        above = self.stack[-1] if self.stack else None
        parent = above.element if above else -1
        names = _names(attributes) if attributes else ""
        hidden = (parent >= 0 and self.elements[parent].hidden) or (
            parent >= 0 and bool(attributes) and is_hidden(attributes)
        )
        path = f"{self.elements[parent].path} > " if parent >= 0 else ""
        label = self.marks.get(node.mem_id) if self.marks else None
        index = len(self.elements)
        self.elements.append(
            Element(index, tag, parent, names, path + _step(tag, attributes), hidden, label)
        )
        kind, level = _form(tag, above)
        frame = _Frame(node, tag, index, kind, level, False)
        if tag == "table":
            frame.rows = []
        elif tag == "tr":
            self._begin_row()
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
            self._flush()
            if frame.rows:
                self._join_table(frame)
        self.stack.pop()
        return frame

    def _leave_inline(self, frame: _Frame) -> None:
        if frame.tag == "a":
            self.pieces.append(CLOSE)
            self.open_link = any(f.tag == "a" for f in self.stack[:-1] if f.inline)
            self.closed_link = True
        if frame.names:
            size = sum(map(len, self.pieces[frame.start :]))
            self.covered.append((size, frame.names))

    def _flush(self) -> None:
        """Ends the current block, if it has any text, and begins an empty one."""
        if self.pieces:
            if self.open_link:
                self.pieces.append(CLOSE)
            raw = "".join(self.pieces)
            if not raw.isspace():
                self._emit(raw)
            self.pieces = [OPEN] if self.open_link else []
            self.covered = []
            self.links = 1 if self.open_link else 0
            for frame in reversed(self.stack):
                if not frame.inline:
                    break
                frame.start = 0
        self.closed_link = False
        for text, names in self.asides:
            self._add_aside(text, names)
        self.asides = []

    def _emit(self, raw: str) -> None:
        frame = next(f for f in reversed(self.stack) if not f.inline)
        names = self._covering_names(len(raw))
        parts = _PARAGRAPHS.split(raw) if BREAK in raw else (raw,)
        for part in parts:
            link_chars = 0
            if OPEN in part or CLOSE in part:
                link_chars = sum(len(squeeze(link)) for link in _LINKED.findall(part))
                part = _LINK_MARKS.sub("", part)
            text = _lines(part, frame.kind)
            if not text:
                continue
            element = self.elements[frame.element]
            self.blocks.append(
                Block(
                    index=len(self.blocks),
                    text=text,
                    kind=frame.kind,
                    element=frame.element,
                    place=element.path,
                    level=frame.level,
                    link_chars=min(link_chars, len(text)),
                    links=self.links if link_chars else 0,
                    names=names,
                )
            )

    def _covering_names(self, size: int) -> str:
        return " ".join(names for chars, names in self.covered if chars >= COVERING * size)

    def _add_aside(self, text: str, names: str) -> None:
        """A block of its own for text inside a sentence that no reader sees."""
        above = next(f for f in reversed(self.stack) if not f.inline)
        holder = self.elements[above.element]
        index = len(self.elements)
        path = f"{holder.path} > span"
        self.elements.append(Element(index, "span", holder.index, names, path, True))
        self.blocks.append(Block(len(self.blocks), text, Kind.PARAGRAPH, index, path))

    def _join_table(self, frame: _Frame) -> None:
        """Turns the cells of a table of data into one block; a table used for layout stays as is."""
        rows = frame.rows or []
        first = rows[0]
        cells = self.blocks[first:]
        if not _is_data_table(cells, rows):
            return
        bounds = [*rows, len(self.blocks)]
        lines = [
            " | ".join(" ".join(b.text.split("\n")) for b in self.blocks[start:end])
            for start, end in zip(bounds, bounds[1:], strict=False)
            if end > start
        ]
        element = self.elements[frame.element]
        self.blocks[first:] = [
            Block(
                index=first,
                text="\n".join(lines),
                kind=Kind.TABLE,
                element=frame.element,
                place=element.path,
                link_chars=sum(b.link_chars for b in cells),
                links=sum(b.links for b in cells),
            )
        ]


MAX_CELL = 200  # characters; longer cells hold paragraphs, so the table lays out a page


def _is_data_table(cells: list[Block], rows: list[int]) -> bool:
    """Whether the cells form a table of data rather than a page laid out in a table."""
    if len(rows) < 2 or len(cells) < 4:
        return False
    if any(len(b.text) > MAX_CELL or b.kind in (Kind.HEADING, Kind.TABLE) for b in cells):
        return False
    return len(cells) >= 1.5 * len(rows)


def _form(tag: str, above: _Frame | None) -> tuple[Kind, int]:
    """The kind and level of text directly inside an element."""
    kind = FORMS.get(tag)
    if kind is Kind.HEADING:
        return kind, int(tag[1])
    if above is None:
        return kind or Kind.PARAGRAPH, 0
    if kind is not None:
        return kind, above.level + 1 if kind is Kind.ITEM else 0
    if above.kind in PASSED_DOWN or (above.kind is Kind.HEADING and tag in ("div", "p")):
        return above.kind, above.level
    return Kind.PARAGRAPH, 0


def _lines(part: str, kind: Kind) -> str:
    """The text of a block: spacing collapsed, but for line breaks the page shows."""
    if kind is Kind.PREFORMATTED:
        return part.replace(BREAK, "\n").strip("\n").rstrip()
    if BREAK not in part:
        return squeeze(part)
    lines = (squeeze(line) for line in part.split(BREAK))
    separator = " " if kind in (Kind.HEADING, Kind.CAPTION) else "\n"
    return separator.join(line for line in lines if line)


def _names(attributes: Mapping[str, str | None]) -> str:
    """The words by which an element names itself, space separated."""
    if len(attributes) == 1 and "class" in attributes:
        return attributes["class"] or ""
    names = " ".join(value for key in NAMING if (value := attributes.get(key)))
    return f"{names} aria-hidden" if attributes.get("aria-hidden") == "true" else names


def _step(tag: str, attributes: Mapping[str, str | None]) -> str:
    """One step of a path that a person can follow: "div.story", "section#top"."""
    if not attributes:
        return tag
    names = (attributes.get("class") or "").split()
    if names:
        return f"{tag}.{names[0]}"
    return f"{tag}#{attributes['id']}" if attributes.get("id") else tag
