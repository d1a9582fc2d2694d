"""An Article as schema.org has it (https://schema.org/NewsArticle), one line of JSON-LD."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from scraper.formats.jsonl import Json, dump, to_json
from scraper.formats.parts import FIELDS, inert
from scraper.types import Article, Caption, Entry, Label


def write_jsonld(article: Article, fields: Sequence[str] | None, keep: Collection[Label]) -> str:
    r"""A NewsArticle and a line break; what the page did not give is left out.

    It may be put into a page as it is: no text in it ends a script element. A live blog with
    entries is a LiveBlogPosting as well. There is no place for `keep` in the vocabulary.

    >>> print(write_jsonld(Article(headline="</script>"), ("headline",), ()), end="")
    {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "\u003c/script>"}
    """
    node = _node(article if fields is None else _only(article, fields))
    return dump(_filled({"@context": "https://schema.org", **node})).replace("<", "\\u003c")


def _only(article: Article, fields: Sequence[str]) -> Article:
    empty = Article()
    return replace(article, **{n: getattr(empty, n) for n in FIELDS if n not in fields})


def _node(article: Article) -> dict[str, Json]:
    types: Json = ["NewsArticle", "LiveBlogPosting"] if article.entries else "NewsArticle"
    return {
        "@type": types,
        "headline": article.headline,
        "alternativeHeadline": article.deck,
        "author": _authors(article),
        "datePublished": to_json(article.published),
        "dateModified": to_json(article.modified),
        "dateline": article.dateline.text if article.dateline else None,
        "articleSection": article.section,
        "keywords": list(article.tags),
        "inLanguage": article.language,
        "publisher": {"@type": "Organization", "name": article.site} if article.site else None,
        "image": _images(article),
        "isAccessibleForFree": None if article.paywalled is None else not article.paywalled,
        "url": article.canonical_url or article.url,
        "mainEntityOfPage": article.url,
        "articleBody": article.text,
        "liveBlogUpdate": list(map(_update, article.entries)),
    }


def _authors(article: Article) -> Json:
    """The writers; what is told about the only one stands beside the name."""
    about = article.bio if len(article.authors) == 1 else None
    return [{"@type": "Person", "name": name, "description": about} for name in article.authors]


def _images(article: Article) -> Json:
    """The pictures, the leading one first, each with what is printed under it."""
    captions = {c.image_url: c for c in reversed(article.captions) if c.image_url}
    lead = (article.lead_image,) if article.lead_image else ()
    return [_image(url, captions.get(url)) for url in dict.fromkeys((*lead, *article.images))]


def _image(url: str, caption: Caption | None) -> Json:
    image: dict[str, Json] = {"@type": "ImageObject", "url": url}
    if caption:
        image |= {"caption": caption.text, "creditText": caption.credit}
    return image


def _update(entry: Entry) -> Json:
    return {
        "@type": "BlogPosting",
        "headline": entry.headline,
        "datePublished": to_json(entry.published),
        "articleBody": entry.text,
    }


def _filled(node: Mapping[str, Json]) -> dict[str, Json]:
    """The node without what is empty, its texts inert, and so every node in it."""
    return {k: kept for k, v in node.items() if (kept := _bare(v)) not in (None, "", [], {})}


def _bare(value: Json) -> Json:
    match value:
        case str():
            return inert(value)
        case dict():
            return _filled(value)
        case list():
            return [_bare(item) for item in value]
    return value
