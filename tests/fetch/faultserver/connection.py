"""One client's connection: heads of requests come in, whatever bytes a fault wants go out."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.fetch.faultserver.ledger import Ledger
from tests.fetch.faultserver.request import Request, read_request

END = b"\r\n\r\n"
PLAIN = b"GET /page/"
RESET = struct.pack("ii", 1, 0)  # SO_LINGER for no time at all: what is closed is reset


@dataclass(frozen=True, slots=True)
class House:
    """What all connections of a server share.

    `plain` is the whole answer for every page without behaviour of its own, sent without a detour;
    None lets `serve` answer those too. `open` are the connections of now.
    """

    serve: Handler
    plain: bytes | None = None
    ledger: Ledger | None = None
    open: set[asyncio.Transport] = field(default_factory=set)


class Connection(asyncio.Protocol):
    """Answers requests in turn. It is closed after an answer, unless its handler sets `stays`."""

    def __init__(self, house: House, scheme: str = "http") -> None:
        self._house, self._scheme = house, scheme
        self._inbox = b""
        self._turn = 0
        self._task: asyncio.Task[None] | None = None
        self._writable = asyncio.Event()
        self._writable.set()
        self._said = b""  # the beginning of the current answer, for the ledger
        self.stays = False

    # -- for handlers ----------------------------------------------------------------------------

    async def send(self, data: bytes) -> None:
        """Nothing; waits while the client reads more slowly than we send."""
        if self._transport.is_closing():
            raise ConnectionResetError
        if len(self._said) < 1_000:
            self._said += data[:1_000]
        self._transport.write(data)
        await self._writable.wait()

    async def until_gone(self) -> None:
        """Nothing, and never: the client has to give up."""
        await asyncio.get_running_loop().create_future()

    def reset(self) -> None:
        """Nothing; the client's next read fails with a reset connection."""
        self._transport.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, RESET
        )
        self._transport.abort()

    # -- asyncio.Protocol ------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._house.open.add(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._house.open.discard(self._transport)
        self._writable.set()
        if self._task:
            self._task.cancel()

    def pause_writing(self) -> None:
        self._writable.clear()

    def resume_writing(self) -> None:
        self._writable.set()

    def data_received(self, data: bytes) -> None:
        self._inbox += data
        self._advance()

    def _advance(self) -> None:
        """Nothing; begins with the next request if it is there, and none is being answered."""
        while self._task is None and END in self._inbox:
            head, _, self._inbox = self._inbox.partition(END)
            self._turn += 1
            plain = self._house.plain
            if plain is not None and head.startswith(PLAIN):
                self._answer_at_once(head, plain)
            else:
                request = read_request(head, self._scheme, self._turn)
                self._task = asyncio.get_running_loop().create_task(self._answer(request))

    def _answer_at_once(self, head: bytes, plain: bytes) -> None:
        self._transport.write(plain)
        if self._house.ledger is not None:
            request = read_request(head, self._scheme, self._turn)
            self._house.ledger.arrive(request.host, request.path).leave(plain[:1_000])

    async def _answer(self, request: Request) -> None:
        ledger = self._house.ledger
        arrival = ledger.arrive(request.host, request.path) if ledger is not None else None
        self.stays, self._said = False, b""
        try:
            await self._house.serve(self, request)
        except ConnectionError:
            self.stays = False
        finally:
            self._task = None
            if arrival:
                arrival.leave(self._said)
        if self.stays:
            self._advance()
        else:
            self._transport.close()


Handler = Callable[[Connection, Request], Awaitable[None]]
