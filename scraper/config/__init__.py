"""The rules of the house, read from `config/`: phrases, hooks, and what is known of each site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from scraper.config.hooks import Hooks, make_hooks
from scraper.config.load import load_file
from scraper.config.phrasebook import Phrasebook, make_phrasebook
from scraper.config.rules import Site, merge
from scraper.config.schema import DefaultsFile, PhraseFile, SiteFile
from scraper.errors import ConfigError
from scraper.types import Label

__all__ = ["Config", "Hooks", "Phrasebook", "Site", "load_config"]


def builtin_folder() -> Path:
    """The rules that come with the package: in the wheel beside this file, in a checkout on top."""
    packaged = Path(__file__).with_name("builtin")
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "config"


@dataclass(frozen=True)
class Config:
    """Every rule there is, each file read when it is first needed."""

    folder: Path
    use_sites: bool = True

    @cached_property
    def defaults(self) -> DefaultsFile:
        return load_file(self.folder / "defaults.toml", DefaultsFile)

    @cached_property
    def hooks(self) -> Hooks:
        return make_hooks(self.defaults, "defaults.toml")

    @cached_property
    def hints(self) -> Mapping[str, Label]:
        return self.defaults.hint

    @cached_property
    def markup(self) -> Mapping[str, Label]:
        return self.defaults.markup

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(sorted(path.stem for path in (self.folder / "phrases").glob("*.toml")))

    @cached_property
    def stopwords(self) -> Mapping[str, frozenset[str]]:
        """Commonest words of each language that has spaces between words."""
        files = {language: self._phrases(language) for language in self.languages}
        return {language: frozenset(f.stopwords) for language, f in files.items() if f.stopwords}

    def phrasebook(self, language: str) -> Phrasebook | None:
        """The phrases of a language; None when there are none for it."""
        return _book(self.folder, language, "phrase") if language in self.languages else None

    def appeals(self, language: str) -> Phrasebook | None:
        """What a story's last paragraphs ask of the reader; None when there is nothing for it."""
        return _book(self.folder, language, "appeal") if language in self.languages else None

    def _phrases(self, language: str) -> PhraseFile:
        return _phrase_file(self.folder, language)

    def site(self, url: str | None, fetched_at: datetime | None = None) -> Site | None:
        """What is known of the site a page is from; None for an unknown one."""
        host = host_of(url)
        if not host or not self.use_sites:
            return None
        name = _site_name(self.folder, host)
        day = fetched_at.date() if fetched_at else None
        return _site(self.folder, name, day) if name else None


def load_config(folder: Path | str | None = None, *, use_sites: bool = True) -> Config:
    """The rules in a folder laid out as `config/` is; None means those of the package.

    Raises ConfigError when the folder holds no rules. With `use_sites=False` only the generic rules
    apply, as on a page of an unknown site.
    """
    base = Path(folder) if folder is not None else builtin_folder()
    if not (base / "defaults.toml").is_file():
        raise ConfigError(f"{base}: no defaults.toml here; name a folder laid out as config/ is")
    return Config(base, use_sites)


def host_of(url: str | None) -> str:
    """The host of a URL in lower case, without "www."; empty when there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.").rstrip(".")


@lru_cache(maxsize=64)
def _phrase_file(folder: Path, language: str) -> PhraseFile:
    return load_file(folder / "phrases" / f"{language}.toml", PhraseFile)


@lru_cache(maxsize=128)
def _book(folder: Path, language: str, section: Literal["phrase", "appeal"]) -> Phrasebook:
    file = _phrase_file(folder, language)
    specs = file.phrase if section == "phrase" else file.appeal
    return make_phrasebook(specs, language, f"phrases/{language}.toml", file.words)


@lru_cache(maxsize=4096)
def _site_name(folder: Path, host: str) -> str | None:
    """The nearest file for a host: its own, or that of a domain above it."""
    labels = host.split(".")
    for start in range(len(labels) - 1):
        name = ".".join(labels[start:])
        if (folder / "sites" / f"{name}.toml").is_file():
            return name
    return None


@lru_cache(maxsize=1024)
def _site(folder: Path, name: str, day: date | None) -> Site:
    path = folder / "sites" / f"{name}.toml"
    file = load_file(path, SiteFile)
    files = [(f"sites/{name}.toml", file)]
    if file.family:
        family = folder / "family" / f"{file.family}.toml"
        files.append((f"family/{file.family}.toml", load_file(family, SiteFile)))
    return merge(name, files, day)
