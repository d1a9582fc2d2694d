"""Questions about a string: spacing, length in words, sentence shape, likeness."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

# Characters a reader never sees: soft hyphen, zero-width space, word joiner, byte order mark,
# and the marks that only set direction. Joiners (U+200C, U+200D) stay: Persian and Hindi need them.
_INVISIBLE_RE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_STRAIGHT = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "`": "'", "׳": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"', "״": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-",
        "…": "...", "\u00a0": " ", "：": ":", "！": "!", "？": "?", "（": "(", "）": ")",
    }
)  # fmt: skip

# Scripts written without spaces between words: Thai to Khmer, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_UNSPACED_RE = re.compile(f"[{UNSPACED}]")
_WORD = re.compile(r"\w+")
IDEOGRAPHIC_SPACE = "\u3000"
_OTHER_SPACE = re.compile(r"[^\S\u3000]+")
MIN_DOUBLED = 12  # characters; shorter lines repeat themselves by chance: "ha ha"
CHARS_PER_WORD = 2  # of an unspaced script; Chinese and Japanese words average about two characters

# What may close a sentence, then any quotes and brackets that close with it.
# German and Danish close with the marks that English opens with: „Freilich.“ »Ja.«
_CLOSERS = "[\"'\u201c\u201d\u2018\u2019»«)\\]】」』›‹\\s]*$"
_END = re.compile("[.!?…。！？｡؟۔।:;」』]" + _CLOSERS)
_FULL_STOP = re.compile("[.!?…。！？｡؟۔।]" + _CLOSERS)


def squeeze(text: str) -> str:
    """The text on one line: every run of white space is one space, invisible characters gone.

    >>> squeeze(" Rain\\u00a0fell \\n on\\u00ad Tuesday ")
    'Rain fell on Tuesday'
    """
    line = " ".join(text.split())
    if text.isascii() or (line.isprintable() and IDEOGRAPHIC_SPACE not in text):
        return line  # nothing invisible is printable, and asking is cheaper than looking for it
    text = _INVISIBLE_RE.sub("", text)
    if IDEOGRAPHIC_SPACE in text:  # Japanese headlines set it as others set a dash
        return _OTHER_SPACE.sub(" ", text).strip()
    return " ".join(text.split())


def undouble(text: str) -> str:
    """One half of a line that was printed twice in a row; otherwise the line itself.

    >>> undouble("Send in e-mailSend in e-mail")
    'Send in e-mail'
    >>> undouble("New York, New York")
    'New York, New York'
    """
    size = len(text)
    if size < MIN_DOUBLED or text[0] != text[(size + 1) // 2]:
        return text
    half, rest = text[: size // 2], text[size // 2 :]
    return half if half == (rest[1:] if size % 2 and rest[0] == " " else rest) else text


def fold(text: str) -> str:
    """The form that phrases are matched on: one line, undoubled, quotes and dashes straightened.

    >>> fold("“Sign up”  – it’s free")
    '"Sign up" - it\\'s free'
    """
    return fold_line(squeeze(text))


def fold_line(line: str) -> str:
    """As `fold`, for a line whose spacing is exact already."""
    line = line.replace("`", "'") if line.isascii() else line.translate(_STRAIGHT)
    while (half := undouble(line)) != line:  # printed four times is doubled twice
        line = half
    return line


def count_words(text: str) -> int:
    """Words in a text; in scripts without spaces, two characters count as one word.

    >>> count_words("The bridge reopened."), count_words("橋が再開した")
    (3, 3)
    """
    if text.isascii():
        return len(text.split())
    unspaced = len(_UNSPACED_RE.findall(text))
    if not unspaced:
        return len(text.split())
    return -(-unspaced // CHARS_PER_WORD) + len(_UNSPACED_RE.sub(" ", text).split())


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does; a colon or semicolon counts."""
    return not text[-1:].isalnum() and _END.search(text[-8:]) is not None


def has_full_stop(text: str) -> bool:
    """Whether a line ends with a full stop, question or exclamation mark of any script."""
    return not text[-1:].isalnum() and _FULL_STOP.search(text[-8:]) is not None


def is_title_case(text: str) -> bool:
    """Whether a line is set as English headlines are: nearly every longer word has a capital.

    >>> is_title_case("The Reality Behind the Harbor's Missing Millions")
    True
    >>> is_title_case("Der Rat der Stadt hat am Dienstag die neue Brücke am Hafen eröffnet")
    False
    """
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return len(words) >= 4 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """As `split_words`, remembered: for lines, which are asked about again and again."""
    return split_words(text)


def split_words(text: str) -> tuple[str, ...]:
    """Words for comparing: without case, accents, width variants and punctuation.

    In scripts without spaces every character is a word.
    """
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    plain = text if text.isprintable() else _INVISIBLE_RE.sub("", text)
    if not unicodedata.is_normalized("NFKD", plain):
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join([c for c in plain if not unicodedata.combining(c)])
    words: list[str] = []
    for word in _WORD.findall(plain.casefold()):
        words.extend(word if _UNSPACED_RE.search(word) else (word,))
    return tuple(words)


def likeness(one: str, other: str, at_least: float = 0.0) -> float:
    """How alike two lines are: F1 of their words, 0 to 1; 0 for lines less alike than `at_least`.

    >>> likeness("Storm hits coast", "STORM HITS COAST!")
    1.0
    """
    a, b = tokens(one), tokens(other)
    size = len(a) + len(b)
    if not a or not b or 2 * min(len(a), len(b)) < at_least * size:
        return 0.0
    if a == b:
        return 1.0
    f1 = 2 * (Counter(a) & Counter(b)).total() / size
    return f1 if f1 >= at_least else 0.0
