"""Where a page prints what it says of itself: selectors of fields."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from scraper.config.schema import SourceTable
from scraper.fields.byline import clean_names
from scraper.fields.dates import parse_date
from scraper.learn.corrected import day_of, value_of
from scraper.learn.hooks import selectors_of
from scraper.learn.proposal import Proposal
from scraper.learn.samples import Sample
from scraper.read.html import read_text
from scraper.text import tokens

MAX_TRIED = 60  # selectors of a field; the best come first
SLACK = 20  # characters of space and marks around a printed value
_CHANGED = "modif|updat|change|revis"  # most stories are changed on the day they appear

Read = Callable[[Sequence[LexborNode]], object]


@dataclass(frozen=True, slots=True)
class Sought:
    """A field, and what elements that a selector selects say it is."""

    name: str
    shown: Read
    every: bool = False  # all elements that the selector selects make up the value
    never: str = "(?!)"  # a pattern of names that call an element something else
    max_chars: int = 300


def _words(nodes: Sequence[LexborNode]) -> object:
    return tokens(read_text(nodes[0]))


def _people(nodes: Sequence[LexborNode]) -> object:
    return frozenset(tokens(name) for name in clean_names([read_text(n) for n in nodes], site=None))


def _day(nodes: Sequence[LexborNode]) -> object:
    text = nodes[0].attributes.get("datetime") or read_text(nodes[0])
    return day_of(parse_date(text[:200]))


SOUGHT = (
    Sought("headline", _words),
    Sought("deck", _words, max_chars=900),
    Sought("authors", _people, every=True),
    Sought("published", _day, never=_CHANGED),
)


def find_sources(samples: Sequence[Sample], least: int) -> Iterator[Proposal]:
    """Rules for [fields]: what is printed; for the day, what the page's own data says before it."""
    for sought in SOUGHT:
        if sought.name == "published":
            yield from _stated_day(samples, least)
        # Where somebody put a field right, what the other pages show may be wrong as well.
        told = [sample for sample in samples if sample.says(sought.name)]
        wrong = any(sample.was_wrong(sought.name) for sample in told)
        best = _best(told, sought, 1) if wrong else _best(samples, sought, least)
        if best:
            css, support = best
            yield Proposal(
                "fields", sought.name, _source(samples, sought, css), support, len(samples)
            )


def _source(samples: Sequence[Sample], sought: Sought, css: str) -> str | SourceTable:
    """A selector as a source: of all it selects, or of the attribute that has the time."""
    if sought.every:
        return SourceTable(css=css, all=True)
    first = [nodes[0] for sample in samples if (nodes := sample.select(css))]
    if sought.name == "published" and all(node.attributes.get("datetime") for node in first):
        return f"{css}::attr(datetime)"
    return css


def _stated_day(samples: Sequence[Sample], least: int) -> Iterator[Proposal]:
    """A rule for the part of the metadata that most days were taken from: it has the time too."""
    stated = (sample.article.provenance.get("published", "") for sample in samples)
    counts = Counter(source for source in stated if source.startswith(("@ld ", "@meta ")))
    if counts:
        source, support = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if support >= least:
            yield Proposal("fields", "published", source, support, len(samples))


def _best(samples: Sequence[Sample], sought: Sought, least: int) -> tuple[str, int] | None:
    """The selector that shows a field's value on most pages, and never another's."""
    found: dict[str, int] = {}
    for sample in samples:
        said = value_of(sample.article, sought.name)
        for node in _showing(sample, sought, said) if said else ():
            for hook in selectors_of(node):
                if not re.search(sought.never, hook.css, re.IGNORECASE):
                    found[hook.css] = min(hook.rank, found.get(hook.css, hook.rank))
    best: tuple[int, str] | None = None
    for css in sorted(found, key=lambda css: (found[css], len(css), css))[:MAX_TRIED]:
        support = _support(samples, sought, css)
        if support >= least and (best is None or support > best[0]):
            best = support, css
    return best and (best[1], best[0])


def _showing(sample: Sample, sought: Sought, said: object) -> Iterator[LexborNode]:
    """Elements whose text is the value, or part of one of several."""
    for node in sample.select("h1, h2, h3, h4, p, div, span, a, time, strong, em, li, address, b"):
        text = node.text(deep=True)
        if not text or len(text) > sought.max_chars + SLACK:
            continue
        shown = sought.shown([node])
        if shown and (shown == said or (sought.every and _is_part(shown, said))):
            yield node


def _is_part(shown: object, said: object) -> bool:
    return isinstance(shown, frozenset) and isinstance(said, frozenset) and shown <= said


def _support(samples: Sequence[Sample], sought: Sought, css: str) -> int:
    """Pages on which a selector shows the value; 0 where it shows another on any."""
    support = 0
    for sample in samples:
        nodes = sample.select(css)
        said = value_of(sample.article, sought.name)
        if not nodes or not said:
            continue
        if sought.shown(nodes) != said:
            return 0
        support += 1
    return support
