"""Is an answer a page? By what it says it is, and by its first bytes where that tells otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, NoReturn

from scraper.fetch.faults import Fault
from scraper.magic import name_binary
from scraper.types.reasons import Reason

HTML = "text/html"
PLAIN = "text/plain"

_PAGES = {HTML: HTML, "application/xhtml+xml": HTML}
# Sent by servers that do not know either: https://mimesniff.spec.whatwg.org/#unknown-mime-type
_UNKNOWN = frozenset(
    {"application/octet-stream", "application/unknown", "unknown/unknown", "binary/octet-stream"}
)
# Of text/*, what nobody reads as prose.
_NO_PROSE = frozenset(
    {
        *("calendar", "css", "csv", "csv-schema", "ecmascript", "event-stream", "javascript"),
        *("jscript", "json", "livescript", "tab-separated-values", "vcard", "vtt", "x-component"),
        *("x-ecmascript", "x-javascript", "x-json", "x-vcard"),
    }
)
_XML = re.compile(r"(?:text|application)/xml|[^/]+/.+\+xml")

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # RFC 9110, 5.6.2
_MEDIA_TYPE = re.compile(rf"{_TOKEN}/{_TOKEN}")
_QUOTED = r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)'  # one that is never closed runs to the end
_VALUE = re.compile(rf"(?:{_QUOTED}|[^\",])*", re.DOTALL)
_PART = re.compile(rf"(?:{_QUOTED}|[^\";])*", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

_BOM = b"\xef\xbb\xbf"
_PROLOG = re.compile(  # of an XML document: all that may stand before its root
    rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)*", re.DOTALL | re.IGNORECASE
)
_XHTML_ROOT = re.compile(rb"<(?:[\w.-]+:)?html[\s>/]", re.IGNORECASE)
_PROLOG_BYTES = 65_536
# A sentence may well begin with a bracket, and with a quotation in it; it does not go on like this.
_JSON = re.compile(rb'\s*(?:\{\s*(?:"[^"\\]*"\s*:|\}\s*$)|\[\s*(?:[\[{]|"[^"]*"\s*,\s*"|\]\s*$))')


def content_of(headers: Mapping[str, str], body: bytes) -> tuple[str | None, str | None]:
    """The media type of a page, "text/html", "text/plain" or None for "look", and its charset.

    The charset is as declared, None where none was. An empty body passes. Raises Fault(NOT_HTML)
    for what is neither HTML nor text, by its type or by its bytes.

    >>> content_of({"content-type": 'text/html; charset="windows-1251"'}, b"<p>...")
    ('text/html', 'windows-1251')
    >>> content_of({}, b"<p>...")
    (None, None)
    """
    declared, charset = read_content_type(headers.get("content-type", ""))
    if what := _name_bytes(body):
        _refuse(f"{what}, sent as {declared}" if declared else what)
    if declared is None or declared in _UNKNOWN:
        return None, charset
    if declared in _PAGES:
        return _PAGES[declared], charset
    if _XML.fullmatch(declared):
        if not body or _is_xhtml(body):
            return HTML, charset
        _refuse(declared)
    main, _, sub = declared.partition("/")
    if main != "text" or sub in _NO_PROSE:
        _refuse(declared)
    return PLAIN, charset


def read_content_type(value: str) -> tuple[str | None, str | None]:
    """Media type, in lower case, and charset of a Content-Type header; each None where absent.

    Of several headers the last counts that has a media type at all, and an earlier one of the same
    type lends it its charset (https://fetch.spec.whatwg.org/#concept-header-extract-mime-type).

    >>> read_content_type("text/html;charset=gbk, text/html")
    ('text/html', 'gbk')
    """
    found = _Declared(None, None)
    for each in (_read_one(part) for part in _split(_VALUE, value)):
        if each.media_type in (None, "*/*"):
            found = _Declared(found.media_type, found.charset or each.charset)
        elif each.media_type == found.media_type or found.media_type is None:
            found = _Declared(each.media_type, each.charset or found.charset)
        else:
            found = each
    return found.media_type, found.charset


class _Declared(NamedTuple):
    media_type: str | None
    charset: str | None


def _read_one(value: str) -> _Declared:
    first, *rest = [part.strip() for part in _split(_PART, value)] or [""]
    media_type = first.lower() if _MEDIA_TYPE.fullmatch(first) else None
    parameters = rest if media_type else [first, *rest]  # "charset=utf-8" and no type: it happens
    for parameter in parameters:
        name, _, given = parameter.partition("=")
        if name.strip().lower() == "charset" and (charset := _unquote(given.strip())):
            return _Declared(media_type, charset)
    return _Declared(media_type, None)


def _split(part: re.Pattern[str], value: str) -> Iterator[str]:
    """Parts of a header's value between commas or semicolons, those in quotes left alone."""
    at = 0
    while at <= len(value):
        found = part.match(value, at)
        assert found, "matches the empty string"
        yield found.group()
        at = found.end() + 1


def _unquote(value: str) -> str:
    if value.startswith('"'):
        value = _ESCAPED.sub(r"\1", value[1:].removesuffix('"'))
    return value.strip(" \t'")  # single quotes mean nothing in HTTP, and are written all the same


def _name_bytes(body: bytes) -> str | None:
    if binary := name_binary(body):
        return binary.partition(" (")[0]  # the hint is for saved files
    return "JSON" if _JSON.match(body.removeprefix(_BOM)) else None


def _is_xhtml(body: bytes) -> bool:
    head = body[:_PROLOG_BYTES].removeprefix(_BOM)
    prolog = _PROLOG.match(head)
    return _XHTML_ROOT.match(head, prolog.end() if prolog else 0) is not None


def _refuse(what: str) -> NoReturn:
    raise Fault(Reason.NOT_HTML, what[:100])
