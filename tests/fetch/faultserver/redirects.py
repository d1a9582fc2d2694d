"""Redirects that lead nowhere, in circles, or where they must not."""

from __future__ import annotations

from tests.fetch.faultserver.answers import OK, answer, says
from tests.fetch.faultserver.connection import Connection, Handler
from tests.fetch.faultserver.request import Request

CHAIN = 60  # hops
FORBIDDEN = "127.99.0.1"  # listens as the other addresses do, but is in no network we allow


def to(location: str) -> bytes:
    """A redirect to a place."""
    return answer(302, b"", {"Location": location})


async def loop(connection: Connection, request: Request) -> None:
    """From /.../a to /.../b and back."""
    stem = request.path.removesuffix("/a").removesuffix("/b")
    there = "/b" if request.path.endswith("/a") else "/a"
    await connection.send(to(f"{request.origin}{stem}{there}"))


async def to_itself(connection: Connection, request: Request) -> None:
    await connection.send(to(request.path))


def chain(hops: int) -> Handler:
    """A page behind so many redirects, counted at the path's end."""

    async def hop(connection: Connection, request: Request) -> None:
        stem, _, last = request.path.rpartition("/")
        done = int(last) if last.isdecimal() else 0
        stem = stem if last.isdecimal() else request.path
        if done == hops:
            await OK(connection, request)
        else:
            await connection.send(to(f"{stem}/{done + 1}"))

    return hop


async def to_other_loopback(connection: Connection, request: Request) -> None:
    """To an address that the fetcher was not allowed, in another network."""
    await connection.send(to(f"http://{FORBIDDEN}:{request.port}/page/secret"))


to_file = says(to("file:///etc/hostname"))
without_location = says(answer(302, b""))
to_raw_bytes = says(to("/page/\xe9t\xe9-\xff"))
to_bad_ipv6 = says(to("http://[::1/page/1"))
meta_refresh = says(
    answer(body=b'<html><head><meta http-equiv="refresh" content="0; url=/page/1"></head></html>')
)
