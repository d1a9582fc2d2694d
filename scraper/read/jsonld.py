"""JSON-LD to candidates: what a page's structured data says of the article.

The article is the first node whose type is one of schema.org's articles, wherever it stands: at the
top, in a list, in an `@graph`, or as another node's `mainEntity`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product

from scraper.types import Candidate

Node = dict[str, object]

# https://schema.org/Article and its subtypes; a JobPosting is none.
_ARTICLE = re.compile(r"(?:Article|BlogPosting|MediaPosting|ForumPosting|Report|NewsStory)$")
# Comments and character data that hid programs from the browsers of the nineties.
_BEFORE = re.compile(r"\s*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?)")
_AFTER = re.compile(r"(?:(?://|/\*)?\s*\]\]>(?:\s*\*/)?|-->|;)$")
_HOUSE = re.compile(r"(?:Organization|Corporation)$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
INNER = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
MAX_DEPTH = 6  # nodes deeper than this are somebody else's: a publisher's logo, a rating
MAX_NODES = 500
MAX_ARTICLES = 3
MAX_VALUES = 50  # of one field
MAX_VALUE = 4000  # characters of a field; the article body is the one exception

FIELDS = {
    "headline": "headline",
    "name": "headline",
    "alternativeHeadline": "deck",
    "description": "deck",
    "datePublished": "published",
    "dateCreated": "published",
    "dateModified": "modified",
    "articleSection": "section",
    "keywords": "tags",
    "inLanguage": "language",
    "articleBody": "article_body",
    "url": "canonical_url",
}


def read_jsonld(scripts: Iterable[str]) -> tuple[Candidate, ...]:
    """Candidates from the texts of `application/ld+json` scripts; broken ones give none."""
    every = (node for text in scripts for node in _nodes(_parse(text), 0))
    nodes = list(islice(every, MAX_NODES))
    known = {str(node["@id"]): node for node in nodes if node.get("@id")}
    articles = [n for n in nodes if _ARTICLE.search(_type(n))]
    found: list[Candidate] = []
    for node in articles[:MAX_ARTICLES]:
        found.extend(_article(node, known))
    if not articles:  # a recipe, a video, the page itself: when it was made is all it may tell
        for node, key in product(nodes, ("datePublished", "uploadDate")):
            found.extend(Candidate("time", v, f"@ld {key}") for v in _strings(node.get(key), 0))
    for node in nodes:
        found.append(Candidate("ld_type", _type(node), "@ld @type"))
        if _type(node) == "WebSite" and isinstance(node.get("name"), str):
            found.append(Candidate("site", _clean(str(node["name"])), "@ld WebSite.name"))
    return tuple(found)


def _parse(text: str) -> object:
    """What the JSON says; None where it is past mending."""
    bare = text.strip()
    if not bare.startswith(("{", "[")):
        bare = _BEFORE.sub("", bare, count=1)
    while not bare.endswith(("}", "]")) and (found := _AFTER.search(bare[-20:])):
        bare = bare[: len(bare) - len(found.group())].rstrip()
    for attempt in (bare, _TRAILING_COMMA.sub(r"\1", bare)):
        try:
            parsed: object = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return parsed
    return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    """Every typed node, outermost first."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:MAX_NODES]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if value.get("@type"):
            yield value
        for key in INNER:
            if key in value:
                yield from _nodes(value[key], depth + 1)


def _type(node: Node) -> str:
    """The name of a node's type, an article's if it has several."""
    value = node.get("@type")
    every = value if isinstance(value, list) else [value]
    names = [str(v or "").rstrip("/").rsplit("/", 1)[-1] for v in every]
    return next((n for n in names if _ARTICLE.search(n)), names[0] if names else "")


def _article(node: Node, known: Mapping[str, Node]) -> Iterator[Candidate]:
    for key, name in FIELDS.items():
        for value in islice(_strings(node.get(key), 0), MAX_VALUES):
            limit = None if name == "article_body" else MAX_VALUE
            yield Candidate(name, _clean(value[:limit]), f"@ld {key}")
    for key in ("author", "creator"):
        for value, is_house in islice(_names(node.get(key), known, 0), MAX_VALUES):
            name = "author_house" if is_house else "authors"
            yield Candidate(name, _clean(value), f"@ld {key}.name")
    for value, _ in islice(_names(node.get("publisher"), known, 0), MAX_VALUES):
        yield Candidate("site", _clean(value), "@ld publisher.name")
    for value in islice(_urls(node.get("image"), known, 0), MAX_VALUES):
        yield Candidate("lead_image", value, "@ld image")
    free = node.get("isAccessibleForFree")
    if free is not None:
        yield Candidate("free", str(free).lower(), "@ld isAccessibleForFree")


def _strings(value: object, depth: int) -> Iterator[str]:
    """The texts of a value: plain, in lists, named, or typed ("@value")."""
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, list) and depth < MAX_DEPTH:
        for item in value:
            yield from _strings(item, depth + 1)
    elif isinstance(value, dict):
        inner = value.get("name") or value.get("@value")
        if isinstance(inner, str):
            yield inner


def _names(value: object, known: Mapping[str, Node], depth: int) -> Iterator[tuple[str, bool]]:
    """Names, each given outright or by the @id of another node, and whether it is a company's."""
    if isinstance(value, list) and depth < MAX_DEPTH:
        for item in value:
            yield from _names(item, known, depth + 1)
    elif isinstance(value, dict):
        node = value if "name" in value else _other(value, known)
        for name in _strings(node.get("name"), depth):
            yield name, _HOUSE.search(_type(node)) is not None
    elif isinstance(value, str) and value.strip():
        yield value, False


def _urls(value: object, known: Mapping[str, Node], depth: int) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, list) and depth < MAX_DEPTH:
        for item in value:
            yield from _urls(item, known, depth + 1)
    elif isinstance(value, dict) and depth < MAX_DEPTH:
        node = value if "url" in value or "contentUrl" in value else _other(value, known)
        yield from _urls(node.get("url") or node.get("contentUrl"), known, depth + 1)


def _other(value: Node, known: Mapping[str, Node]) -> Node:
    """The node that a reference ({"@id": "#author"}) stands for; empty if there is none."""
    return known.get(str(value.get("@id")), {})


def _clean(value: str) -> str:
    """The value as text: publishers escape entities once or twice inside JSON."""
    if "&" in value:
        value = html.unescape(html.unescape(value))
    return value.strip()
