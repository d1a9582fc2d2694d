"""Rules that mend what was put right by hand: lines on the wrong side, and values of fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scraper.config.schema import Field
from scraper.fields.byline import clean_names
from scraper.fields.dates import parse_date
from scraper.learn.corrected import RULE, day_of, value_of
from scraper.learn.hooks import selectors_of
from scraper.learn.proposal import Proposal
from scraper.learn.samples import Sample
from scraper.text import tokens
from scraper.types import Candidate, Label, LabelledBlock

MAX_UP = 4  # elements above a line that may stand for it
MOST = 0.5  # of the story's lines that a selector holds have to be those that were put right
Line = tuple[str, int]  # sample and block


def find_mended(samples: Sequence[Sample]) -> Iterator[Proposal]:
    """Rules for [blocks], those that put most lines right first."""
    wrong = {
        (sample.name, block.block.index): (sample, block)
        for sample in samples
        for block in sample.article.blocks
        if block.rule == RULE
    }
    ranked = []
    for css, rank in _selectors(list(wrong.values())).items():
        held = [(sample, block) for sample in samples for block in sample.held_by(css)]
        label = _one_side(held)
        mended = frozenset((s.name, b.block.index) for s, b in held if b.rule == RULE)
        if label and mended:
            ranked.append((-len(mended), rank, len(css), css, label, mended))
    known: set[Line] = set()
    for *_, css, label, mended in sorted(ranked, key=lambda row: row[:4]):
        if not mended <= known:
            known |= mended
            pages = len({name for name, _ in mended})
            yield Proposal("blocks", label, css, pages, len(samples))


def _selectors(wrong: Sequence[tuple[Sample, LabelledBlock]]) -> dict[str, int]:
    """Selectors of what holds a line that was put right, and their ranks."""
    found: dict[str, int] = {}
    for sample, block in wrong:
        for index in list(sample.above(block))[:MAX_UP]:
            node = sample.nodes.get(index)
            for hook in selectors_of(node) if node is not None else ():
                found[hook.css] = min(hook.rank, found.get(hook.css, hook.rank))
    return found


def _one_side(held: Sequence[tuple[Sample, LabelledBlock]]) -> Label | None:
    """The label that is right for all that a selector holds; None where there is no one.

    Any kind of furniture is as good as another. A page that nobody put right may have the same
    fault, so what its article holds there says nothing.
    """
    known = [block for sample, block in held if sample.corrected]
    if all(block.label.is_boilerplate for block in known):
        kinds = Counter(b.label for b in known if b.label is not Label.OTHER)
        return kinds.most_common(1)[0][0] if kinds else Label.OTHER
    labels = {block.label for block in known}
    if any(label.is_boilerplate for label in labels):
        return None
    mended = sum(block.rule == RULE for block in known)
    if mended < MOST * len(known):
        return None  # what holds much that was right already is a region, not a kind of line
    return labels.pop() if len(labels) == 1 else None


def find_stated(samples: Sequence[Sample]) -> Iterator[Proposal]:
    """Rules for [fields] that the page's own data got right where the general rules did not."""
    for name in (Field.HEADLINE, Field.DECK, Field.AUTHORS, Field.PUBLISHED):
        told = [sample for sample in samples if sample.says(name)]
        if not any(sample.was_wrong(name) for sample in told):
            continue
        counts = Counter(source for sample in told for source in _right_sources(sample, name))
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        for source, support in ranked:
            if all(_is_right(sample, name, source) is not False for sample in told):
                yield Proposal("fields", name, source, support, len(samples))
                break


def _right_sources(sample: Sample, name: Field) -> set[str]:
    """The parts of a page's own data that say what was put right."""
    sources = {c.source for c in sample.candidates if c.field == name and c.source[0] == "@"}
    return {source for source in sources if _is_right(sample, name, source)}


def _is_right(sample: Sample, name: Field, source: str) -> bool | None:
    """Whether a source says what the article should; None where it says nothing."""
    said = [c for c in sample.candidates if c.field == name and c.source == source]
    return None if not said else _value(said, name) == value_of(sample.article, name)


def _value(said: Sequence[Candidate], name: Field) -> object:
    values = [candidate.value for candidate in said]
    if name is Field.AUTHORS:
        return frozenset(tokens(person) for person in clean_names(values, site=None))
    if name is Field.PUBLISHED:
        return day_of(parse_date(values[0][:200]))
    return tokens(values[0])
