"""What a fault is: something a server does, and what a fetcher has to make of it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.fetch.faultserver.connection import Handler

PAGE = "page"  # an outcome: no reason at all, a page comes out
HERE = "here"
REFUSED = "refused"  # nobody listens there
BLACKHOLE = "blackhole"  # no answer even to the request for a connection
NO_SUCH_NAME = "no-such-name"
MUTE_NAME = "mute-name"
HTTP2 = "h2"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that shows in what is sent, or in that nothing is.

    `outcomes` are the reasons it may be reported as, the best first; `PAGE` where a page must come
    out. `requests` is how many of them a URL may cost, robots.txt left out, for three attempts and
    ten redirects. `wait` is how many seconds may be spent on staying away from a host that asked
    for it. `text` is a sentence that a reader of the page must see. `path` goes after the name.
    """

    name: str
    serve: Handler | None
    outcomes: tuple[str, ...]
    requests: int = 1
    wait: float = 0.0
    text: str = ""
    path: str = ""
    place: str = HERE
