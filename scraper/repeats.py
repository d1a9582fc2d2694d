"""Lines that come back on many pages of one site: its furniture, whatever it says.

One page does not tell a house phrase from a sentence; forty pages do. What counts is the number of
different *stories* a line stands on, so a story saved five times, or printed by two outlets, keeps
every line of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import combinations

from scraper.config import host_of
from scraper.text import count_words, fold
from scraper.types import Document

SAMPLE = 40  # documents of a group that are looked at
MIN_STORIES = 5  # of a group; fewer tell nothing
MIN_COMMON = 3  # stories that a repeated line stands on, at the least
MIN_SHARE = 0.2  # of the group's stories
MIN_WORDS = 3  # shorter lines come back by chance: "No."
LONG = 10  # words; two stories do not share so long a line unless they are one
SAME = 0.5  # of the words in a document's long lines; who shares more tells the same story


@dataclass(frozen=True, slots=True)
class Lines:
    """The different lines of a document as marks, the words of each, and the group it is of."""

    group: str
    words: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Repeats:
    """The marks of each group's repeated lines; `origin` groups what names no host."""

    groups: Mapping[str, frozenset[int]] = field(default_factory=dict)
    origin: str = ""

    def at(self, origin: str) -> Repeats:
        """The same, for documents found at another place, such as a folder."""
        return Repeats(self.groups, origin)

    def of(self, document: Document) -> frozenset[int]:
        """The marks of the lines that are repeated where a document is from."""
        return self.groups.get(group_of(document, self.origin), frozenset())


def mark(line: str) -> int:
    """A number that stands for a folded line, the same in every process."""
    return int.from_bytes(blake2b(line.encode("utf-8", "replace"), digest_size=8).digest())


def group_of(document: Document, origin: str = "") -> str:
    """The host a document says it is from, without "www."; `origin` where it says nothing."""
    for url in (document.url, *document.values("canonical_url")):
        host = host_of(url)
        if host:
            return host
    return origin


def lines_of(document: Document, origin: str = "") -> Lines:
    """The lines of a document that are long enough to be told apart."""
    words: dict[int, int] = {}
    for block in document.blocks:
        count = count_words(block.text)
        if count >= MIN_WORDS:
            words[mark(fold(block.text))] = count
    return Lines(group_of(document, origin), words)


@dataclass(slots=True)
class Survey:
    """Documents by group, `SAMPLE` of each at most, and what comes back among them."""

    groups: defaultdict[str, list[Lines]] = field(default_factory=lambda: defaultdict(list))

    def add(self, lines: Lines) -> None:
        """Nothing; counts a document in, unless its group is full or has no name."""
        if lines.group and len(self.groups[lines.group]) < SAMPLE:
            self.groups[lines.group].append(lines)

    def repeats(self) -> Repeats:
        """The repeated lines of every group that has any."""
        found = ((group, find_common(documents)) for group, documents in self.groups.items())
        return Repeats({group: marks for group, marks in found if marks})


def find_common(documents: Sequence[Lines]) -> frozenset[int]:
    """Marks of the lines that enough of the different stories have; empty for few stories."""
    story_of = _stories(documents)
    stories = set(story_of)
    if len(stories) < MIN_STORIES:
        return frozenset()
    seen = {(line, story) for d, story in zip(documents, story_of, strict=True) for line in d.words}
    counts = Counter(line for line, _ in seen)
    least = max(MIN_COMMON, MIN_SHARE * len(stories))
    return frozenset(line for line, count in counts.items() if count >= least)


def _stories(documents: Sequence[Lines]) -> list[int]:
    """The story each document tells, as the number of the first document that tells it."""
    sizes = [sum(n for n in d.words.values() if n >= LONG) for d in documents]
    shared: Counter[tuple[int, int]] = Counter()
    for pair, words in _meetings(documents):
        shared[pair] += words
    first = list(range(len(documents)))
    for (one, other), words in sorted(shared.items()):
        if words >= SAME * min(sizes[one], sizes[other]):
            old, new = first[other], first[one]
            first = [new if story == old else story for story in first]
    return first


def _meetings(documents: Sequence[Lines]) -> Iterator[tuple[tuple[int, int], int]]:
    """Every pair of documents for every long line they share, and its words."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    words: dict[int, int] = {}
    for index, document in enumerate(documents):
        for line, count in document.words.items():
            if count >= LONG:
                holders[line].append(index)
                words[line] = count
    for line, held in holders.items():
        for pair in combinations(held, 2):
            yield pair, words[line]
