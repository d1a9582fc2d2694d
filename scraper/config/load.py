"""TOML to checked values: every mistake is found here, named by file and key, with a way out."""

from __future__ import annotations

import difflib
import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import msgspec
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

import scraper.config.schema as schema
from scraper.config.schema import DefaultsFile, PhraseFile, SiteFile
from scraper.errors import ConfigError
from scraper.types import Label

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
    near = difflib.get_close_matches(unknown.group(1), _words(), n=1)
    return f" (did you mean `{near[0]}`?)" if near else ""


def _words() -> list[str]:
    """Every word that a config file may use."""
    shapes = [s for s in vars(schema).values() if isinstance(s, type) and issubclass(s, Struct)]
    keys = {name for shape in shapes for name in shape.__struct_fields__}
    return sorted({*keys, *map(str, Label), *map(str, schema.Field)})


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


def check_zone(name: str, where: str) -> None:
    """Raises ConfigError for a time zone that the IANA database does not have."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError):
        pass
    else:
        return
    near = difflib.get_close_matches(name, sorted(available_timezones()), n=1)
    advice = f" (did you mean `{near[0]}`?)" if near else "; write one such as Europe/Berlin"
    raise ConfigError(f"{where}: no time zone {name!r}{advice}")


def check_format(text: str, where: str) -> None:
    """Raises ConfigError for a time format that strptime cannot read."""
    try:
        datetime.strptime("", text)
    except ValueError as error:
        if "does not match format" not in str(error):  # an empty text matches no good format
            raise ConfigError(f"{where}: format {text!r}: {error}") from error
