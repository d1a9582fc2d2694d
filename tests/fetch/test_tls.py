"""Certificates are checked against the name, whatever address was dialled; failures have words."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpcore
import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from scraper.fetch.dial import Dialler
from scraper.fetch.faults import Fault
from scraper.types.reasons import Reason
from tests.fetch.lines import (
    GENEROUS,
    LOOPBACK,
    Serve,
    allow,
    allowance,
    answering,
    drip,
    echo,
    flood,
    hang,
    hang_up,
    read_on,
    server,
)

pytestmark = pytest.mark.anyio
HOST = "gazette.example"
AUTHORITY = trustme.CA()


def trusting() -> ssl.SSLContext:
    """What a client has that trusts one authority."""
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def presenting(certificate: trustme.LeafCert) -> ssl.SSLContext:
    """What a server has that shows a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server that vouches for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "self-signed.pem"
    pem, plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.write_bytes(
        made.public_bytes(pem) + key.private_bytes(pem, plain, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@asynccontextmanager
async def encrypted(
    serve: Serve, context: ssl.SSLContext, host: str = HOST
) -> AsyncIterator[httpcore.AsyncNetworkStream]:
    """An encrypted stream to a server of that name at 127.0.0.1."""
    async with server(serve, ssl=context) as port:
        plain = await Dialler(LOOPBACK, answering("127.0.0.1")).connect_tcp(host, port)
        try:
            yield await plain.start_tls(trusting(), host)
        finally:
            await plain.aclose()


async def refusal(context: ssl.SSLContext, host: str = HOST) -> str:
    """What is told of a server's certificate."""
    allow(allowance())
    with pytest.raises(Fault) as caught:
        async with encrypted(echo, context, host):
            raise AssertionError("it was trusted")
    assert caught.value.reason == Reason.TLS
    return caught.value.detail


async def test_a_certificate_of_an_unknown_authority_is_refused() -> None:
    stranger = presenting(trustme.CA().issue_cert(HOST))
    assert await refusal(stranger) == "unknown issuer"


async def test_a_self_signed_certificate_is_refused(tmp_path: Path) -> None:
    assert await refusal(self_signed(tmp_path)) == "self-signed certificate"


async def test_an_expired_certificate_is_refused() -> None:
    past = datetime.now(UTC) - timedelta(days=1)
    assert await refusal(presenting(AUTHORITY.issue_cert(HOST, not_after=past))) == "expired"


async def test_a_certificate_for_another_name_is_refused() -> None:
    other = presenting(AUTHORITY.issue_cert("courier.example"))
    assert await refusal(other) == "made for another name"


async def test_a_certificate_for_another_address_is_refused() -> None:
    other = presenting(AUTHORITY.issue_cert("127.0.0.2"))
    assert await refusal(other, "127.0.0.1") == "made for another address"


@pytest.mark.parametrize("host", [HOST, f"{HOST}."])
async def test_the_server_is_asked_for_by_name_although_an_address_was_dialled(host: str) -> None:
    asked: list[str | None] = []
    context = presenting(AUTHORITY.issue_cert(HOST))
    context.sni_callback = lambda _, name, __: asked.append(name)
    given = allow(allowance())
    async with encrypted(echo, context, host) as stream:
        await stream.write(b"news")
        assert await stream.read(10) == b"news"
        assert stream.get_extra_info("is_readable") is False  # tickets of TLS 1.3 are no news
        tls = stream.get_extra_info("ssl_object")
        assert isinstance(tls, ssl.SSLObject)
        assert tls.server_hostname == HOST
    assert asked == [HOST]
    assert given.address == "127.0.0.1"


async def test_both_see_which_protocol_was_agreed_on() -> None:
    context = presenting(AUTHORITY.issue_cert(HOST))
    context.set_alpn_protocols(["h2", "http/1.1"])
    ours = trusting()
    ours.set_alpn_protocols(["http/1.1", "h2"])
    allow(allowance())
    async with server(echo, ssl=context) as port:
        plain = await Dialler(LOOPBACK, answering("127.0.0.1")).connect_tcp(HOST, port)
        stream = await plain.start_tls(ours, HOST)
        assert stream.get_extra_info("ssl_object").selected_alpn_protocol() == "h2"
        await stream.aclose()


async def test_a_server_that_speaks_no_tls_is_told_as_such() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await reader.read(65_536)

    assert await handshake_with(plain) == (Reason.TLS, "the server does not speak TLS")


async def test_a_server_that_hangs_up_in_the_handshake_is_a_broken_connection() -> None:
    assert await handshake_with(hang_up) == (Reason.DISCONNECTED, "during the TLS handshake")


@pytest.mark.parametrize("rest", [hang, drip])
async def test_no_handshake_outlives_the_time_for_connecting(rest: Serve) -> None:
    """Not even one whose server says a byte of a long record now and then."""

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")  # a ServerHello of 16 KB begins
        await rest(reader, writer)

    reason, _ = await handshake_with(slow, connect=0.15)
    assert reason == Reason.TIMEOUT


async def handshake_with(serve: Serve, connect: float = GENEROUS) -> tuple[str, str]:
    """The fault of a handshake with a server that does not do its part."""
    allow(allowance())
    async with server(serve) as port:
        plain = await Dialler(LOOPBACK, answering("127.0.0.1")).connect_tcp(HOST, port)
        allow(allowance(connect=connect))
        with pytest.raises(Fault) as caught:
            await plain.start_tls(trusting(), HOST)
        assert plain.get_extra_info("is_readable")  # closed
    return caught.value.reason, caught.value.detail


@pytest.mark.parametrize("serve", [drip, hang, flood])
async def test_no_server_outlives_the_deadline_by_encrypting(serve: Serve) -> None:
    allow(allowance())
    async with encrypted(serve, presenting(AUTHORITY.issue_cert(HOST))) as stream:
        allow(allowance(0.15, size=10**15))
        with pytest.raises(Fault, match="timeout"):
            await read_on(stream)


async def test_ending_it_ends_an_encrypted_read() -> None:
    given = allow(allowance())
    async with encrypted(hang, presenting(AUTHORITY.issue_cert(HOST))) as stream:
        reading = asyncio.create_task(stream.read(10))
        await asyncio.sleep(0)
        given.end()
        with pytest.raises(Fault, match="timeout"):
            await asyncio.wait_for(reading, GENEROUS / 2)


async def test_the_byte_budget_counts_what_is_on_the_wire() -> None:
    allow(allowance())
    async with encrypted(flood, presenting(AUTHORITY.issue_cert(HOST))) as stream:
        given = allow(allowance(size=1_000_000))
        with pytest.raises(Fault, match="too_large"):
            await read_on(stream)
    assert -65_536 <= given.bytes_left < 0


async def test_an_encrypted_line_carries_much_both_ways_and_then_ends() -> None:
    sent = bytes(range(256)) * 8_000  # two megabytes

    async def back(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write((await reader.readexactly(len(sent)))[::-1])
        await writer.drain()

    allow(allowance())
    async with encrypted(back, presenting(AUTHORITY.issue_cert(HOST))) as stream:
        assert stream.get_extra_info("is_readable") is False
        await stream.write(sent)
        assert await read_on(stream) == sent[::-1]
