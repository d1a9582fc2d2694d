"""The selectors of a site: rules for elements, and all of them joined into one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scraper.config.load import check_selector, compile_regex
from scraper.config.schema import RuleTable

# A class, id or attribute value in the last part of a selector, where no function can negate it.
_WORN = re.compile(r"""[.#]([\w-]+)|\[[\w:-]+(?:[*^$~|]?=)["']?([^"'\]]+)""")


@dataclass(frozen=True, slots=True)
class Rule:
    """Elements of one role. `origin` is the file it is from: "haaretz.com", "wordpress"."""

    css: str
    origin: str = ""
    up: str | None = None
    text: re.Pattern[str] | None = None
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class Selectors:
    """Many selectors as one, since each alone costs a walk over the page.

    `keys` has each beside a text that the attributes of its elements hold, in lower case; "" where
    none is certain.
    """

    joined: str = ""
    keys: tuple[tuple[str, str], ...] = ()


def make_rule(spec: str | RuleTable, origin: str, where: str) -> Rule:
    """A rule, checked. Raises ConfigError, naming `where`, for a bad selector or regex."""
    table = RuleTable(spec) if isinstance(spec, str) else spec
    for css in (table.css, table.up, table.unless):
        if css is not None:
            check_selector(css, where)
    text = compile_regex(table.text, where) if table.text else None
    return Rule(table.css, origin, table.up, text, table.unless)


def join(selectors: Iterable[str]) -> Selectors:
    """The selectors as one."""
    every = tuple(dict.fromkeys(selectors))
    return Selectors(", ".join(every), tuple((css, key_of(css)) for css in every))


def key_of(css: str) -> str:
    """The longest text that the attributes of every element it selects hold; "" when not certain.

    >>> key_of("ul.social > li"), key_of("div.box a.more"), key_of('[data-test="tags"]')
    ('', 'more', 'tags')
    >>> key_of(".a, .b"), key_of("p:not(.x)")
    ('', '')
    """
    if any(sign in css for sign in ",:\\"):
        return ""
    last = re.split(r"[\s>+~]+(?![^\[]*\])", css.strip())[-1]
    texts = [a or b for a, b in _WORN.findall(last)]
    return max(texts, key=len, default="").lower()
