"""A TCP connection on which every wait has an end.

Sockets without asyncio's transports: those read ahead, so that what a server sends is taken in
before anybody has asked whether it may; and a socket that was not read from tells at once whether
its server has hung up.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import TypeVar, TypeVarTuple

from scraper.fetch.allowance import BrokenOff, allowed

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")
Option = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class Line:
    """A connected socket. Time and bytes are those of `allowed()` at each operation.

    A connection may be kept alive and serve another exchange, so nothing of one is kept here.
    Waits raise Fault(TIMEOUT), receiving Fault(TOO_LARGE), and both OSError.
    """

    def __init__(self, connected: socket.socket) -> None:
        self.socket = connected
        self.remote, self.local = connected.getpeername(), connected.getsockname()
        self._waiting = 0
        self._is_closed = self._is_broken_off = False

    async def receive(self, max_bytes: int, longest: float) -> bytes:
        """What has come, at least a byte; empty at the end. Waits `longest` seconds at most."""
        allowance = allowed()
        allowance.check()
        content = self._received(max_bytes)
        if content is None:
            loop = asyncio.get_running_loop()
            content = await self._wait(longest, loop.sock_recv, self.socket, max_bytes)
        else:
            await asyncio.sleep(0)  # a server faster than we are must not keep others from theirs
        if self._is_broken_off:
            raise BrokenOff
        allowance.spend(len(content))
        return content

    def _received(self, max_bytes: int, flags: int = 0) -> bytes | None:
        """What is there without waiting; None where nothing is."""
        if self._is_broken_off:
            return b""
        try:
            return self.socket.recv(max_bytes, flags)
        except BlockingIOError:
            return None

    async def send(self, content: bytes, longest: float) -> None:
        """Returns when the system has taken all of it."""
        allowed().check()
        sent = 0
        with suppress(BlockingIOError):
            sent = self.socket.send(content)
        if sent < len(content):
            loop = asyncio.get_running_loop()
            await self._wait(longest, loop.sock_sendall, self.socket, content[sent:])

    def break_off(self) -> None:
        """Closes it; who still waits for something on it, or comes later, gets a BrokenOff."""
        self._is_broken_off = True
        self.close()

    def close(self) -> None:
        """Closes it; who still waits for something on it gets an end or an OSError."""
        if self._is_closed:
            return
        self._is_closed = True
        if not self._waiting:
            self.socket.close()
            return
        with suppress(OSError):  # the loop still watches it: wake them, the last one closes
            self.socket.shutdown(socket.SHUT_RDWR)

    @property
    def is_readable(self) -> bool:
        """Whether something waits to be received, if only the end. Nothing is taken."""
        try:
            return self._received(1, socket.MSG_PEEK) is not None
        except OSError:
            return True

    async def _wait(
        self,
        longest: float,
        operation: Callable[[*Arguments], Awaitable[T]],
        *arguments: *Arguments,
    ) -> T:
        self._waiting += 1
        try:
            return await allowed().wait(longest, operation, *arguments)
        finally:
            self._waiting -= 1
            if self._is_closed and not self._waiting:
                self.socket.close()


async def connect(
    address: str, port: int, local_address: str | None = None, options: Iterable[Option] = ()
) -> Line:
    """A line to an IP address, never to a name. Raises OSError."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    connecting = socket.socket(family, socket.SOCK_STREAM)
    try:
        connecting.setblocking(False)
        connecting.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for option in options:
            connecting.setsockopt(*option)
        if local_address is not None:
            connecting.bind((local_address, 0))
        await asyncio.get_running_loop().sock_connect(connecting, (address, port))
        return Line(connecting)
    except BaseException:  # a cancelled one as well: nobody else could close it
        connecting.close()
        raise
