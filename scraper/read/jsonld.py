"""JSON-LD to candidates: what a page's structured data says of the article.

The article is the first node whose type is one of schema.org's articles, wherever it stands: at the
top, in a list, in an `@graph`, or as another node's `mainEntity`.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

from scraper.types import Candidate

_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|NewsStory|Posting)$")
_NOT_ARTICLE = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"})
MAX_DEPTH = 6  # nodes deeper than this are somebody else's: a publisher's logo, a rating
MAX_VALUE = 4000  # characters of a field; the article body is the one exception
TRAILING_COMMA = re.compile(r",\s*([}\]])")

FIELDS = {
    "headline": "headline",
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
    """Candidates from the texts of a page's `application/ld+json` scripts; broken ones give none."""
    nodes = [node for text in scripts for node in _nodes(_parse(text), 0)]
    articles = [n for n in nodes if _ARTICLE.search(_type(n))]
    found: list[Candidate] = []
    for node in articles[:3]:
        found.extend(_article(node))
    for node in nodes:
        found.append(Candidate("ld_type", _type(node), "@ld @type"))
        if _type(node) == "WebSite" and isinstance(node.get("name"), str):
            found.append(Candidate("site", str(node["name"]), "@ld WebSite.name"))
    return tuple(found)


def _parse(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object, depth: int) -> Iterator[dict[str, object]]:
    """Every typed node, outermost first."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value[:200]:
            yield from _nodes(item, depth)
    elif isinstance(value, dict):
        if value.get("@type"):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "liveBlogUpdate"):
            if key in value and key != "liveBlogUpdate":
                yield from _nodes(value[key], depth + 1)


def _type(node: dict[str, object]) -> str:
    value = node.get("@type")
    if isinstance(value, list):
        names = [str(v) for v in value]
        return next((n for n in names if _ARTICLE.search(n)), names[0] if names else "")
    return str(value or "").rsplit("/", 1)[-1]


def _article(node: dict[str, object]) -> Iterator[Candidate]:
    for key, name in FIELDS.items():
        for value in _strings(node.get(key)):
            limit = None if name == "article_body" else MAX_VALUE
            yield Candidate(name, _clean(value[:limit]), f"@ld {key}")
    for key in ("author", "creator"):
        for value in _names(node.get(key)):
            yield Candidate("authors", _clean(value), f"@ld {key}.name")
    for value in _names(node.get("publisher")):
        yield Candidate("site", _clean(value), "@ld publisher.name")
    for value in _urls(node.get("image")):
        yield Candidate("lead_image", value, "@ld image")
    free = node.get("isAccessibleForFree")
    if free is not None:
        yield Candidate("free", str(free).lower(), "@ld isAccessibleForFree")


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, list):
        for item in value[:50]:
            yield from _strings(item)
    elif isinstance(value, dict) and isinstance(value.get("name"), str):
        yield value["name"]


def _names(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value[:50]:
            yield from _names(item)
    elif isinstance(value, dict):
        yield from _strings(value.get("name"))
    elif isinstance(value, str):
        yield value


def _urls(value: object) -> Iterator[str]:
    if isinstance(value, str) and value.strip():
        yield value.strip()
    elif isinstance(value, list):
        for item in value[:20]:
            yield from _urls(item)
    elif isinstance(value, dict):
        yield from _urls(value.get("url") or value.get("contentUrl"))


def _clean(value: str) -> str:
    """The value as text: publishers escape entities once or twice inside JSON."""
    if "&" in value:
        value = html.unescape(html.unescape(value))
    return value.strip()
