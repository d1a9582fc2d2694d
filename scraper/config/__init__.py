"""The rules of the house, read from `config/`: phrases, hooks, and what is known of each site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from scraper.config.borrowed import Borrowed, Lender
from scraper.config.catalog import Catalog, NoSigns, Signs, host_of
from scraper.config.hooks import Hooks, make_hooks
from scraper.config.load import load_file
from scraper.config.phrasebook import Phrasebook, make_phrasebook
from scraper.config.rules import Site
from scraper.config.schema import DefaultsFile, PhraseFile
from scraper.errors import ConfigError
from scraper.ftr import open_checkout
from scraper.types import Label

__all__ = ["Config", "Hooks", "Phrasebook", "Site", "host_of", "load_config"]


def builtin_folder() -> Path:
    """The rules that come with the package: in the wheel beside this file, in a checkout on top."""
    packaged = Path(__file__).with_name("builtin")
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "config"


@dataclass(frozen=True)
class Config:
    """Every rule there is, each file read when it is first needed."""

    folder: Path
    own: Path | None = None  # whose sites and families come before those of `folder`
    use_sites: bool = True
    use_families: bool = True
    lender: Lender | None = None  # of rules by others, below all of these

    @cached_property
    def catalog(self) -> Catalog:
        folders = (self.own, self.folder) if self.own else (self.folder,)
        return Catalog(folders, self.use_sites, self.use_families)

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

    def site(
        self, url: str | None, fetched_at: datetime | None = None, signs: Signs | None = None
    ) -> Site | None:
        """What is known of the site a page is from; None for an unknown one.

        `signs` are what the page shows: without them its layout, section and CMS are told by its
        address and age alone.
        """
        day = fetched_at.date() if fetched_at else None
        site = self.catalog.site(url, day, signs or NoSigns())
        borrowed = self.borrowed(url)
        return replace(site or Site(host_of(url)), borrowed=borrowed) if borrowed else site

    def borrowed(self, url: str | None) -> Borrowed | None:
        """What others have written down of a site; None for most, and where none were asked for."""
        return self.lender.lend(host_of(url)) if self.lender and url else None

    def encoding(self, url: str | None) -> str | None:
        """The charset of a site whose pages declare a wrong one; None for all others."""
        site = self.site(url) if url else None
        return site.fetch.encoding if site else None


def load_config(
    folder: Path | str | None = None,
    *,
    use_sites: bool = True,
    use_families: bool = True,
    ftr: Path | str | None = None,
) -> Config:
    """The rules in a folder laid out as `config/` is; None means those of the package.

    A folder without a defaults.toml adds to the rules of the package: its own sites and families
    come before theirs. `ftr` is a checkout of Full-Text RSS rules (ftr-site-config), hints for the
    sites that it knows. Raises ConfigError when a folder holds no rules.

    With `use_sites=False` every site is an unknown one, with `use_families=False` every CMS.
    """
    lender = Lender(open_checkout(ftr)) if ftr is not None else None
    builtin = builtin_folder()
    if folder is None:
        return Config(builtin, None, use_sites, use_families, lender)
    own = Path(folder)
    if (own / "defaults.toml").is_file():
        return Config(own, None, use_sites, use_families, lender)
    if not any((own / kind).is_dir() for kind in ("sites", "family")):
        raise ConfigError(
            f"{own}: no rules here; make a folder sites/ in it with a file for each host, "
            "or name a folder laid out as config/ is"
        )
    return Config(builtin, own, use_sites, use_families, lender)


@lru_cache(maxsize=64)
def _phrase_file(folder: Path, language: str) -> PhraseFile:
    return load_file(folder / "phrases" / f"{language}.toml", PhraseFile)


@lru_cache(maxsize=128)
def _book(folder: Path, language: str, section: Literal["phrase", "appeal"]) -> Phrasebook:
    file = _phrase_file(folder, language)
    specs = file.phrase if section == "phrase" else file.appeal
    return make_phrasebook(specs, language, f"phrases/{language}.toml", file.words)
