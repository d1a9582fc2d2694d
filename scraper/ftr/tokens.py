"""A text cut into the tokens of XPath 1.0 (section 3.7)."""

from __future__ import annotations

import re
from typing import NamedTuple

from scraper.errors import ScraperError

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>"[^"]*"|'[^']*')
      | (?P<number>\d+(?:\.\d*)?|\.\d+)
      | (?P<name>[^\W\d][\w.-]*(?::(?!:)[^\W\d][\w.-]*)?)
      | (?P<sign>//|::|\.\.|!=|<=|>=|[/@|()\[\].,=<>+*-])
    )""",
    re.VERBOSE,
)
_WORDS = frozenset({"and", "or", "div", "mod"})
MAX_LENGTH = 5000  # characters; the longest rule there is has 760
MAX_TOKENS = 400  # each may be a level of the expression


class XPathError(ScraperError):
    """A text that is no XPath expression."""


class Token(NamedTuple):
    """`kind` is text, number, name, function, axis or sign; the last token is an empty sign."""

    kind: str
    text: str


END = Token("sign", "")


def split_tokens(text: str) -> list[Token]:
    """The tokens, in order. Raises XPathError for what is none.

    >>> [token.text for token in split_tokens("//a[@href='/x']")]
    ['//', 'a', '[', '@', 'href', '=', '/x', ']', '']
    """
    if len(text) > MAX_LENGTH:
        raise XPathError(f"longer than {MAX_LENGTH} characters")
    found: list[Token] = []
    at, text = 0, text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or not match.lastgroup:
            raise XPathError(f"{text[at:].strip()[:20]!r} is no XPath")
        at = match.end()
        kind, word = match.lastgroup, match[match.lastgroup]
        if kind == "text":
            word = word[1:-1]
        elif kind == "name":
            kind = _kind_of_name(word, text[at:].lstrip(), found)
        if kind == "axis":
            at = text.index("::", at) + 2
        found.append(Token(kind, word))
    if len(found) > MAX_TOKENS:
        raise XPathError(f"longer than {MAX_TOKENS} names and signs")
    return [*found, END]


def _kind_of_name(word: str, rest: str, before: list[Token]) -> str:
    """What a name is: behind something complete, `and` and its like are operators."""
    last = before[-1] if before else Token("sign", "(")
    complete = last.kind in ("text", "number", "name") or last.text in (")", "]", ".", "..", "*")
    if complete and word in _WORDS:
        return "sign"
    if rest.startswith("::"):
        return "axis"
    return "function" if rest.startswith("(") else "name"
