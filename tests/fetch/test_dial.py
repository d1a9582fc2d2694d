"""Only checked addresses are dialled, and no wait on a connection lasts for ever."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_address

import httpcore
import httpx
import pytest

from scraper.fetch.dial import MAX_DIALLED, Dialler, current
from scraper.fetch.faults import Fault
from scraper.fetch.guard import Guard
from scraper.fetch.line import Line
from scraper.fetch.resolve import SystemResolver
from scraper.types.reasons import Reason
from tests.fetch.addresses import LOOPBACK_URLS, PUBLIC, SPECIAL_ADDRESSES
from tests.fetch.lines import (
    GENEROUS,
    LOOPBACK,
    Recorder,
    allow,
    allowance,
    answering,
    drip,
    echo,
    flood,
    hang,
    hang_up,
    line_to,
    loopback_dialler,
    read_on,
    reset,
    server,
)

pytestmark = pytest.mark.anyio
NOWHERE = "203.0.113.9"


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


# Reading and writing


@pytest.mark.parametrize("serve", [drip, hang, flood])
async def test_no_server_outlives_the_deadline(serve: object) -> None:
    allow(allowance())
    async with line_to(serve) as stream:  # type: ignore[arg-type]
        allow(allowance(0.15, size=10**15))
        with pytest.raises(Fault) as caught:
            await asyncio.wait_for(read_on(stream), GENEROUS)
        assert caught.value.reason == Reason.TIMEOUT


async def test_silence_ends_before_the_deadline_does() -> None:
    allow(allowance())
    async with line_to(hang) as stream:
        allow(allowance(stall=0.1))
        with pytest.raises(Fault) as caught:
            await stream.read(10)
        assert (caught.value.reason, caught.value.detail) == (Reason.TIMEOUT, "nothing for 0.1 s")


async def test_httpcores_own_timeout_counts_too() -> None:
    allow(allowance())
    async with line_to(hang) as stream:
        with pytest.raises(Fault, match="timeout"):
            await stream.read(10, timeout=0.05)


async def test_a_drip_is_no_silence_and_uses_up_the_budget() -> None:
    allow(allowance(size=100, stall=GENEROUS / 2))
    async with line_to(drip) as stream:
        with pytest.raises(Fault, match="too_large"):
            await read_on(stream)


async def test_ending_it_ends_a_read_at_once() -> None:
    given = allow(allowance())
    async with line_to(hang) as stream:
        reading = asyncio.create_task(stream.read(10))
        await asyncio.sleep(0)
        given.end()
        with pytest.raises(Fault) as caught:
            await asyncio.wait_for(reading, GENEROUS / 2)
        assert (caught.value.reason, caught.value.detail) == (Reason.TIMEOUT, "its time was up")
        assert not reading.cancelled()
        with pytest.raises(Fault, match="timeout"):  # and so does all that comes after
            await stream.write(b"x")


async def test_ending_it_twice_or_after_all_is_over_does_nothing() -> None:
    given = allow(allowance())
    async with line_to(echo) as stream:
        await stream.write(b"news")
        assert await stream.read(10) == b"news"
        given.end()
        given.end()
        allow(allowance())
        await stream.write(b"more")
        assert await stream.read(10) == b"more"


async def test_a_write_that_nobody_takes_ends() -> None:
    async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        await asyncio.sleep(GENEROUS)

    allow(allowance())
    async with line_to(deaf) as stream:
        allow(allowance(0.15))
        with pytest.raises(Fault, match="timeout"):
            await stream.write(b"x" * 50_000_000)


async def test_a_long_write_arrives_whole() -> None:
    allow(allowance())
    heard = asyncio.get_running_loop().create_future()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set_result(len(await reader.readexactly(5_000_000)))

    async with line_to(listen) as stream:
        await stream.write(b"x" * 5_000_000)
        assert await heard == 5_000_000


async def test_the_last_byte_allowed_passes_and_the_next_does_not() -> None:
    allow(allowance())
    async with line_to(echo) as stream:
        given = allow(allowance(size=8))
        await stream.write(b"eight...")
        received = b""
        while len(received) < 8:
            received += await stream.read(8)
        assert given.bytes_left == 0
        await stream.write(b"x")
        with pytest.raises(Fault) as caught:
            await stream.read(8)
        assert caught.value.reason == Reason.TOO_LARGE
        assert given.own(caught.value) is caught.value


async def test_an_endless_body_ends_at_the_budget() -> None:
    given = allow(allowance(size=1_000_000))
    async with line_to(flood) as stream:
        with pytest.raises(Fault, match="too_large"):
            await read_on(stream)
    assert -65_536 <= given.bytes_left < 0


async def test_a_connection_kept_alive_serves_the_next_exchange_by_its_own_allowance() -> None:
    first = allow(allowance(size=4))
    async with line_to(echo) as stream:
        await stream.write(b"news")
        assert await stream.read(10) == b"news"
        first.end()
        second = allow(allowance(size=1000))
        await stream.write(b"more")
        assert await stream.read(10) == b"more"
        assert second.bytes_left == 996
        assert (first.address, second.address) == ("127.0.0.1", None)


async def test_outside_of_an_exchange_a_connection_still_works() -> None:
    assert current.get(None) is None
    async with line_to(echo) as stream:
        await stream.write(b"news")
        assert await stream.read(10) == b"news"


async def test_the_end_of_a_connection_is_empty_and_its_break_an_error_of_httpcore() -> None:
    allow(allowance())
    async with line_to(hang_up) as stream:
        assert await stream.read(10) == b""
    async with line_to(reset) as stream:
        await stream.write(b"x")
        with pytest.raises(httpcore.ReadError):
            await stream.read(10)
        with pytest.raises(httpcore.WriteError):
            await stream.write(b"x")


async def test_a_connection_tells_whether_its_server_hung_up() -> None:
    allow(allowance())
    async with line_to(echo) as stream:
        assert stream.get_extra_info("is_readable") is False
        await stream.aclose()
        assert stream.get_extra_info("is_readable") is True
    async with line_to(hang_up) as stream:
        await stream.read(1)
        assert stream.get_extra_info("is_readable") is True


async def test_closing_wakes_who_still_reads() -> None:
    allow(allowance())
    async with line_to(hang) as stream:
        reading = asyncio.create_task(stream.read(10))
        await asyncio.sleep(0)
        await stream.aclose()
        assert await asyncio.wait_for(reading, GENEROUS / 2) == b""
        closed = stream.get_extra_info("socket")
        assert isinstance(closed, socket.socket)
        assert closed.fileno() == -1


async def test_a_flood_leaves_others_their_turn() -> None:
    allow(allowance(size=20_000_000))
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async with line_to(flood) as stream:
        waiting = asyncio.create_task(others())
        with pytest.raises(Fault, match="too_large"):
            await read_on(stream)
        waiting.cancel()
    assert turns > 200


async def test_another_exchanges_end_is_a_broken_connection_to_those_that_share_it() -> None:
    ours, theirs = allowance(), allowance()
    theirs.end()
    with pytest.raises(Fault) as caught:
        theirs.check()
    assert theirs.own(caught.value).reason == Reason.TIMEOUT
    assert ours.own(caught.value).reason == Reason.DISCONNECTED
    refused = Fault(Reason.CONNECT)
    assert ours.own(refused) is refused
