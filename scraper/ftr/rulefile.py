"""One file of Full-Text RSS rules: `directive: value`, a line each; nothing in it can fail."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.ftr.css import Query, make_query
from scraper.ftr.directives import KNOWN, REFUSED, XPATHS
from scraper.ftr.tokens import XPathError

_LINE = re.compile(r"(?P<name>[A-Za-z_]+)\s*(?:\((?P<about>.*?)\))?\s*:(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Directive:
    """One line: `replace_string(<b>): <i>` is about `<b>`. `query` is set where the value is XPath.

    `file` and `line`, counted from 1, say where it stands.
    """

    name: str
    value: str
    file: str
    line: int
    about: str = ""
    query: Query | None = None

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The directives of one file that can be followed, in order, and what was left and why."""

    name: str
    directives: tuple[Directive, ...] = ()
    remarks: tuple[str, ...] = ()

    def of(self, *names: str) -> Iterator[Directive]:
        """The directives of these names."""
        return (directive for directive in self.directives if directive.name in names)

    def joined(self, other: RuleFile) -> RuleFile:
        """This file's directives before another's."""
        return RuleFile(self.name, self.directives + other.directives, self.remarks + other.remarks)


def parse_rules(text: str, name: str) -> RuleFile:
    """The rules of a file; `name` is the file's, for remarks.

    >>> rules = parse_rules("body: //article\\nhttp_header(user-agent): Googlebot", "a.txt")
    >>> rules.directives[0].query.css
    'article'
    >>> rules.remarks[0][:26]
    'a.txt:2: http_header left:'
    """
    directives: list[Directive] = []
    remarks: list[str] = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            directive = _read(line, name, number)
        except (XPathError, _UnusableError) as error:
            remarks.append(f"{name}:{number}: {error}")
            continue
        directives.append(directive)
    return RuleFile(name, tuple(directives), tuple(remarks))


class _UnusableError(Exception):
    """A line that is left, and why."""


def _read(line: str, file: str, number: int) -> Directive:
    match = _LINE.fullmatch(line)
    if match is None:
        raise _UnusableError("no `directive: value`")
    name, value = match["name"].lower(), match["value"].strip()
    if name not in KNOWN:
        near = difflib.get_close_matches(name, KNOWN, n=1)
        raise _UnusableError(
            f"no directive {name!r}" + (f"; {near[0]}, most likely" if near else "")
        )
    if name in REFUSED:
        raise _UnusableError(f"{name} left: {REFUSED[name]}")
    if not value and name not in ("replace_string", "find_string"):
        raise _UnusableError(f"{name} says nothing")
    query = make_query(value) if name in XPATHS else None
    return Directive(name, value, file, number, match["about"] or "", query)
