"""What a page says of itself outside its text: JSON-LD, meta elements, links, title, microdata.

Nothing is chosen here. Every value becomes a `Candidate`, in order of trust for its field, and
`assemble` weighs them against what the reader sees.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.read.html import read_text
from scraper.read.jsonld import read_jsonld
from scraper.read.metanames import FILED, LINKS, META, PROPERTIES, RANKS, TIMES
from scraper.text import squeeze
from scraper.types import Candidate

MAX_VALUE = 4000  # characters
MAX_VISIBLE = 400  # characters of a value in the page's text
HOLDERS = ("head", "html", "body")  # of a page's title; the title of a drawing stands in <svg>

# One walk over the tree for everything: each selector by itself costs a walk of its own.
HOOKS = (
    'script[type*="ld+json" i], meta[content], meta[value], link[rel="canonical" i],'
    ' link[rel="amphtml" i], link[rel="image_src" i], link[rel~="next" i], a[rel~="next" i],'
    ' title, [itemprop="author"], [rel="author"], [itemprop="headline"], time[datetime],'
    ' [itemprop="datePublished"], [itemprop="uploadDate"], a[rel~="tag" i]'
)
KINDS = frozenset({"script", "meta", "link", "title", "time"})
COMMENTS = re.compile("comment|kommentar", re.IGNORECASE)  # names of what has pages of its own
THREAD = re.compile(
    r"(?:^|\s)(?:comments?|kommentare|comment-?list|comments?[-_]+(?:area|list|body|meta|section)"
    r"|disqus_thread)(?:\s|$)",
    re.IGNORECASE,
)
DATED = frozenset({"datePublished", "uploadDate"})
MAX_PROPERTIES = 20  # elements that name an author or a headline
MAX_TIMES = 10
MAX_SUBJECTS = 100  # links to what else is tagged alike
MAX_ABOVE = 7  # elements above a time, among which those of comments are looked for
MAX_HOME = 3  # elements above one writer's name, within which the others of a byline stand


def read_metadata(tree: LexborHTMLParser) -> tuple[Candidate, ...]:
    """Every candidate of a page: structured data first, then meta, links, title, microdata."""
    nodes: dict[str, list[LexborNode]] = {}
    for node in {n.mem_id: n for n in tree.css(HOOKS)}.values():
        nodes.setdefault(_kind(node), []).append(node)
    scripts = [n.text(deep=True) for n in nodes.get("script", ())]
    found = list(read_jsonld(scripts)) if scripts else []
    found.extend(_meta(nodes.get("meta", ())))
    found.extend(_links(nodes.get("link", ())))
    found.extend(_following(nodes.get("next", ())))
    found.extend(_titles(tree, nodes.get("title", ())))
    found.extend(_microdata(nodes.get("", ())))
    found.extend(_times(nodes.get("time", ())))
    found.extend(_subjects(nodes.get("tag", ())))
    return tuple(found)


def _kind(node: LexborNode) -> str:
    """Which reader a node is for: its tag's, that of what its link leads to, or microdata's."""
    tag = node.tag or ""
    if tag in ("a", "link"):
        rel = _relations(node)
        if "next" in rel:
            return "next"
        if tag == "a" and "tag" in rel:
            return "tag"
    return tag if tag in KINDS else ""


def _relations(node: LexborNode) -> list[str]:
    """What a link says of where it leads: the words of its `rel`."""
    return (node.attributes.get("rel") or "").lower().split()


def _meta(nodes: Iterable[LexborNode]) -> list[Candidate]:
    """Candidates from meta elements, in the order of META, not of the page."""
    found: list[tuple[int, Candidate]] = []
    for node in nodes:
        attributes = node.attributes
        for hook in ("property", "name", "itemprop"):
            key = attributes.get(hook)
            if key and (claim := _claim(hook, key.lower())):
                # X's cards were first described with `value`, and many pages still have it so.
                content = attributes.get("content") or attributes.get("value") or ""
                value = squeeze(content[:MAX_VALUE])
                if value:
                    rank, name = claim
                    found.append((rank, Candidate(name, html.unescape(value), f"@meta {key}")))
                break
    return [candidate for _, candidate in sorted(found, key=lambda pair: pair[0])]


def _claim(hook: str, key: str) -> tuple[int, str] | None:
    """How far down the order of trust a meta element stands, and its field."""
    if key in META:
        return RANKS[key], META[key]
    if hook == "itemprop" and key in PROPERTIES:
        return len(RANKS), PROPERTIES[key]
    return None


def _links(nodes: Iterable[LexborNode]) -> Iterator[Candidate]:
    for node in nodes:
        href = (node.attributes.get("href") or "").strip()
        rel = str(node.attributes.get("rel")).lower()
        if href and rel in LINKS:
            yield Candidate(LINKS[rel], href, f"link[rel={rel}]")


def _following(nodes: Iterable[LexborNode]) -> Iterator[Candidate]:
    """Links to whatever comes next, but for the next page of the readers' comments."""
    for node in nodes:
        href = (node.attributes.get("href") or "").strip()
        if href and len(href) <= MAX_VALUE and not _is_in_comments(node):
            yield Candidate("rel_next", href, f"{node.tag}[rel=next]")


def _is_in_comments(node: LexborNode) -> bool:
    return any(tag != "body" and COMMENTS.search(names) for tag, names in _above(node))


def _titles(tree: LexborHTMLParser, nodes: Iterable[LexborNode]) -> Iterator[Candidate]:
    """The title, not a drawing's; and the page's language."""
    title = next((n for n in nodes if n.parent and n.parent.tag in HOLDERS), None)
    if title is not None and (text := squeeze(title.text(deep=True)[:MAX_VALUE])):
        yield Candidate("title", text, "title")
    root = tree.root
    lang = root.attributes.get("lang") or root.attributes.get("xml:lang") if root else None
    if lang:
        yield Candidate("language", lang, "html[lang]")


def _microdata(nodes: Sequence[LexborNode]) -> Iterator[Candidate]:
    """Visible values that name themselves: itemprop, rel=author.

    Links to authors further down the page, away from the first, are those of other stories.
    """
    home: int | None = None
    for node in nodes[:MAX_PROPERTIES]:
        prop = node.attributes.get("itemprop") or "author"
        if prop in DATED:
            if value := node.attributes.get("content") or _value(node):
                yield Candidate(
                    PROPERTIES[prop.lower()], value[:MAX_VISIBLE], f"{node.tag}[{prop}]"
                )
            continue
        if prop == "headline":
            if text := _value(node):
                yield Candidate("headline", text, f"{node.tag}[headline]")
            continue
        inner = node.css_first('[itemprop="name"]')
        text = _value(inner or node)
        if not text:
            continue
        home = home or _home(node)
        if _home(node) == home:
            yield Candidate("authors", text, f"{node.tag}[{prop}]")


def _home(node: LexborNode) -> int:
    """The mem_id of the block that holds an author's name beside those of other writers."""
    for _ in range(MAX_HOME):
        if node.parent is None:
            break
        node = node.parent
    return node.mem_id


def _subjects(nodes: Sequence[LexborNode]) -> Iterator[Candidate]:
    """Words under which the story is filed: tags, and WordPress' categories, which are sections.

    Further down, away from the first, are those of other stories.
    """
    homes: dict[str, int] = {}
    for node in nodes[:MAX_SUBJECTS]:
        rel = "category" if "category" in _relations(node) else "tag"
        home = _home(node)
        if homes.setdefault(rel, home) == home and (text := _value(node)):
            yield Candidate(FILED[rel], text, f"a[rel={rel}]")


def _value(node: LexborNode) -> str:
    """A property's value: a meta element's content, else the text a reader sees."""
    if node.tag == "meta":
        return squeeze((node.attributes.get("content") or "")[:MAX_VISIBLE])
    return read_text(node)[:MAX_VISIBLE]


def _times(nodes: Sequence[LexborNode]) -> Iterator[Candidate]:
    for node in nodes[:MAX_TIMES]:
        value = node.attributes.get("datetime")
        if value and not _is_readers(node):
            prop = (node.attributes.get("itemprop") or "").lower()
            yield Candidate(TIMES.get(prop, "time"), value, "time[datetime]")


def _is_readers(node: LexborNode) -> bool:
    """Whether a time stands in a thread of comments, and so is a reader's."""
    return any(THREAD.search(names) for _, names in islice(_above(node), MAX_ABOVE))


def _above(node: LexborNode) -> Iterator[tuple[str, str]]:
    """Tag and names of the elements around a node, innermost first."""
    while (outer := node.parent) is not None:
        hooks = outer.attributes
        yield outer.tag or "", f"{hooks.get('id') or ''} {hooks.get('class') or ''}"
        node = outer
