"""Answers that break the rules of HTTP/1.1, or break off."""

from __future__ import annotations

import asyncio

from tests.fetch.faultserver.answers import PAGE, answer, head, keeps, says
from tests.fetch.faultserver.connection import Connection, Handler
from tests.fetch.faultserver.request import Request

_TYPE = {"Content-Type": "text/html; charset=utf-8"}
_LENGTH = {"Content-Length": str(len(PAGE))}
_CHUNKED = {"Transfer-Encoding": "chunked"}
_HALF = PAGE[: len(PAGE) // 2]


def chunk(data: bytes) -> bytes:
    """A chunk of a chunked body.

    >>> chunk(b"A bridge reopens")
    b'10\\r\\nA bridge reopens\\r\\n'
    """
    return b"%x\r\n%s\r\n" % (len(data), data)


async def close(connection: Connection, request: Request) -> None:
    """Reads the request and closes."""


def then_reset(data: bytes) -> Handler:
    """Sends some bytes and resets the connection, once the client has had time to read them."""

    async def reset(connection: Connection, request: Request) -> None:
        await connection.send(data)
        await asyncio.sleep(0.02)
        connection.reset()

    return reset


async def close_when_used_again(connection: Connection, request: Request) -> None:
    """A stale connection: the server had enough of it just as another request was on its way.

    Asked for a second time, a URL is answered on whatever connection.
    """
    if request.turn == 1 or request.number > 1:
        await keeps(answer(keep=True))(connection, request)


async def promise_to_stay(connection: Connection, request: Request) -> None:
    """A whole answer that does not say "Connection: close", and is closed all the same."""
    await connection.send(answer(keep=True))


reset_before_answer = then_reset(b"")
reset_in_body = then_reset(head(200, _TYPE | _LENGTH) + _HALF)
close_after_headers = says(head(200, _TYPE | _LENGTH))
short_body = says(head(200, _TYPE | {"Content-Length": "100000"}) + PAGE)
chunked_without_end = says(head(200, _TYPE | _CHUNKED) + chunk(PAGE))
bad_chunk_size = says(head(200, _TYPE | _CHUNKED) + b"zz\r\n" + PAGE + b"\r\n0\r\n\r\n")
large_header = says(head(200, _TYPE | _LENGTH | {"X-Long": "a" * 2_000_000}) + PAGE)
many_cookies = says(
    head(200, _TYPE | _LENGTH).removesuffix(b"\r\n")
    + b"".join(b"Set-Cookie: c%d=%s\r\n" % (number, b"v" * 40) for number in range(400))
    + b"\r\n"
    + PAGE
)
bad_status_line = says(b"HTTP/1.1 OK good\r\nContent-Type: text/html\r\n\r\n" + PAGE)
http_09 = says(PAGE)
two_lengths = says(
    head(200, _TYPE | _LENGTH).removesuffix(b"\r\n") + b"Content-Length: 10\r\n\r\n" + PAGE
)
chunked_with_length = says(
    head(200, _TYPE | {"Content-Length": "10"} | _CHUNKED) + chunk(PAGE) + b"0\r\n\r\n"
)
