"""What of a text is compared: a hash of its words, and a MinHash of its shingles.

MinHash: A. Broder, "On the resemblance and containment of documents", 1997; that of rensa is
https://arxiv.org/abs/1704.04370. It is the same in every process and on every run.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from hashlib import blake2b
from operator import eq

from rensa import RMinHash

from scraper.text import count_words, split_words

SLOTS = 120  # of a sketch; a likeness is then off by 0.04 at most, two times of three
WIDTH = 2 * SLOTS  # bytes: the low half of a slot tells two apart, but for one in 65,536
MIN_WORDS = 30  # in shorter texts one changed word is a tenth of the shingles
WORDS = 3  # in a shingle; of five, every tenth word changed leaves a likeness of 0.44, not 0.59
PIECES = 6  # in a shingle of a script in which words are not told apart, or not whole
MANY_PIECES = 1.5  # for a word: Chinese, Japanese and Hindi have 1.6 and more, English 0.9 to 1.47

_SEED = 1


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text in 256 bytes. `slots` are empty for a text too short to be nearly another."""

    exact: int
    slots: bytes = b""


def sketch_of(text: str) -> Sketch | None:
    """The sketch of a text, whatever its case, spacing and punctuation; None for no words."""
    words = split_words(text)
    if not words:
        return None
    whole = " ".join(words).encode("utf-8", "replace")
    exact = int.from_bytes(blake2b(whole, digest_size=8).digest())
    count = count_words(text)
    if count < MIN_WORDS:
        return Sketch(exact)
    size = PIECES if len(words) >= MANY_PIECES * count else WORDS
    return Sketch(exact, _slots(words, size))


def likeness(one: bytes, other: bytes) -> float:
    """The share of shingles that two texts have in common (Jaccard), estimated from their slots."""
    equal: int = sum(map(eq, memoryview(one).cast("H"), memoryview(other).cast("H")))
    return equal / SLOTS


def _slots(words: tuple[str, ...], size: int) -> bytes:
    shingles = [" ".join(run) for run in zip(*(words[i:] for i in range(size)), strict=False)]
    (slots,) = RMinHash.digests_from_token_sets([shingles], SLOTS, _SEED)
    return array("H", [slot & 0xFFFF for slot in slots]).tobytes()
