"""Which tags to cut so that a page nests, repeats and lingers within bounds.

A rough model of the parser's stack of open elements (https://html.spec.whatwg.org/#parsing) that
runs over the tags once. Where it is unsure it believes an element open, so it errs towards cutting.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from typing import NamedTuple

MAX_DEPTH = 512  # where Blink and WebKit stop nesting, too
MAX_ATTRIBUTES = 200
MAX_OPTIONS = 2_000
MAX_FORMATTING = 100  # formatting elements open at once
MAX_REBUILDS = 500_000  # formatting elements that the parser may have to open again, over a page
MAX_NAMES = 5_000  # different tag names, and different attribute names; lexbor hashes them poorly
MAX_ROOTS = 10  # repeated <html> and <body>, whose attributes add up
MANY_ATTRIBUTE_CHARS = 300_000  # no page has 5,000 attribute names below this


class Cut(StrEnum):
    """Why a tag was cut."""

    DEPTH = "depth"
    ATTRIBUTES = "attributes"
    OPTIONS = "options"
    FORMATTING = "formatting"
    NAMES = "names"


class Excision(NamedTuple):
    """A stretch of markup, what to put in its place, and why."""

    start: int
    end: int
    instead: str
    reason: Cut


_WORDS = str.split
_VOID = frozenset(
    _WORDS("area base basefont bgsound br col embed frame hr img input keygen link meta param")
    + _WORDS("source track wbr image")
)
_RAW = frozenset(_WORDS("script style xmp iframe noembed noframes textarea title"))
_FOREIGN = frozenset({"svg", "math"})
_FORMATTING = frozenset(
    _WORDS("a b big code em font i nobr s small strike strong tt u")
)  # https://html.spec.whatwg.org/#formatting
_MARKERS = frozenset(_WORDS("applet caption marquee object td template th"))
_SCOPES = _MARKERS | {"html", "table", "button", "select"} | _FOREIGN
_INLINE = _FORMATTING | frozenset(
    _WORDS("abbr acronym bdi bdo cite del dfn ins kbd label mark output q rp rt ruby samp span")
    + _WORDS("sub sup time var p div address option")
)  # what an implied end tag may reach through
_CLOSES = {
    "li": ("li",),
    "dd": ("dd", "dt"),
    "dt": ("dd", "dt"),
    "option": ("option",),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("td", "th", "tr"),
    "tbody": ("td", "th", "tr", "tbody", "thead", "tfoot"),
    "tfoot": ("td", "th", "tr", "tbody", "thead", "tfoot"),
}
_CLOSES_P = frozenset(
    _WORDS("address article aside blockquote center dd details dialog dir div dl dt fieldset")
    + _WORDS("figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav")
    + _WORDS("ol p pre search section summary ul")
)

_OPEN = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*)|!--|[!?/])")
_REST = re.compile(
    r"""(?:[\s/]++|[^\s/>][^\s/>=]*+"""
    r"""(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+)*+>?"""
)
_ATTRIBUTE = re.compile(
    r"""([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"[^"]*+"?+|'[^']*+'?+|[^\s>"'][^\s>]*+)?+)?+"""
)
_COMMENT_END = re.compile(r"--!?>")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}


def find_cuts(markup: str) -> list[Excision]:
    """The cuts that make the markup harmless, in order; empty for markup that is harmless as it is."""
    pruner = _Pruner(markup)
    at = 0
    while found := _OPEN.search(markup, at):
        at = pruner.read(found)
    return pruner.cuts


class _Pruner:
    """Runs over the tags of a page, keeps the open elements, and notes what goes too far."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.cuts: list[Excision] = []
        self.open = _OpenElements()
        self.lingering = _Formatting()
        self.dropped: Counter[str] = Counter()  # start tags whose end tags have to go as well
        self.seen: Counter[str] = Counter()
        self.attribute_names: set[str] = set()
        self.attribute_chars = 0

    def read(self, found: re.Match[str]) -> int:
        """Where reading goes on after the tag or comment that was found."""
        slash, name = found.groups()
        if name is None:
            return self._skip(found)
        rest = _REST.match(self.markup, found.end())
        end = rest.end() if rest else found.end()
        name = name.lower()
        if slash:
            self._close(name, found.start(), end)
            return end
        kept = self._start(name, found, end)
        if name == "plaintext":
            return len(self.markup)
        if name in _RAW and kept and not self.open.is_foreign:
            closing = _RAW_END[name].search(self.markup, end)
            return closing.start() if closing else len(self.markup)
        return end

    def _skip(self, found: re.Match[str]) -> int:
        if found.group() == "<!--":
            close = _COMMENT_END.search(self.markup, found.start() + 2)
            return close.end() if close else len(self.markup)
        end = self.markup.find(">", found.end())
        return end + 1 if end != -1 else len(self.markup)

    def _start(self, name: str, found: re.Match[str], end: int) -> bool:
        """Whether the start tag stays."""
        self.seen[name] += 1
        self.open.close_implied(name, self.lingering)
        if reason := self._objection(name):
            self.dropped[name] += 1
            self._cut(found.start(), end, reason)
            return False
        if end - found.end() > 2 * MAX_ATTRIBUTES or self.attribute_chars > MANY_ATTRIBUTE_CHARS:
            self._trim(found.end(), end)
        self.attribute_chars += end - found.end()
        if self.lingering.overspent(name not in _FORMATTING):
            closing = "".join(f"</{tag}>" for tag in self.lingering.drain())
            self.cuts.append(Excision(found.start(), found.start(), closing, Cut.FORMATTING))
        if name not in _VOID:
            self.open.push(name)
            if name in _FORMATTING:
                self.lingering.add(name, self.open.markers)
        return True

    def _objection(self, name: str) -> Cut | None:
        if name in ("option", "optgroup") and self.seen[name] > MAX_OPTIONS:
            return Cut.OPTIONS
        if name in ("html", "body") and self.seen[name] > MAX_ROOTS:
            return Cut.ATTRIBUTES
        if name in _FORMATTING and self.lingering.is_full:
            return Cut.FORMATTING
        if len(self.seen) > MAX_NAMES and self.seen[name] == 1:
            del self.seen[name]
            return Cut.NAMES
        if name not in _VOID and len(self.open.names) >= MAX_DEPTH:
            return Cut.DEPTH
        return None

    def _close(self, name: str, start: int, end: int) -> None:
        if self.dropped[name] > 0:
            self.dropped[name] -= 1
            self._cut(start, end, None)
            return
        if not self.seen[name] and name not in ("p", "br"):
            self._cut(start, end, None)  # closes nothing, and its name would fill the hash table
            return
        if name in _FORMATTING:
            self.lingering.end(name, self.open.markers)
        self.open.close(name, self.lingering)

    def _cut(self, start: int, end: int, reason: Cut | None) -> None:
        self.cuts.append(Excision(start, end, "", reason or Cut.DEPTH))

    def _trim(self, start: int, end: int) -> None:
        """Cuts the attributes beyond the bounds of number and of new names."""
        for number, attribute in enumerate(_ATTRIBUTE.finditer(self.markup, start, end), start=1):
            self.attribute_names.add(attribute.group(1).lower())
            if number > MAX_ATTRIBUTES or len(self.attribute_names) > MAX_NAMES:
                self.cuts.append(Excision(attribute.start(), end, ">", Cut.ATTRIBUTES))
                return
