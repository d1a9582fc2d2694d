"""What a page says of itself outside its text: JSON-LD, meta elements, links, title, microdata.

Nothing is chosen here. Every value becomes a `Candidate`, in order of trust for its field, and
`assemble` weighs them against what the reader sees.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from scraper.read.jsonld import read_jsonld
from scraper.text import squeeze
from scraper.types import Candidate

MAX_VALUE = 4000  # characters
META = {
    "og:title": "headline",
    "twitter:title": "headline",
    "dc.title": "headline",
    "sailthru.title": "headline",
    "parsely-title": "headline",
    "og:description": "deck",
    "description": "deck",
    "twitter:description": "deck",
    "author": "authors",
    "byl": "authors",
    "dc.creator": "authors",
    "dcterms.creator": "authors",
    "article:author": "authors",
    "parsely-author": "authors",
    "sailthru.author": "authors",
    "cxenseparse:author": "authors",
    "article:published_time": "published",
    "article:published": "published",
    "og:published_time": "published",
    "date": "published",
    "pubdate": "published",
    "publishdate": "published",
    "publish-date": "published",
    "parsely-pub-date": "published",
    "sailthru.date": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "dcterms.created": "published",
    "dcterms.date": "published",
    "cxenseparse:recs:publishtime": "published",
    "article:modified_time": "modified",
    "article:modified": "modified",
    "og:updated_time": "modified",
    "last-modified": "modified",
    "dcterms.modified": "modified",
    "article:section": "section",
    "parsely-section": "section",
    "cxenseparse:section": "section",
    "article:tag": "tags",
    "news_keywords": "tags",
    "keywords": "tags",
    "parsely-tags": "tags",
    "og:site_name": "site",
    "application-name": "site",
    "og:image": "lead_image",
    "twitter:image": "lead_image",
    "og:url": "canonical_url",
    "og:type": "og_type",
    "og:locale": "language",
    "generator": "generator",
    "article:content_tier": "content_tier",
}
LISTS = frozenset({"authors", "tags"})
PROPERTIES = {
    "headline": "headline",
    "datepublished": "published",
    "datemodified": "modified",
    "author": "authors",
    "name": "name",
    "articlesection": "section",
    "keywords": "tags",
    "image": "lead_image",
}


def read_metadata(tree: LexborHTMLParser) -> tuple[Candidate, ...]:
    """Every candidate of a page: structured data first, then meta, links, title, microdata."""
    scripts = [n.text(deep=True) for n in tree.css('script[type*="ld+json"]')]
    found = list(read_jsonld(scripts)) if scripts else []
    found.extend(_meta(tree))
    found.extend(_links(tree))
    found.extend(_microdata(tree))
    return tuple(found)


def _meta(tree: LexborHTMLParser) -> Iterator[Candidate]:
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if not key:
            continue
        name = META.get(key.lower())
        value = squeeze((attributes.get("content") or "")[:MAX_VALUE])
        if not value:
            continue
        if name:
            yield Candidate(name, value, f"@meta {key}")
        elif (prop := attributes.get("itemprop")) and prop.lower() in PROPERTIES:
            yield Candidate(PROPERTIES[prop.lower()], value, f"@meta {prop}")


def _links(tree: LexborHTMLParser) -> Iterator[Candidate]:
    title = tree.css_first("title")
    if title is not None:
        yield Candidate("title", squeeze(title.text(deep=True)[:MAX_VALUE]), "title")
    for node in tree.css('link[rel="canonical"], link[rel="amphtml"]'):
        href = node.attributes.get("href")
        if href:
            rel = str(node.attributes.get("rel")).lower()
            name = "canonical_url" if rel == "canonical" else "amp_url"
            yield Candidate(name, href.strip(), f"link[rel={rel}]")
    root = tree.root
    lang = root.attributes.get("lang") or root.attributes.get("xml:lang") if root else None
    if lang:
        yield Candidate("language", lang, "html[lang]")


def _microdata(tree: LexborHTMLParser) -> Iterator[Candidate]:
    """Visible values that name themselves: itemprop, rel=author, time."""
    for node in tree.css('[itemprop="author"], [rel="author"], [itemprop="headline"]')[:20]:
        text = squeeze(node.text(deep=True)[:400])
        if not text or node.tag == "meta":
            continue
        prop = node.attributes.get("itemprop") or "author"
        name = "headline" if prop == "headline" else "authors"
        yield Candidate(name, text, f"{node.tag}[{prop}]")
    for node in tree.css("time[datetime]")[:10]:
        value = node.attributes.get("datetime")
        if value:
            prop = (node.attributes.get("itemprop") or "").lower()
            name = "modified" if prop == "datemodified" else "time"
            yield Candidate("published" if prop == "datepublished" else name, value, "time[datetime]")
