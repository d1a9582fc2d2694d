"""When a story was published, and when it was changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scraper.choose.claims import Claims
from scraper.choose.dated import (
    Found,
    Moment,
    changed_day,
    day_of,
    framing_day,
    read_moment,
    shown_day,
    stray_day,
    told_day,
)
from scraper.fields.address import find_day
from scraper.fields.dates import is_timestamp
from scraper.types import Candidate

ONE_DAY, HALF_DAY = timedelta(days=1), timedelta(hours=12)
# Fields that content systems fill with the day of the last change as well.
_LOOSE = ("@meta date", "@meta dc.date", "@meta last", "@meta dcterms.date", "time[")


def choose_published(claims: Claims) -> Moment | None:
    """The day most kinds of source agree on; of equals, structured data's before the one seen."""
    own = _first(claims, claims.own("published"))
    if own:
        zone = claims.site.timezone if claims.site else None  # stated, not guessed
        return _take(claims, "published", (_in_zone(own[0], zone, ()), own[1]))
    said = [found for found in (_parsed(claims, c) for c in claims.proposed("published")) if found]
    filed = _filed(claims)
    shown = None if _is_beyond_doubt(said) else shown_day(claims)
    if said and not shown and _is_loose(said):
        shown = told_day(claims)
    found = _settle(said, shown, filed) if said else _guess(claims, shown, filed)
    if found is None:
        return None
    days = {day_of(moment) for moment in (filed, shown and shown[0]) if moment}
    return _take(claims, "published", (_in_zone(found[0], claims.zone, days), found[1]))


def choose_modified(claims: Claims) -> Moment | None:
    """What the page's own statements name; else a line that says when it was updated."""
    found = _first(claims, claims.proposed("modified")) or changed_day(claims)
    if found is None:
        return None
    return _take(claims, "modified", (_in_zone(found[0], claims.zone, ()), found[1]))


def _filed(claims: Claims) -> date | None:
    """The day in the page's address; in the one it gives for itself where that is not known."""
    url = claims.document.url
    own = () if url else (c.value for c in claims.proposed("canonical_url"))
    return next((day for one in (url, *own) if (day := find_day(one))), None)


def _take(claims: Claims, name: str, found: Found) -> Moment:
    claims.note(name, found[1])
    return found[0]


def _is_beyond_doubt(said: list[Found]) -> bool:
    """Whether two kinds of source name one day, none another, and with the zone it is told in."""
    if len({_kind(source) for _, source in said}) < 2:
        return False
    first = said[0][0]
    zoned = isinstance(first, datetime) and bool(first.utcoffset())
    return zoned and all(_is_same_day(first, moment) for moment, _ in said)


def _settle(said: list[Found], shown: Found | None, filed: date | None) -> Found:
    """Of a page's statements and the day it prints, the one that others bear out."""
    first = said[0]
    if shown is None or _is_same_day(first[0], shown[0]):
        return first
    if filed and _is_same_day(first[0], filed):
        return first
    if _swapped(day_of(first[0])) == day_of(shown[0]) and first[1].startswith("@meta"):
        return shown  # "11/01/2024" of a program that counts in American
    kinds = {_kind(source) for moment, source in said if _is_same_day(moment, first[0])}
    others = {_kind(source) for moment, source in said if _is_same_day(moment, shown[0])}
    older = _is_loose(said) and day_of(shown[0]) < day_of(first[0])
    if len(others - kinds) + 1 > len(kinds) or older:
        return next((f for f in said if _is_same_day(f[0], shown[0])), shown)
    return first


def _is_loose(said: list[Found]) -> bool:
    return all(source.lower().startswith(_LOOSE) for _, source in said)


def _swapped(day: date) -> date | None:
    return day.replace(month=day.day, day=day.month) if day.day <= 12 else None


def _guess(claims: Claims, shown: Found | None, filed: date | None) -> Found | None:
    """Without a statement: the day that is printed, the one in the address, the first <time>."""
    if shown and (filed is None or _is_same_day(shown[0], filed)):
        return _with_time(claims, shown)
    if filed:
        return filed, "url"
    return (
        _titled(claims)
        or told_day(claims)
        or _first(claims, claims.proposed("time"))
        or stray_day(claims)
        or changed_day(claims)
        or told_day(claims, changed=True)
        or framing_day(claims)
    )


def _with_time(claims: Claims, shown: Found) -> Found:
    """What is shown, or the first <time> where that knows the hour of the same day."""
    timed = _first(claims, claims.proposed("time"))
    knows = timed is not None and isinstance(timed[0], datetime) and timed[0].date() == shown[0]
    return timed if timed and knows else shown


def _titled(claims: Claims) -> Found | None:
    """The day that a page's title ends in: "Bridge reopens | Gazette | 03.05.2024"."""
    for candidate in (*claims.proposed("title"), *claims.proposed("headline")):
        last = candidate.value.rpartition(" | ")[2]
        if len(last) < len(candidate.value) and is_timestamp(last):
            return _parsed(claims, Candidate("published", last, candidate.source))
    return None


def _first(claims: Claims, candidates: Iterable[Candidate]) -> Found | None:
    return next((found for c in candidates if (found := _parsed(claims, c))), None)


def _parsed(claims: Claims, candidate: Candidate) -> Found | None:
    moment = read_moment(claims, candidate.value)
    return (moment, candidate.source) if moment else None


def _in_zone(moment: Moment, zone: str | None, days: Collection[date]) -> Moment:
    """The moment on the clock of the page's readers, unless its days are told on Greenwich's."""
    if zone is None or not isinstance(moment, datetime) or moment.utcoffset():
        return moment
    local = moment.astimezone(ZoneInfo(zone))
    return moment if moment.date() in days and local.date() not in days else local


def _kind(source: str) -> str:
    return source.split(" ", 1)[0].split("[", 1)[0]


def _is_same_day(one: Moment, other: Moment) -> bool:
    """Whether two moments are on the same day, or may be in some time zone."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return abs(one - other) <= HALF_DAY
    return abs(day_of(one) - day_of(other)) <= ONE_DAY
