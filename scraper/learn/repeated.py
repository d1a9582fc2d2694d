"""Lines that stand in the text of several stories: furniture that no rule knew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from scraper.config.schema import RuleTable
from scraper.learn.hooks import selectors_of
from scraper.learn.proposal import Proposal
from scraper.learn.samples import Sample
from scraper.text import count_words, fold, likeness
from scraper.types import Kind, Label, LabelledBlock

MIN_WORDS = 3  # a shorter line comes back by chance: "No."
LONG = 12  # words; lines of this length that are nearly the same are one
NEARLY = 0.75  # of the words of two long lines
SAME_STORY = 0.3  # of the lines of two pages; who shares more tells one story twice
MAX_PREFIX = 8  # words that a rule knows a line by
MAX_UP = 3  # elements above a line that may stand for it
ENOUGH = 4  # pages of a site, before a line is known by its words alone


@dataclass(frozen=True, slots=True)
class Repeated:
    """One line, as each page that has it prints it."""

    on: tuple[tuple[Sample, LabelledBlock], ...]

    @property
    def pages(self) -> int:
        return len({sample.name for sample, _ in self.on})


def find_repeated(samples: Sequence[Sample], least: int) -> Iterator[Proposal]:
    """Rules for [blocks] about lines that several stories print, one for each line or element."""
    lines = [line for line in _repeats(samples) if line.pages >= max(2, least)]
    marks = {(s.name, b.block.index) for line in lines for s, b in line.on}
    said: set[tuple[str, str]] = set()
    for line in lines:
        if not any(block.label.is_text for _, block in line.on):
            continue
        label = _label(line)
        rule: str | RuleTable | None = _by_element(line, samples, marks)
        if rule is None and len(samples) >= ENOUGH and line.pages > least:
            rule = _by_text(line)
        key = (label, str(rule))
        if rule is not None and key not in said:
            said.add(key)
            yield Proposal("blocks", label, rule, line.pages, len(samples))


def _repeats(samples: Sequence[Sample]) -> list[Repeated]:
    """Lines of the stories that other stories have as well, in page order."""
    told_twice = {
        (one.name, other.name)
        for one, other in combinations(samples, 2)
        if _share(one, other) > SAME_STORY
    }
    found: dict[str, dict[tuple[str, int], tuple[Sample, LabelledBlock]]] = {}
    for one, other in combinations(samples, 2):
        if (one.name, other.name) in told_twice:
            continue
        for mine, yours in _shared(one, other):
            group = found.setdefault(fold(mine.text), {})
            group[(one.name, mine.block.index)] = (one, mine)
            group[(other.name, yours.block.index)] = (other, yours)
    return [Repeated(tuple(group.values())) for group in found.values()]


def _share(one: Sample, other: Sample) -> float:
    """The share of the shorter page's story that the other tells as well."""
    a, b = ({fold(x.text) for x in s.article.blocks if x.label.is_text} for s in (one, other))
    return len(a & b) / max(min(len(a), len(b)), 1)


def _shared(one: Sample, other: Sample) -> Iterator[tuple[LabelledBlock, LabelledBlock]]:
    """Pairs of lines that two pages share, one of them at least in the story."""
    known = {fold(block.text): block for block in _lines(other)}
    long = [block for text, block in known.items() if count_words(text) >= LONG]
    for block in _lines(one):
        text = fold(block.text)
        twin = known.get(text)
        if twin is None and block.label.is_text and count_words(text) >= LONG:
            twin = next((b for b in long if likeness(text, fold(b.text), NEARLY)), None)
        if twin is not None and (block.label.is_text or twin.label.is_text):
            yield block, twin


def _lines(sample: Sample) -> Iterator[LabelledBlock]:
    """Lines that may be furniture; a heading such as "References" is the same on many stories."""
    for block in sample.article.blocks:
        heading = block.block.kind is Kind.HEADING and block.label.is_text
        if not heading and (block.label.is_text or block.label.is_boilerplate):
            yield block


def _label(line: Repeated) -> Label:
    """What the general rules call the line where they know it for furniture."""
    counts = Counter(b.label for _, b in line.on if b.label.is_boilerplate)
    return counts.most_common(1)[0][0] if counts else Label.OTHER


def _by_element(
    line: Repeated, samples: Sequence[Sample], marks: set[tuple[str, int]]
) -> str | None:
    """A selector of elements that hold such lines or other furniture, and nothing of a story."""
    sample, block = line.on[0]
    nodes = (sample.nodes.get(index) for index in list(sample.above(block))[:MAX_UP])
    hooks = sorted({hook for node in nodes if node is not None for hook in selectors_of(node)})
    return next((h.css for h in hooks if _is_pure(h.css, line, samples, marks)), None)


def _is_pure(
    css: str, line: Repeated, samples: Sequence[Sample], marks: set[tuple[str, int]]
) -> bool:
    held = [(s.name, block) for s in samples for block in s.held_by(css)]
    if any(
        not block.label.is_boilerplate and (name, block.block.index) not in marks
        for name, block in held
    ):
        return False
    wanted = {(s.name, b.block.index) for s, b in line.on}
    return wanted <= {(name, block.block.index) for name, block in held}


def _by_text(line: Repeated) -> RuleTable:
    """A rule for elements that begin with the line's words."""
    tags = {s.elements[b.block.element].tag for s, b in line.on}
    texts = [b.text.split() for _, b in line.on]
    common: list[str] = []
    for words in zip(*texts, strict=False):
        if len({fold(word) for word in words}) > 1 or len(common) == MAX_PREFIX:
            break
        common.append(words[0])
    whole = all(len(text) == len(common) for text in texts)
    pattern = r"\s+".join(map(re.escape, common))
    return RuleTable(", ".join(sorted(tags)), text=f"^{pattern}{'$' if whole else ''}")
