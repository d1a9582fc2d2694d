"""The fault server's hosts: pages, names, ports where nobody answers, certificates."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from scraper import extract
from scraper.fetch.faults import Fault as Failure
from scraper.types import Reason
from tests.fetch.faultserver import (
    BY_NAME,
    FaultServer,
    Names,
    certificates,
)
from tests.fetch.faultserver.answers import PAGE, STORY
from tests.fetch.faultserver.raw import Caller, ask
from tests.fetch.faultserver.server import TLS_ADDRESS

pytestmark = pytest.mark.anyio


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with FaultServer(hosts=2) as server:
        yield server


# -- pages ----------------------------------------------------------------------------------------


async def test_pages_are_served_on_one_connection_at_every_host(server: FaultServer) -> None:
    for host in range(2):
        async with Caller(server.url("/page/1", host)) as caller:
            assert [(await caller.ask(f"/page/{n}")).body for n in (1, 2)] == [PAGE, PAGE]
    assert server.ledger.requests() == {
        (host, f"/page/{n}"): 1 for host in server.hosts for n in (1, 2)
    }


async def test_requests_in_one_piece_are_answered_in_turn(server: FaultServer) -> None:
    reader, writer = await asyncio.open_connection("127.0.1.1", server.port)
    paths = ("/page/1", "/fault/not_found", "/page/2")
    writer.write("".join(f"GET {path} HTTP/1.1\r\nHost: h\r\n\r\n" for path in paths).encode())
    seen = await reader.read()  # the second one closes
    writer.close()
    assert seen.count(b"HTTP/1.1 200 OK") == 1
    assert seen.count(b"HTTP/1.1 404 Not Found") == 1


async def test_a_page_may_be_slow_and_of_ones_own() -> None:
    async with FaultServer(hosts=1, latency=0.05, body=b"<p>Short.</p>") as server:
        heard = await asyncio.gather(*(ask(server.url(f"/page/{n}")) for n in range(3)))
        assert [h.body for h in heard] == [b"<p>Short.</p>"] * 3
        assert [a.together for a in server.ledger.arrivals] == [1, 2, 3]
        assert server.ledger.crowded(2) == ["127.0.1.1/page/2: 3 at a time"]
        assert server.ledger.busy["127.0.1.1"] == 0


async def test_the_ledger_can_be_left_out() -> None:
    async with FaultServer(hosts=1, keep_ledger=False) as server:
        assert (await ask(server.url("/page/1"))).body == PAGE
        assert not server.ledger.arrivals


async def test_the_ledger_notes_statuses_and_clients_who_gave_up(server: FaultServer) -> None:
    for name in ("forbidden", "hang"):
        await ask(server.url_of(BY_NAME[name]))
    await asyncio.wait_for(_quiet(server), 1)
    forbidden, hang = server.ledger.arrivals
    assert (forbidden.status, hang.status) == (403, 0)
    assert hang.left is not None


async def _quiet(server: FaultServer) -> None:
    while any(server.ledger.busy.values()):
        await asyncio.sleep(0)


async def test_five_hundred_hosts_have_one_port() -> None:
    async with FaultServer(hosts=500) as server:
        assert server.hosts[-1] == "127.0.2.250"
        assert (await ask(server.url("/page/1", host=499))).body == PAGE


async def test_a_server_that_has_ended_leaves_no_connection_open() -> None:
    async with FaultServer(hosts=1) as server:
        sock = socket.create_connection(("127.0.1.1", server.port))
        sock.sendall(b"GET /fault/hang HTTP/1.1\r\nHost: 127.0.1.1\r\n\r\n")
        await asyncio.sleep(0.02)
    with sock, pytest.raises(ConnectionRefusedError):
        await ask(server.url("/page/1"))


# -- where nobody answers ------------------------------------------------------------------------


async def test_a_port_refuses_and_another_swallows_every_connection(server: FaultServer) -> None:
    with pytest.raises(ConnectionRefusedError):
        await ask(server.url_of(BY_NAME["refused"]))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(ask(server.url_of(BY_NAME["blackhole"])), 0.3)


async def test_names_have_the_addresses_of_the_hosts(server: FaultServer) -> None:
    assert await server.names("h1.test", 80) == ("127.0.1.2",) == server.hosts[1:]
    assert await server.names("expired.test", 443) == (TLS_ADDRESS,)
    assert await server.names("127.0.1.9", 80) == ("127.0.1.9",)
    assert server.names.asked == ["h1.test", "expired.test", "127.0.1.9"]


async def test_a_name_is_unknown_or_never_answered(server: FaultServer) -> None:
    for name in ("nowhere.test", "hx.test", "h1.test.example"):
        with pytest.raises(Failure) as caught:
            await server.names(name, 80)
        assert caught.value.reason == Reason.DNS
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(server.names("mute.test", 80), 0.05)


async def test_the_answers_for_a_name_are_given_in_turn() -> None:
    names = Names({"flips.test": [("127.0.1.1",), ("127.99.0.1", "127.0.1.1")]})
    answers = [await names("flips.test", 80) for _ in range(3)]
    assert answers == [("127.0.1.1",), ("127.99.0.1", "127.0.1.1"), ("127.99.0.1", "127.0.1.1")]


# -- TLS -----------------------------------------------------------------------------------------

COMPLAINTS = {
    "good": "",
    "untrusted": "unable to get local issuer|self-signed certificate in certificate chain",
    "self-signed": "self-signed certificate",
    "expired": "certificate has expired",
    "wrong-host": "Hostname mismatch",
    "h2": "",
}


@pytest.mark.parametrize("kind", certificates.KINDS)
async def test_only_the_good_certificates_are_believed(tmp_path: Path, kind: str) -> None:
    context = ssl.create_default_context(cafile=certificates.trusted(tmp_path))
    async with FaultServer(hosts=1, tls=True) as server:
        parts = urlsplit(server.tls_url(kind))
        dialled = asyncio.open_connection(
            TLS_ADDRESS, parts.port, ssl=context, server_hostname=parts.hostname
        )
        if COMPLAINTS[kind]:
            with pytest.raises(ssl.SSLCertVerificationError, match=COMPLAINTS[kind]):
                await dialled
        else:
            (await dialled)[1].close()


async def test_http2_ends_after_an_answer_or_within_it(tmp_path: Path) -> None:
    context = ssl.create_default_context(cafile=certificates.trusted(tmp_path))
    async with FaultServer(hosts=1, tls=True) as server:

        async def get(client: httpx.AsyncClient, name: str) -> httpx.Response:
            parts = urlsplit(server.url_of(BY_NAME[name]))
            url = f"https://{TLS_ADDRESS}:{parts.port}{parts.path}"
            named = {"Host": parts.netloc}
            return await client.get(url, headers=named, extensions={"sni_hostname": "h2.test"})

        async with httpx.AsyncClient(verify=context, http2=True) as client:
            for _ in range(2):
                answered = await get(client, "goaway_after_answer")
                assert (answered.http_version, answered.content) == ("HTTP/2", PAGE)
            with pytest.raises(httpx.RemoteProtocolError, match="ConnectionTerminated"):
                await get(client, "goaway_in_body")
        assert [a.host for a in server.ledger.arrivals] == ["h2.test"] * 3


def test_the_story_is_in_the_page() -> None:
    assert all(sentence in extract(PAGE).text for sentence in STORY)
