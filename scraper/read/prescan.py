"""The encoding that a page names in its <meta>, found the way browsers look for it.

Follows https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding step by step.
"""

from __future__ import annotations

import re

import webencodings  # type: ignore[import-untyped]

PRESCAN_BYTES = 1_024  # the standard's number
FALLBACK = "windows-1252"  # the standard's default for most locales

_SPACE = b"\t\n\x0c\r "
_META = re.compile(rb"meta[\t\n\x0c\r /]", re.IGNORECASE)
_TAG_NAME = re.compile(rb"/?[A-Za-z][^\t\n\x0c\r >]*")
_NAME_END = re.compile(rb"[\t\n\x0c\r />=]")
_UNQUOTED = re.compile(rb"[^\t\n\x0c\r >]*")
_CONTENT = re.compile(rb"charset[\t\n\x0c\r ]*=[\t\n\x0c\r ]*", re.IGNORECASE)
_CONTENT_VALUE = re.compile(rb"\"([^\"]*)\"|'([^']*)'|([^\"';\t\n\x0c\r ][^;\t\n\x0c\r ]*)")


def name_encoding(label: str) -> str | None:
    """The WHATWG name behind a label (https://encoding.spec.whatwg.org/#names-and-labels).

    >>> name_encoding("Latin1"), name_encoding("x-none")
    ('windows-1252', None)
    """
    encoding = webencodings.lookup(label)
    return str(encoding.name) if encoding else None


def codec_of(name: str) -> str:
    """Python's codec for a WHATWG name; GBK is read as its superset, as the standard says."""
    return "gb18030" if name == "gbk" else str(webencodings.lookup(name).codec_info.name)


def prescan(head: bytes) -> str | None:
    """The WHATWG name of the encoding that the first usable <meta> declares; None without one.

    >>> prescan(b'<!-- <meta charset=koi8-r> --><meta charset="gb2312">')
    'gbk'
    """
    at = head.find(b"<")
    while at != -1:
        if head.startswith(b"<!--", at):
            end = head.find(b"-->", at + 2)
            at = end + 2 if end != -1 else len(head)
        elif _META.match(head, at + 1):
            name, at = _read_meta(head, at + 5)
            if name:
                return name
        elif tag := _TAG_NAME.match(head, at + 1):
            at = _skip_attributes(head, tag.end())
        elif head[at + 1 : at + 2] in (b"!", b"/", b"?"):
            end = head.find(b">", at + 1)
            at = end if end != -1 else len(head)
        else:
            at += 1
        at = head.find(b"<", at)
    return None


def _skip_attributes(head: bytes, at: int) -> int:
    while True:
        found, at = _attribute(head, at)
        if found is None:
            return at


def _read_meta(head: bytes, at: int) -> tuple[str | None, int]:
    """The encoding of the <meta> whose attributes start here, and where it ends."""
    seen: dict[bytes, bytes] = {}
    while True:
        found, at = _attribute(head, at)
        if found is None:
            break
        seen.setdefault(*found)
    if at >= len(head):  # the bytes ran out inside the tag: the standard gives up on it
        return None, at
    if b"charset" in seen:
        return _usable(seen[b"charset"]), at
    if seen.get(b"http-equiv") == b"content-type" and b"content" in seen:
        return _usable(charset_in_content(seen[b"content"])), at
    return None, at


def _attribute(head: bytes, at: int) -> tuple[tuple[bytes, bytes] | None, int]:
    """The next attribute, lower-cased, and where reading goes on; None at the end of the tag."""
    while at < len(head) and head[at] in _SPACE + b"/":
        at += 1
    if at >= len(head) or head[at] in b">":
        return None, at
    end = _NAME_END.search(head, at + 1)  # a name may begin with "="
    if end is None:
        return None, len(head)
    name, at = head[at : end.start()].lower(), end.start()
    while at < len(head) and head[at] in _SPACE:
        at += 1
    if head[at : at + 1] != b"=":
        return (name, b""), at
    at += 1
    while at < len(head) and head[at] in _SPACE:
        at += 1
    if at < len(head) and head[at] in b"\"'":
        close = head.find(head[at : at + 1], at + 1)
        if close == -1:
            return None, len(head)
        return (name, head[at + 1 : close].lower()), close + 1
    value = _UNQUOTED.match(head, at)
    stop = value.end() if value else at
    return ((name, head[at:stop].lower()), stop) if stop < len(head) else (None, stop)


def charset_in_content(content: bytes) -> bytes:
    """The charset in a Content-Type value; empty without one.

    >>> charset_in_content(b"text/html; charset='koi8-r'")
    b'koi8-r'
    """
    found = _CONTENT.search(content)
    value = _CONTENT_VALUE.match(content, found.end()) if found else None
    return next((part for part in value.groups() if part), b"") if value else b""


def _usable(label: bytes) -> str | None:
    """The encoding behind a label; a page whose <meta> could be read cannot be in UTF-16."""
    name = name_encoding(label.decode("latin-1"))
    if name in ("utf-16le", "utf-16be"):
        return "utf-8"
    if name == "x-user-defined":
        return FALLBACK
    return None if name == "replacement" else name
