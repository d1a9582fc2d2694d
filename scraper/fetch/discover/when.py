"""Times as sitemaps and feeds write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_CHARS = 64  # "Wednesday, 06 September 2026 07:08:09.123456 +0200" has 50

_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")
_SPACED_ZONE = re.compile(r"\s+(?=(?:[+-]\d\d:?\d\d|Z)$)")


def read_time(text: str) -> datetime | None:
    """The moment a W3C date (sitemaps, Atom) or an RFC 822 date (RSS) names; None for others.

    In UTC; what names no zone is taken for UTC, and a day for its beginning.

    >>> read_time("2026-05-06T07:08:09+02:00").isoformat()
    '2026-05-06T05:08:09+00:00'
    >>> read_time("Wed, 06 May 2026 07:08:09 EST").isoformat()
    '2026-05-06T12:08:09+00:00'
    >>> read_time("2026-05").isoformat(), read_time("last Wednesday")
    ('2026-05-01T00:00:00+00:00', None)
    """
    text = text.strip()
    if not text[:MAX_CHARS].isascii() or len(text) > MAX_CHARS:
        return None
    try:
        moment = _iso(text) if text[:4].isdigit() else parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):  # no date, or one outside the years 1 to 9999
        return None


def _iso(text: str) -> datetime:
    if short := _YEAR_OR_MONTH.fullmatch(text):
        return datetime(int(short[1]), int(short[2] or 1), 1, tzinfo=UTC)
    return datetime.fromisoformat(_SPACED_ZONE.sub("", text))
