"""The shape of the config files, key by key. msgspec checks types and refuses unknown keys.

The descriptions go into config/schema.json, from which editors complete and check.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct, field

from scraper.types import Label


class Field(StrEnum):
    """What a config may say where to find: the fields of an Article, by its names for them."""

    HEADLINE = "headline"
    KICKER = "kicker"
    DECK = "deck"
    BYLINE = "byline"
    AUTHORS = "authors"
    BIO = "bio"
    PUBLISHED = "published"
    MODIFIED = "modified"
    SECTION = "section"
    TAGS = "tags"
    DATELINE = "dateline"
    LEAD_IMAGE = "lead_image"
    CANONICAL_URL = "canonical_url"
    SITE = "site"
    LANGUAGE = "language"

    __hash__ = str.__hash__  # as for Label


class SourceTable(Struct, forbid_unknown_fields=True):
    """Where to look for a field's value; exactly one of css, meta, ld, json, url, const."""

    css: Annotated[str | None, Meta(description="A selector, or `selector::attr(name)`")] = None
    meta: Annotated[str | None, Meta(description="A meta element's property or name")] = None
    ld: Annotated[str | None, Meta(description="A key of the JSON-LD article: author.name")] = None
    json: Annotated[str | None, Meta(description="`selector path`: JSON in a script element")] = (
        None
    )
    url: Annotated[str | None, Meta(description="A regex for the page's own address")] = None
    const: Annotated[str | None, Meta(description="The value itself")] = None
    re: Annotated[str | None, Meta(description="Keep group 1, or the whole match")] = None
    sub: Annotated[
        list[tuple[str, str]], Meta(description="[regex, replacement] pairs, in order")
    ] = []
    split: Annotated[str | None, Meta(description="A regex between values: ' and |, '")] = None
    format: Annotated[
        str | list[str] | None, Meta(description="strptime; read in the site's time zone")
    ] = None
    all: Annotated[bool, Meta(description="Every element that matches, not only the first")] = False


class RuleTable(Struct, forbid_unknown_fields=True):
    """Elements of one role, told by more than a selector."""

    css: str
    up: Annotated[str | None, Meta(description="Mark the closest such ancestor instead")] = None
    text: Annotated[str | None, Meta(description="A regex that the element's text holds")] = None
    unless: Annotated[str | None, Meta(description="Spare an element that is or holds this")] = None


Rules = list[str | RuleTable]
Sources = list[str | SourceTable]


class PhraseSpec(Struct, forbid_unknown_fields=True):
    """A line known by its words. `yes` must match, `no` must not.

    Each pattern of `match` is of the whole line without its decoration: no ^ and no $.
    """

    label: Label
    match: str | list[str]
    yes: list[str]
    no: list[str]
    id: str = ""
    max_chars: int = 240
    stop: Annotated[
        bool, Meta(description="false: a line that closes with a full stop or comma is spared")
    ] = True


class HookSpec(Struct, forbid_unknown_fields=True):
    """Furniture known by the words of an element's class, id or role."""

    id: str
    label: Label
    words: list[str]
    yes: list[str]
    no: list[str]


class BodySpec(Struct, forbid_unknown_fields=True):
    """The region that holds the story. A plug inside it is still a plug."""

    root: Annotated[list[str], Meta(description="Best first; the first with text counts")] = []
    keep: Annotated[list[str], Meta(description="Only these inside the root are story")] = []
    start: Annotated[Rules, Meta(description="What stands before the first hit is no story")] = []
    stop: Annotated[Rules, Meta(description="No story from the first hit on")] = []


class ExpectSpec(Struct, forbid_unknown_fields=True):
    """What a healthy page has. A miss is a problem of the Article, and over many an alarm."""

    require: Annotated[list[Field], Meta(description="Fields that every page has")] = []
    min_chars: Annotated[int, Meta(ge=0, description="The shortest text there is")] = 0
    absent: Annotated[list[str], Meta(description="Words that no clean text holds")] = []


class EntrySpec(Struct, forbid_unknown_fields=True):
    """The entries of a live blog."""

    item: Annotated[str, Meta(description="A selector: one element an entry")]
    headline: Annotated[str | None, Meta(description="A selector inside it")] = None
    published: Annotated[str | SourceTable | None, Meta(description="Its time, inside it")] = None


class FetchSpec(Struct, forbid_unknown_fields=True):
    """How to ask this site for pages, politely. robots.txt is obeyed whatever stands here."""

    delay: Annotated[float, Meta(ge=0, description="Seconds between two requests")] | None = None
    concurrency: Annotated[int, Meta(ge=1, description="Requests at a time")] | None = None
    encoding: Annotated[str | None, Meta(description="Of pages that declare a wrong one")] = None
    feeds: list[str] = []
    sitemaps: list[str] = []
    next_page: Annotated[Sources, Meta(description="Where the next part's address is")] = []
    single_page: Annotated[Sources, Meta(description="The address of all on one page")] = []
    max_pages: Annotated[int, Meta(ge=1, description="Pages joined; 20")] | None = None


class LayerSpec(Struct, forbid_unknown_fields=True, kw_only=True):
    """What every layer of rules may say: family, site, section, layout."""

    replace: Annotated[
        list[str], Meta(description="Keys whose inherited values are dropped: blocks.share")
    ] = []
    body: BodySpec = field(default_factory=BodySpec)
    fields: dict[Field, Sources] = {}
    blocks: dict[Label, Rules] = {}
    phrase: list[PhraseSpec] = []
    expect: ExpectSpec = field(default_factory=ExpectSpec)


class LayoutSpec(LayerSpec, forbid_unknown_fields=True, kw_only=True):
    """Rules for pages of another design: fetched before `until`, or holding what `when` selects."""

    until: Annotated[date | None, Meta(description="The day after its pages were last seen")] = None
    when: Annotated[str | None, Meta(description="A selector only its pages match")] = None


class SectionSpec(LayerSpec, forbid_unknown_fields=True, kw_only=True):
    """Rules for one kind of page: told by its path, by its JSON-LD type, or by both."""

    name: str
    path: Annotated[str | None, Meta(description="A regex for the URL's path")] = None
    type: Annotated[str | None, Meta(description="LiveBlogPosting, ImageGallery ...")] = None
    entry: EntrySpec | None = None


class DetectSpec(Struct, forbid_unknown_fields=True):
    """What tells a page of a CMS; any one is enough."""

    generator: Annotated[str | None, Meta(description="A regex for <meta name=generator>")] = None
    contains: Annotated[list[str], Meta(description="Text of the page's markup, as it is")] = []
    hosts: Annotated[list[str], Meta(description="Domains all of whose sites it runs")] = []


class SiteFile(LayerSpec, forbid_unknown_fields=True, kw_only=True):
    """What is known of a site (config/sites/<host>.toml) or a CMS (config/family/<cms>.toml)."""

    name: Annotated[str | None, Meta(description="As shown to people")] = None
    hosts: Annotated[list[str], Meta(description="Other hosts of the same site")] = []
    family: Annotated[
        str | None, Meta(description="A file of config/family, or none; absent: told by the page")
    ] = None
    language: Annotated[str | None, Meta(description="BCP 47: en, de, pt-BR")] = None
    timezone: Annotated[str | None, Meta(description="IANA: Europe/Berlin")] = None
    checked: Annotated[
        date | None, Meta(description="When the newest real page it ran on was fetched")
    ] = None
    detect: Annotated[DetectSpec | None, Meta(description="Families only")] = None
    layout: list[LayoutSpec] = []
    section: list[SectionSpec] = []
    fetch: FetchSpec = field(default_factory=FetchSpec)


class PhraseFile(Struct, forbid_unknown_fields=True):
    """config/phrases/<lang>.toml"""

    language: str
    phrase: list[PhraseSpec]
    stopwords: list[str] = []
    appeal: list[PhraseSpec] = []  # phrases of a story's last paragraphs
    words: dict[str, list[str]] = {}  # lists that patterns name in braces


class DefaultsFile(Struct, forbid_unknown_fields=True):
    """config/defaults.toml: elements that settle a label, and class words that hint at one."""

    markup: dict[str, Label]
    hook: list[HookSpec]
    never: list[str]
    ignored: list[str]
    hint: dict[str, Label] = {}


def site_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a site's or family's file, for editors.

    msgspec leaves out which keys a table may have when they are words of a vocabulary.
    """
    schema = msgspec.json.schema(SiteFile)
    words: dict[str, list[str]] = {"fields": [*Field], "blocks": [*Label]}
    for shape in schema["$defs"].values():
        for table, names in words.items():
            if table in shape.get("properties", {}):
                shape["properties"][table]["propertyNames"] = {"enum": names}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
