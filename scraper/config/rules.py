"""Rules ready for use: patterns compiled, selectors joined, sites merged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from scraper.config.load import check_field, check_selector, compile_regex
from scraper.config.phrasebook import Phrasebook, make_phrasebook
from scraper.config.schema import LayoutSpec, SiteFile, SourceTable
from scraper.errors import ConfigError
from scraper.types import Label

REGION = "region"  # the mark of a site's body root, beside the labels


@dataclass(frozen=True, slots=True)
class Source:
    """Where to look for a field's value."""

    css: str | None = None
    attribute: str | None = None
    named: str | None = None  # "@meta og:title" or "@ld headline", as candidates name their source
    const: str | None = None
    keep: re.Pattern[str] | None = None
    format: str | None = None
    all: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """The merged rules for one page of a site: family, then site, then layout."""

    host: str
    name: str | None = None
    language: str | None = None
    timezone: str | None = None
    root: tuple[str, ...] = ()
    fields: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    blocks: Mapping[Label, str] = field(default_factory=dict)  # selectors joined by commas
    phrases: Phrasebook = field(default_factory=Phrasebook)
    require: tuple[str, ...] = ()


def make_source(spec: str | SourceTable, where: str) -> Source:
    """A source, checked: "css", "css::attr(name)", "@meta name", "@ld key", "@const x", a table."""
    if isinstance(spec, SourceTable):
        return _table_source(spec, where)
    if spec.startswith("@const "):
        return Source(const=spec.removeprefix("@const ").strip())
    if spec.startswith(("@meta ", "@ld ")):
        return Source(named=spec)
    if spec.startswith("@"):
        raise ConfigError(f"{where}: unknown source {spec!r} (known: @meta, @ld, @const, or CSS)")
    css, _, attribute = spec.partition("::attr(")
    check_selector(css, where)
    return Source(css=css, attribute=attribute.rstrip(") ") or None)


def _table_source(spec: SourceTable, where: str) -> Source:
    given = [key for key in ("css", "meta", "ld", "const") if getattr(spec, key)]
    if len(given) != 1:
        raise ConfigError(f"{where}: a source table names one of css, meta, ld, const; got {given}")
    plain = spec.css or f"@{given[0]} {getattr(spec, given[0])}"
    base = make_source(plain, where)
    keep = compile_regex(spec.re, where) if spec.re else None
    return Source(base.css, base.attribute, base.named, base.const, keep, spec.format, spec.all)


def merge(host: str, files: Iterable[tuple[str, SiteFile]], fetched: date | None) -> Site:
    """One Site out of a site's file and its family's: child first, lists joined."""
    layers: list[tuple[str, SiteFile | LayoutSpec]] = []
    head: dict[str, str | None] = {}
    require: list[str] = []
    for where, file in files:
        layers.extend((f"{where}: layout {x.until}", x) for x in _layouts(file, fetched, where))
        layers.append((where, file))
        for key in ("name", "language", "timezone"):
            head[key] = head.get(key) or getattr(file, key)
        require.extend(file.expect.require)
    for name in require:
        check_field(name, f"{layers[0][0]}: expect.require")
    return Site(
        host=host,
        name=head.get("name"),
        language=head.get("language"),
        timezone=head.get("timezone"),
        root=_roots(layers),
        fields=_fields(layers),
        blocks=_blocks(layers),
        phrases=make_phrasebook(
            (p for _, x in layers for p in x.phrase), host, layers[0][0]
        ).check(),
        require=tuple(dict.fromkeys(require)),
    )


def _layouts(file: SiteFile, fetched: date | None, where: str) -> list[LayoutSpec]:
    """The layout that holds on the day a page was fetched; none when it is newer than all."""
    days = [layout.until for layout in file.layout]
    if days != sorted(days):
        raise ConfigError(f"{where}: layouts must stand in the order of their `until`")
    if fetched is None:
        return []
    return [layout for layout in file.layout if fetched < layout.until][:1]


def _roots(layers: list[tuple[str, SiteFile | LayoutSpec]]) -> tuple[str, ...]:
    roots: list[str] = []
    for where, layer in layers:
        for selector in layer.body.root:
            check_selector(selector, f"{where}: body.root")
            roots.append(selector)
    return tuple(roots)


def _fields(layers: list[tuple[str, SiteFile | LayoutSpec]]) -> dict[str, tuple[Source, ...]]:
    fields: dict[str, list[Source]] = {}
    for where, layer in layers:
        for name, specs in layer.fields.items():
            check_field(name, f"{where}: fields")
            fields.setdefault(name, []).extend(
                make_source(spec, f"{where}: fields.{name}") for spec in specs
            )
    return {name: tuple(sources) for name, sources in fields.items()}


def _blocks(layers: list[tuple[str, SiteFile | LayoutSpec]]) -> dict[Label, str]:
    blocks: dict[Label, list[str]] = {}
    for where, layer in layers:
        for label, selectors in layer.blocks.items():
            for selector in selectors:
                check_selector(selector, f"{where}: blocks.{label}")
            blocks.setdefault(label, []).extend(selectors)
    return {label: ", ".join(selectors) for label, selectors in blocks.items()}
