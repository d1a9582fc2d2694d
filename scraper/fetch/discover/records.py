"""The entries of an XML list, read as they pass by: no tree is built, and no entity expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5

from lxml import etree

MAX_RECORDS = 100_000  # twice what sitemaps.org allows in one file
MAX_DEPTH = 2  # of a part below its entry
MAX_PARTS = 32  # of one entry
MAX_TEXT = 10_000  # characters of one part; no URL is longer
MAX_EVENTS = 3_500_000  # elements and texts; 50 MB of an honest sitemap have 3 million
SLICE = 65_536  # bytes mended and fed to the parser at a time

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_STARTS = re.compile(rb"<(?:\?xml|urlset|sitemapindex|rss|feed|rdf:rdf)\b", re.IGNORECASE)
_JUNK = 65_536  # bytes of warnings that a broken server prints before its XML
_DECLARED = re.compile(rb"(<\?xml[^>]{0,100}?)\sencoding\s*=\s*[\"']utf-?16[^\"']{0,9}[\"']", re.I)
_PAGE = re.compile(rb"\s*<!doctype html", re.IGNORECASE)  # which no XML parser gets past
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CDATA = b"<![CDATA["
_LONGEST_REFERENCE = 40  # bytes, and more than HTML's longest entity has
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([a-zA-Z]\w{1,30};)")
_STRAY_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
_STRAY_LESS_THAN = re.compile(rb"<(?![a-zA-Z_:/!?\x80-\xff])")


@dataclass(frozen=True, slots=True)
class Part:
    """An element of an entry: its text, and its attributes by lower-case name."""

    text: str
    attributes: Mapping[str, str]


@dataclass(slots=True)
class Record:
    """One entry. `parts` are by path: "loc"; ":news/:title" where a colon marks names of another
    namespace than the entry's own. `bases` are the xml:base attributes around it, outermost first.
    """

    bases: tuple[str, ...] = ()
    parts: dict[str, list[Part]] = field(default_factory=dict)

    def text(self, *paths: str) -> str:
        """The text of the first of these that has any; "" if none has."""
        for path in paths:
            for part in self.parts.get(path, ()):
                if part.text.strip():
                    return part.text.strip()
        return ""


@dataclass(frozen=True, slots=True)
class Listing:
    """An XML list: the name of its root ("" if it has none), and its entries."""

    root: str
    records: tuple[Record, ...]


def read_listing(body: bytes, entries: frozenset[str], paths: frozenset[str]) -> Listing:
    """The elements named in `entries`, each with its parts at `paths`.

    Whatever is broken, what can be read is; an entry that breaks off with the file is left out.
    """
    target = _Target(entries, paths)
    parser = etree.XMLParser(
        target=target,
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    body = _readable(body)
    try:
        for piece in _pieces(body):
            if target.is_full:
                break
            parser.feed(piece)
        parser.close()
    except etree.LxmlError:  # no element in it, or an end that is no end
        pass
    root = target.root or ("html" if _PAGE.match(body) else "")
    return Listing(root, tuple(target.records))


class _Target:
    """What the parser tells its events to."""

    def __init__(self, entries: frozenset[str], paths: frozenset[str]) -> None:
        self.root, self.records = "", list[Record]()
        self._entries, self._paths = entries, paths
        self._events = 0
        self._depth = 0
        self._bases: list[tuple[int, str]] = []  # of open elements, with their depth
        self._names: list[str] = []  # of the open elements within the entry
        self._record: Record | None = None
        self._space = ""  # the entry's namespace
        self._text: list[str] | None = None  # of the part being read
        self._attributes: dict[str, str] = {}

    @property
    def is_full(self) -> bool:
        return self._events > MAX_EVENTS or len(self.records) >= MAX_RECORDS

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, name = _split(tag)
        self.root = self.root or name
        self._events += 1
        self._depth += 1
        if base := attributes.get(_BASE):
            self._bases.append((self._depth, base))
        if name in self._entries and (self._record is None or space == self._space):
            self._finish()  # one that was never closed
            self._record, self._space = Record(tuple(base for _, base in self._bases[-9:])), space
        elif self._record is not None:
            self._names.append(name if space == self._space else f":{name}")
            if self._path in self._paths:
                self._text = []
                self._attributes = {_split(key)[1]: value for key, value in attributes.items()}

    def data(self, text: str) -> None:
        self._events += 1
        if self._text is not None and len(self._text) < MAX_TEXT:
            self._text.append(text[:MAX_TEXT])

    def end(self, tag: str) -> None:
        if self._bases and self._bases[-1][0] == self._depth:
            self._bases.pop()
        self._depth -= 1
        if self._names:
            self._keep_part()
            self._names.pop()
        else:
            self._finish()

    def close(self) -> None:
        pass

    @property
    def _path(self) -> str:
        return "/".join(self._names) if len(self._names) <= MAX_DEPTH else ""

    def _keep_part(self) -> None:
        path = self._path
        if self._text is None or path not in self._paths or self._record is None:
            return
        parts = self._record.parts.setdefault(path, [])
        if len(parts) < MAX_PARTS:
            parts.append(Part("".join(self._text)[:MAX_TEXT], self._attributes))
        self._text = None

    def _finish(self) -> None:
        """Nothing; puts the entry being read with the others, if there is one that says a thing."""
        if self._record is not None:
            self._keep_part()
            if self._record.parts and len(self.records) < MAX_RECORDS:
                self.records.append(self._record)
        self._record, self._text, self._names = None, None, []


def _split(tag: str) -> tuple[str, str]:
    """Namespace and lower-case name; a prefix that nobody declared counts as a namespace."""
    space, _, name = tag.rpartition("}" if tag.startswith("{") else ":")
    return space, name.lower()


def _readable(body: bytes) -> bytes:
    """The XML less what is printed before it, and less an encoding it cannot have."""
    if body.startswith(_UTF_16):
        body = body.decode("utf-16", "replace").encode()
    body = body.replace(b"\0", b"")
    if found := _STARTS.search(body[:_JUNK]):
        body = body[found.start() :]
    return _DECLARED.sub(rb"\1", body[:_JUNK], count=1) + body[_JUNK:]


def _pieces(body: bytes) -> Iterator[bytes]:
    """The body in pieces, mended outside of its CDATA sections, where everything means itself."""
    at, section = 0, _find(body, _CDATA, 0)
    while at < len(body):
        if at < section:
            end = _cut(body, at, min(at + SLICE, section))
            yield _whole_references(body[at:end])
        else:
            end = _find(body, b"]]>", at)
            yield from (body[start : min(start + SLICE, end)] for start in range(at, end, SLICE))
            section = _find(body, _CDATA, end)
        at = end


def _find(body: bytes, mark: bytes, start: int) -> int:
    found = body.find(mark, start)
    return len(body) if found < 0 else found


def _cut(body: bytes, start: int, end: int) -> int:
    """Where to cut so that no reference and no tag's first letter is cut in two."""
    if end == len(body):
        return end
    near = max(start + 1, end - _LONGEST_REFERENCE)
    mark = max(body.rfind(b"&", near, end), body.rfind(b"<", near, end))
    return mark if mark > 0 else end


def _whole_references(text: bytes) -> bytes:
    """The text, where what XML does not know as a reference or a tag stands for itself.

    So does an entity that the document declares: nothing is ever expanded.
    """
    if b"&" in text:
        text = _STRAY_AMPERSAND.sub(b"&amp;", _ENTITY.sub(_as_number, text))
    return _STRAY_LESS_THAN.sub(b"&lt;", text)


def _as_number(found: re.Match[bytes]) -> bytes:
    meant = html5.get(found[1].decode("ascii", "replace"), "")
    return "".join(f"&#{ord(character)};" for character in meant).encode() or found[0]
