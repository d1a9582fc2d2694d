"""Bytes to text: which encoding a page is in, and what had to be mended on the way."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from chardetng_py import EncodingDetector  # type: ignore[import-untyped]

from scraper.read.prescan import FALLBACK, PRESCAN_BYTES, codec_of, name_encoding, prescan

Source = Literal["bom", "transport", "meta", "utf-8", "detector", "fallback"]

LATE_META_BYTES = 65_536  # browsers switch when the parser meets a late <meta>; heads end by then
DETECTOR_BYTES = 1 << 20  # chardetng reads some 60 MB/s, so this is 20 ms at worst
SAMPLE_BYTES = 4_096  # enough to see on which side of each pair the NUL bytes of UTF-16 stand
MAX_STRAY_NULLS = 0.05  # NUL bytes on the other side / on this
MIN_SCRIPT_SHARE = 0.8  # of the high bytes; two values make up a third of them in other texts

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16be"),
    (codecs.BOM_UTF16_LE, "utf-16le"),
)
_MULTIBYTE = frozenset({"big5", "euc-jp", "euc-kr", "gb18030", "gbk", "iso-2022-jp", "shift_jis"})
_UNUSABLE = frozenset({"replacement", "x-user-defined"})
_UTF16 = frozenset({"utf-16le", "utf-16be"})

_CHARSET = re.compile(rb"charset", re.IGNORECASE)  # no declaration is without the word
_TWO_BYTES = re.compile(rb"[\xc2-\xdf][\x80-\xbf]")
_THREE_BYTES = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2}")

# What "surrogateescape" leaves of bytes that are no UTF-8.
_STRAY = re.compile("[\udc80-\udcff]+")
_STRAY_C1 = re.compile("[\udc80-\udc9f]")
_STRAY_1252 = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa9\xab\xae\xb0\xbb")
MAX_STRAY_SHARE = 0.1  # bad sequences / all multi-byte sequences; a cut or a pasted quote, no more
MAX_STRAY = 5  # so many are tolerated in a page that is nearly ASCII


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, its encoding (WHATWG name) and what told us; `problems` are for people.

    `utf8` is the text in UTF-8: for most pages the very bytes that came in.
    """

    text: str
    encoding: str
    source: Source
    problems: tuple[str, ...] = ()
    utf8: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class _Claim:
    """The encoding that somebody says a page is in."""

    encoding: str
    source: Source


def decode(body: bytes, charset: str | None, media_type: str) -> Decoded:
    """The text of a page; whatever the bytes, nothing is raised.

    The order is the standard's (https://html.spec.whatwg.org/#determining-the-character-encoding):
    byte order mark, the transport's charset, <meta> (HTML only), then valid UTF-8, a detector and
    windows-1252. Two guards bend it where bytes prove a declaration stale: a body that is UTF-8
    throughout is read as UTF-8, and one that claims UTF-8 and is not goes to the detector.

    >>> decode(b"<meta charset=latin1>caf\\xe9", None, "text/html").encoding
    'windows-1252'
    """
    problems: list[str] = []
    text, claim = _read(body, charset, media_type, problems)
    if b"\0" in body and "\0" in text:
        problems.append(f"{text.count(chr(0))} NUL characters were removed")
        text = text.replace("\0", "")
    as_is = claim.encoding == "utf-8" and not problems and not body.startswith(codecs.BOM_UTF8)
    utf8 = body if as_is else text.encode("utf-8", "replace")
    return Decoded(text, claim.encoding, claim.source, tuple(problems), utf8)


def _read(
    body: bytes, charset: str | None, media_type: str, problems: list[str]
) -> tuple[str, _Claim]:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _to_text(body[len(mark) :], name, problems), _Claim(name, "bom")
    claim = _declared(body, charset, media_type, problems)
    utf16 = utf16_by_nulls(body)
    if utf16 and not (claim and claim.encoding in _UTF16):
        return _to_text(body, utf16, problems), _Claim(utf16, "detector")
    clean = _as_utf8(body)
    if clean is None:
        return _read_legacy(body, claim, problems)
    if claim is None:
        return clean, _Claim("utf-8", "utf-8")
    if claim.encoding == "utf-8":
        return clean, claim
    if _is_surely_utf8(body, claim.encoding):
        problems.append(f"declared as {claim.encoding}, but every byte of it is valid UTF-8")
        return clean, _Claim("utf-8", "utf-8")
    return _to_text(body, claim.encoding, problems), claim


def _read_legacy(body: bytes, claim: _Claim | None, problems: list[str]) -> tuple[str, _Claim]:
    """Text of a body that is no clean UTF-8."""
    if claim and claim.encoding != "utf-8":
        return _to_text(body, claim.encoding, problems), claim
    stray = _utf8_with_strays(body)
    if stray is not None:
        text, count = stray
        problems.append(f"{count} places are not valid UTF-8 and were mended or replaced")
        return text, claim or _Claim("utf-8", "utf-8")
    guess = _detect(body)
    if claim:
        problems.append(f"declared as UTF-8, but it is not; read as {guess or FALLBACK}")
    found = _Claim(guess, "detector") if guess else _Claim(FALLBACK, "fallback")
    return _to_text(body, found.encoding, problems), found


def _declared(
    body: bytes, charset: str | None, media_type: str, problems: list[str]
) -> _Claim | None:
    """The encoding that the transport names, else the page's own <meta>."""
    if charset and charset.strip():
        encoding = name_encoding(charset.strip("\"' \t\r\n"))
        if encoding and encoding not in _UNUSABLE:
            return _Claim(encoding, "transport")
        problems.append(f"the charset {charset[:40]!r} that came with it is no usable name")
    if media_type == "text/plain":
        return None
    if not _CHARSET.search(body, 0, LATE_META_BYTES):
        return None
    name = prescan(body[:PRESCAN_BYTES]) or prescan(body[:LATE_META_BYTES])
    return _Claim(name, "meta") if name else None


def _as_utf8(body: bytes) -> str | None:
    """The text if it is UTF-8 throughout (a character cut off at the very end is forgiven)."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end < len(body) - 3:
            return None
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(body, final=False)
    except UnicodeDecodeError:
        return None


def _is_surely_utf8(body: bytes, declared: str) -> bool:
    """Whether valid UTF-8 is more than an accident under the declared encoding.

    Two Chinese characters in GBK can pass for Latin letters in UTF-8; longer forms hardly can.
    """
    if declared in _UTF16:  # there every space and line end has a NUL byte
        return b"\0" not in body
    long = len(tuple(islice(_THREE_BYTES.finditer(body), 3)))
    if declared in _MULTIBYTE:
        return long >= 3
    return long >= 1 or len(tuple(islice(_TWO_BYTES.finditer(body), 2))) >= 2


def _utf8_with_strays(body: bytes) -> tuple[str, int] | None:
    """UTF-8 text with its few bad bytes mended, and their number; None if it is not UTF-8 at all.

    A lone byte that is a quote, dash or accented letter in windows-1252 was pasted from there.
    """
    text = body.decode("utf-8", "surrogateescape")
    strays = sum(1 for _ in _STRAY.finditer(text))
    sound = len(text) - len(text.encode("ascii", "ignore")) - sum(map(len, _STRAY.findall(text)))
    if strays > max(MAX_STRAY if sound else 0, MAX_STRAY_SHARE * (sound + strays)):
        return None
    return _STRAY.sub(_mend, text), strays


def _mend(match: re.Match[str]) -> str:
    run = bytes(ord(char) - 0xDC00 for char in match.group())
    if len(run) == 1 and (run[0] in _STRAY_1252 or run[0] >= 0xC0):
        return run.decode("cp1252")
    return "\ufffd"


def utf16_by_nulls(body: bytes) -> str | None:
    """ "utf-16le" or "utf-16be" for UTF-16 without a byte order mark; None for anything else.

    Its NUL bytes stand on one side of the pairs only, and nearly all bytes of that side are NUL or
    the one that names the script. (Chinese and Japanese vary too much to be told this way.)
    """
    sample = body[:SAMPLE_BYTES]
    even, odd = sample[0::2], sample[1::2]
    for high, low, name in ((even, odd, "utf-16be"), (odd, even, "utf-16le")):
        nulls = high.count(0)
        if nulls and low.count(0) <= nulls * MAX_STRAY_NULLS:
            common = sum(count for _, count in Counter(high).most_common(2))
            return name if common > MIN_SCRIPT_SHARE * len(high) else None
    return None


def _detect(body: bytes) -> str | None:
    """The WHATWG name of the encoding that the bytes look like; None when they give no sign."""
    detector = EncodingDetector()
    detector.feed(body[:DETECTOR_BYTES], last=len(body) <= DETECTOR_BYTES)
    return name_encoding(detector.guess(tld=None, allow_utf8=False))


def _to_text(body: bytes, encoding: str, problems: list[str]) -> str:
    """Text of a body in a known encoding; bytes without a meaning become U+FFFD."""
    if encoding == "utf-8" or encoding in _UTF16 or encoding in _MULTIBYTE:
        text = body.decode(codec_of(encoding), "replace")
    else:
        text = body.decode(codec_of(encoding), "surrogateescape")
        # The WHATWG tables map the holes of Python's 0x80-0x9F to the C1 controls of that number.
        text = _STRAY_C1.sub(lambda m: chr(ord(m.group()) - 0xDC00), text)
        text = _STRAY.sub("\ufffd", text)
    bad = text.count("\ufffd")
    if bad:
        problems.append(f"{bad} places are not valid {encoding} and were replaced")
    return text
