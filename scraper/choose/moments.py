"""When a story was published, and when it was changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scraper.choose.claims import CARDS, Claims
from scraper.fields.address import find_day
from scraper.fields.dates import is_timestamp, parse_date
from scraper.text import squeeze
from scraper.types import Candidate, Kind, Label, LabelledBlock

MAX_LINE = 200  # characters of a line that dates a story
MAX_PROSE = 120  # characters of one that is taken for the story's
MAX_WORDS = 7  # of a line that gives a day and no time; a caption that ends in one has more
ONE_DAY, HALF_DAY = timedelta(days=1), timedelta(hours=12)
Moment = datetime | date
Found = tuple[Moment, str]

# What a page writes before the day of its last change.
_CHANGED = re.compile(
    r"\b(?:(?:last\s+)?(?:updated?|modified|revised|edited)|aktualisiert(?:er|e)?|geändert|letzte"
    r"|zuletzt|mis(?:e)?\s+à\s+jour|màj|modifié|actualizado|actualizada|aggiornato|aggiornamento"
    r"|atualizado|atualizada|bijgewerkt|gewijzigd|aktualizacja|zaktualizowano|uppdaterad|oppdatert"
    r"|opdateret|päivitetty|güncelleme|güncellenme|обновлено|обновлён|изменено|aktualizováno"
    r"|diperbarui|frissítve)\b|更新|수정|עודכן|عدل|تحديث",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|first|created|veröffentlicht|publiziert|erstellt|erschienen|publié"
    r"|publicado|pubblicato|gepubliceerd|opublikowano|publicerad|publisert|опубликовано|giriş"
    r"|yayınlanma)\b|公開|発表|发布|입력|등록",
    re.IGNORECASE,
)
# Fields that content systems fill with the day of the last change as well.
_LOOSE = ("@meta date", "@meta dc.date", "@meta last", "@meta dcterms.date", "time[")
# Labels of lines that date a page, beside the timestamps: whatever lists who, when and where.
_LISTS = frozenset(
    {Label.BYLINE, Label.OTHER, Label.TAGS, Label.NAV, Label.SHARE, Label.KICKER, Label.DATELINE}
    | {Label.RELATED, Label.BODY, Label.HEADLINE, Label.DECK, Label.COMMENTS, Label.CREDIT}
)
_DATE_NAME = re.compile(
    r"(?:^|[-_. ])(?:date|datum|time|pub(?:lish(?:ed)?)?|by-?line|post-(?:info|meta)|entry-meta"
    r"|article-meta)(?:[-_. ]|$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"\d[:.h]\d\d")
_YEAR = re.compile(r"(?:19|20)\d\d|[./-]\s?\d\d\b")


def choose_published(claims: Claims) -> Moment | None:
    """The day most kinds of source agree on; of equals, structured data's before the one seen."""
    own = _first(claims, claims.own("published"))
    if own:
        zone = claims.site.timezone if claims.site else None  # stated, not guessed
        return _take(claims, "published", (_in_zone(own[0], zone, ()), own[1]))
    said = [found for found in (_parsed(claims, c) for c in claims.proposed("published")) if found]
    filed = find_day(claims.document.url)
    shown = None if _is_beyond_doubt(said) else _shown(claims)
    found = _settle(said, shown, filed) if said else _guess(claims, shown, filed)
    if found is None:
        return None
    days = {_day(moment) for moment in (filed, shown and shown[0]) if moment}
    return _take(claims, "published", (_in_zone(found[0], claims.zone, days), found[1]))


def choose_modified(claims: Claims) -> Moment | None:
    """What the page's own statements name; else a line that says when it was updated."""
    found = _first(claims, claims.proposed("modified")) or _changed(claims)
    if found is None:
        return None
    return _take(claims, "modified", (_in_zone(found[0], claims.zone, ()), found[1]))


def read_moment(claims: Claims, text: str) -> Moment | None:
    """The time that a text prints, on the site's clock; None where it prints none."""
    return _parse(claims, text[:MAX_LINE])


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
    if _swapped(_day(first[0])) == _day(shown[0]) and first[1].startswith("@meta"):
        return shown  # "11/01/2024" of a program that counts in American
    kinds = {_kind(source) for moment, source in said if _is_same_day(moment, first[0])}
    others = {_kind(source) for moment, source in said if _is_same_day(moment, shown[0])}
    loose = all(source.lower().startswith(_LOOSE) for _, source in said)
    if len(others - kinds) + 1 > len(kinds) or (loose and _day(shown[0]) < _day(first[0])):
        return next((f for f in said if _is_same_day(f[0], shown[0])), shown)
    return first


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
        or _first(claims, claims.proposed("time"))
        or next(_dated(claims, _strays(claims)), None)
        or _changed(claims)
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


def _changed(claims: Claims) -> Found | None:
    """The day of a change, where a page prints no other."""
    return next(_dated(claims, claims.seen(Label.TIMESTAMP), changed=True), None)


def _strays(claims: Claims) -> Iterator[LabelledBlock]:
    """Timestamps away from the headline: no cells of a table, nor one of many cards."""
    for label in (Label.TIMESTAMP, Label.BYLINE):
        for block in claims.seen(label):
            if not any(tag in ("table", "li") for tag, _ in claims.ancestry(block.block)):
                yield block


def _shown(claims: Claims) -> Found | None:
    """The day printed by the headline or right below the story; timestamps before other lines."""
    head, top = claims.head(), claims.first + 1
    title = claims.headline_before(top, head.start)
    above, between = claims.blocks[head.start : title], claims.blocks[title:top]
    below, tail = claims.blocks[top : head.stop], claims.blocks[claims.tail()]
    places = [(between, _is_stamp), (above, _is_stamp), (below, _is_stamp), (tail, _is_stamp)]
    if not claims.proposed("published"):  # above the headline stands the day of the visit, too
        places[1:] = [(between, _may_date), (above, _is_stamp), (below, _is_stamp)]
        places += [(above, _may_date), (tail, _is_stamp), (tail, _may_date)]
    for blocks, fits in places:
        found = next(_dated(claims, filter(fits, blocks)), None)
        if found:
            return found
    return None


def _is_stamp(block: LabelledBlock) -> bool:
    return block.label is Label.TIMESTAMP or block.label is Label.BYLINE


def _may_date(block: LabelledBlock) -> bool:
    """Whether a line of another label may date the story: short, with a year, on no card."""
    called = _is_called_date(block)
    if block.label not in _LISTS or (block.rule.startswith(CARDS) and not called):
        return False
    if block.label is Label.BODY and len(block.text) > MAX_PROSE:
        return False
    if len(block.text) > MAX_LINE or block.block.kind in (Kind.TABLE, Kind.QUOTE):
        return False
    if block.label is Label.HEADLINE and not block.text[:4].isdigit():
        return False
    few = len(_WORD.findall(block.text)) <= MAX_WORDS or _CLOCK.search(block.text) is not None
    return (few or called) and _YEAR.search(block.text) is not None


def _is_called_date(block: LabelledBlock) -> bool:
    """Whether the element of a line, or one right around it, is called a date or a byline."""
    return _DATE_NAME.search(" ".join(block.place.rsplit(" > ", 2)[1:])) is not None


def _dated(
    claims: Claims, blocks: Iterable[LabelledBlock], *, changed: bool = False
) -> Iterator[Found]:
    for block in blocks:
        line = squeeze(block.text)[:MAX_LINE]
        part = _part(line, changed)
        moment = _parse(claims, part) if part else None
        if moment:
            yield moment, f"{block.rule} at {block.place}"


def _part(line: str, changed: bool) -> str:
    """The part of a line that dates its publication, or its last change; empty for none.

    >>> _part("Updated 4 May 2024, published 3 May 2024", False)
    ' 3 May 2024'
    """
    change = _CHANGED.search(line)
    if change is None:
        return "" if changed else line
    before, after = line[: change.start()], line[change.end() :]
    if changed:
        return after
    if any(c.isdigit() for c in before):
        return before
    published = _PUBLISHED.search(after)
    return after[published.end() :] if published else ""


def _first(claims: Claims, candidates: Iterable[Candidate]) -> Found | None:
    return next((found for c in candidates if (found := _parsed(claims, c))), None)


def _parsed(claims: Claims, candidate: Candidate) -> Found | None:
    moment = read_moment(claims, candidate.value)
    return (moment, candidate.source) if moment else None


def _parse(claims: Claims, text: str) -> Moment | None:
    return parse_date(text, language=claims.language, timezone=claims.zone)


def _in_zone(moment: Moment, zone: str | None, days: Collection[date]) -> Moment:
    """The moment on the clock of the page's readers, unless its days are told on Greenwich's."""
    if zone is None or not isinstance(moment, datetime) or moment.utcoffset():
        return moment
    local = moment.astimezone(ZoneInfo(zone))
    return moment if moment.date() in days and local.date() not in days else local


def _kind(source: str) -> str:
    return source.split(" ", 1)[0].split("[", 1)[0]


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _is_same_day(one: Moment, other: Moment) -> bool:
    """Whether two moments are on the same day, or may be in some time zone."""
    if isinstance(one, datetime) and isinstance(other, datetime):
        return abs(one - other) <= HALF_DAY
    return abs(_day(one) - _day(other)) <= ONE_DAY
