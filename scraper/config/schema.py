"""The shape of the config files, key by key. msgspec checks types and refuses unknown keys."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from scraper.types import Label


class SourceTable(Struct, forbid_unknown_fields=True):
    """Where to look for a field's value; exactly one of css, meta, ld, const."""

    css: str | None = None
    meta: str | None = None
    ld: str | None = None
    const: str | None = None
    re: str | None = None  # keep group 1, or the whole match
    format: str | None = None  # strptime; read in the site's time zone
    all: bool = False  # every element that matches, not only the first


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
    stop: bool = True  # false: a line that closes with a full stop or comma is spared


class HookSpec(Struct, forbid_unknown_fields=True):
    """Furniture known by the words of an element's class, id or role."""

    id: str
    label: Label
    words: list[str]
    yes: list[str]
    no: list[str]


class BodySpec(Struct, forbid_unknown_fields=True):
    root: list[str] = field(default_factory=list)


class LayoutSpec(Struct, forbid_unknown_fields=True):
    """Rules for pages fetched before `until`."""

    until: date
    body: BodySpec = field(default_factory=BodySpec)
    fields: dict[str, list[str | SourceTable]] = field(default_factory=dict)
    blocks: dict[Label, list[str]] = field(default_factory=dict)
    phrase: list[PhraseSpec] = field(default_factory=list)


class ExpectSpec(Struct, forbid_unknown_fields=True):
    require: list[str] = field(default_factory=list)


class SiteFile(Struct, forbid_unknown_fields=True):
    """config/sites/<host>.toml and config/family/<cms>.toml"""

    name: str | None = None
    family: str | None = None
    language: str | None = None
    timezone: str | None = None
    checked: date | None = None
    body: BodySpec = field(default_factory=BodySpec)
    fields: dict[str, list[str | SourceTable]] = field(default_factory=dict)
    blocks: dict[Label, list[str]] = field(default_factory=dict)
    phrase: list[PhraseSpec] = field(default_factory=list)
    layout: list[LayoutSpec] = field(default_factory=list)
    expect: ExpectSpec = field(default_factory=ExpectSpec)


class PhraseFile(Struct, forbid_unknown_fields=True):
    """config/phrases/<lang>.toml"""

    language: str
    phrase: list[PhraseSpec]
    stopwords: list[str] = field(default_factory=list)
    appeal: list[PhraseSpec] = field(default_factory=list)  # phrases of a story's last paragraphs
    words: dict[str, list[str]] = field(default_factory=dict)  # lists that patterns name in braces


class DefaultsFile(Struct, forbid_unknown_fields=True):
    """config/defaults.toml: elements that settle a label, and class words that hint at one."""

    markup: dict[str, Label]
    hook: list[HookSpec]
    never: list[str]
    ignored: list[str]
    hint: dict[str, Label] = field(default_factory=dict)
