"""Whatever bytes a server sends, a URL ends in a page or a reason: never in anybody else's error.

Random, from one seed. A run of thousands of URLs would end by a single error that nobody expects,
and httpcore lets several of h2's through.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from scraper import Fetcher, FetchError, FetchPolicy
from tests.fetch.faultserver import certificates
from tests.fetch.lines import Serve, answering, server

pytestmark = pytest.mark.anyio
URLS = 150
STATUS_LINES = [
    b"HTTP/1.1 200 OK", b"HTTP/1.0 200 OK", b"HTTP/1.1 103 Early Hints\r\n", b"HTTP/1.1 302 Found",
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n", b"HTTP/9.9 200 OK", b"HTTP/1.1 99",
]  # fmt: skip
HEADERS = [
    b"Content-Length: 5", b"Content-Length: -5", b"Content-Length: 5, 6",
    b"Content-Length: \xc2\xb2", b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: gzip, chunked", b"Content-Encoding: \xff",
    b"Content-Type: text/html; charset=\xff", b"Location: http://[::1", b"Location: //xn--a/",
    b"Location: http://\xf0\x9f\x98\x80.example:99999/", b"Set-Cookie: a=b; domain=\xff; expires=x",
    b"Retry-After: nan", b"X\x00: 1", b": x", b" folded", b"X: \xff\xfe", b"Refresh: 0",
]  # fmt: skip
BODIES = [
    b"abcde",
    b"5\r\nabcde\r\n0\r\n\r\n",
    b"zz\r\n",
    b"5;x=\xff\r\nabcde\r\n0\r\nT: \0\r\n\r\n",
]
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def noise(rng: random.Random, most: int) -> bytes:
    return rng.randbytes(rng.randrange(most))


def answer(rng: random.Random) -> bytes:
    """An answer of HTTP/1.1 that has something wrong with it, as a rule."""
    lines = [rng.choice(STATUS_LINES), *rng.sample(HEADERS, rng.randrange(4)), b"", b""]
    whole = b"\r\n".join(lines) + rng.choice(BODIES)
    cut = rng.randrange(len(whole))
    return whole[:cut] + noise(rng, 4) + whole[cut:] if rng.random() < 0.3 else whole


def frames(rng: random.Random, stream: int) -> bytes:
    """Frames of HTTP/2 (RFC 9113, section 4.1) in no sensible order."""
    whole = b""
    for _ in range(rng.randrange(1, 6)):
        payload = rng.choice([b"\x88", b"\x08\x00", b"\x08\x01x", bytes(4), bytes(8), b"news"])
        payload = noise(rng, 40) if rng.random() < 0.3 else payload
        head = [rng.choice([0, 1, 1, 1, 3, 4, 6, 7, 8]), rng.choice([4, 5, 0, rng.randrange(256)])]
        number = rng.choice([0, 1, stream, stream, stream, stream + 2])
        whole += len(payload).to_bytes(3, "big") + bytes(head) + number.to_bytes(4, "big") + payload
    return whole


def speaking_http_1(rng: random.Random) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while request := await reader.readuntil(b"\r\n\r\n"):
            is_page = b"robots.txt" not in request
            writer.write(answer(rng) if is_page else NOT_FOUND)
            if is_page and rng.random() < 0.7:
                return

    return serve


def speaking_http_2(rng: random.Random) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = H2Connection(H2Configuration(client_side=False))
        talk.initiate_connection()
        while True:
            writer.write(talk.data_to_send())
            for event in talk.receive_data(await reader.readexactly(1)):
                if not isinstance(event, RequestReceived):
                    continue
                if dict(event.headers)[b":path"] == b"/robots.txt":
                    talk.send_headers(event.stream_id, [(":status", "404")], end_stream=True)
                    continue
                writer.write(talk.data_to_send() + frames(rng, event.stream_id))
                if rng.random() < 0.7:
                    return

    return serve


@pytest.mark.parametrize("speaking", [speaking_http_1, speaking_http_2])
async def test_nonsense_ends_in_a_page_or_a_reason(
    speaking: Callable[[random.Random], Serve],
) -> None:
    context = certificates.server_context("h2") if speaking is speaking_http_2 else None
    async with server(speaking(random.Random(2026)), ssl=context) as port:
        hosts = [f"h{number}.example:{port}" for number in range(URLS)]
        policy = FetchPolicy(
            allow_private=("127.0.0.0/8",), insecure=frozenset(hosts), cookies=True,
            delay=0, deadline=0.5, attempts=1, max_redirects=1, max_wait=1,
        )  # fmt: skip
        scheme = "https" if context else "http"
        async with Fetcher(policy, resolve=answering("127.0.0.1")) as asking:
            outcomes = [each async for each in asking.stream(f"{scheme}://{h}/" for h in hosts)]
    words = {each.reason if isinstance(each, FetchError) else "page" for each in outcomes}
    assert len(outcomes) == URLS
    assert {"bad_response", "timeout"} <= words
