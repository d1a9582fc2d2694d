"""Names that a build makes up: they change with the next one, so no rule should rest on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

# styled-components, emotion, JSS, Svelte, Vue, Next, Guardian's dotcom-rendering, Tailwind's typed.
_PREFIXED = re.compile(
    r"(?:sc|css|jss|jsx|emotion|svelte|data-v|dcr|tss|mui|chakra)-?(?=[a-z]*\d|\w*[A-Z])[\w-]{4,}"
)
_SUFFIX = re.compile(r"(?:__|--|_|-)([A-Za-z0-9+]{5,8})$")  # CSS modules: "article-body__17Yit"
_BARE = re.compile(r"[A-Za-z0-9]{5,40}")
_BURST = re.compile(r"[a-z]{1,2}(?!HTML|JSON|HTTP|AJAX)[A-Z]{4,6}")  # "dPEFRT"
_PART = re.compile(r"[A-Z]?[a-z]+")
_VOWEL = re.compile("[aeiouy]")
_SHORT = re.compile(  # for words: bottom, button, footer, link, right, search
    "bg|bot|btm|btn|cnt|cntnr|col|css|ctrl?|div|flt|ftr|fw|gr|grp|hdr|hp|html|img|js|lbl|lft|lg"
    "|lnk|md|mob|msg|nav|nxt|pg|prev|prv|ref|rgt|rss|sec|sml?|src|srch|str|svg|tbl|tmb|txt|wpb"
    "|wr|xl|xml|xs"
)
_NAMED = re.compile(r"[.#]((?:[\w-]|\\.)+)|\[[\w:-]+(?:[*^$~|]?=)[\"']?([^\"'\]]+)")


def is_hashed(name: str) -> bool:
    """Whether a class or id looks like a build's work.

    >>> is_hashed("css-1g7y0i5"), is_hashed("article-body__17Yit"), is_hashed("hLkJmX")
    (True, True, True)
    >>> is_hashed("cclZvg"), is_hashed("dPEFRT"), is_hashed("btnTxt"), is_hashed("isHTML")
    (True, True, False, False)
    >>> is_hashed("css-article"), is_hashed("story__body"), is_hashed("h2-2023")
    (False, False, False)
    """
    if _PREFIXED.fullmatch(name):
        return True
    suffix = _SUFFIX.search(name)
    if suffix and _is_random(suffix[1]):
        return True
    return _BARE.fullmatch(name) is not None and _is_random(name)


def hashed_names(selector: str) -> Iterator[str]:
    """The names in a selector that look like a build's work."""
    for plain, quoted in _NAMED.findall(selector):
        name = (plain or quoted).replace("\\", "")
        if is_hashed(name):
            yield name


def _is_random(text: str) -> bool:
    """Whether no person would write this: capitals amid small letters, digits amid both."""
    if text.isdigit() or not any(char.isalpha() for char in text):
        return False
    turns = sum(_kind(a) != _kind(b) for a, b in pairwise(text))
    humps = re.fullmatch(r"[a-z]*(?:[A-Z][a-z]+)*\d{0,4}", text)  # articleBody, teaser2023
    shout = re.fullmatch(r"[A-Z]+\d{0,4}", text)
    if humps and turns:
        return _is_unspeakable(text)
    return bool(_BURST.fullmatch(text)) or (turns >= 2 and not humps and not shout)


def _is_unspeakable(text: str) -> bool:
    """Whether no part of a name has a vowel, and none is short for a word: "cclZvg"."""
    parts = [part.lower() for part in _PART.findall(text)]
    return len(parts) > 1 and not any(
        _VOWEL.search(part) or _SHORT.fullmatch(part) for part in parts
    )


def _kind(char: str) -> int:
    return 0 if char.isdigit() else 1 if char.isupper() else 2
