"""Where a field's value stands: the sources of a config, checked and compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass

import msgspec

from scraper.config.load import check_format, check_selector, compile_regex
from scraper.config.schema import SourceTable
from scraper.errors import ConfigError

_KINDS = ("css", "meta", "ld", "json", "url", "const")


@dataclass(frozen=True, slots=True)
class Source:
    """Where to look for a field's value, and what to make of what is found.

    Exactly one of `css`, `named`, `json`, `url`, `const` says where. `text` is the source as
    written, for people; `origin` the file it is from: "haaretz.com", "wordpress".
    """

    text: str = ""
    origin: str = ""
    css: str | None = None
    attribute: str | None = None
    named: str | None = None  # "@meta og:title" or "@ld headline", as candidates name their source
    json: tuple[str, tuple[str, ...]] | None = None  # selector of a script, path into its JSON
    url: re.Pattern[str] | None = None
    const: str | None = None
    keep: re.Pattern[str] | None = None
    sub: tuple[tuple[re.Pattern[str], str], ...] = ()
    split: re.Pattern[str] | None = None
    formats: tuple[str, ...] = ()
    all: bool = False

    @property
    def selector(self) -> str | None:
        """What the page is searched for; None when the source is not an element."""
        return self.css or (self.json[0] if self.json else None)


def make_source(spec: str | SourceTable, origin: str, where: str) -> Source:
    """A source, checked.

    A string is "css", "css::attr(name)", "@meta name", "@ld key", "@json css path", "@url regex"
    or "@const text". Raises ConfigError, naming `where`, for anything else.
    """
    table = _parse(spec, where) if isinstance(spec, str) else spec
    given = [kind for kind in _KINDS if getattr(table, kind)]
    if len(given) != 1:
        named = " and ".join(given) or "none of them"
        raise ConfigError(f"{where}: a source names one of {', '.join(_KINDS)}; here: {named}")
    css, attribute = _split_attribute(table.css, where)
    formats = [table.format] if isinstance(table.format, str) else table.format or []
    for text in formats:
        check_format(text, where)
    kind = given[0]
    value = getattr(table, kind)
    return Source(
        text=value if kind == "css" else f"@{kind} {value}",
        origin=origin,
        css=css,
        attribute=attribute,
        named=f"@{kind} {value}" if kind in ("meta", "ld") else None,
        json=_json_path(table.json, where) if table.json else None,
        url=compile_regex(table.url, where) if table.url else None,
        const=table.const,
        keep=compile_regex(table.re, where) if table.re else None,
        sub=tuple((compile_regex(old, where), new) for old, new in table.sub),
        split=compile_regex(table.split, where) if table.split else None,
        formats=tuple(formats),
        all=table.all or table.split is not None,
    )


def _parse(spec: str, where: str) -> SourceTable:
    if not spec.startswith("@"):
        return SourceTable(css=spec)
    kind, _, value = spec[1:].partition(" ")
    if kind not in _KINDS or kind == "css":
        known = ", ".join(f"@{k}" for k in _KINDS[1:])
        raise ConfigError(f"{where}: unknown source {spec!r} (known: {known}, or CSS)")
    if not value.strip():
        raise ConfigError(f"{where}: {spec!r} ends too soon; write what to look for behind it")
    return msgspec.convert({kind: value.strip()}, SourceTable)


def _split_attribute(css: str | None, where: str) -> tuple[str | None, str | None]:
    """
    >>> _split_attribute("time::attr(datetime)", "")
    ('time', 'datetime')
    """
    if css is None:
        return None, None
    selector, found, attribute = css.partition("::attr(")
    if found and not re.fullmatch(r"[\w:-]+\)", attribute):
        raise ConfigError(f"{where}: {css!r}: write ::attr(name) at its end")
    check_selector(selector, where)
    return selector, attribute.rstrip(")") or None


def _json_path(text: str, where: str) -> tuple[str, tuple[str, ...]]:
    """
    >>> _json_path("script#__NEXT_DATA__ props.pageProps.title", "")
    ('script#__NEXT_DATA__', ('props', 'pageProps', 'title'))
    """
    css, _, path = text.rpartition(" ")
    if not css:
        raise ConfigError(f"{where}: @json {text!r}: write a selector, a space, a.path.of.keys")
    check_selector(css, where)
    return css, tuple(path.split("."))
