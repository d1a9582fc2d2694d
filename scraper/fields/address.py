"""The day that a page's address names: many archives are filed by it."""

from __future__ import annotations

import re
from datetime import date

FIRST_YEAR, LAST_YEAR = 1995, 2099

_HOST = re.compile(r"[a-z]+://[^/]*", re.IGNORECASE)
# /2020/01/13/, /2020-01-13-, /20200113-, /2023-11/17/
_YEAR_FIRST = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)(?:([/_-])(\d{1,2})[/_-](\d{1,2})|(\d\d)(\d\d))(?![\d.]|-\d)"
)
_DAY_FIRST = re.compile(r"(?<![\d-])(\d{1,2})([._-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")


def find_day(url: str | None) -> date | None:
    """The one day an address names; None where it names none, or several.

    >>> find_day("https://gazette.example/2020/01/13/bridge.html")
    datetime.date(2020, 1, 13)
    >>> find_day("https://gazette.example/news/29-10-2021")
    datetime.date(2021, 10, 29)
    >>> find_day("https://gazette.example/2020/01/bridge-20991231999.html") is None
    True
    """
    if not url:
        return None
    path = _HOST.sub("", url, count=1).partition("?")[0]
    days = {
        day
        for match in (*_YEAR_FIRST.finditer(path), *_DAY_FIRST.finditer(path))
        if (day := _day(match))
    }
    return days.pop() if len(days) == 1 else None


def _day(match: re.Match[str]) -> date | None:
    if match.re is _DAY_FIRST:
        year, month, day = match[4], match[3], match[1]
    else:
        year, month, day = match[1], match[3] or match[5], match[4] or match[6]
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
