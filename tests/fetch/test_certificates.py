"""Whom the fetcher believes: what is refused, what a user may waive, and for whom."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scraper import Fetcher, FetchError, FetchPolicy, Page
from scraper.errors import ConfigError
from tests.fetch.faultserver import NETWORK, FaultServer, certificates
from tests.fetch.lines import server as listening_at

pytestmark = pytest.mark.anyio
POLICY = FetchPolicy(allow_private=(NETWORK,), delay=0, deadline=5)
REFUSED = {
    "untrusted": "unknown issuer",
    "self-signed": "self-signed certificate",
    "expired": "expired",
    "wrong-host": "made for another name",
}


@pytest.fixture
async def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FaultServer]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.trusted(tmp_path)))
    async with FaultServer(hosts=1, tls=True) as server:
        yield server


async def get(server: FaultServer, url: str, policy: FetchPolicy = POLICY) -> Page:
    async with Fetcher(policy, resolve=server.names) as asking:
        return await asking.get(url)


def without_checks(*urls: str) -> FetchPolicy:
    return replace(POLICY, insecure=frozenset(urlsplit(url).netloc for url in urls))


@pytest.mark.parametrize("kind", REFUSED)
async def test_a_refusal_says_what_is_wrong_and_asks_for_nothing(
    server: FaultServer, kind: str
) -> None:
    with pytest.raises(FetchError) as caught:
        await get(server, server.tls_url(kind))
    assert (caught.value.reason, caught.value.detail) == ("tls", REFUSED[kind])
    assert server.ledger.arrivals == []


@pytest.mark.parametrize("kind", REFUSED)
async def test_who_waives_the_check_gets_a_page_that_says_so(
    server: FaultServer, kind: str
) -> None:
    url = server.tls_url(kind)
    page = await get(server, url, without_checks(url))
    assert page.problems == ("its TLS certificate was not checked (--insecure)",)


async def test_the_check_is_waived_for_no_other_host(server: FaultServer) -> None:
    waived, other = server.tls_url("self-signed"), server.tls_url("untrusted")
    async with Fetcher(without_checks(waived), resolve=server.names) as asking:
        assert (await asking.get(waived)).problems
        with pytest.raises(FetchError, match="unknown issuer"):
            await asking.get(other)
        assert (await asking.get(server.tls_url("good"))).problems == ()


async def test_the_name_is_checked_although_an_address_is_dialled(server: FaultServer) -> None:
    url = server.tls_url("good")
    assert (await get(server, url)).body
    by_number = url.replace("good.test", (await server.names("good.test", 443))[0])
    with pytest.raises(FetchError, match="made for another address"):
        await get(server, by_number)


async def test_the_dot_after_a_name_is_not_part_of_it(server: FaultServer) -> None:
    resolve = server.names

    async def without_dot(host: str, port: int) -> object:
        return await resolve(host.removesuffix("."), port)

    async with Fetcher(POLICY, resolve=without_dot) as asking:  # type: ignore[arg-type]
        assert (await asking.get(server.tls_url("good").replace(".test:", ".test.:"))).body


@pytest.mark.parametrize("content", [None, "no certificate"])
async def test_authorities_that_cannot_be_read_are_named(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "authorities.pem"
    if content:
        file.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    async with Fetcher(POLICY) as asking:
        with pytest.raises(ConfigError, match="SSL_CERT_FILE") as caught:
            await asking.get("https://127.0.0.1:1/")
    assert str(file) in str(caught.value)


async def test_a_server_without_tls_is_not_asked_in_plain_text() -> None:
    heard = bytearray()

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.extend(await reader.read(65_536))
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    async with listening_at(plain) as port:
        url = f"https://127.0.0.1:{port}/page/1"
        for policy in (POLICY, without_checks(url)):
            async with Fetcher(policy) as asking:
                with pytest.raises(FetchError) as caught:
                    await asking.get(url)
            assert caught.value.reason == "tls"
            assert caught.value.detail == "the server does not speak TLS"
    assert b"GET" not in heard
