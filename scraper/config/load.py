"""TOML to checked values: every mistake is found here, named by file and key, with a way out."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from scraper.config.schema import DefaultsFile, PhraseFile, PhraseSpec, SiteFile, SourceTable
from scraper.errors import ConfigError
from scraper.types import Label

FIELD_NAMES = frozenset(
    [
        "headline",
        "kicker",
        "deck",
        "byline",
        "authors",
        "bio",
        "published",
        "modified",
        "section",
        "tags",
        "dateline",
        "lead_image",
        "canonical_url",
        "site",
        "language",
    ]
)
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_File = TypeVar("_File", SiteFile, PhraseFile, DefaultsFile)


def load_file(path: Path, shape: type[_File]) -> _File:
    """The file's contents as `shape`. Raises ConfigError for anything it does not allow."""
    try:
        with path.open("rb") as stream:
            table = tomllib.load(stream)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    try:
        return msgspec.convert(table, shape)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {error}{_advice(str(error))}") from error


def _advice(message: str) -> str:
    """The nearest right word, where the mistake is a wrong one."""
    unknown = _UNKNOWN.search(message) or re.search(r"[Ii]nvalid enum value '([^']+)'", message)
    if not unknown:
        return ""
    shapes = (SiteFile, PhraseSpec, SourceTable, PhraseFile, DefaultsFile)
    words = {name for shape in shapes for name in shape.__struct_fields__} | {
        *Label,
        "root",
        "require",
    }
    near = difflib.get_close_matches(unknown.group(1), sorted(map(str, words)), n=1)
    return f" (did you mean `{near[0]}`?)" if near else ""


def check_selector(selector: str, where: str) -> None:
    """Raises ConfigError, naming file and key, for a selector that lexbor cannot parse."""
    try:
        LexborHTMLParser("<p></p>").css(selector)
    except SelectolaxError as error:
        raise ConfigError(f"{where}: not a CSS selector: {selector!r}") from error
    if ":nth-child(" in selector and " of " in selector:
        raise ConfigError(f"{where}: lexbor gets `:nth-child(n of S)` wrong; write it without `of`")


def compile_regex(pattern: str, where: str) -> re.Pattern[str]:
    """The pattern, ignoring case. Raises ConfigError for a bad one."""
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise ConfigError(f"{where}: not a regular expression: {pattern!r}: {error}") from error


def check_field(name: str, where: str) -> None:
    """Raises ConfigError for a field that an Article does not have."""
    if name in FIELD_NAMES:
        return
    near = difflib.get_close_matches(name, sorted(FIELD_NAMES), n=1)
    advice = f"did you mean `{near[0]}`?" if near else "known: " + ", ".join(sorted(FIELD_NAMES))
    raise ConfigError(f"{where}: an article has no field `{name}` ({advice})")
