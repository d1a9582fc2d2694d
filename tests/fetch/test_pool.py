"""A real httpcore pool on our lines: it never loses a connection, whatever ends its exchanges.

httpcore 1.0 counts a connection for ever whose task was cancelled at the wrong moment; after a few
of those no request is served any more (encode/httpcore#1093).
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import httpcore
import pytest

from scraper.fetch.dial import current
from scraper.fetch.faults import Fault
from scraper.types.reasons import Reason
from tests.fetch.lines import GENEROUS, allow, allowance, loopback_dialler, server

pytestmark = pytest.mark.anyio
SIZE = 10
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnews"


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A site where most pages hang: before the answer, among its headers, or in its body."""
    while request := await reader.readuntil(b"\r\n\r\n"):
        path = request.split()[1]
        answered = {b"/ok": len(OK), b"/head": 20, b"/body": len(OK) - 2}.get(path, 0)
        writer.write(OK[:answered])
        await writer.drain()


@pytest.fixture
async def site() -> AsyncIterator[str]:
    async with server(serve) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def pool() -> AsyncIterator[httpcore.AsyncConnectionPool]:
    async with httpcore.AsyncConnectionPool(
        network_backend=loopback_dialler(), max_connections=SIZE
    ) as pool:
        yield pool


async def ask(pool: httpcore.AsyncConnectionPool, url: str) -> int:
    """The status of an ordinary exchange."""
    allow(allowance())
    return (await pool.request("GET", url)).status


async def ask_and_end(pool: httpcore.AsyncConnectionPool, url: str, after: float) -> str:
    """The reason that an exchange ends with which nobody wants any more after a while."""
    given = allow(allowance())
    asyncio.get_running_loop().call_later(after, given.end)
    with pytest.raises(Fault) as caught:
        await pool.request("GET", url)
    return caught.value.reason


async def test_three_hundred_ended_exchanges_leave_the_pool_as_good_as_new(
    pool: httpcore.AsyncConnectionPool, site: str
) -> None:
    moments = random.Random(5)
    hanging = [
        ask_and_end(pool, site + moments.choice(["/head", "/body", "/never"]), moments.random() / 5)
        for _ in range(300)
    ]
    ended = await asyncio.wait_for(asyncio.gather(*hanging), 3 * GENEROUS)
    assert set(ended) == {Reason.TIMEOUT}
    assert pool.connections == []
    ordinary = [ask(pool, f"{site}/ok") for _ in range(20)]
    assert await asyncio.wait_for(asyncio.gather(*ordinary), GENEROUS) == [200] * 20
    assert 0 < len(pool.connections) <= SIZE
    assert all(connection.is_idle() for connection in pool.connections)


async def test_ordinary_exchanges_among_ended_ones_all_succeed(
    pool: httpcore.AsyncConnectionPool, site: str
) -> None:
    moments = random.Random(6)
    ending = [ask_and_end(pool, f"{site}/body", moments.random() / 10) for _ in range(50)]
    ordinary = [ask(pool, f"{site}/ok") for _ in range(50)]
    mixed = [exchange for pair in zip(ending, ordinary, strict=True) for exchange in pair]
    ended = await asyncio.wait_for(asyncio.gather(*mixed), 3 * GENEROUS)
    assert ended == [Reason.TIMEOUT, 200] * 50


async def test_a_connection_is_kept_alive_for_the_next_exchange(
    pool: httpcore.AsyncConnectionPool, site: str
) -> None:
    for _ in range(3):
        assert await ask(pool, f"{site}/ok") == 200
    assert "Request Count: 3" in repr(pool.connections)


async def test_a_server_that_hung_up_meanwhile_is_dialled_anew(
    pool: httpcore.AsyncConnectionPool,
) -> None:
    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(OK)

    async def until_gone() -> None:
        while any(not connection.has_expired() for connection in pool.connections):
            await asyncio.sleep(0.001)

    async with server(once) as port:
        for _ in range(3):
            assert await ask(pool, f"http://127.0.0.1:{port}/ok") == 200
            await asyncio.wait_for(until_gone(), GENEROUS)


async def test_endless_headers_end_at_the_byte_budget(pool: httpcore.AsyncConnectionPool) -> None:
    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100)
            await writer.drain()

    async with server(endless) as port:
        given = allow(allowance(size=500_000))
        with pytest.raises(Fault, match="too_large"):
            await pool.request("GET", f"http://127.0.0.1:{port}/")
    assert given.bytes_left < 0
    assert pool.connections == []


async def test_a_pool_closes_its_idle_connections_outside_of_any_exchange(site: str) -> None:
    async with httpcore.AsyncConnectionPool(network_backend=loopback_dialler()) as pool:
        assert await asyncio.create_task(ask(pool, f"{site}/ok")) == 200
        assert current.get(None) is None
    assert pool.connections == []
