"""What is known of the site that one page is from: its rules merged and ready for use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scraper.config.borrowed import Borrowed
from scraper.config.phrasebook import Phrasebook
from scraper.config.selectors import Rule, Selectors
from scraper.config.sources import Source
from scraper.types import Label

EXPECT = ": expect: "  # between host and miss, in a problem that a config's [expect] raises


@dataclass(frozen=True, slots=True)
class EntryRule:
    """How a live blog's entries are told apart, and where each has its headline and time."""

    item: str
    headline: str | None = None
    published: Source | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a healthy page has."""

    require: tuple[str, ...] = ()
    min_chars: int = 0
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FetchRules:
    """How to ask a site for pages; None where its config says nothing."""

    delay: float | None = None
    concurrency: int | None = None
    encoding: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    next_page: tuple[Source, ...] = ()
    single_page: tuple[Source, ...] = ()
    max_pages: int | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """The merged rules for one page: layout, section, site, family, each before the next.

    `host` is the name of the site's file; that of the family's where the site has none. `layers`
    are the files and parts that were merged. Of the rules for one element the first counts.
    """

    host: str
    layers: tuple[str, ...] = ()
    name: str | None = None
    language: str | None = None
    timezone: str | None = None
    root: tuple[Rule, ...] = ()
    keep: tuple[Rule, ...] = ()
    start: tuple[Rule, ...] = ()
    stop: tuple[Rule, ...] = ()
    fields: Mapping[str, tuple[Source, ...]] = field(default_factory=dict)
    blocks: tuple[tuple[Label, Rule], ...] = ()
    phrases: Phrasebook = field(default_factory=Phrasebook)
    entry: EntryRule | None = None
    expect: Expectation = field(default_factory=Expectation)
    fetch: FetchRules = field(default_factory=FetchRules)
    selectors: Selectors = field(default_factory=Selectors)  # of all of the above
    borrowed: Borrowed | None = None  # what others have written down of the site
