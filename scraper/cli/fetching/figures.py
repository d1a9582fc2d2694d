"""Figures as people read them."""

from __future__ import annotations


def duration(seconds: float) -> str:
    """A length of time in the one or two units that matter.

    >>> duration(0.25), duration(42.4), duration(310), duration(7500), duration(200_000)
    ('0.2 s', '42 s', '5 min 10 s', '2 h 5 min', '2 d 7 h')
    """
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    if whole < 86_400:
        return f"{whole // 3600} h {whole % 3600 // 60} min"
    return f"{whole // 86_400} d {whole % 86_400 // 3600} h"


def size(number: int) -> str:
    """A number of bytes in the unit that matters; 1 kB is 1000 bytes.

    >>> size(999), size(12_345), size(1_900_000_000)
    ('999 bytes', '12.3 kB', '1.9 GB')
    """
    if number < 1000:
        return f"{number} bytes"
    amount = float(number)
    for unit in ("kB", "MB", "GB"):
        amount /= 1000
        if amount < 999.95:
            return f"{amount:.1f} {unit}"
    return f"{amount / 1000:.1f} TB"


def count(number: int, noun: str) -> str:
    """A number of things.

    >>> count(1, "URL"), count(1200, "URL")
    ('1 URL', '1,200 URLs')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def rate(per_second: float) -> str:
    """How many a second; a minute or an hour, where they are few.

    >>> rate(212.4), rate(3.21), rate(0.2), rate(0.001), rate(0)
    ('212/s', '3.2/s', '12/min', '4/h', '0/s')
    """
    if per_second >= 9.95 or not per_second:
        return f"{per_second:.0f}/s"
    if per_second >= 1:
        return f"{per_second:.1f}/s"
    if per_second * 60 >= 1:
        return f"{per_second * 60:.0f}/min"
    return f"{per_second * 3600:.0f}/h"


def share(part: int, whole: int) -> str:
    """A part in per cent; a few are never none, and nearly all never all.

    >>> share(1, 3), share(3, 3), share(1, 100_000), share(99_999, 100_000)
    ('33.3 %', '100.0 %', '< 0.1 %', '> 99.9 %')
    """
    percent = 100 * part / whole if whole else 0.0
    if 0 < percent < 0.05:
        return "< 0.1 %"
    if 99.95 <= percent < 100:
        return "> 99.9 %"
    return f"{percent:.1f} %"
