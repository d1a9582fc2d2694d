"""No wait on a connection lasts for ever, and none takes in more than it may."""

from __future__ import annotations

import asyncio
import socket

import httpcore
import pytest

from scraper.fetch.dial import current
from scraper.fetch.faults import Fault
from scraper.types.reasons import Reason
from tests.fetch.lines import (
    GENEROUS,
    allow,
    allowance,
    drip,
    echo,
    flood,
    hang,
    hang_up,
    line_to,
    read_on,
    reset,
)

pytestmark = pytest.mark.anyio


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
