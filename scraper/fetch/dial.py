"""The network below HTTP: who may be dialled, until when, and for how many bytes.

Here and nowhere above, because only here is every single read seen. A server that sends a byte a
second satisfies any timeout between two reads; and a request that is cancelled from above loses its
place in httpcore's pool for good (encode/httpcore#1093). So what is over fails here, as any broken
connection does, and the layers above clean up as they are used to.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Coroutine, Iterable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, TypeVar

import httpcore

from scraper.fetch.faults import Fault
from scraper.fetch.guard import Guard
from scraper.fetch.resolve import Resolver
from scraper.types import Reason

CLOSING_SECONDS = 5.0  # for what happens on a connection once its exchange is over
MIN_SHARE = 2.0  # seconds an address is given at least, where a host has many

_Result = TypeVar("_Result")


@dataclass(slots=True)
class Allowance:
    """What one exchange may still use.

    `until` is the loop's time when all is over, `bytes_left` counts what comes over the wire,
    headers included. `address` is who was dialled for it, None where a connection was still open.
    """

    until: float
    bytes_left: int
    connect_timeout: float
    stall_timeout: float
    address: str | None = None
    _waiting: asyncio.Timeout | None = field(default=None, repr=False)
    _fault: Fault | None = field(default=None, repr=False)

    def end(self) -> None:
        """Nothing; the exchange fails with its next step, at once where it is waiting now."""
        self.until = 0.0
        if self._waiting is not None and not self._waiting.expired():
            self._waiting.reschedule(0.0)

    async def within(self, work: Coroutine[Any, Any, _Result], longest: float) -> _Result:
        """The result of work. Raises Fault(TIMEOUT) after `longest` seconds, or at the end."""
        now = asyncio.get_running_loop().time()
        if now >= self.until:
            work.close()
            raise self.note(Fault(Reason.TIMEOUT, "its time was over"))
        try:
            async with asyncio.timeout_at(min(self.until, now + longest)) as self._waiting:
                return await work
        except TimeoutError as error:
            over = asyncio.get_running_loop().time() >= self.until
            why = "its time was over" if over else f"{longest:g} s of silence"
            raise self.note(Fault(Reason.TIMEOUT, why)) from error
        finally:
            self._waiting = None

    def note(self, fault: Fault) -> Fault:
        """The fault, known from now on as one of this exchange."""
        self._fault = fault
        return fault

    def own(self, fault: Fault) -> Fault:
        """A fault as this exchange should tell it.

        Exchanges share a connection of HTTP/2, and one that runs out of time or bytes ends it for
        all; to the others it has broken off.
        """
        if fault is self._fault or fault.reason not in (Reason.TIMEOUT, Reason.TOO_LARGE):
            return fault
        return Fault(Reason.DISCONNECTED, "another exchange ended the connection they shared")


current: ContextVar[Allowance | None] = ContextVar("current", default=None)
"""The allowance of the exchange that a task is on."""


class Dialler(httpcore.AsyncNetworkBackend):
    """Dials the very addresses that the guard has seen, and counts what comes back.

    `exempt` are the hosts and ports of the user's proxies, which no guard keeps us from.
    """

    def __init__(
        self, guard: Guard, resolve: Resolver, *, exempt: Iterable[tuple[str, int]] = ()
    ) -> None:
        self._guard, self._resolve, self._exempt = guard, resolve, frozenset(exempt)
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address that takes it. Raises Fault."""
        allowance = _allowance()
        addresses = await allowance.within(self._look_up(host, port), allowance.connect_timeout)
        share = max(allowance.connect_timeout / len(addresses), MIN_SHARE)
        for number, address in enumerate(addresses, 1):
            try:
                stream = await allowance.within(
                    self._backend.connect_tcp(address, port, None, local_address, socket_options),
                    share,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                if number == len(addresses):
                    raise Fault(Reason.CONNECT, f"{address}: {_cause(error)}") from error
            except Fault:
                if number == len(addresses):
                    raise
            else:
                allowance.address = address
                return _Line(stream)
        raise AssertionError("the last address connects or raises")

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.AsyncNetworkStream:
        raise Fault(Reason.BLOCKED_ADDRESS, "a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _look_up(self, host: str, port: int) -> Sequence[str]:
        """All addresses of a host, every one of them allowed."""
        addresses = (host,) if _is_address(host) else await self._resolve(host, port)
        if not addresses:
            raise Fault(Reason.DNS, host)
        if (host, port) not in self._exempt:
            for address in addresses:
                self._guard.check(address)
        return addresses


class _Line(httpcore.AsyncNetworkStream):
    """A connection that asks at each step what its exchange may still use."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        allowance = _allowance()
        got = await allowance.within(self._stream.read(max_bytes), allowance.stall_timeout)
        allowance.bytes_left -= len(got)
        if allowance.bytes_left < 0:
            told = "more was sent than a page and its headers may have"
            raise allowance.note(Fault(Reason.TOO_LARGE, told))
        return got

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        allowance = _allowance()
        await allowance.within(self._stream.write(buffer), allowance.stall_timeout)

    async def aclose(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING_SECONDS):
                await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        allowance = _allowance()
        handshake = self._stream.start_tls(ssl_context, server_hostname)
        try:
            return _Line(await allowance.within(handshake, allowance.connect_timeout))
        except Fault:  # nobody above knows of the connection yet
            await self.aclose()
            raise
        except httpcore.ConnectError as error:
            cause = error.__cause__ or error.__context__
            if isinstance(cause, ssl.SSLError):
                raise Fault(Reason.TLS, _tls(cause)) from error
            raise Fault(Reason.DISCONNECTED, "during the TLS handshake") from error

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _allowance() -> Allowance:
    """That of the exchange; a small one where there is none: somebody is closing connections."""
    until = asyncio.get_running_loop().time() + CLOSING_SECONDS
    return current.get() or Allowance(until, 1_000_000, CLOSING_SECONDS, CLOSING_SECONDS)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _cause(error: Exception) -> str:
    cause = error.__cause__ or error.__context__
    return getattr(cause, "strerror", None) or str(cause or error) or type(error).__name__


def _tls(error: ssl.SSLError) -> str:
    """What is wrong, in OpenSSL's words without its numbers."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return (error.reason or str(error)).replace("_", " ").lower()
