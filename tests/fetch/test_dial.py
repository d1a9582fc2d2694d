"""Only checked addresses are dialled, and dialling comes to an end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_address

import httpx
import pytest

from scraper.fetch.dial import MAX_DIALLED, Dialler
from scraper.fetch.faults import Fault
from scraper.fetch.guard import Guard
from scraper.fetch.line import Line
from scraper.fetch.resolve import SystemResolver
from scraper.types.reasons import Reason
from tests.fetch.addresses import LOOPBACK_URLS, PUBLIC, SPECIAL_ADDRESSES
from tests.fetch.lines import (
    LOOPBACK,
    Recorder,
    allow,
    allowance,
    answering,
    echo,
    loopback_dialler,
    server,
)

pytestmark = pytest.mark.anyio


# Who is dialled


@pytest.mark.parametrize("url", LOOPBACK_URLS)
async def test_no_form_of_loopback_is_dialled(url: str) -> None:
    recorder = Recorder()
    dialler = Dialler(Guard(), SystemResolver(), connect=recorder)
    try:
        host = httpx.URL(url).host
    except httpx.InvalidURL:  # refused even earlier; what is no URL for httpx is one elsewhere
        host = url.removeprefix("http://").rstrip("/")
    with pytest.raises(Fault) as caught:
        await dialler.connect_tcp(host, 80)
    assert caught.value.reason in (Reason.BLOCKED_ADDRESS, Reason.DNS)
    assert recorder.dialled == []


@pytest.mark.parametrize("address", SPECIAL_ADDRESSES)
async def test_a_special_address_is_not_dialled_by_number_by_name_nor_among_others(
    address: str,
) -> None:
    recorder = Recorder()
    for host, resolve in (
        (address, SystemResolver()),
        ("gazette.example", answering(address)),
        ("gazette.example", answering("1.1.1.1", address)),
        ("gazette.example", answering("2606:4700::1111", "1.1.1.1", "8.8.8.8", address)),
    ):
        with pytest.raises(Fault, match="blocked_address"):
            await Dialler(Guard(), resolve, connect=recorder).connect_tcp(host, 443)
    assert recorder.dialled == []


@pytest.mark.parametrize("address", PUBLIC)
async def test_a_public_address_is_dialled(address: str) -> None:
    recorder = Recorder()
    with pytest.raises(Fault, match="connect"):
        await Dialler(Guard(), SystemResolver(), connect=recorder).connect_tcp(address, 443)
    assert [ip_address(dialled) for dialled in recorder.dialled] == [ip_address(address)]


async def test_a_name_that_changes_its_mind_is_dialled_where_it_was_checked() -> None:
    answers = [["1.1.1.1"], ["127.0.0.1"]]
    recorder = Recorder()

    async def resolve(host: str, port: int) -> Sequence[str]:
        return answers.pop(0)

    dialler = Dialler(Guard(), resolve, connect=recorder)
    for reason in (Reason.CONNECT, Reason.BLOCKED_ADDRESS):
        with pytest.raises(Fault) as caught:
            await dialler.connect_tcp("gazette.example", 443)
        assert caught.value.reason == reason
    assert recorder.dialled == ["1.1.1.1"]


async def test_a_proxy_is_exempt_on_its_own_port_only() -> None:
    recorder = Recorder()
    exempt = frozenset({("proxy.internal", 3128)})
    dialler = Dialler(Guard(), answering("10.0.0.1"), exempt=exempt, connect=recorder)
    with pytest.raises(Fault, match="connect"):
        await dialler.connect_tcp("proxy.internal", 3128)
    assert recorder.dialled == ["10.0.0.1"]
    for host, port in (("proxy.internal", 80), ("other.internal", 3128)):
        with pytest.raises(Fault, match="blocked_address"):
            await dialler.connect_tcp(host, port)
    assert recorder.dialled == ["10.0.0.1"]


async def test_ipv6_and_ipv4_take_turns_and_only_a_few_are_dialled() -> None:
    recorder = Recorder()
    many = [f"2606:4700::{n}" for n in range(1, 7)] + ["1.1.1.1", "8.8.8.8"]
    dialler = Dialler(Guard(), answering(*many), connect=recorder)
    with pytest.raises(Fault) as caught:
        await dialler.connect_tcp("gazette.example", 443)
    assert recorder.dialled == ["2606:4700::1", "1.1.1.1", "2606:4700::2", "8.8.8.8"]
    assert len(recorder.dialled) == MAX_DIALLED
    assert caught.value.detail.startswith("2606:4700::1: connection refused; 1.1.1.1: ")


async def test_a_name_without_addresses_is_a_dns_fault() -> None:
    with pytest.raises(Fault, match="dns"):
        await Dialler(Guard(), answering()).connect_tcp("gazette.example", 443)


async def test_what_a_resolver_gives_that_is_no_address_is_not_dialled() -> None:
    recorder = Recorder()
    for answer in ("localhost", "127.1", "0x7f000001", "fe80::1%eth0"):
        with pytest.raises(Fault, match="blocked_address"):
            await Dialler(Guard(), answering(answer), connect=recorder).connect_tcp("a.example", 80)
    assert recorder.dialled == []


async def test_a_socket_of_the_machine_is_refused() -> None:
    with pytest.raises(Fault, match="blocked_address"):
        await loopback_dialler().connect_unix_socket("/run/docker.sock")


# Connecting


async def test_a_refused_address_moves_on_to_the_next() -> None:
    given = allow(allowance())
    async with server(echo) as port:
        with socket.socket() as unused:  # bound and not listening: refuses whoever dials
            unused.bind(("127.0.0.2", port))
            dialler = Dialler(LOOPBACK, answering("127.0.0.2", "127.0.0.1"))
            stream = await dialler.connect_tcp("gazette.example", port)
    assert given.address == "127.0.0.1"
    assert stream.get_extra_info("server_addr") == ("127.0.0.1", port)
    await stream.aclose()


async def test_a_refused_connection_is_told_with_its_address() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(Fault) as caught:
            await loopback_dialler().connect_tcp("127.0.0.1", port)
    assert caught.value.reason == Reason.CONNECT
    assert caught.value.detail == "127.0.0.1: connection refused"


async def never(address: str, *_: object) -> Line:
    await asyncio.Event().wait()
    raise AssertionError


async def test_a_silent_address_leaves_time_for_the_next() -> None:
    tried: list[str] = []

    async def connect(address: str, *_: object) -> Line:
        tried.append(address)
        return await never(address)

    given = allow(allowance(connect=0.2))
    dialler = Dialler(Guard(), answering("1.1.1.1", "8.8.8.8"), connect=connect)
    with pytest.raises(Fault) as caught:
        await dialler.connect_tcp("gazette.example", 443)
    assert (caught.value.reason, caught.value.detail) == (Reason.TIMEOUT, "no connection in 0.2 s")
    assert tried == ["1.1.1.1", "8.8.8.8"]
    assert given.own(caught.value) is caught.value


async def test_a_silent_name_server_is_a_timeout() -> None:
    async def resolve(host: str, port: int) -> Sequence[str]:
        return [str(await never(host))]

    allow(allowance(connect=0.1))
    with pytest.raises(Fault, match="timeout"):
        await Dialler(Guard(), resolve).connect_tcp("gazette.example", 443)


async def test_connecting_ends_when_nobody_wants_it_any_more() -> None:
    given = allow(allowance())
    dialler = Dialler(Guard(), answering("1.1.1.1", "8.8.8.8"), connect=never)
    asyncio.get_running_loop().call_later(0.05, given.end)
    with pytest.raises(Fault, match="timeout"):
        await dialler.connect_tcp("gazette.example", 443)
