"""What an edition's articles are together: their title, their order, where they are from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from scraper.formats.edition.item import Item, made_id

_EARLIEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Edition:
    """Articles in the order in which people read them: the newest first, those without a date last.

    `address` is where it will be found itself, if that is known; `made` the moment that is taken
    for its date where no article has one.
    """

    items: tuple[Item, ...]
    made: datetime
    named: str | None = None
    address: str | None = None

    @property
    def title(self) -> str:
        """The name it was given, else the one site's that it is from."""
        if self.named:
            return self.named
        sources = {item.source for item in self.items}
        return (sources.pop() if len(sources) == 1 else "") or "Saved articles"

    @property
    def id(self) -> str:
        """Its address, or a URN made of its title: the same when it comes out again."""
        return self.address or made_id(f"feed {self.title}")

    @property
    def updated(self) -> datetime:
        return max((item.updated for item in self.items if item.updated), default=self.made)

    @property
    def undated(self) -> datetime:
        """The moment that stands for the date of an article without one: no later than any."""
        dates = (item.published for item in self.items if item.published)
        return min(dates, default=self.made)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is in, the commonest first."""
        counts = Counter(item.language for item in self.items if item.language)
        return tuple(language for language, _ in counts.most_common())

    @property
    def language(self) -> str | None:
        """The language that most of it is in."""
        return next(iter(self.languages), None)

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the sites it is from, the commonest first."""
        counts = Counter(item.source for item in self.items if item.source)
        return tuple(name for name, _ in counts.most_common())

    @property
    def home(self) -> str | None:
        """The front page of the one site that all of it is from."""
        fronts = {f"{u.scheme}://{u.netloc}/" for u in (urlsplit(i.url or "") for i in self.items)}
        return fronts.pop() if len(fronts) == 1 and all(i.url for i in self.items) else None

    @property
    def span(self) -> str:
        """The days it covers: "3 to 9 May 2024"; empty when no article has a date."""
        days = [item.day for item in self.items if item.day]
        return spell_days(min(days), max(days)) if days else ""


def in_order(items: Iterable[Item]) -> list[Item]:
    """The items as an Edition wants them; those of one moment stay as they are."""
    return sorted(items, key=lambda item: item.published or _EARLIEST, reverse=True)


def spell_day(day: date) -> str:
    """A day as people write it, whatever the locale.

    >>> spell_day(date(2024, 5, 9))
    '9 May 2024'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def spell_days(first: date, last: date) -> str:
    """A span of days, without what is the same at both ends.

    >>> spell_days(date(2024, 5, 3), date(2024, 5, 9))
    '3 to 9 May 2024'
    >>> spell_days(date(2024, 4, 30), date(2024, 5, 2))
    '30 April to 2 May 2024'
    """
    if first == last:
        return spell_day(last)
    begins = str(first.day)
    if first.month != last.month or first.year != last.year:
        begins += f" {_MONTHS[first.month - 1]}"
    if first.year != last.year:
        begins += f" {first.year}"
    return f"{begins} to {spell_day(last)}"


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
