"""Why somebody who asks gets no article: the word, what it means, and what they can do."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from scraper.errors import FetchError, ScraperError
from scraper.types import Reason
from scraper.types.reasons import explain


class Word(StrEnum):
    """What is wrong with a request itself; with what was fetched, it is a word of `Reason`."""

    BAD_REQUEST = "bad_request"
    UNAUTHORIZED = "unauthorized"
    WRONG_HOST = "wrong_host"
    WRONG_ORIGIN = "wrong_origin"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    SLOW_BODY = "slow_body"
    UNSUPPORTED_TYPE = "unsupported_type"
    BUSY = "busy"
    OUT_OF_ORDER = "out_of_order"
    BUG = "bug"


MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        Word.BAD_REQUEST: "the request cannot be understood",
        Word.UNAUTHORIZED: "no valid token; send the header Authorization: Bearer TOKEN",
        Word.WRONG_HOST: "the request is for another host; use the address that the service "
        "printed, or start it with --allow-host",
        Word.WRONG_ORIGIN: "a page of another site asks, which none may; ask from a program",
        Word.NOT_FOUND: "nothing is at this path; /docs lists what there is",
        Word.METHOD_NOT_ALLOWED: "this path takes another method; /docs says which",
        Word.SLOW_BODY: "the body of the request did not come in time; send it again",
        Word.UNSUPPORTED_TYPE: "the body is of a type that is not read here; send it with "
        "Content-Type: text/html, text/plain or application/json",
        Word.BUSY: "as many requests are under way as may be; ask again in a moment",
        Word.OUT_OF_ORDER: "the service can do no work; its own log says why",
        Word.BUG: "a mistake of the service's own; please report it with what its log says",
    }
)
_STATUSES: Mapping[str, int] = MappingProxyType(
    {
        Word.BAD_REQUEST: 400,
        Word.UNAUTHORIZED: 401,
        Word.WRONG_HOST: 421,
        Word.WRONG_ORIGIN: 403,
        Word.NOT_FOUND: 404,
        Word.METHOD_NOT_ALLOWED: 405,
        Word.SLOW_BODY: 408,
        Word.UNSUPPORTED_TYPE: 415,
        Word.BUSY: 503,
        Word.OUT_OF_ORDER: 503,
        Word.BUG: 500,
        Reason.BAD_URL: 422,
        Reason.BLOCKED_ADDRESS: 403,
        Reason.ROBOTS_DENIED: 403,
        Reason.TIMEOUT: 504,
        Reason.UNREADABLE: 422,
        Reason.INTERRUPTED: 503,
    }
)
_OTHER_SITE = 502  # everything else is a fault of the site that was asked

# `Reason` is explained for those who run `scraper fetch`; who asks a service has no such options.
_AGAIN = "ask again later"
_LOOK = "open the URL in a browser to see what is there"
_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        Reason.BAD_URL: "write it as https://host/path",
        Reason.BLOCKED_ADDRESS: "whoever runs this service may allow their own network with "
        "--allow-private",
        Reason.ROBOTS_DENIED: "ask the publisher",
        Reason.ROBOTS_UNREACHABLE: _AGAIN,
        Reason.DNS: "check the spelling",
        Reason.CONNECT: _AGAIN,
        Reason.TIMEOUT: f"{_AGAIN}, or start the service with a longer --deadline",
        Reason.DISCONNECTED: _AGAIN,
        Reason.INCOMPLETE: _AGAIN,
        Reason.BAD_ENCODING: "nothing to be done here",
        Reason.TOO_LARGE: "start the service with a larger --max-bytes",
        Reason.UNREADABLE: "leave it out",
        Reason.NOT_HTML: "only pages and plain text are read",
        Reason.HOST_DOWN: _AGAIN,
        Reason.PROXY: "check --proxy and the proxy's own log",
        Reason.INTERRUPTED: _AGAIN,
        "http_408": _AGAIN,
        "http_429": _AGAIN,
    }
)


class RefusalError(ScraperError):
    """No article for this request: the reason's word, and in `detail` what was seen and the fix.

    `status` is that of HTTP, and `headers` belong to it.
    """

    def __init__(
        self,
        reason: str,
        seen: str = "",
        status: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.reason = str(reason)
        self.detail = describe(reason, seen)
        self.status = status or _STATUSES.get(reason, _OTHER_SITE)
        self.headers = dict(headers or {})
        super().__init__(self.reason, self.detail)

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"


def refusal_of(error: FetchError) -> RefusalError:
    """What to say to somebody whose URL gave no page."""
    return RefusalError(error.reason, error.detail)


def describe(reason: str, seen: str = "") -> str:
    """What a reason means, what was seen, and what to do, in one line.

    >>> describe("connect", "refused")
    'no connection to its host (refused); ask again later'
    >>> describe("http_404")
    'no such page; open the URL in a browser to see what is there'
    """
    if reason in MEANINGS:
        what, _, advice = MEANINGS[reason].partition("; ")
    else:
        what, _, _ = explain(reason).partition("; ")
        advice = _ADVICE.get(reason, _AGAIN if reason.startswith("http_5") else _LOOK)
    return f"{what} ({seen}); {advice}" if seen else f"{what}; {advice}"
