"""Servers that never finish: they drip, hang, or send without end."""

from __future__ import annotations

import asyncio

from tests.fetch.faultserver.answers import PAGE, head
from tests.fetch.faultserver.connection import Connection, Handler
from tests.fetch.faultserver.request import Request

DRIP_SECONDS = 0.05  # between two bytes: shorter than any sane limit on silence


async def hang(connection: Connection, request: Request) -> None:
    """Accepts, reads the request, and says nothing."""
    await connection.until_gone()


async def drip_headers(connection: Connection, request: Request) -> None:
    """One byte of a header at a time, without end."""
    await connection.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        await connection.send(b"a")
        await asyncio.sleep(DRIP_SECONDS)


async def drip_body(connection: Connection, request: Request) -> None:
    """A page of 100,000 bytes, one byte at a time."""
    await connection.send(head(200, {"Content-Type": "text/html", "Content-Length": "100000"}))
    for index in range(100_000):
        await connection.send(PAGE[index % len(PAGE) :][:1])
        await asyncio.sleep(DRIP_SECONDS)


async def stall_in_body(connection: Connection, request: Request) -> None:
    """Half of a page, then silence."""
    length = {"Content-Type": "text/html", "Content-Length": str(len(PAGE))}
    await connection.send(head(200, length) + PAGE[: len(PAGE) // 2])
    await connection.until_gone()


def without_end(beginning: bytes, more: bytes) -> Handler:
    """Sends `more` over and over, until the client is gone."""

    async def pour(connection: Connection, request: Request) -> None:
        await connection.send(beginning)
        while True:
            await connection.send(more)
            await asyncio.sleep(0)  # others want their turn

    return pour


_CHUNK = b"<p>One more line of a page without end.</p>\n" * 1_000
endless_body = without_end(head(200, {"Content-Type": "text/html"}), _CHUNK)
endless_chunks = without_end(
    head(200, {"Content-Type": "text/html", "Transfer-Encoding": "chunked"}),
    b"%x\r\n%s\r\n" % (len(_CHUNK), _CHUNK),
)
endless_headers = without_end(b"HTTP/1.1 200 OK\r\n", b"X-More: one more header\r\n" * 100)
endless_103 = without_end(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n")
