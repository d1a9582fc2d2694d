"""A site's own sources of fields, applied to its page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborNode

from scraper.config.rules import EntryRule, Site
from scraper.config.sources import Source
from scraper.read.find import Found
from scraper.read.html import read_text
from scraper.read.opened import Opened
from scraper.text import squeeze
from scraper.types import Candidate

MAX_VALUE = 4000  # characters of a value before any pattern sees it
MAX_VALUES = 100  # of one source
_CLOCK = re.compile(r"%[-#]?[HIXcsT]")  # what stands for an hour in a format


def read_fields(found: Found, site: Site, opened: Opened) -> tuple[Candidate, ...]:
    """Candidates from the site's own sources, best first; they stand before all others."""
    by_source: dict[str, list[str]] = {}
    for candidate in opened.candidates:
        by_source.setdefault(candidate.source.lower(), []).append(candidate.value)
    links = {"next_page": site.fetch.next_page, "single_page": site.fetch.single_page}
    made: list[Candidate] = []
    for name, sources in (*site.fields.items(), *links.items()):
        for source in sources:
            where = f"{source.origin}/{name} {source.text}"
            values = refine(_values(found, source, opened, by_source), source, site.timezone)
            made.extend(Candidate(name, value, where, own=True) for value in values)
    return tuple(made)


def read_entries(
    found: Found, rule: EntryRule, zone: str | None
) -> tuple[tuple[str | None, str | None], ...]:
    """Headline and time of each entry of a live blog, None where an entry has none."""
    return tuple(
        (
            next(_within(node, Source(css=rule.headline), None), None) if rule.headline else None,
            next(_within(node, rule.published, zone), None) if rule.published else None,
        )
        for node in found.get(rule.item, ())
    )


def _within(node: LexborNode, source: Source, zone: str | None) -> Iterator[str]:
    """The values of a source inside one element."""
    nodes = node.css(source.css) if source.css else []
    return refine((_value(n, source.attribute) for n in nodes), source, zone)


def refine(values: Iterable[str], source: Source, zone: str | None) -> Iterator[str]:
    """What a source makes of what it found; nothing where that does not have the right form."""
    for value in values:
        kept = _keep(value[:MAX_VALUE], source)
        for part in source.split.split(kept) if source.split else [kept]:
            made = squeeze(part or "")
            if made and source.formats:
                made = _moment(made, source.formats, zone)
            if made:
                yield made


def _keep(value: str, source: Source) -> str:
    """The part of a value that the source asks for, its words replaced; empty without that part."""
    if source.keep:
        match = source.keep.search(value)
        if match is None:
            return ""
        value = (match.group(1) if match.groups() else match.group()) or ""
    for pattern, replacement in source.sub:
        value = pattern.sub(replacement, value)
    return value


def _moment(value: str, formats: Sequence[str], zone: str | None) -> str:
    """The time, or the day, that a value prints, as ISO 8601; empty when it has no such format."""
    for form in formats:
        try:
            moment = datetime.strptime(value, form)
        except ValueError:
            continue
        if not _CLOCK.search(form):
            return moment.date().isoformat()
        return moment.replace(
            tzinfo=moment.tzinfo or (ZoneInfo(zone) if zone else None)
        ).isoformat()
    return ""


def _values(
    found: Found, source: Source, opened: Opened, by_source: Mapping[str, list[str]]
) -> Iterable[str]:
    """What stands where a source looks, as it is."""
    if source.const is not None:
        return (source.const,)
    if source.named is not None:
        return by_source.get(source.named.lower()) or _meta(source.named, opened)
    if source.url is not None:
        match = source.url.search(opened.url or "")
        return ((match.group(1) if match.groups() else match.group()) or "",) if match else ()
    nodes = found.get(source.selector or "", ())
    if source.json is not None:
        return [v for node in nodes[:1] for v in _follow(node.text(deep=True), source.json[1])]
    return (_value(node, source.attribute) for node in nodes[: MAX_VALUES if source.all else 1])


def _meta(named: str, opened: Opened) -> list[str]:
    """What a meta element says that no other reader asks for."""
    if not named.startswith("@meta ") or opened.tree is None:
        return []
    name = named.removeprefix("@meta ").replace("\\", "").replace('"', "")
    hooks = (f'meta[{hook}="{name}" i]' for hook in ("property", "name", "itemprop"))
    nodes = opened.tree.css(", ".join(hooks))
    return [squeeze((node.attributes.get("content") or "")[:MAX_VALUE]) for node in nodes]


def _value(node: LexborNode, attribute: str | None) -> str:
    if attribute:
        return squeeze(node.attributes.get(attribute) or "")
    return read_text(node)


def _follow(text: str, path: Sequence[str]) -> list[str]:
    """The texts and numbers at a path of JSON; a list on the way stands for each of its items.

    >>> _follow('{"by": [{"name": "Ana Ruiz"}, {"name": "Tom Hart"}]}', ["by", "name"])
    ['Ana Ruiz', 'Tom Hart']
    """
    try:
        values: list[object] = [json.loads(text)]
    except (ValueError, RecursionError):
        return []
    for key in path:
        items = [i for v in values for i in (v if isinstance(v, list) else [v])]
        values = [item[key] for item in items if isinstance(item, dict) and key in item]
    leaves = [i for v in values for i in (v if isinstance(v, list) else [v])]
    return [str(leaf) for leaf in leaves if isinstance(leaf, str | int | float)][:MAX_VALUES]
