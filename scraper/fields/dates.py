"""The moment a printed date stands for.

The parser is our own: dateparser takes a third of a second to import and milliseconds a string,
python-dateutil knows English only and fills what is missing with today; neither may guess here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from scraper.fields.clock import Clock, find_clock
from scraper.fields.months import LEVANTINE, month_number
from scraper.fields.timestamp import is_timestamp as is_timestamp

MAX_CHARS = 200
FIRST_YEAR, LAST_YEAR = 1990, 2100  # the first news page on the web is of 1991

_WORD = r"([^\W\d_]{2,12})"
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<![\d.])(\d{4})\s?[./]\s?(\d{1,2})\s?[./]\s?(\d{1,2})(?!\d)")
_HAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})")
_NUMBERS = re.compile(
    r"(?<![\d.])(?<!\d:)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?![\d:])"
)
_DAY_MONTH = re.compile(
    r"(?<![\d.])(?<!\d:)(\d{1,2})(?:st|nd|rd|th|er|º|°|ª|-?го)?[\s,.-]{0,3}"
    r"(?:(?:de|of|di|da) )?(?:d['’])?"
    + _WORD
    + r"\.?,?[\s/-]{0,2}(?:(?:de|del|of) )?(\d{4}|(?<=-)\d\d|['’]\d\d)(?![\d:])"
)
_MONTH_DAY = re.compile(
    _WORD
    + r"\.?[\s-]{1,2}(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?:,\s?|\s|-|(?<=\d\d))(?:of )?(\d{4})(?!\d)"
)
_CTIME = re.compile(_WORD + r" (\d{1,2}),? (?:at )?[\d:]{4,8}(?: [A-Z]{3,4})? (\d{4})(?!\d)")
_YEAR_MONTH_DAY = re.compile(r"(?<!\d)(\d{4})\.?[\s-](?:m\. )?" + _WORD + r"[\s-](\d{1,2})(?!\d)")
_VIETNAMESE = re.compile(r"(\d{1,2}) tháng (\d{1,2}),? (?:năm )?(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?(Z|\+00:?00)?)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?")
# A day printed twice, the day of its change right behind: "17/11/201918/11/2019".
_STUCK = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\d{1,2}[./]\s?\d|\d{1,2}\. [^\W\d_])")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d{1,6})?|\d{12,13}")

_DIGIT = re.compile(r"\d")
_AMERICAN = frozenset({"en-us", "en_us", "en-ph", "en-ca"})
_BREAKS = re.compile(r"\s+")


def parse_date(
    text: str, *, language: str | None = None, timezone: str | None = None
) -> datetime | date | None:
    """The first moment a text names: aware where it gives a time, else a date; None without one.

    `timezone` is the IANA name of the zone of times that print none (UTC without it). `language`
    ("en", "de-AT") tells 1/8 from 8/1: American English puts the month first, and so does plain
    "en" unless the zone lies outside the Americas. An unknown zone raises
    ZoneInfoNotFoundError.

    >>> parse_date("2024-05-01T10:00:00+0200").isoformat()
    '2024-05-01T10:00:00+02:00'
    >>> parse_date("8. Januar 2020, 15:51 Uhr", timezone="Europe/Berlin").isoformat()
    '2020-01-08T15:51:00+01:00'
    >>> parse_date("Published: Jan. 8, 2020")
    datetime.date(2020, 1, 8)
    >>> parse_date("3/4/2020", language="en"), parse_date("3/4/2020", language="fr")
    (datetime.date(2020, 3, 4), datetime.date(2020, 4, 3))
    >>> parse_date("Section 8.3 of 2020") is None
    True
    """
    text = text[:MAX_CHARS].strip()
    if _MOMENT.fullmatch(text) and (moment := _parse_moment(text, timezone)):
        return moment
    text = _flatten(text)
    if _DIGIT.search(text) is None:
        return None
    if _EPOCH.fullmatch(text) and (moment := _parse_epoch(text)):
        return moment
    if compact := _COMPACT.fullmatch(text):
        return _parse_compact(compact, timezone)
    found = _find_date(text, _month_first(language, timezone))
    if found is None:
        return None
    day, start, end = found
    rest = text[end:]
    clock = find_clock(rest[1:] if rest[:1] in ("T", "t") else rest) or find_clock(text[:start])
    return _at(day, clock, timezone) if clock else day


def _at(day: date, clock: Clock, timezone: str | None) -> datetime:
    """The moment in the printed zone, unless the site's own is more certain than its letters."""
    zone = clock.zone
    if zone is None or (clock.shared and timezone):
        zone = ZoneInfo(timezone) if timezone else UTC
    return datetime.combine(day, clock.time, tzinfo=zone)


def _flatten(text: str) -> str:
    """One line with plain digits and the months of the Levant in one word."""
    if not text.isascii():
        text = text.translate(_DIGITS)
    text = _STUCK.sub(r"\1 ", _BREAKS.sub(" ", text).strip())
    if not text.isascii():
        for two_words, one in LEVANTINE.items():
            text = text.replace(two_words, one)
    return text


_DIGITS = {zero + n: str(n) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xFF10) for n in range(10)} | {
    0xFF1A: ":",
    0x200E: None,
    0x200F: None,
    0x5BE: "-",
    0x2F8: ":",
    0xFF0F: "/",
    0x200B: None,
}


def _month_first(language: str | None, timezone: str | None) -> bool:
    code = (language or "").casefold()
    if code == "en":
        return timezone is None or timezone.startswith(("America/", "US/", "Asia/Manila", "UTC"))
    return code in _AMERICAN


def _plausible(year: int, month: int | None, day: int) -> date | None:
    if year < 100:
        year += 1900 if year >= FIRST_YEAR % 100 else 2000
    if not month or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _parse_moment(text: str, timezone: str | None) -> datetime | None:
    """What a program wrote: RFC 3339, with or without its zone."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    zone = moment.tzinfo or (ZoneInfo(timezone) if timezone else UTC)
    return moment.replace(microsecond=0, tzinfo=zone)


def _parse_epoch(text: str) -> datetime | None:
    seconds = float(text) / (1000 if len(text.split(".")[0]) > 10 else 1)
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _parse_compact(match: re.Match[str], timezone: str | None) -> datetime | date | None:
    day = _plausible(int(match[1]), int(match[2]), int(match[3]))
    if day is None or match[4] is None:
        return day
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    local = timezone is not None and match[7] is None
    zone = ZoneInfo(timezone) if timezone and local else UTC
    return datetime.combine(day, time(hour, minute, second), tzinfo=zone)


def _find_date(text: str, month_first: bool) -> tuple[date, int, int] | None:
    """The earliest date in a text, and where it starts and ends."""
    best: tuple[date, int, int] | None = None
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if best and match.start() >= best[1]:
                break
            day = read(match, month_first)
            if day:
                # ctime(3) prints the time between the day and the year
                best = day, match.start(), match.end(2 if pattern is _CTIME else 0)
                break
        if best and pattern is _ISO:
            return best
    return best


def _read_numbers(match: re.Match[str], month_first: bool) -> date | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if second > 12 or (month_first and first <= 12 and match[2] != "."):
        first, second = second, first
    return _plausible(year, second, first)


def _read_year_first(match: re.Match[str], _: bool) -> date | None:
    return _plausible(int(match[1]), int(match[2]), int(match[3]))


def _read_day_month(match: re.Match[str], _: bool) -> date | None:
    year = int(match[3].lstrip("'’"))
    return _plausible(year, month_number(match[2]), int(match[1]))


def _read_month_day(match: re.Match[str], _: bool) -> date | None:
    return _plausible(int(match[3]), month_number(match[1]), int(match[2]))


def _read_year_month_day(match: re.Match[str], _: bool) -> date | None:
    return _plausible(int(match[1]), month_number(match[2]), int(match[3]))


def _read_vietnamese(match: re.Match[str], _: bool) -> date | None:
    return _plausible(int(match[3]), int(match[2]), int(match[1]))


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], bool], date | None]], ...] = (
    (_ISO, _read_year_first),
    (_HAN, _read_year_first),
    (_YEAR_FIRST, _read_year_first),
    (_NUMBERS, _read_numbers),
    (_DAY_MONTH, _read_day_month),
    (_MONTH_DAY, _read_month_day),
    (_CTIME, _read_month_day),
    (_YEAR_MONTH_DAY, _read_year_month_day),
    (_VIETNAMESE, _read_vietnamese),
)
