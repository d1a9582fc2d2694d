"""An Article as an item of zyte-common-items, whose fields are schema.org's in other clothes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from zyte_common_items import Article as ZyteArticle
from zyte_common_items import ArticleMetadata, Author, Breadcrumb, Image

from scraper.formats.parts import PICTURE_LABELS, grouped, story
from scraper.formats.typeset import Typesetter
from scraper.types import Article, Verdict

_STORIES = frozenset({Verdict.COMPLETE, Verdict.TRUNCATED})


def to_zyte(article: Article, fetched_at: datetime | None = None) -> ZyteArticle:
    """The same article; what the page did not give, or what has no counterpart here, is None.

    A day without a time becomes its first second in UTC: their form has no other way to say it.
    `probability` is how likely the page is an article at all, cut or whole.
    """
    return ZyteArticle(
        headline=article.headline,
        datePublished=_moment(article.published),
        dateModified=_moment(article.modified),
        authors=[Author(name=name, nameRaw=article.byline) for name in article.authors] or None,
        breadcrumbs=[Breadcrumb(name=article.section)] if article.section else None,
        inLanguage=article.language.partition("-")[0] if article.language else None,
        mainImage=Image(url=article.lead_image) if article.lead_image else None,
        images=[Image(url=url) for url in article.images] or None,
        description=article.deck,
        articleBody=article.text or None,
        articleBodyHtml=_typeset(article) if article.text else None,
        canonicalUrl=article.canonical_url,
        url=article.url,
        metadata=ArticleMetadata(
            dateDownloaded=_moment(fetched_at), probability=_probability(article)
        ),
    )


def _moment(moment: datetime | date | None) -> str | None:
    """A time as "2024-05-01T09:30:00+02:00", in UTC as "2024-05-01T07:30:00Z"."""
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _typeset(article: Article) -> str:
    """Paragraphs, subheads, quotes, lists, tables and captions as plain elements."""
    setter = Typesetter(article.captions)
    runs = grouped(story(article, PICTURE_LABELS, dated=False))
    return f"<article>{''.join(setter.set(label, run) for label, run in runs)}</article>"


def _probability(article: Article) -> float:
    sure = article.confidence
    return round(sure if article.verdict in _STORIES else 1 - sure, 4)
