"""HTML or plain text? What a page is when nobody says, and what is no page at all."""

from __future__ import annotations

import codecs
import re

from scraper.errors import UnreadableError
from scraper.magic import name_binary
from scraper.read.decode import utf16_by_nulls

HTML = "text/html"
PLAIN = "text/plain"

SAMPLE_BYTES = 65_536  # a head full of scripts is seldom longer
MAX_CONTROLS = 0.05  # of the bytes; random bytes have 0.1, and text has none

_BELIEVED = {"text/html": HTML, "application/xhtml+xml": HTML, "text/plain": PLAIN}
_UNKNOWN = re.compile(
    r"^(application/(octet-stream|(\w+\+)?xml|unknown)|text/xml|image/|video/|audio/|\*)"
)

# Without tab, line ends, form feed, backspace (overstruck text) and escape (ISO-2022, terminals).
_CONTROLS = bytes({*range(1, 8), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F})

_PREAMBLE = re.compile(r"(?:\ufeff|\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_DOCUMENT = re.compile(
    r"<(?:!doctype\s+html\b|html[\s>]|head\s*>|body[\s>]|title>[^<]*</title)", re.IGNORECASE
)
_XML = re.compile(r"<(?:!doctype|rss|feed|rdf:rdf|urlset|sitemapindex|svg)\b", re.IGNORECASE)
_NAMES = (
    "a|abbr|article|aside|audio|b|big|blockquote|body|br|button|center|cite|code|dd|div|dl|dt|em|"
    "figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|li|link|main|"
    "meta|nav|noscript|ol|p|pre|script|section|small|span|strong|style|sub|sup|table|tbody|td|th|"
    "title|tr|u|ul|video"
)
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*|/)?>", re.IGNORECASE)
_LAST_TAG = re.compile(_TAG.pattern + r"\s*$", re.IGNORECASE)
_HOLDER = re.compile(
    r"<(?:article|aside|blockquote|center|div|figure|footer|header|main|nav|p|section|table|ul)\s"
    r"[^<>]*=",
    re.IGNORECASE,
)
# A tag that a sentence is about: bare, and set off on both sides.
_BEFORE = frozenset(" \t\"'`(‘“«[")
_AFTER = frozenset(" \t\"'`)’”»].,;:!?")
MIN_TAGS = 3
TAGS_PER_LINE = 0.3  # a text dump keeps a stray tag now and then; markup has one on most lines
TAGS_PER_LINE_AFTER_TAG = 0.15  # where the first thing is a tag, and its paragraphs may be wrapped


def sniff(body: bytes, declared: str | None) -> str:
    """ "text/html" or "text/plain": as declared, or by the look of it where nothing telling is.

    JSON, feeds and scripts count as plain text. Raises UnreadableError for an image, a PDF, an
    archive or other bytes that are no text, whatever was declared.

    >>> sniff(b"<p>Rain fell.<p>Roads closed.", None), sniff(b"The <p> tag turns 30.", None)
    ('text/html', 'text/plain')
    """
    if what := name_binary(body) or _find_binary(body):
        raise UnreadableError(f"this is {what}, not a page or a text")
    media_type = (declared or "").split(";")[0].strip().lower()
    if media_type in _BELIEVED:
        return _BELIEVED[media_type]
    if media_type and not _UNKNOWN.match(media_type):
        return PLAIN
    return HTML if looks_like_html(_sample(body)) else PLAIN


def looks_like_html(text: str) -> bool:
    """Whether a text is marked up, rather than mentioning tags or holding a stray one."""
    found = _PREAMBLE.match(text)
    start = found.end() if found else 0
    if _DOCUMENT.match(text, start) or _HOLDER.match(text, start):
        return True
    if text.startswith(("{", "["), start) or _XML.match(text, start):
        return False
    working = sum(1 for tag in _TAG.finditer(text, start) if not _is_mention(text, tag))
    lines = sum(1 for line in text[start:].splitlines() if line.strip())
    if first := _TAG.match(text, start):
        if _LAST_TAG.search(text, max(first.end(), len(text) - 200)):
            return True
        if not _is_mention(text, first):
            return working >= max(1, TAGS_PER_LINE_AFTER_TAG * lines)
    return working >= max(MIN_TAGS, TAGS_PER_LINE * lines)


def _is_mention(text: str, tag: re.Match[str]) -> bool:
    before, after = text[tag.start() - 1 : tag.start()], text[tag.end() : tag.end() + 1]
    set_off = (not before or before in _BEFORE or before == "\n") and (not after or after in _AFTER)
    return set_off and not re.search(r"\s\w+=", tag.group())


def _find_binary(body: bytes) -> str | None:
    """ "binary data" for bytes that are no text in any encoding; None for text."""
    sample = body[:SAMPLE_BYTES]
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or utf16_by_nulls(sample):
        return None
    rest = sample.replace(b"\0", b"")  # a page with holes in it is still a page
    controls = len(rest) - len(rest.translate(None, _CONTROLS))
    return "binary data" if controls > MAX_CONTROLS * len(rest) or (sample and not rest) else None


def _sample(body: bytes) -> str:
    sample = body[:SAMPLE_BYTES]
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16le"), (codecs.BOM_UTF16_BE, "utf-16be")):
        if sample.startswith(mark):
            return sample.decode(name, "replace")
    return sample.decode(utf16_by_nulls(sample) or "utf-8", "replace").replace("\0", "")
