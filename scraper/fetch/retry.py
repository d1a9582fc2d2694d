"""When to ask again: what is worth it, how long to wait, and when to give up."""

from __future__ import annotations

import random
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import tenacity

from scraper.fetch.faults import Fault
from scraper.fetch.policy import FetchPolicy
from scraper.types.reasons import Reason

# What may well be over in a moment. A name without an address, a certificate or a redirect to
# nowhere will be the same; and when it took too long, the URL's time is up.
_PASSING = frozenset({Reason.CONNECT, Reason.DISCONNECTED, Reason.INCOMPLETE})
# 520 to 524 are Cloudflare's words for trouble with the server behind it.
_PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, *range(520, 525)})

LONGEST_PAUSE = 30.0  # seconds of our own accord; a server may ask for more
LONGEST_ASKED = 365 * 86_400.0  # seconds; more means "never", and sums must stay finite

_SECONDS = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
_ZONE = r"(?:GMT|UTC|[+-]0000)"  # GMT by the book
_DATES = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"[a-z]+, *(?P<day>\d\d?) (?P<month>[a-z]{{3}}) (?P<year>\d{{4}}) {_TIME} {_ZONE}",
        rf"[a-z]+, *(?P<day>\d\d?)-(?P<month>[a-z]{{3}})-(?P<year>\d\d) {_TIME} {_ZONE}",
        rf"[a-z]+ (?P<month>[a-z]{{3}}) +(?P<day>\d\d?) {_TIME} (?P<year>\d{{4}})",
    )
)


def retry_after(value: str, now: datetime) -> float | None:
    """How many seconds a Retry-After header asks us to stay away, 0.0 once that is over.

    None where it says nothing that can be read. Where it was sent several times, the longest.

    >>> noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    >>> retry_after("120", noon), retry_after("Tue, 24 Nov 2026 12:00:30 GMT", noon)
    (120.0, 30.0)
    """
    value = value.strip()
    seconds = [part.strip() for part in value.split(",")]
    if all(_SECONDS.fullmatch(part) for part in seconds):
        return min(max(map(float, seconds)), LONGEST_ASKED)
    when = _read_date(value, now)
    return None if when is None else min(max((when - now).total_seconds(), 0.0), LONGEST_ASKED)


def is_worth_retrying(fault: Fault) -> bool:
    """Whether the same request may do better in a moment."""
    if fault.reason.startswith("http_"):
        return int(fault.reason.removeprefix("http_")) in _PASSING_STATUSES
    return fault.reason in _PASSING


def retrying(
    policy: FetchPolicy, sleep: Callable[[float], Awaitable[None]], random: random.Random
) -> tenacity.AsyncRetrying:
    """A loop of attempts for one URL; make a new one for each.

    The pause is drawn between nothing and a bound that doubles ("full jitter"), so that those who
    failed together do not come back together; what a server asked for comes on top. After the last
    attempt, or where a server asks for more than `policy.max_wait`, the Fault is raised as it is.
    """

    def pause(state: tenacity.RetryCallState) -> float:
        bound = min(LONGEST_PAUSE, 2.0 ** min(state.attempt_number, 10))
        return _asked_wait(state) + random.uniform(0.0, bound)

    def is_hopeless(state: tenacity.RetryCallState) -> bool:
        return state.attempt_number >= policy.attempts or _asked_wait(state) > policy.max_wait

    return tenacity.AsyncRetrying(
        sleep=sleep,
        stop=is_hopeless,
        wait=pause,
        retry=tenacity.retry_if_exception(
            lambda error: isinstance(error, Fault) and is_worth_retrying(error)
        ),
        reraise=True,
    )


def _asked_wait(state: tenacity.RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return (error.wait or 0.0) if isinstance(error, Fault) else 0.0


def _read_date(value: str, now: datetime) -> datetime | None:
    """The moment that one of the three forms of RFC 9110, 5.6.7 names."""
    found = next((match for form in _DATES if (match := form.fullmatch(value))), None)
    if found is None or found["month"].lower() not in _MONTHS:
        return None
    year = int(found["year"])
    if len(found["year"]) == 2:
        year = _full_year(year, now)
    try:
        return datetime(
            year,
            _MONTHS.index(found["month"].lower()) + 1,
            int(found["day"]),
            int(found["hour"]),
            int(found["minute"]),
            min(int(found["second"]), 59),  # 60 is a leap second
            tzinfo=UTC,
        )
    except ValueError:  # the 30th of February
        return None


def _full_year(year: int, now: datetime) -> int:
    """The latest year of these two digits that is no more than 50 ahead (RFC 9110, 5.6.7)."""
    latest = now.year + 50
    return latest - (latest - year) % 100
