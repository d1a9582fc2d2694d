"""Plain text to blocks: one per paragraph, whichever way the file marks its paragraphs.

Three kinds of file are met. Dumps with one paragraph a line; dumps with blank lines between
paragraphs, where lines that stand together are still lines of their own (a caption, then the same
with its credit); and hard-wrapped ones, where a paragraph is a run of lines that are full.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from scraper.text import UNSPACED, ends_sentence, squeeze
from scraper.types import Block, Kind

_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BULLET = re.compile(r"^\s*(?:[*•·▪◦‣●○■□◆◇★☆►»]|[-–](?=\s{2,}))\s+(?=\S)")
_DASH = re.compile(r"^\s*[-–]\s(?=\S)(?!.*[.!?…][\"'”’»)]*$)")  # speech ends as a sentence does
MIN_BARS = 2  # between the cells of a row; one bar stands in bylines and page titles
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+(?=\S)")
_RULE = re.compile(r"^\s*([-=_*~•·─━═])(?:\s*\1){2,}\s*$")
_HASHES = re.compile(r"^(#{1,6})\s+(?=\S)")
_BOUNDARY = re.compile(f"[{UNSPACED}、。，！？「」『』（）・…]")
MAX_WRAP = 100  # columns; wider files are not wrapped by a terminal or a mail program
MIN_WRAP = 40
MAX_LINES = 60_000
JOINED = 100  # lines of the surplus that make one
SAMPLE = 5_000  # lines; how a file is wrapped shows long before
MIN_CROWD = 2  # full lines
MAX_OVER = 0.2  # of a wrapped file's text stands in lines that are longer: tables, addresses
MIN_FULL = 0.5  # of the lines longer than half the width
NARROW = 60  # columns; files wrapped so narrowly are rare, and verse is as wide
MIN_FULL_NARROW = 0.8
_HALF = re.compile(r"[\"'“‘(]?[^\W\d_][\w'’-]*-")  # a word up to its hyphen; no address
# A hyphen that hangs: the rest of its word stands in the next one ("Haupt- und Nebenstraßen").
_HANGING = re.compile(r"(?:und|oder|bis|sowie|and|or|to|en|of|och|eller|og|y|o|e|et|ou|ja|tai)\b")
MARKS = frozenset({"Mn", "Me"})  # https://www.unicode.org/reports/tr44/#General_Category_Values
WIDE = frozenset("WF")  # https://www.unicode.org/reports/tr11/


@dataclass(frozen=True, slots=True)
class _Line:
    number: int  # 1-based
    text: str  # as printed, trailing space gone
    gap: int  # blank lines and rulers before it

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())

    @property
    def is_item(self) -> bool:
        return bool(_BULLET.match(self.text) or _NUMBERED.match(self.text))


def read_lines(text: str) -> tuple[Block, ...]:
    """The blocks of a text, each knowing its lines in the source."""
    lines = _bound(list(_split(text)))
    columns = wrap_width(lines[:SAMPLE])
    groups = _join_wrapped(lines, columns) if columns else [[line] for line in lines]
    blocks: list[Block] = []
    marks = [_run_mark(group[0].text) for group in groups]
    for i, group in enumerate(groups):
        # A dash or a bar alone is speech or a menu; two lines of them are a list or a table.
        near = marks[max(0, i - 1) : i] + marks[i + 1 : i + 2]
        block = _block(len(blocks), group, marks[i] if marks[i] in near else None)
        if block is not None:
            blocks.append(block)
    return tuple(blocks)


def _bound(lines: list[_Line]) -> list[_Line]:
    """The lines; of more than any dump has, the rest joined, so that time stays bounded."""
    rest = range(MAX_LINES, len(lines), JOINED)
    joined = [
        _Line(lines[i].number, " ".join(x.text for x in lines[i : i + JOINED]), lines[i].gap)
        for i in rest
    ]
    return [*lines[:MAX_LINES], *joined]


def _run_mark(text: str) -> Kind | None:
    """What a line may be if its neighbour is one too: an item after a dash, a row of cells."""
    if _DASH.match(text):
        return Kind.ITEM
    return Kind.TABLE if text.count(" | ") >= MIN_BARS else None


def _split(text: str) -> Iterator[_Line]:
    gap = 0
    for number, line in enumerate(_LINE_END.split(text), 1):
        if not line or line.isspace() or _RULE.match(line):
            gap += 1
            continue
        yield _Line(number, line.expandtabs(4).rstrip(), gap)
        gap = 0


def display_width(text: str) -> int:
    """Columns a terminal gives the text: ideographs and kana take two, marks set on a letter none.

    >>> display_width("bridge"), display_width("橋が"), display_width("पुलिस")
    (6, 4, 4)
    """
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    if unicodedata.category(char) in MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(char) in WIDE else 1


def wrap_width(lines: list[_Line]) -> int:
    """The column at which a hard-wrapped file was broken; 0 for a file that was not.

    It is the column at which most text stands in full lines: they end before it, and the first word
    of the line that follows would have reached beyond. Tables and long addresses may stand out.
    """
    pairs = [
        (display_width(a.text), _needed(a.text, b.text))
        for a, b in pairwise(lines)
        if b.gap == 0 and not b.is_item and not _is_indented(b, a)  # a long menu has full lines
    ]
    full: Counter[int] = Counter()  # characters in full lines, by column
    for width, needed in pairs:
        full.update(dict.fromkeys(range(max(width, MIN_WRAP), min(needed, MAX_WRAP + 1)), width))
    columns = max(full, key=lambda w: (full[w], -w), default=0)
    every = [display_width(line.text) for line in lines]
    if sum(w for w in every if w > columns) > MAX_OVER * sum(every):
        return 0
    near = [needed > columns for width, needed in pairs if columns / 2 < width <= columns]
    enough = MIN_FULL if columns > NARROW else MIN_FULL_NARROW
    return columns if sum(near) >= max(MIN_CROWD, enough * len(near)) else 0


def _needed(line: str, after: str) -> int:
    """The columns that a line and the first word of the next would take."""
    after = after.strip()
    if _BOUNDARY.match(after):
        return display_width(line) + display_width(after[:1])
    return display_width(line) + 1 + display_width(after.split(" ", 1)[0])


def _is_indented(line: _Line, last: _Line) -> bool:
    """Whether a line is set in as the first of a paragraph is; the second of an item is, too."""
    return line.indent > last.indent and not last.is_item and ends_sentence(last.text)


def _is_full(line: str, after: str, columns: int) -> bool:
    """Whether the next line's first word would not have fitted at the end of this line."""
    after = after.strip()
    first = after[:1] if _BOUNDARY.match(after) else after.split(" ", 1)[0]
    space = 0 if _BOUNDARY.match(after) else 1
    return display_width(line) + space + display_width(first) > columns


def _join_wrapped(lines: list[_Line], columns: int) -> list[list[_Line]]:
    """Lines grouped into paragraphs."""
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and line.gap == 0 and _continues(groups[-1], line, columns):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(group: list[_Line], line: _Line, columns: int) -> bool:
    """Whether a line goes on with the paragraph that the lines before it make."""
    last = group[-1]
    if _BULLET.match(line.text) or _is_indented(line, last):
        return False
    # "13. August" in the middle of a sentence is no item of a list.
    if _NUMBERED.match(line.text) and (group[0].is_item or ends_sentence(last.text)):
        return False
    return _needed(last.text, line.text) > columns or _is_parted(last.text, line.text)


def _is_parted(line: str, after: str) -> bool:
    """Whether a word was broken at its hyphen: "long-" and "term"."""
    after = after.lstrip()
    if not line.endswith("-") or not after[:1].islower() or _HANGING.match(after):
        return False
    return _HALF.fullmatch(line.split()[-1]) is not None


def _block(index: int, group: list[_Line], run: Kind | None) -> Block | None:
    """The block of a group of lines; None where nothing is left of it."""
    first, last = group[0], group[-1]
    kind, level, cut = _form(first.text)
    if run is not None and kind is Kind.PARAGRAPH:
        dash = _DASH.match(first.text)
        kind, level, cut = run, int(run is Kind.ITEM), dash.end() if dash else 0
    text = join_lines([first.text[cut:], *(line.text for line in group[1:])])
    if not text:
        return None
    if kind is Kind.PARAGRAPH and is_shouted(text):
        kind, level = Kind.HEADING, 2
    place = f"line {first.number}"
    if last.number != first.number:
        place = f"lines {first.number}-{last.number}"
    return Block(index, text, kind, place=place, level=level, gap=first.gap)


def _form(text: str) -> tuple[Kind, int, int]:
    """A line's kind and level by its mark, and how many characters that takes: "* ", "## "."""
    if match := _BULLET.match(text):
        return Kind.ITEM, 1, match.end()
    if match := _HASHES.match(text):
        return Kind.HEADING, len(match.group(1)), match.end()
    if _NUMBERED.match(text) and len(text) < 300:
        return Kind.ITEM, 1, 0
    return Kind.PARAGRAPH, 0, 0


def is_shouted(text: str) -> bool:
    """Whether a line is a heading set in capitals.

    >>> is_shouted("WHAT THE COUNCIL DECIDED"), is_shouted("NATO and the EU agreed.")
    (True, False)
    """
    if len(text) > 120 or not text.isupper():
        return False
    return sum(c.isalpha() for c in text) >= 8 and len(text.split()) >= 2


def join_lines(lines: list[str]) -> str:
    """Wrapped lines as one paragraph; ideographs and broken words meet without a space.

    >>> join_lines(["The bridge  ", "  reopened."]), join_lines(["橋が再", "開した。"])
    ('The bridge reopened.', '橋が再開した。')
    >>> join_lines(["A long-", "term plan."]), join_lines(["Haupt-", "und Nebenstraßen"])
    ('A long-term plan.', 'Haupt- und Nebenstraßen')
    """
    pieces: list[str] = []
    for line in map(squeeze, lines):
        if pieces and line:
            last = pieces[-1]
            unspaced = _BOUNDARY.match(last[-1]) and _BOUNDARY.match(line[0])
            pieces.append("" if unspaced or _is_parted(last, line) else " ")
        if line:
            pieces.append(line)
    return "".join(pieces)
