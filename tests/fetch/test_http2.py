"""Exchanges that share an HTTP/2 connection: one that ends takes the connection along, no more."""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import AsyncIterator
from functools import partial

import httpcore
import pytest
import trustme
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from scraper.fetch.dial import Allowance, Dialler
from scraper.fetch.faults import Fault
from scraper.types.reasons import Reason
from tests.fetch.lines import GENEROUS, LOOPBACK, allow, allowance, answering, server

pytestmark = pytest.mark.anyio
HOST = "gazette.example"
AUTHORITY = trustme.CA()


async def serve(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, pages: asyncio.Queue[bytes]
) -> None:
    """A site that answers for /ok and for nothing else, and tells what it was asked for."""
    talk = H2Connection(H2Configuration(client_side=False))
    talk.initiate_connection()
    writer.write(talk.data_to_send())
    while heard := await reader.read(65_536):
        for event in talk.receive_data(heard):
            if isinstance(event, RequestReceived):
                page = dict(event.headers)[b":path"]
                pages.put_nowait(page)
                if page == b"/ok":
                    talk.send_headers(event.stream_id, [(":status", "200")])
                    talk.send_data(event.stream_id, b"news", end_stream=True)
        writer.write(talk.data_to_send())
        await writer.drain()


@pytest.fixture
def pages() -> asyncio.Queue[bytes]:
    """What the site is asked for, in order."""
    return asyncio.Queue()


@pytest.fixture
async def site(pages: asyncio.Queue[bytes]) -> AsyncIterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert(HOST).configure_cert(context)
    context.set_alpn_protocols(["h2"])
    async with server(partial(serve, pages=pages), ssl=context) as port:
        yield f"https://{HOST}:{port}"


@pytest.fixture
async def pool() -> AsyncIterator[httpcore.AsyncConnectionPool]:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    dialler = Dialler(LOOPBACK, answering("127.0.0.1"))
    async with httpcore.AsyncConnectionPool(
        context, network_backend=dialler, http2=True, max_connections=2
    ) as pool:
        yield pool


async def ask(pool: httpcore.AsyncConnectionPool, url: str, given: Allowance) -> int | str:
    """The status of an exchange, or the reason it had none, as this exchange should see it."""
    allow(given)
    try:
        return (await pool.request("GET", url)).status
    except Fault as fault:
        return given.own(fault).reason


async def test_one_that_ends_is_a_broken_connection_to_the_others_and_later_ones_do_not_notice(
    pool: httpcore.AsyncConnectionPool, site: str, pages: asyncio.Queue[bytes]
) -> None:
    assert await ask(pool, f"{site}/ok", allowance()) == 200
    unwanted = allowance()
    hasty = asyncio.create_task(ask(pool, f"{site}/first", unwanted))
    patient = asyncio.create_task(ask(pool, f"{site}/second", allowance()))
    assert [await pages.get() for _ in range(3)] == [b"/ok", b"/first", b"/second"]
    unwanted.end()
    assert await asyncio.wait_for(hasty, GENEROUS / 2) == Reason.TIMEOUT
    assert await asyncio.wait_for(patient, GENEROUS / 2) == Reason.DISCONNECTED
    assert await ask(pool, f"{site}/ok", allowance()) == 200


async def test_ended_exchanges_leave_the_pool_as_good_as_new(
    pool: httpcore.AsyncConnectionPool, site: str
) -> None:
    moments = random.Random(7)
    hanging = [ask(pool, f"{site}/never", allowance(moments.random() / 2)) for _ in range(100)]
    ended = await asyncio.wait_for(asyncio.gather(*hanging), 3 * GENEROUS)
    assert set(ended) <= {Reason.TIMEOUT, Reason.DISCONNECTED}
    ordinary = [ask(pool, f"{site}/ok", allowance()) for _ in range(20)]
    assert await asyncio.wait_for(asyncio.gather(*ordinary), GENEROUS) == [200] * 20
