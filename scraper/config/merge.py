"""Layers of rules put together: a site's file over its family's, key by key, the child first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import scraper.config.schema as schema
from scraper.config.load import check_selector, check_zone
from scraper.config.phrasebook import make_phrasebook
from scraper.config.rules import EntryRule, Expectation, FetchRules, Site
from scraper.config.schema import EntrySpec, LayerSpec
from scraper.config.selectors import Rule, join, make_rule
from scraper.config.sources import Source, make_source
from scraper.errors import ConfigError
from scraper.types import Label

SCALARS = ("name", "language", "timezone", "checked", "entry")
TABLES = {
    "body": schema.BodySpec.__struct_fields__,
    "fields": tuple(schema.Field),
    "blocks": tuple(Label),
    "expect": schema.ExpectSpec.__struct_fields__,
    "fetch": schema.FetchSpec.__struct_fields__,
}
KEYS = frozenset(
    {
        *SCALARS,
        "phrase",
        *TABLES,
        *(f"{table}.{name}" for table, names in TABLES.items() for name in names),
    }
)


@dataclass(frozen=True, slots=True)
class Layer:
    """One part of one file. `origin` signs its rules: "gazette.example", "wordpress".

    `where` is what errors and people are told: "sites/gazette.example.toml: layout 1".
    """

    origin: str
    where: str
    spec: LayerSpec


@dataclass(frozen=True, slots=True)
class Entry:
    """One value as a file has it, and the layer it is from."""

    layer: Layer
    value: Any  # as the schema has it for the key
    in_list: bool = False  # one item of a list

    def at(self, key: str) -> str:
        """Where it stands, for errors: "sites/gazette.example.toml: body.root"."""
        return f"{self.layer.where}: {key}"


@dataclass(slots=True)
class Stack:
    """The values of all layers by key ("body.root", "blocks.share"), the child's first."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)

    def first(self, key: str) -> Any:
        """The value of the topmost layer that has one; None when none has."""
        return next((entry.value for entry in self.entries.get(key, ())), None)

    def every(self, key: str) -> tuple[Any, ...]:
        """The values of all layers, none twice."""
        return tuple(dict.fromkeys(entry.value for entry in self.entries.get(key, ())))

    def under(self, table: str) -> Iterator[tuple[str, list[Entry]]]:
        """The keys of a table, without its name, and their values."""
        for key, entries in self.entries.items():
            if key.startswith(f"{table}."):
                yield key.removeprefix(f"{table}."), entries


def stack(layers: Sequence[Layer]) -> Stack:
    """The layers as one, the child's first; what a layer replaces is cut off those below it."""
    made, cut = Stack(), set[str]()
    for layer in layers:
        for key, value, in_list in _values(layer.spec):
            if key not in cut and key.partition(".")[0] not in cut:
                made.entries.setdefault(key, []).append(Entry(layer, value, in_list))
        cut.update(layer.spec.replace)
        for key in layer.spec.replace:
            _check_key(key, f"{layer.where}: replace")
    return made


def merge(host: str, layers: Sequence[Layer]) -> Site:
    """One Site out of layers, child first. Raises ConfigError for a value that cannot be used."""
    found = stack(layers)
    for entry in found.entries.get("timezone", ()):
        check_zone(entry.value, entry.at("timezone"))
    site = Site(
        host=host,
        layers=tuple(layer.where for layer in layers),
        name=found.first("name"),
        language=found.first("language"),
        timezone=found.first("timezone"),
        root=_rules(found, "body.root"),
        keep=_rules(found, "body.keep"),
        start=_rules(found, "body.start"),
        stop=_rules(found, "body.stop"),
        fields={name: _sources(found, f"fields.{name}") for name, _ in found.under("fields")},
        blocks=tuple(
            (Label(name), rule)
            for name, _ in found.under("blocks")
            for rule in _rules(found, f"blocks.{name}")
        ),
        phrases=make_phrasebook(
            [entry.value for entry in found.entries.get("phrase", ())], host, layers[0].where
        ).check(),
        entry=_entry_rule(found),
        expect=Expectation(
            require=found.every("expect.require"),
            min_chars=found.first("expect.min_chars") or 0,
            absent=found.every("expect.absent"),
        ),
        fetch=_fetch_rules(found),
    )
    return replace(site, selectors=join(_selectors(site)))


def _values(spec: LayerSpec) -> Iterator[tuple[str, object, bool]]:
    """Keys and values of a layer: a list item by item, what is not set left out."""
    for key in SCALARS:
        if (value := getattr(spec, key, None)) is not None:
            yield key, value, False
    for phrase in spec.phrase:
        yield "phrase", phrase, True
    for table in TABLES:
        rows = getattr(spec, table, None)
        for name in rows if isinstance(rows, dict) else TABLES[table]:
            value = rows[name] if isinstance(rows, dict) else getattr(rows, name, None)
            items = value if isinstance(value, list) else [value]
            for item in items:
                if item:  # 0 and "" say no more than a missing key
                    yield f"{table}.{name}", item, items is value


def _check_key(key: str, where: str) -> None:
    if key not in KEYS:
        table = key.partition(".")[0]
        known = ", ".join(sorted(k for k in KEYS if k.startswith(f"{table}.") or "." not in k))
        raise ConfigError(f"{where}: {key!r} is no key that is inherited (known: {known})")


def _rules(found: Stack, key: str) -> tuple[Rule, ...]:
    entries = found.entries.get(key, ())
    return tuple(make_rule(entry.value, entry.layer.origin, entry.at(key)) for entry in entries)


def _sources(found: Stack, key: str) -> tuple[Source, ...]:
    entries = found.entries.get(key, ())
    return tuple(make_source(entry.value, entry.layer.origin, entry.at(key)) for entry in entries)


def _entry_rule(found: Stack) -> EntryRule | None:
    for entry in found.entries.get("entry", ()):
        spec: EntrySpec = entry.value
        for css in (spec.item, spec.headline):
            if css is not None:
                check_selector(css, entry.at("entry"))
        time = spec.published
        where = entry.at("entry.published")
        source = make_source(time, entry.layer.origin, where) if time else None
        return EntryRule(spec.item, spec.headline, source)
    return None


def _fetch_rules(found: Stack) -> FetchRules:
    return FetchRules(
        delay=found.first("fetch.delay"),
        concurrency=found.first("fetch.concurrency"),
        encoding=found.first("fetch.encoding"),
        feeds=found.every("fetch.feeds"),
        sitemaps=found.every("fetch.sitemaps"),
        next_page=_sources(found, "fetch.next_page"),
        single_page=_sources(found, "fetch.single_page"),
        max_pages=found.first("fetch.max_pages"),
    )


def _selectors(site: Site) -> Iterator[str]:
    """Every selector that the page is searched for."""
    for rules in (site.root, site.keep, site.start, site.stop):
        yield from (rule.css for rule in rules)
    yield from (rule.css for _, rule in site.blocks)
    every = (*site.fields.values(), site.fetch.next_page, site.fetch.single_page)
    for source in (source for sources in every for source in sources):
        if source.selector:
            yield source.selector
    if site.entry:
        yield site.entry.item
