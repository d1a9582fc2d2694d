"""Which files speak for a page: its site's, found by host, and its CMS's, told by its marks."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from msgspec.structs import replace

from scraper.config.load import check_selector, compile_regex, load_file
from scraper.config.merge import Layer, merge
from scraper.config.rules import Site
from scraper.config.schema import SiteFile
from scraper.errors import ConfigError

NO_FAMILY = "none"


class Signs(Protocol):
    """What a page shows of where it comes from."""

    @property
    def generator(self) -> str: ...

    @property
    def types(self) -> frozenset[str]:
        """Names of its JSON-LD types."""

    def contains(self, text: str) -> bool:
        """Whether its markup holds a text."""

    def matches(self, css: str) -> bool:
        """Whether an element of it matches a selector."""


class NoSigns:
    """Of a page nobody has looked at: what its URL alone says."""

    generator = ""
    types: frozenset[str] = frozenset()

    def contains(self, text: str) -> bool:
        return False

    def matches(self, css: str) -> bool:
        return False


class Parts(NamedTuple):
    """What speaks for a page: a site's file, a family's, a section and a layout by number."""

    name: str | None
    family: str | None
    section: int | None
    layout: int | None


@dataclass(frozen=True)
class Catalog:
    """The site and family files of config folders; an earlier folder's file hides a later one's.

    Each file is read, and each mixture of parts merged, when the first page needs it.
    """

    folders: tuple[Path, ...]
    use_sites: bool = True
    use_families: bool = True
    _files: dict[str, SiteFile] = field(default_factory=dict, repr=False, compare=False)
    _sites: dict[Parts, Site] = field(default_factory=dict, repr=False, compare=False)

    def site(self, url: str | None, fetched: date | None, signs: Signs) -> Site | None:
        """The merged rules for a page; None when neither its host nor its markup is known."""
        parts = self.parts(url, fetched, signs)
        return self.merged(parts) if parts else None

    def parts(self, url: str | None, fetched: date | None, signs: Signs) -> Parts | None:
        """Which files, and which parts of them, speak for a page."""
        host = host_of(url)
        name = self._site_name(host) if host and self.use_sites else None
        file = self.file("sites", name) if name else None
        family = (file.family if file else None) or self._detect(host, signs)
        if family == NO_FAMILY or not self.use_families:
            family = None
        if name is None and family is None:
            return None
        section = _section(file, url, signs) if file else None
        layout = _layout(file, fetched, signs) if file else None
        return Parts(name, family, section, layout)

    def layers(self, parts: Parts) -> tuple[Layer, ...]:
        """The layers that speak for a page, child first."""
        found: list[Layer] = []
        if parts.name:
            file, where = self.file("sites", parts.name), f"sites/{parts.name}.toml"
            if parts.layout is not None:
                layout = file.layout[parts.layout]
                found.append(Layer(parts.name, f"{where}: layout {parts.layout + 1}", layout))
            if parts.section is not None:
                section = file.section[parts.section]
                found.append(Layer(parts.name, f"{where}: section {section.name}", section))
            found.append(Layer(parts.name, where, file))
        if parts.family:
            family = self.file("family", parts.family)
            nameless = replace(family, name=None, checked=None)  # these are the CMS's own
            found.append(Layer(parts.family, f"family/{parts.family}.toml", nameless))
        return tuple(found)

    @cached_property
    def hosts(self) -> Mapping[str, str]:
        """The file of every host that is named in one, by its name and by its `hosts`."""
        found: dict[str, str] = {}
        seen: set[str] = set()
        for folder in self.folders:
            here: dict[str, str] = {}
            for path in sorted((folder / "sites").glob("*.toml")):
                if path.stem not in seen:
                    for host in (path.stem, *_other_hosts(path)):
                        _claim(here, host, path)
            seen.update(here.values())
            found = here | found
        return found

    @cached_property
    def families(self) -> tuple[str, ...]:
        """Names of all families."""
        names = (p.stem for folder in self.folders for p in (folder / "family").glob("*.toml"))
        return tuple(sorted(set(names)))

    def path(self, kind: str, name: str) -> Path:
        """The file of a site or family, in the first folder that has it."""
        paths = [folder / kind / f"{name}.toml" for folder in self.folders]
        return next((path for path in paths if path.is_file()), paths[0])

    def _site_name(self, host: str) -> str | None:
        """The nearest file for a host: its own, or that of a domain above it."""
        labels = host.split(".")
        above = (".".join(labels[start:]) for start in range(len(labels) - 1))
        return next((self.hosts[name] for name in above if name in self.hosts), None)

    @cached_property
    def _detectors(self) -> tuple[tuple[str, re.Pattern[str] | None, SiteFile], ...]:
        return tuple(self._detector(name) for name in self.families)

    def _detector(self, name: str) -> tuple[str, re.Pattern[str] | None, SiteFile]:
        file = self.file("family", name)
        told = file.detect.generator if file.detect else None
        return name, compile_regex(told, f"family/{name}.toml: detect") if told else None, file

    def _detect(self, host: str, signs: Signs) -> str | None:
        """The family of a page of an unknown site; None for most."""
        for name, generator, file in self._detectors:
            detect = file.detect
            if detect is None:
                continue
            if (
                any(host == domain or host.endswith(f".{domain}") for domain in detect.hosts)
                or (generator and generator.search(signs.generator))
                or any(signs.contains(text) for text in detect.contains)
            ):
                return name
        return None

    def file(self, kind: str, name: str) -> SiteFile:
        """The file of a site ("sites") or family ("family"), read and checked once."""
        key = f"{kind}/{name}"
        if key not in self._files:
            self._files[key] = self._load(kind, name)
        return self._files[key]

    def _load(self, kind: str, name: str) -> SiteFile:
        path = self.path(kind, name)
        if kind == "family" and not path.is_file():
            near = difflib.get_close_matches(name, self.families, n=1)
            known = ", ".join(self.families) or "none"
            advice = f"did you mean `{near[0]}`?" if near else f"known: {known}"
            raise ConfigError(f"{path}: no such family ({advice})")
        file = load_file(path, SiteFile)
        check_file(file, str(path))
        return file

    def merged(self, parts: Parts) -> Site:
        """The rules of some parts, merged once."""
        if parts not in self._sites:
            self._sites[parts] = merge(parts.name or parts.family or "", self.layers(parts))
        return self._sites[parts]


def host_of(url: str | None) -> str:
    """The host of a URL in lower case, without "www."; empty when there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.").rstrip(".")


def check_file(file: SiteFile, where: str) -> None:
    """Raises ConfigError for a layout or section that no page could ever have."""
    days = [layout.until for layout in file.layout if layout.until]
    if days != sorted(days):
        raise ConfigError(f"{where}: layouts must stand in the order of their `until`")
    for number, layout in enumerate(file.layout, 1):
        if (layout.until is None) == (layout.when is None):
            raise ConfigError(f"{where}: layout {number} has to have `until` or `when`, not both")
        if layout.when is not None:
            check_selector(layout.when, f"{where}: layout {number}: when")
    for section in file.section:
        if not (section.path or section.type):
            raise ConfigError(f"{where}: section {section.name!r} has to have `path` or `type`")
        if section.path:
            compile_regex(section.path, f"{where}: section {section.name!r}: path")


def _other_hosts(path: Path) -> list[str]:
    """The other hosts that a site's file names; it is parsed only when it may name some."""
    return load_file(path, SiteFile).hosts if b"hosts" in path.read_bytes() else []


def _claim(claimed: dict[str, str], host: str, path: Path) -> None:
    """Nothing; notes whose a host is. Raises ConfigError when it is another's already."""
    if host != host_of(f"https://{host}"):
        raise ConfigError(f"{path}: {host!r} is no host; write it in lower case, without www.")
    if claimed.setdefault(host, path.stem) != path.stem:
        raise ConfigError(
            f"{path}: {host} is claimed by {claimed[host]}.toml too; keep one of them"
        )


def _section(file: SiteFile, url: str | None, signs: Signs) -> int | None:
    """The first section that a page belongs to."""
    if not file.section:
        return None
    path = urlsplit(url or "").path
    for number, section in enumerate(file.section):
        if section.path and not compile_regex(section.path, "section").search(path):
            continue
        if section.type and section.type not in signs.types:
            continue
        return number
    return None


def _layout(file: SiteFile, fetched: date | None, signs: Signs) -> int | None:
    """The layout whose mark a page has, or that held on the day it was fetched.

    None for the design that the file itself describes: that of a page newer than all others.
    """
    for number, layout in enumerate(file.layout):
        if layout.when and signs.matches(layout.when):
            return number
    for number, layout in enumerate(file.layout):
        if layout.until and fetched and fetched < layout.until:
            return number
    return None
