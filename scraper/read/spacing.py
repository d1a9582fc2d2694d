"""The raw text of a block to its paragraphs: spacing collapsed, line breaks kept, links counted."""

from __future__ import annotations

import re

from msgspec import Struct

from scraper.text import squeeze
from scraper.types import Kind

BREAK, OPEN, CLOSE = "\x00", "\x01", "\x02"  # in raw text: <br>, a link's start and end
_PARAGRAPHS = re.compile("\x00(?:[\\s\x01\x02]*\x00)+")


class Paragraph(Struct, frozen=True, gc=False):
    """A paragraph's text, how many of its characters are links, and how many links it has."""

    text: str
    link_chars: int
    links: int


def cut_paragraphs(raw: str, kind: Kind) -> list[Paragraph]:
    """The paragraphs of a block's raw text: two line breaks in a row part them, but not in <pre>.

    >>> [p.text for p in cut_paragraphs("Rain\\n fell.\\0\\0Roads\\0closed.", Kind.PARAGRAPH)]
    ['Rain fell.', 'Roads\\nclosed.']
    """
    parted = BREAK in raw and kind is not Kind.PREFORMATTED
    linked = OPEN in raw or CLOSE in raw
    if not (parted or linked):
        text = _lines(raw, kind)
        return [Paragraph(text, 0, 0)] if text else []
    if not parted and _is_one_link(raw):
        text = _lines(raw.rstrip()[1:-1], kind)
        return [Paragraph(text, len(text), 1)] if text else []
    found: list[Paragraph] = []
    within = False  # a link that began in an earlier part
    for part in _PARAGRAPHS.split(raw) if parted else (raw,):
        link_chars = links = 0
        if linked:
            part = OPEN + part if within else part
            within = part.rfind(OPEN) > part.rfind(CLOSE)
            link_chars, links = _measure(part)
            part = part.replace(OPEN, "").replace(CLOSE, "")
        text = _lines(part, kind)
        if text:
            found.append(Paragraph(text, min(link_chars, len(text)), links))
    return found


def _is_one_link(raw: str) -> bool:
    """Whether a block is a link and nothing else but the space behind it, as in menus."""
    return raw[0] == OPEN and raw.find(CLOSE) == len(raw.rstrip()) - 1 and raw.count(OPEN) == 1


def _measure(part: str) -> tuple[int, int]:
    """The characters in links, and the links that have any; one left open ends with the part."""
    sizes = [len(squeeze(link.partition(CLOSE)[0])) for link in part.split(OPEN)[1:]]
    return sum(sizes), len(sizes) - sizes.count(0)


def _lines(part: str, kind: Kind) -> str:
    """The text of a paragraph: spacing collapsed, but for line breaks the page shows."""
    if kind is Kind.PREFORMATTED:
        return part.replace(BREAK, "\n").strip("\n").rstrip()
    if BREAK not in part:
        return squeeze(part)
    lines = (squeeze(line) for line in part.split(BREAK))
    separator = " " if kind in (Kind.HEADING, Kind.CAPTION) else "\n"
    return separator.join(line for line in lines if line)
