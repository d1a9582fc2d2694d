"""What one exchange may still use of time and bytes, and the bound that sets on every wait.

httpcore 1.0 loses a slot of its pool for good when a task is cancelled at the wrong moment
(encode/httpcore#1093). So nobody cancels: time runs out within the network operation itself, which
fails as it would for a broken connection, and the pool tidies up after itself.

Only where an exchange is on no such operation is it cancelled, a moment later: it waits for its
turn on a connection of HTTP/2 that another reads from, or for ever, since a server that lowers its
SETTINGS_MAX_CONCURRENT_STREAMS below what is under way locks up httpcore 1.0. Nobody knows in what
state that leaves its connection and its pool: both are given up.
"""

from __future__ import annotations

import asyncio
import math
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, TypeVarTuple

from scraper.fetch.faults import Fault
from scraper.types.reasons import Reason

T = TypeVar("T")
Arguments = TypeVarTuple("Arguments")

TIME_UP = "its time was up"
HEAD_BYTES = 300_000  # of headers, those of interim answers (103 ...) included; h11 takes 100 kB
GRACE = 0.2  # seconds; from the end of an exchange until it is cancelled after all
IDLE = 5.0  # seconds for what belongs to no exchange, such as closing a connection kept alive


class BrokenOff(Fault):
    """Another exchange ended the connection that both shared: no fault of the server's."""

    def __init__(self) -> None:
        super().__init__(Reason.DISCONNECTED, "another exchange ended the connection they shared")


class Cancelled(Fault):
    """An exchange's time was up, and no operation of its own could tell it so."""

    def __init__(self) -> None:
        super().__init__(Reason.TIMEOUT, TIME_UP)


class Shareable(Protocol):
    """A connection that several exchanges may be on, as they are with HTTP/2."""

    def break_off(self) -> None:
        """Closes it; all who are on it get a BrokenOff."""


@dataclass(slots=True, eq=False)
class Allowance:
    """How long an exchange may take, and how many bytes it may receive, headers included.

    `until` is a moment of the event loop's clock, the others are seconds: `connect_timeout` for a
    connection, and for its encryption; `stall_timeout` for silence. `address` is who was dialled,
    None where a connection kept alive served. `connection` is the one it is on. `head_left` is how
    many bytes may come before the headers are complete: reading them costs far more than a body.
    """

    until: float
    bytes_left: int
    connect_timeout: float
    stall_timeout: float
    address: str | None = None
    connection: Shareable | None = None
    head_left: int = sys.maxsize
    _fault: Fault | None = field(default=None, init=False, repr=False)
    _waits: set[asyncio.Timeout] = field(default_factory=set, init=False, repr=False)
    _last_resort: asyncio.Timeout | None = field(default=None, init=False, repr=False)

    def end(self) -> None:
        """Ends it now: the operation in progress raises Fault(TIMEOUT), and so does any later."""
        if self.until == -math.inf:
            return
        self.until = -math.inf
        if self._last_resort and not self._last_resort.expired():
            self._last_resort.reschedule(asyncio.get_running_loop().time() + GRACE)
        for wait in self._waits:
            if not wait.expired():
                wait.reschedule(self.until)

    @asynccontextmanager
    async def bounds(self) -> AsyncIterator[None]:
        """While it lasts, the exchange is made. Raises Cancelled."""
        try:
            async with asyncio.timeout_at(self.until + GRACE) as self._last_resort:
                yield
        except TimeoutError as error:
            if self.connection:
                self.connection.break_off()
            raise self.note(Cancelled()) from error
        finally:
            self._last_resort = None

    def note(self, fault: Fault) -> Fault:
        """The fault, known from now on as one that came of this exchange."""
        self._fault = fault
        return fault

    def own(self, fault: Fault) -> Fault:
        """A fault as this exchange should report it.

        On an HTTP/2 connection, which exchanges share, one that runs out of time or bytes ends the
        others: to them that is a connection that broke off.
        """
        if fault is self._fault or fault.reason not in (Reason.TIMEOUT, Reason.TOO_LARGE):
            return fault
        return BrokenOff()

    def check(self) -> None:
        """Raises Fault(TIMEOUT) when its time is up."""
        if self.until <= asyncio.get_running_loop().time():
            raise self.note(Fault(Reason.TIMEOUT, TIME_UP))

    def spend(self, received: int) -> None:
        """Takes bytes off. Raises Fault(TOO_LARGE) when there are none left."""
        self.bytes_left -= received
        if self.bytes_left < 0:
            raise self.note(Fault(Reason.TOO_LARGE, "as sent"))

    def spend_head(self, received: int) -> None:
        """Takes bytes off that came while headers were still awaited. Raises Fault(TOO_LARGE)."""
        self.head_left -= received
        if self.head_left < 0:
            raise self.note(Fault(Reason.TOO_LARGE, "headers without end"))

    async def wait(
        self,
        longest: float,
        operation: Callable[[*Arguments], Awaitable[T]],
        *arguments: *Arguments,
    ) -> T:
        """What an operation gives. Raises Fault(TIMEOUT) after `longest` seconds, or at its end.

        `asyncio.timeout_at` takes back the cancellation it works by before anybody sees it.
        """
        self.check()
        wait = asyncio.timeout_at(min(self.until, asyncio.get_running_loop().time() + longest))
        self._waits.add(wait)
        try:
            async with wait:
                return await operation(*arguments)
        except TimeoutError:
            if not wait.expired():  # the system's own: ETIMEDOUT
                raise
            self.check()
            raise self.note(Fault(Reason.TIMEOUT, f"nothing for {longest:.3g} s")) from None
        finally:
            self._waits.discard(wait)


current: ContextVar[Allowance] = ContextVar("current")


def allowed() -> Allowance:
    """The allowance of the exchange that this task is part of; outside of any, a few seconds."""
    given = current.get(None)
    if given is not None:
        return given
    until = asyncio.get_running_loop().time() + IDLE
    return Allowance(until, sys.maxsize, connect_timeout=IDLE, stall_timeout=IDLE)
