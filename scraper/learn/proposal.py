"""One rule that pages speak for, and the rules of a site put together as its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from scraper.config.schema import RuleTable, SiteFile, SourceTable


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rule for `table`.`key` of a site's file, and on how many of the pages it holds."""

    table: str  # "body", "fields", "blocks" or "expect"
    key: str
    value: str | RuleTable | SourceTable
    support: int
    pages: int

    @property
    def name(self) -> str:
        """The rule as a report calls it: "body.root .article-body"."""
        css = self.value if isinstance(self.value, str) else self.value.css
        return f"{self.table}.{self.key} {css}"


def as_file(facts: Mapping[str, object], rules: Iterable[Proposal]) -> SiteFile:
    """The file that facts of a site and rules for it make."""
    tables: dict[str, dict[str, list[object]]] = {}
    for rule in rules:
        value = msgspec.to_builtins(rule.value)
        tables.setdefault(rule.table, {}).setdefault(rule.key, []).append(value)
    return msgspec.convert({**facts, **tables}, SiteFile)
