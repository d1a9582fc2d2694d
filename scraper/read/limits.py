"""What is too much: pages cut down to what the parser reads in linear time.

lexbor cannot be interrupted, and is quadratic in nesting, in the attributes of one tag, in the
options of one menu and in formatting elements left open (selectolax 1.0.2, measured 2026-11-22:
20,000 nested <div> 0.4 s, 80,000 36 s; 40,000 attributes 2.8 s; 10,000 distinct <font> left open
before 10,000 <p> 64 s). So hostile markup is found and cut before it is parsed; its words stay.
"""

from __future__ import annotations

import re
from collections import Counter

from scraper.errors import TooComplexError
from scraper.read.cuts import ATTRIBUTE, MAX_ATTRIBUTES, MAX_DEPTH, MAX_OPTIONS, Cut, find_cuts
from scraper.read.nesting import FORMATTING

MAX_BYTES = 50 * 1024 * 1024  # the largest news page in the evaluation data is 4 MB

# Below these, no markup takes lexbor more than a fifth of a second, however it is nested.
FEW_TAGS = 8_000
FEW_BYTES = 100_000
FEW_REBUILDS = 400_000  # formatting left open x tags: how many elements lexbor may have to rebuild

# Links are left out: each <a> ends the one before. No IGNORECASE, which would double the cost.
_NAMES = [
    "".join(f"[{letter}{letter.upper()}]" for letter in name)
    for name in sorted(FORMATTING - {"a", "nobr"})
]
# By its first letter most other tags are passed at once.
_NAME = "(?=[{}])({})".format("".join(name[1:3] for name in _NAMES), "|".join(_NAMES))
_FORMATTING = re.compile(rf"<{_NAME}(?=[\s/>])".encode("ascii"))
# Words alone in an element of plain attributes: whatever stands around it, it is closed again.
_CLOSED = re.compile(
    rf'<{_NAME}(?:\s++[\w:-]++(?:="[^"<>]*+")?+)*+\s*+>[^<]*+</\1>'.encode("ascii")
)
_CROWDED = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:[\s/]*+{ATTRIBUTE.pattern}){{1000}}".encode("ascii"))

_REASONS = {
    Cut.DEPTH: f"nested deeper than {MAX_DEPTH}: {{}} tags were dropped, their text kept",
    Cut.ATTRIBUTES: f"{{}} tags with more than {MAX_ATTRIBUTES} attributes were cut short",
    Cut.ROOTS: "<html> or <body> over and over: {} of these tags were dropped",
    Cut.OPTIONS: f"more than {MAX_OPTIONS} menu options: {{}} tags were dropped, their text kept",
    Cut.FORMATTING: "formatting tags left open: {} were dropped or closed, their text kept",
    Cut.NAMES: "thousands of made-up names: {} tags or attributes were dropped, their text kept",
}


def check_size(body: bytes) -> None:
    """Nothing; raises TooComplexError for a body larger than MAX_BYTES."""
    if len(body) > MAX_BYTES:
        size, limit = len(body) / 1024**2, MAX_BYTES // 1024**2
        raise TooComplexError(
            f"the page is {size:.1f} MB, more than the {limit} MB that are read; "
            "split it, or pass the article's part only"
        )


def tame(utf8: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Markup that lexbor parses in linear time, and what was cut from it; every word stays.

    >>> tame(b"<p>Rain fell on Tuesday.</p>")
    (b'<p>Rain fell on Tuesday.</p>', ())
    """
    if not is_suspicious(utf8):
        return utf8, ()
    markup = utf8.decode("utf-8", "replace")
    cuts = find_cuts(markup)
    if not cuts:
        return utf8, ()
    pieces: list[str] = []
    at = 0
    for start, end, instead, _ in cuts:
        pieces += (markup[at:start], instead)
        at = end
    pieces.append(markup[at:])
    counts = Counter(cut.reason for cut in cuts)
    problems = tuple(_REASONS[cut].format(counts[cut]) for cut in Cut if counts[cut])
    return "".join(pieces).encode("utf-8"), problems


def is_suspicious(markup: bytes) -> bool:
    """Whether lexbor could be slow on it: an upper bound that costs ordinary pages little."""
    tags = markup.count(b"<")
    if tags > FEW_TAGS:
        return True
    if tags * tags > 4 * FEW_REBUILDS:  # at worst half the tags format, and half are blocks
        opened = sum(1 for _ in _FORMATTING.finditer(markup))
        if opened * tags > FEW_REBUILDS:
            closed = sum(1 for _ in _CLOSED.finditer(markup))
            if (opened - closed) * tags > FEW_REBUILDS:
                return True
    return len(markup) > FEW_BYTES and _CROWDED.search(markup) is not None
