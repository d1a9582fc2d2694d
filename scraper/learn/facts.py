"""What pages agree on about their site: its name, language, clock, CMS and hosts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from scraper.config import Config, host_of
from scraper.fields.zones import zone_of
from scraper.read import open_page
from scraper.types import Article, Page

AGREED = 0.6  # of the pages that say something


def agree(values: Iterable[str | None]) -> str | None:
    """What most of those say that say anything; None where they differ or nobody does.

    >>> agree(["en", None, "en", "de"]), agree(["en", "de"])
    ('en', None)
    """
    counts = Counter(value for value in values if value)
    if not counts:
        return None
    value, count = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return value if count >= AGREED * counts.total() else None


def address_of(article: Article) -> str:
    """The host an article is from, by its URL or by its own word; empty where none tells."""
    return host_of(article.url) or host_of(article.canonical_url)


def find_facts(articles: Sequence[Article], host: str, family: str | None) -> dict[str, object]:
    """The keys of a site's file that are no rules, as far as the pages tell them."""
    language = agree(article.language for article in articles)
    others = {address_of(article) for article in articles} - {host, ""}
    under = f".{host}"  # the hosts below one are its own without being listed
    facts: dict[str, object] = {
        "name": agree(article.site for article in articles),
        "hosts": sorted(other for other in others if not other.endswith(under)),
        "family": family,
        "language": language,
        "timezone": zone_of(f"https://{host}/", language),
    }
    return {key: value for key, value in facts.items() if value}


def find_family(pages: Sequence[Page], house: Config) -> str | None:
    """The CMS that all pages show; None where they differ."""
    names = set()
    for page in pages:
        parts = house.catalog.parts(None, None, open_page(page))
        names.add(parts.family if parts else None)
    return names.pop() if len(names) == 1 else None
