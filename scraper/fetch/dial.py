"""Connections to checked addresses: what httpcore's pool asks for, and all it ever gets.

A name is looked up once, every address it has is checked, and the very address that was checked is
dialled: whoever answers differently to a second question is not asked one. Certificates are still
checked against the name, which httpcore passes along when encryption starts.

With a proxy it is the proxy that looks up and dials. All that is seen here is the way to the proxy,
which is exempt since the user chose it; what can be reached through it is for its own rules.
`Dialler.addresses` can be asked before a URL is handed to one, which keeps honest names out of a
private network, though not names that answer differently the next time.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import ip_address
from itertools import chain, zip_longest
from typing import TypeVar

import httpcore

from scraper.fetch.allowance import Allowance, allowed, current
from scraper.fetch.faults import Fault
from scraper.fetch.guard import Guard
from scraper.fetch.line import Line, Option, connect
from scraper.fetch.resolve import Resolver
from scraper.fetch.tls import HANDSHAKE, Encrypted
from scraper.types.reasons import Reason

__all__ = ["Allowance", "Dialler", "allowed", "current"]

T = TypeVar("T")
Connect = Callable[[str, int, str | None, Iterable[Option]], Awaitable[Line]]

MAX_DIALLED = 4  # of a name's addresses; each gets a share of the time, which must be worth having


class Stream(httpcore.AsyncNetworkStream):
    """A line, encrypted or not, as httpcore wants it."""

    def __init__(self, line: Line, tls: Encrypted | None = None) -> None:
        self._line, self._tls = line, tls
        self._end = tls or line

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At least a byte; empty at the end. Raises Fault, or httpcore.ReadError."""
        try:
            content = await self._end.receive(max_bytes, _patience(timeout))
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error
        if not self._is_shared:  # where one exchange reads what is another's body
            allowed().spend_head(len(content))
        return content

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Raises Fault, or httpcore.WriteError, upon which httpcore reads all the same.

        There may be nothing left to write: with HTTP/2, another exchange may have sent it along.
        """
        allowed().connection = self._line
        if not buffer:
            return
        try:
            await self._end.send(buffer, _patience(timeout))
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    @property
    def _is_shared(self) -> bool:
        return self._tls is not None and self._tls.tls.selected_alpn_protocol() == "h2"

    async def aclose(self) -> None:
        """Takes no time: nobody waits for the server to agree."""
        self._line.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """This line, encrypted. Raises Fault; the line is closed then."""
        longest = min(allowed().connect_timeout, _or_forever(timeout))
        try:
            tls = Encrypted(self._line, ssl_context, server_hostname)
            await tls.shake_hands(longest)
        except BaseException as error:  # whatever it was: no half-open line stays behind
            self._line.close()
            if isinstance(error, OSError):
                raise Fault(Reason.DISCONNECTED, HANDSHAKE) from error
            raise
        return Stream(self._line, tls)

    def get_extra_info(self, info: str) -> object:
        """What httpcore asks for: by `is_readable` it knows a server that hung up meanwhile."""
        match info:
            case "ssl_object":
                return self._tls.tls if self._tls else None
            case "server_addr":
                return self._line.remote
            case "client_addr":
                return self._line.local
            case "socket":
                return self._line.socket
            case "is_readable":
                return (self._tls is not None and self._tls.is_waiting) or self._line.is_readable
        return None


class Dialler(httpcore.AsyncNetworkBackend):
    """Dials what a guard lets pass.

    `exempt` are (host, port) pairs dialled unchecked: the proxies. `connect` is how a line to an
    address is made.
    """

    def __init__(
        self,
        guard: Guard,
        resolve: Resolver,
        *,
        exempt: frozenset[tuple[str, int]] = frozenset(),
        connect: Connect = connect,
    ) -> None:
        self._guard, self._resolve = guard, resolve
        self._exempt, self._connect = exempt, connect

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Option] | None = None,
    ) -> Stream:
        """A stream to the first address that answers.

        Raises Fault(BLOCKED_ADDRESS | DNS | CONNECT | TIMEOUT).
        """
        allowance, clock = allowed(), asyncio.get_running_loop().time
        longest = min(allowance.connect_timeout, _or_forever(timeout))
        until = clock() + longest
        addresses = (await allowance.wait(longest, self.addresses, host, port))[:MAX_DIALLED]
        failures, was_slow = [], False
        for tried, address in enumerate(addresses):
            share = (until - clock()) / (len(addresses) - tried)
            try:
                line = await allowance.wait(
                    share, self._connect, address, port, local_address, socket_options or ()
                )
            except OSError as error:
                failures.append(f"{address}: {_told(error)}")
            except Fault:  # its share of the time is over
                was_slow = True
            else:
                allowance.address = address
                return Stream(line)
        if was_slow:
            raise allowance.note(Fault(Reason.TIMEOUT, f"no connection in {longest:.3g} s"))
        raise Fault(Reason.CONNECT, "; ".join(failures))

    async def addresses(self, host: str, port: int) -> list[str]:
        """A host's addresses, in the order to dial them, each of them checked.

        One that is not for us refuses them all. Raises Fault(BLOCKED_ADDRESS | DNS).
        """
        found = await self._resolve(host, port)
        if (host, port) not in self._exempt:
            for address in found:
                self._guard.check(address)
        if not found:
            raise Fault(Reason.DNS, "no address")
        return _in_turns(found)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: object = None
    ) -> httpcore.AsyncNetworkStream:
        """Never: no page is served from a file of this machine."""
        raise Fault(Reason.BLOCKED_ADDRESS, f"{path} is a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        """As it says."""
        await asyncio.sleep(seconds)


def _in_turns(addresses: Sequence[str]) -> list[str]:
    """IPv6 and IPv4 in turns, the best first (RFC 8305, section 4): one of them may be broken."""
    parsed = [ip_address(address) for address in addresses]
    first = [str(a) for a in parsed if a.version == parsed[0].version]
    other = [str(a) for a in parsed if a.version != parsed[0].version]
    return [a for a in chain.from_iterable(zip_longest(first, other)) if a is not None]


def _patience(timeout: float | None) -> float:
    """How long a silence may last."""
    return min(allowed().stall_timeout, _or_forever(timeout))


def _or_forever(timeout: float | None) -> float:
    return sys.maxsize if timeout is None else timeout


def _told(error: OSError) -> str:
    return os.strerror(error.errno).lower() if error.errno else str(error)
