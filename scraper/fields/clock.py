"""The time of day in a printed string, and its distance from Greenwich."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from scraper.fields.months import REGIONS, ZONES

MAX_OFFSET = 14  # hours; the Line Islands are furthest from Greenwich

# "15:51", "15.51", "15h51", "3:51 p.m.", "15時51分", "15:51:07.123"
_CLOCK = re.compile(
    r"(?<![\d:.+])(\d{1,2})\s?[:.hH時时시点點]\s?(\d{2})(?!\d)"
    r"(?:\s?[:.分분]\s?(\d{2})(?!\d)(?:[.,]\d{1,9})?)?\s?[분分]?(?:\s?([apAP])\.?\s?[mM]\b\.?)?"
)
# "3 pm", "15 Uhr", "15h", "15時"
_HOUR = re.compile(r"(?<![\d:.])(\d{1,2})\s?(?:([apAP])\.?\s?[mM]\b\.?|[Uu]hr\b|h\b|[時时시点點])")
# "1551 GMT"
_MILITARY = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)()()(?=\s?(?:GMT|UTC|Uhr)\b)")
_OFFSET = re.compile(
    r"\s?\(?(?:(?:GMT|UTC)\s?([+\u2212-]\d{1,2})(?::?(\d{2}))?|([+\u2212-]\d{2}):?(\d{2})"
    r"|([+-]\d{2})$)(?!\d)"
)
_ZONE = re.compile(r"(?:\s?Uhr)?[\s(\[]*([A-Za-zА-я]{1,5})\b")
_AFTERNOON = re.compile(r"午後|下午|오후|晚上|PM\s*$|(?<!\w)م(?!\w)")
_MORNING = re.compile(r"午前|上午|오전|(?<!\w)ص(?!\w)")
_SHARED = frozenset({"ist", "cst", "bst", "ast", "cat", "art"})  # letters of several countries


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `zone` is None where none was printed."""

    time: time
    zone: tzinfo | None = None
    shared: bool = False  # the zone's letters are used by several countries


def find_clock(text: str) -> Clock | None:
    """The first time of day in a text without its date; None when there is none.

    >>> find_clock("at 3:51 p.m.").time
    datetime.time(15, 51)
    >>> find_clock("15:51 GMT+2").zone
    datetime.timezone(datetime.timedelta(seconds=7200))
    >>> find_clock("25:70") is None
    True
    """
    match = _CLOCK.search(text) or _MILITARY.search(text)
    if match:
        hour, minute, second, half = match[1], match[2], match[3] or "0", match[4]
    elif match := _HOUR.search(text):
        hour, minute, second, half = match[1], "0", "0", match[2]
    else:
        return None
    hours = _on_24(int(hour), half, text)
    if hours > 23 or int(minute) > 59 or int(second) > 59:
        return None
    zone, shared = _find_zone(text[match.end() :])
    return Clock(time(hours, int(minute), int(second)), zone, shared)


def _on_24(hour: int, half: str | None, text: str) -> int:
    if hour > 12:
        return hour
    if (half and half in "pP") or (not half and _AFTERNOON.search(text)):
        return hour % 12 + 12
    if half or _MORNING.search(text):
        return hour % 12
    return hour


def _find_zone(rest: str) -> tuple[tzinfo | None, bool]:
    """The zone printed after a time, and whether its letters are shared by several."""
    offset = _OFFSET.match(rest)
    if offset:
        hours = (offset[1] or offset[3] or offset[5]).replace("\u2212", "-")
        minutes = int(offset[2] or offset[4] or "0")
        if abs(int(hours)) <= MAX_OFFSET and minutes < 60:
            sign = -1 if hours[0] == "-" else 1
            return timezone(timedelta(hours=int(hours), minutes=sign * minutes)), False
    word = _ZONE.match(rest)
    if not word or not word[1].isupper():
        return None, False
    name = word[1].casefold()
    if name in ZONES:
        return timezone(timedelta(hours=ZONES[name])), name in _SHARED
    if name in REGIONS:
        return ZoneInfo(REGIONS[name]), False
    return None, False
