"""What an edition knows of an article beside its text: who and when it is, and where it was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from scraper.formats.markup import web_address
from scraper.formats.parts import one_line
from scraper.formats.record import Record, parse_moment

UNTITLED = "Untitled"
# Of a language's name: what every reader of XML takes (https://www.rfc-editor.org/rfc/rfc5646).
_LANGUAGE = re.compile(r"([a-z]{2,3})(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(?![^-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One article of an edition.

    `id` is its address, or a URN made of its words: the same whenever the article is. `key` is a
    short form of it, for names. `published` and `updated` are in UTC, a day without a time stands
    for its noon; `day` is the one that the page printed.
    """

    id: str
    title: str
    url: str | None = None
    site: str | None = None
    language: str | None = None
    day: date | None = None
    published: datetime | None = None
    updated: datetime | None = None

    @property
    def key(self) -> str:
        return uuid5(NAMESPACE_URL, self.id).hex[:12]

    @property
    def source(self) -> str:
        """Who printed it: the site's name, else its host; empty when neither is known."""
        return self.site or self.host

    @property
    def host(self) -> str:
        return (urlsplit(self.url or "").hostname or "").removeprefix("www.")


def make_item(record: Record) -> Item:
    """What an edition has to know of a record. A record's `fetched_at` stands in for its date."""
    article = record.article
    url = (
        web_address(article.url)
        or web_address(record.origin.get("asked"))
        or web_address(article.canonical_url)
    )
    fetched = _fetched(record)
    published = article.published or article.modified or fetched
    moment = utc(published)
    changed = utc(article.modified) or moment
    return Item(
        id=url or made_id(f"{article.headline}\n{article.text}"),
        title=one_line(article.headline) or _opening(article.text),
        url=url,
        site=one_line(article.site) or None,
        language=tidy_language(article.language),
        day=published.date() if isinstance(published, datetime) else published,
        published=moment,
        updated=max(changed, moment) if changed and moment else None,
    )


def made_id(words: str) -> str:
    """A URN that is the same wherever the words are.

    >>> made_id("Rain")
    'urn:uuid:411727ee-2a7b-51b5-9988-d523d6c14589'
    """
    return uuid5(NAMESPACE_URL, one_line(words)).urn


def utc(moment: datetime | date | None) -> datetime | None:
    """The moment in UTC, to the second. A day is its noon, which is that day almost everywhere.

    >>> utc(date(2024, 5, 1)).isoformat()
    '2024-05-01T12:00:00+00:00'
    """
    match moment:
        case None:
            return None
        case datetime():
            moment = moment.replace(microsecond=0)
        case date():
            moment = datetime.combine(moment, time(12))
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # in the year 1 or 9999
        return moment.replace(tzinfo=UTC)


def tidy_language(language: str | None) -> str | None:
    """A language's name as far as it is in order; None when it is not.

    >>> tidy_language("en-GB"), tidy_language("zh-hant-a-tongue-twister"), tidy_language("English")
    ('en-GB', 'zh-hant', None)
    """
    found = _LANGUAGE.match(language or "")
    return found[0] if found else None


def _fetched(record: Record) -> datetime | date | None:
    try:
        return parse_moment(record.origin.get("fetched_at") or "")
    except ValueError:  # somebody else's field of that name
        return None


def _opening(text: str) -> str:
    """The first words of a text, for an article that came without a headline."""
    words = one_line(text[:400]).split(" ")
    opening = " ".join(words[:10])
    if not opening:
        return UNTITLED
    return opening[:80] + "…" if len(words) > 10 or len(opening) > 80 else opening
