"""The entries of an XML list, read as they pass by: no tree is built, and no entity expanded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5

from lxml import etree

MAX_RECORDS = 100_000  # twice what sitemaps.org allows in one file
MAX_PARTS = 32  # of one entry
MAX_TEXT = 10_000  # characters of one part; no URL is longer
SLICE = 65_536  # bytes fed to the parser at a time

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_STARTS = re.compile(rb"<(?:\?xml|urlset|sitemapindex|rss|feed|rdf:rdf)\b", re.IGNORECASE)
_JUNK = 65_536  # bytes of warnings that a broken server prints before its XML
_DECLARED = re.compile(rb"(<\?xml[^>]{0,100}?)\sencoding\s*=\s*[\"']utf-?16[^\"']{0,9}[\"']", re.I)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_CDATA = b"<![CDATA["
_STRAY = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)(?:([a-zA-Z]\w{1,30};))?"
    rb"|<(?![a-zA-Z_:/!?\x80-\xff])"
)


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
    body = _mended(body)
    try:
        for start in range(0, len(body), SLICE):
            parser.feed(body[start : start + SLICE])
        parser.close()
    except etree.LxmlError:  # no element in it, or an end that is no end
        pass
    return Listing(target.root, tuple(target.records))


class _Target:
    """What the parser tells its events to."""

    def __init__(self, entries: frozenset[str], paths: frozenset[str]) -> None:
        self.root, self.records = "", list[Record]()
        self._entries, self._paths = entries, paths
        self._names: list[str] = []  # of the open elements within the entry
        self._bases: list[str | None] = []  # of all open elements
        self._record: Record | None = None
        self._space = ""  # the entry's namespace
        self._text: list[str] | None = None  # of the part being read
        self._attributes: dict[str, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, name = _split(tag)
        self.root = self.root or name
        self._bases.append(attributes.get(_BASE))
        if name in self._entries and (self._record is None or space == self._space):
            self._finish()  # one that was never closed
            bases = tuple(base for base in self._bases if base)
            self._record, self._space = Record(bases), space
        elif self._record is not None:
            self._names.append(name if space == self._space else f":{name}")
            if len(self._names) <= 2 and "/".join(self._names) in self._paths:
                self._text = []
                self._attributes = {_split(key)[1]: value for key, value in attributes.items()}

    def data(self, text: str) -> None:
        if self._text is not None and len(self._text) < MAX_TEXT:
            self._text.append(text[:MAX_TEXT])

    def end(self, tag: str) -> None:
        del self._bases[-1:]
        if self._names:
            self._keep_part("/".join(self._names))
            self._names.pop()
        else:
            self._finish()

    def close(self) -> None:
        pass

    def _keep_part(self, path: str) -> None:
        if self._text is None or path not in self._paths or self._record is None:
            return
        parts = self._record.parts.setdefault(path, [])
        if len(parts) < MAX_PARTS:
            parts.append(Part("".join(self._text)[:MAX_TEXT], self._attributes))
        self._text = None

    def _finish(self) -> None:
        if self._record is None:
            return
        self._keep_part("/".join(self._names))
        if self._record.parts and len(self.records) < MAX_RECORDS:
            self.records.append(self._record)
        self._record, self._text, self._names = None, None, []


def _split(tag: str) -> tuple[str, str]:
    """Namespace and lower-case name; a prefix that nobody declared counts as a namespace."""
    space, _, name = tag.rpartition("}" if tag.startswith("{") else ":")
    return space, name.lower()


def _mended(body: bytes) -> bytes:
    """The XML less what often keeps it from being read.

    That is junk before it, a false encoding, ampersands that mean themselves, HTML's entities.
    """
    if body.startswith(_UTF_16):
        body = body.decode("utf-16", "replace").encode()
    if found := _STARTS.search(body[:_JUNK]):
        body = body[found.start() :]
    body = _DECLARED.sub(rb"\1", body[:_JUNK], count=1) + body[_JUNK:]
    return b"".join(_escape_strays(body.replace(b"\0", b"")))


def _escape_strays(body: bytes) -> Iterator[bytes]:
    if _CDATA not in body:
        yield _STRAY.sub(_escaped, body)
        return
    before, *sections = body.split(_CDATA)
    yield _STRAY.sub(_escaped, before)
    for section in sections:
        text, end, after = section.partition(b"]]>")
        yield _CDATA + text + end
        yield _STRAY.sub(_escaped, after)


def _escaped(found: re.Match[bytes]) -> bytes:
    """A reference that XML knows for one to an HTML entity; otherwise the text as it stands.

    An entity that the document declares itself is text as well: nothing is ever expanded.
    """
    if found[0] == b"<":
        return b"&lt;"
    if found[1] and (meant := html5.get(found[1].decode("ascii", "replace"))):
        return "".join(f"&#{ord(character)};" for character in meant).encode()
    return b"&amp;" + (found[1] or b"")
