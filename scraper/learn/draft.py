"""Rules that are tried before they are written: a site's file in memory, over a house's rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from scraper.config import Config, Site
from scraper.config.catalog import NoSigns, Signs
from scraper.config.merge import Layer, merge
from scraper.config.schema import SiteFile


@dataclass(frozen=True)
class Draft(Config):
    """A house's rules, with `file` for every page and no other site's.

    An empty file makes it what the house does with a site it knows nothing of.
    """

    host: str = ""
    file: SiteFile = field(default_factory=SiteFile)
    _merged: dict[str | None, Site | None] = field(default_factory=dict, repr=False, compare=False)

    def site(
        self, url: str | None, fetched_at: datetime | None = None, signs: Signs | None = None
    ) -> Site | None:
        """The drafted rules over those of the page's CMS; None when there is nothing in either."""
        parts = self.catalog.parts(None, None, signs or NoSigns())
        family = parts.family if parts else None
        if family not in self._merged:
            layers = self.catalog.layers(parts) if parts else ()
            drafted = Layer(self.host, f"sites/{self.host}.toml", self.file)
            found = (drafted, *layers) if self.file != SiteFile() else layers
            self._merged[family] = merge(self.host, found) if found else None
        return self._merged[family]


def draft(house: Config, host: str, file: SiteFile | None = None) -> Draft:
    """The house's rules with one site's file; without one, for a site that is not known."""
    return Draft(
        folder=house.folder,
        own=house.own,
        use_families=house.use_families,
        host=host,
        file=file or SiteFile(),
    )
