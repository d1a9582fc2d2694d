"""A site's own selectors, applied to its page: marks for elements, candidates for fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.config.rules import REGION, Site, Source
from scraper.read.html import read_text
from scraper.text import squeeze
from scraper.types import Candidate

MIN_ROOT_CHARS = 140  # a body root with less text than a long sentence is an empty shell


def find_marks(tree: LexborHTMLParser, site: Site) -> dict[int, str]:
    """The label, or "region", that the site's rules give to elements, by mem_id."""
    marks: dict[int, str] = {}
    for selector in site.root:
        nodes = [n for n in tree.css(selector) if len(n.text(deep=True)) >= MIN_ROOT_CHARS]
        if nodes:
            marks.update((node.mem_id, REGION) for node in nodes)
            break
    for label, selectors in site.blocks.items():
        for node in tree.css(selectors):
            marks[node.mem_id] = label
    return marks


def read_fields(
    tree: LexborHTMLParser, site: Site, known: Iterable[Candidate]
) -> tuple[Candidate, ...]:
    """Candidates from the site's own sources, best first; they stand before all others."""
    by_source: dict[str, list[str]] = {}
    for candidate in known:
        by_source.setdefault(candidate.source.lower(), []).append(candidate.value)
    found: list[Candidate] = []
    for name, sources in site.fields.items():
        for source in sources:
            values = (_refine(v, source, site) for v in _values(tree, source, by_source))
            where = _describe(source, site)
            found.extend(Candidate(name, value, where) for value in values if value)
    return tuple(found)


def _values(
    tree: LexborHTMLParser, source: Source, by_source: dict[str, list[str]]
) -> Iterable[str]:
    if source.const is not None:
        return (source.const,)
    if source.named is not None:
        return by_source.get(source.named.lower(), ())
    nodes = tree.css(source.css or "*")
    return [_value(node, source.attribute) for node in (nodes if source.all else nodes[:1])]


def _value(node: LexborNode, attribute: str | None) -> str:
    if attribute:
        return squeeze(node.attributes.get(attribute) or "")
    return read_text(node)


def _refine(value: str, source: Source, site: Site) -> str:
    """The part of a value that the source asks for; empty when it is not there."""
    if source.keep:
        match = source.keep.search(value)
        if match is None:
            return ""
        value = match.group(1) if match.groups() else match.group()
    if source.format:
        try:
            moment = datetime.strptime(value, source.format)
        except ValueError:
            return ""
        zone = ZoneInfo(site.timezone) if site.timezone else None
        return moment.replace(tzinfo=moment.tzinfo or zone).isoformat()
    return value


def _describe(source: Source, site: Site) -> str:
    return f"{site.host}: {source.named or source.css or '@const'}"
