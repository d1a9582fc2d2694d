"""Selectors for one element that a person would choose: names the site's makers gave on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from scraper.config.hashed import is_hashed

MAX_NAME = 40  # characters; a longer name is a sentence or a build's work
MAX_ABOVE = 6  # elements above one whose names are tried as a context
MAX_CONTEXTS = 3
# Attributes written for tests, machines and templates, which outlive a new look.
_KEPT = ("itemprop", "data-testid", "data-test", "data-test-id", "data-qa", "data-cy")
_KEPT_LESS = ("data-component", "data-gu-name", "data-type", "data-name", "data-module", "rel")
_NAME = re.compile(r"(?=.*[A-Za-z]{3})[A-Za-z_][\w-]*", re.ASCII)  # "c_jW" is a build's
# A number of the page or the story ("post-48213", "t3_1bbwk"), but not "h2" or "col3".
_NUMBERED = re.compile(r"\d{3}|[-_]\d+$|\d[A-Za-z]")
# Utility classes say how an element looks, states what it is doing; neither what it is.
_UTILITY = re.compile(
    r"""(?:[a-z]{1,2}|m[tblrxy]|p[tblrxy])-?\d[\d.]*(?:px|rem|em|xl)? | (?:js|is|has|no|u)-[\w-]+
    |(?:[whmpz]|m[tblrxy]|p[tblrxy]|max|min)-(?:full|auto|screen|fit|none|w|h)\S*
    |(?:col|row|grid|flex|font|text|bg|border|rounded|shadow|space|gap|items|justify|self|order)
     (?:-(?!body|content|main)[\w-]*)?
    |(?:not|sm|md|lg|xl)-\w+ | [\w-]+-(?:none|auto|full|hidden|center|left|right|bold|italic|\d+)
    |(?:leading|tracking|overflow|float|align|display|margin|padding|whitespace|transition|break|cursor)-.*
    |(?:block|inline|hidden|relative|absolute|sticky|fixed|static|container|wrapper|wrap|inner|outer
     |clear|clearfix|left|right|center|full|wide|narrow|pull-\w+|active|open|visible|show|first|last
     |odd|even|large|small|medium|big|bold|italic|uppercase|underline|box|group|columns?|visually-\w+
     |lazy\w*|fade|truncate|antialiased|sr-only|undefined|null|true|false|status-\w+|type-\w+|format-\w+|category-[\w-]+|tag-[\w-]+|wp-image-\w+
     |size-\w+|align\w+)""",
    re.VERBOSE,
)
# Elements that mean something by themselves within a context.
_TELLING = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "time", "figcaption", "address", "blockquote", "aside"}
    | {"p", "ul", "ol", "li", "a", "em", "strong", "b", "i"}
)


class Hook(NamedTuple):
    """A selector, and how far to trust that it lives on: the lower the rank the further."""

    rank: int
    css: str


def hooks_of(node: LexborNode) -> tuple[Hook, ...]:
    """The single names by which an element can be selected, best first; empty when it has none."""
    return tuple(sorted(set(_hooks(node))))


def selectors_of(node: LexborNode) -> tuple[Hook, ...]:
    """Selectors of one or two parts for an element, best first."""
    own = hooks_of(node)
    tag = node.tag or ""
    found = set(own)
    found.update(Hook(h.rank + 1, f"{tag}{h.css}") for h in own if tag in _TELLING)
    inner = [*own, *([Hook(1, tag)] if tag in _TELLING else [])]
    for outer in _contexts(node):
        found.update(Hook(3 + h.rank + outer.rank, f"{outer.css} {h.css}") for h in inner)
    return tuple(sorted(found))


def is_stable(name: str) -> bool:
    """Whether a class or id is a name that says what an element is, on every page.

    >>> is_stable("article-body"), is_stable("byline"), is_stable("h2-title")
    (True, True, True)
    >>> is_stable("css-1g7y0i5"), is_stable("mt-4"), is_stable("md:flex"), is_stable("post-48213")
    (False, False, False, False)
    """
    return (
        3 <= len(name) <= MAX_NAME
        and _NAME.fullmatch(name) is not None
        and not _NUMBERED.search(name)
        and not _UTILITY.fullmatch(name.lower())
        and not is_hashed(name)
    )


def _hooks(node: LexborNode) -> Iterator[Hook]:
    attributes = node.attributes
    for rank, names in enumerate((_KEPT, _KEPT_LESS)):
        for name in names:
            value = (attributes.get(name) or "").strip()
            if is_stable(value):
                yield Hook(2 * rank, f'[{name}="{value}"]')
    for name in (attributes.get("class") or "").split():
        if is_stable(name):
            yield Hook(1, f".{name}")
    identity = (attributes.get("id") or "").strip()
    if is_stable(identity):
        yield Hook(1, f"#{identity}")


def _contexts(node: LexborNode) -> Iterator[Hook]:
    """The best hook of each of the nearest elements above that have one."""
    at, seen = node.parent, 0
    for _ in range(MAX_ABOVE):
        if at is None or at.tag in ("body", "html") or seen == MAX_CONTEXTS:
            return
        hooks = hooks_of(at)
        if hooks:
            yield hooks[0]
            seen += 1
        at = at.parent
