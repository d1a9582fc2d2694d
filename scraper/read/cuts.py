"""Which tags to cut so that a page nests, repeats and lingers within bounds."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from typing import NamedTuple

from scraper.read.nesting import FORMATTING, INLINE, SHAPES, VOID, OpenElements

MAX_DEPTH = 512  # where Blink and WebKit stop nesting, too
MAX_ATTRIBUTES = 200
MAX_OPTIONS = 2_000
MAX_LINGERING = 100  # formatting elements without an end tag
MAX_REBUILDS = 150_000  # formatting elements that lexbor may have to open again, over a page
MAX_NAMES = 5_000  # different names of tags, and of attributes; lexbor's hash table is small
MAX_ROOTS = 10  # repeated <html> and <body>, whose attributes add up
LINE_BREAK = "<br>"
MANY_ATTRIBUTE_CHARS = 300_000  # attributes are counted where they could matter: past these


class Cut(StrEnum):
    """Why a tag was cut."""

    DEPTH = "depth"
    ATTRIBUTES = "attributes"
    ROOTS = "roots"
    OPTIONS = "options"
    FORMATTING = "formatting"
    NAMES = "names"


class Excision(NamedTuple):
    """A stretch of markup, what to put in its place, and why; None for an end tag left over."""

    start: int
    end: int
    instead: str
    reason: Cut | None


_RAW_END = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
}
_OPENING = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*+)|!--|[!?/])")
# https://html.spec.whatwg.org/#attributes-2, with a quote left open running to the end.
_ONE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+"""
ATTRIBUTE = re.compile(_ONE)
_REST = re.compile(rf"(?:[\s/]++|{_ONE})*+>?")
_NAME_END = re.compile(r"[\s=]")
_COMMENT_END = re.compile(r"--!?>")


def find_cuts(markup: str) -> list[Excision]:
    """The cuts that make the markup harmless, in order; empty where it is harmless already."""
    pruner = _Pruner(markup)
    at = 0
    while found := _OPENING.search(markup, at):
        at = pruner.read(found)
    return pruner.cuts


class _Pruner:
    """Runs over the tags of a page once and notes what goes too far."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.cuts: list[Excision] = []
        self.open = OpenElements()
        self.counts: Counter[str] = Counter()  # start tags, by name
        self.dropped: Counter[str] = Counter()  # start tags whose end tags have to go as well
        self.tag_names: set[str] = set()
        self.attribute_names: set[str] = set()
        self.attribute_chars = 0
        self.rebuilds = 0
        self.parted_at = -1  # where a line break, and no text since, has parted the words

    def read(self, found: re.Match[str]) -> int:
        """Where reading goes on after the tag or comment that was found."""
        slash, name = found.groups()
        if name is None:
            return self._skip(found)
        rest = _REST.match(self.markup, found.end())
        end = rest.end() if rest else found.end()
        name = name.lower()
        if len(self.tag_names) < MAX_NAMES:
            self.tag_names.add(name)
        if name not in self.tag_names:
            self._cut(found.start(), end, Cut.NAMES, "span")
        elif slash:
            self._end(name, found.start(), end)
        elif self._start(name, found, end):
            return self._skip_raw(name, end)
        return end

    def _skip(self, found: re.Match[str]) -> int:
        """The end of a comment or of what the parser takes for one."""
        if found.group() == "<!--":
            close = _COMMENT_END.search(self.markup, found.start() + 2)
            return close.end() if close else len(self.markup)
        end = self.markup.find(">", found.end())
        return end + 1 if end != -1 else len(self.markup)

    def _skip_raw(self, name: str, end: int) -> int:
        """The end of an element whose content is no markup; of any other, of its start tag."""
        if name not in _RAW_END or self.open.is_foreign:
            return end
        closing = _RAW_END[name].search(self.markup, end)
        return closing.start() if closing else len(self.markup)

    def _start(self, name: str, found: re.Match[str], end: int) -> bool:
        """Whether the start tag stays."""
        self.counts[name] += 1
        self.open.imply_ends(name)
        if reason := self._objection(name):
            self.dropped[name] += 1
            self._cut(found.start(), end, reason, name)
            return False
        if name not in FORMATTING:
            self._watch_rebuilds(found.start())
        if end - found.end() > 2 * MAX_ATTRIBUTES or self.attribute_chars > MANY_ATTRIBUTE_CHARS:
            self._trim(found.end(), end)
        self.attribute_chars += end - found.end()
        closed = name in SHAPES and self.markup.endswith("/>", 0, end) and self.open.is_foreign
        if not closed and not self._is_flat(name):
            self.open.push(name)
        return True

    def _is_flat(self, name: str) -> bool:
        """Whether nothing nests in it: a void element, or one whose content is no markup."""
        return name in VOID or (name in _RAW_END and not self.open.is_foreign)

    def _objection(self, name: str) -> Cut | None:
        if self._is_flat(name):
            return None
        if name in ("option", "optgroup") and self.counts[name] > MAX_OPTIONS:
            return Cut.OPTIONS
        if name in ("html", "body") and self.counts[name] > MAX_ROOTS:
            return Cut.ROOTS
        if name in FORMATTING and len(self.open.lingering) >= MAX_LINGERING:
            return Cut.FORMATTING
        return Cut.DEPTH if len(self.open.names) >= MAX_DEPTH else None

    def _watch_rebuilds(self, at: int) -> None:
        """Closes all formatting once too much of it has been carried from block to block."""
        self.rebuilds += len(self.open.lingering)
        if self.rebuilds > MAX_REBUILDS:
            closing = "".join(f"</{name}>" for name in self.open.drain())
            self.cuts.append(Excision(at, at, closing, Cut.FORMATTING))

    def _end(self, name: str, start: int, end: int) -> None:
        if self.dropped[name]:
            self.dropped[name] -= 1
            self._cut(start, end, None, name)
        else:
            self.open.close(name)

    def _cut(self, start: int, end: int, reason: Cut | None, name: str) -> None:
        """Takes a tag out; in place of a block's, a line break keeps the words apart."""
        breaks = name not in INLINE and self.parted_at != start
        self.cuts.append(Excision(start, end, LINE_BREAK if breaks else "", reason))
        if breaks or self.parted_at == start:
            self.parted_at = end

    def _trim(self, start: int, end: int) -> None:
        """Cuts the attributes beyond the bounds of number and of new names."""
        for number, attribute in enumerate(ATTRIBUTE.finditer(self.markup, start, end), start=1):
            self.attribute_names.add(_NAME_END.split(attribute.group(), maxsplit=1)[0].lower())
            if number > MAX_ATTRIBUTES or len(self.attribute_names) > MAX_NAMES:
                reason = Cut.ATTRIBUTES if number > MAX_ATTRIBUTES else Cut.NAMES
                self.cuts.append(Excision(attribute.start(), end, ">", reason))
                return
