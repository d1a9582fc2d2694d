"""Servers on loopback and dialled ones, for the tests of connections."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress

from httpcore import AsyncNetworkStream

from scraper.fetch.dial import Allowance, Dialler, Stream, current
from scraper.fetch.guard import Guard
from scraper.fetch.line import Line, Option
from scraper.fetch.resolve import Resolver, SystemResolver

LOOPBACK = Guard(["127.0.0.0/8"])
GENEROUS = 20.0  # seconds; nothing here takes longer, however busy the machine

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def allowance(
    seconds: float = GENEROUS,
    size: int = 10_000_000,
    connect: float = GENEROUS,
    stall: float = GENEROUS,
) -> Allowance:
    """Plenty of everything, but for what a test is about."""
    return Allowance(asyncio.get_running_loop().time() + seconds, size, connect, stall)


def allow(given: Allowance) -> Allowance:
    """Makes it the one of this task."""
    current.set(given)
    return given


def answering(*addresses: str) -> Resolver:
    """Gives every name these addresses."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return addresses

    return resolve


class Recorder:
    """Notes who is dialled, and lets nobody answer."""

    def __init__(self) -> None:
        self.dialled: list[str] = []

    async def __call__(
        self, address: str, port: int, local_address: str | None, options: Iterable[Option]
    ) -> Line:
        self.dialled.append(address)
        raise ConnectionRefusedError(111, "only a recording")


def loopback_dialler() -> Dialler:
    return Dialler(LOOPBACK, SystemResolver())


@asynccontextmanager
async def server(serve: Serve, **options: object) -> AsyncIterator[int]:
    """The port of a server on 127.0.0.1; a connection that is cut does not bother it."""

    open_ones = set[asyncio.StreamWriter]()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_ones.add(writer)
        with suppress(OSError, asyncio.IncompleteReadError):
            await serve(reader, writer)
        writer.close()
        open_ones.discard(writer)

    listening = await asyncio.start_server(one, "127.0.0.1", 0, **options)  # type: ignore[arg-type]
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()
        for writer in open_ones:
            writer.transport.abort()
        await asyncio.sleep(0.01)  # for the loop to close them


@asynccontextmanager
async def line_to(serve: Serve) -> AsyncIterator[Stream]:
    """A stream to a server of one's own. Whoever enters has an allowance already."""
    async with server(serve) as port:
        stream = await loopback_dialler().connect_tcp("127.0.0.1", port)
        try:
            yield stream
        finally:
            await stream.aclose()


async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes everything and says nothing."""
    while await reader.read(65_536):
        pass


async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte every few milliseconds, for ever."""
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.005)


async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """As much as is taken, for ever."""
    while True:
        writer.write(b"x" * 65_536)
        await writer.drain()


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Says what it hears."""
    while heard := await reader.read(65_536):
        writer.write(heard)
        await writer.drain()


async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Says goodbye."""


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Breaks the connection rudely once something came."""
    await reader.read(1)
    writer.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0"
    )
    writer.transport.abort()


async def read_on(stream: AsyncNetworkStream) -> bytes:
    """All that comes until the end."""
    received = bytearray()
    while piece := await stream.read(65_536):
        received += piece
    return bytes(received)
