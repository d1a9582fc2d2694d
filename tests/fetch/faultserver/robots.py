"""Eighteen ways to answer when robots.txt is asked for, and whether pages may be fetched then.

What has to come of each is RFC 9309, section 2.3.1: 4xx allows, 5xx and no answer forbid. Where it
leaves a choice (429, a sixth redirect, rules beyond 500 KiB), ours is written down here.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.fetch.faultserver.answers import PAGE, answer, keeps
from tests.fetch.faultserver.bombs import gzip
from tests.fetch.faultserver.connection import Connection, Handler
from tests.fetch.faultserver.framing import then_reset
from tests.fetch.faultserver.redirects import to
from tests.fetch.faultserver.request import Request
from tests.fetch.faultserver.stalling import hang

DISALLOW = b"User-agent: *\nDisallow: /\n"
COMMENT = b"# one line of many that say nothing at all, as some sites have them\n"
LIMIT = 500 * 1024  # bytes of a robots.txt that have to be read (RFC 9309, section 2.5)
TEXT = "text/plain; charset=utf-8"
DENIED = ("robots_denied",)
UNREACHABLE = ("robots_unreachable",)
ALLOWED = ("page",)


@dataclass(frozen=True, slots=True)
class Robots:
    """A way to answer. `outcomes` are those that a page of the host may have, the best first."""

    name: str
    serve: Handler
    outcomes: tuple[str, ...]


def rules(text: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Handler:
    """A robots.txt of this text."""
    return keeps(answer(status, text, headers, kind=TEXT, keep=True))


def redirected(hops: int) -> Handler:
    """Rules behind so many redirects, to and fro between 127.0.1.2 and 127.0.1.1."""

    async def hop(connection: Connection, request: Request) -> None:
        done = int(request.path.rpartition("-")[2]) if "-" in request.path else 0
        if done == hops:
            await rules(DISALLOW)(connection, request)
        else:
            origin = f"http://127.0.1.{2 - done % 2}:{request.port}"
            await connection.send(to(f"{origin}/robots-hop-{hops}-{done + 1}"))

    return hop


def padded(size: int) -> bytes:
    """So many bytes of comments, or a few more."""
    return COMMENT * (size // len(COMMENT) + 1)


ABSENT = keeps(answer(404, b"", kind=TEXT, keep=True))
MODES = (
    Robots("disallow", rules(DISALLOW), DENIED),
    Robots("absent_with_rules", rules(DISALLOW, 404), ALLOWED),
    Robots("unauthorized", rules(DISALLOW, 401), ALLOWED),
    Robots("forbidden", rules(DISALLOW, 403), ALLOWED),
    Robots("too_many", rules(b"", 429), UNREACHABLE),  # as Google and Nutch have it
    Robots("broken", rules(b"", 500), UNREACHABLE),
    Robots("busy", rules(b"", 503), UNREACHABLE),
    Robots("reset", then_reset(b""), UNREACHABLE),
    Robots("hang", hang, UNREACHABLE),
    Robots("five_redirects", redirected(5), DENIED),
    Robots("six_redirects", redirected(6), ALLOWED),
    Robots("rule_after_limit", rules(padded(800_000) + DISALLOW), ALLOWED),
    Robots("rule_before_limit", rules(padded(LIMIT // 2) + DISALLOW + padded(900_000)), DENIED),
    Robots("byte_order_mark", rules(b"\xef\xbb\xbf" + DISALLOW), DENIED),
    Robots("latin_1", rules(b"# caf\xe9\n" + DISALLOW), DENIED),
    Robots("page_instead", keeps(answer(keep=True, body=PAGE)), ALLOWED),
    Robots("gzip", rules(gzip(DISALLOW), headers={"Content-Encoding": "gzip"}), DENIED),
    Robots("carriage_returns", rules(DISALLOW.replace(b"\n", b"\r")), DENIED),
)
BY_NAME = {mode.name: mode for mode in MODES}
