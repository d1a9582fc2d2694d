"""Whose turn it is: a gate for each host, so that a slow one never holds up the others.

A host lets in `concurrency` requests at once and starts them `delay` seconds apart. Hosts with
somebody waiting take turns at the slots there are in all.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random

from scraper.fetch.faults import Fault
from scraper.fetch.policy import FetchPolicy
from scraper.fetch.snapshot import HostLine, Snapshot
from scraper.types import Reason

MAX_HOSTS = 10_000  # remembered; those at rest longest are forgotten first
DOWN_AFTER = 5  # failures in a row; Nutch gives a host up after as many
DOWN_SECONDS = 60.0  # until one request is let through again; twice as long each time it fails
MAX_DOWN_SECONDS = 900.0
MAX_BACK_OFF = 60.0  # after a 429 or 503 that names no time


@dataclass(slots=True)
class _Gate:
    """What is known of one host. Times are the loop's."""

    delay: float
    concurrency: int
    running: int = 0
    opens: float = 0.0  # nobody starts before
    failures: int = 0  # in a row: no answer at all
    refusals: int = 0  # in a row: 429 and 503
    shut: Fault | None = None  # what all who come before `shut_until` are told
    shut_until: float = 0.0
    last: str | None = None  # the reason of the last failure
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    queued: bool = False  # stands in line for a slot, or has set a timer

    @property
    def rests_until(self) -> float:
        return max(self.opens, self.shut_until)


class Gates:
    """The gates of all hosts, and the slots for requests over all of them."""

    def __init__(self, policy: FetchPolicy, random: Random) -> None:
        self._policy, self._random = policy, random
        self._free = policy.concurrency
        self._gates: OrderedDict[str, _Gate] = OrderedDict()
        self._line: deque[tuple[str, _Gate]] = deque()
        self._held = self._closed = False

    @asynccontextmanager
    async def turn(self, host: str, delay: float | None = None) -> AsyncIterator[None]:
        """While it lasts, a request to the host may be made; entering waits for the turn.

        `delay` is what the host's robots.txt asks for; the longer of that and ours counts. Raises
        Fault where the host has failed too often of late, or wants to be left alone for too long.
        """
        if self._closed:
            raise Fault(Reason.INTERRUPTED)
        gate = self._gate(host)
        gate.delay = max(gate.delay, delay or 0.0)
        loop = asyncio.get_running_loop()
        if gate.shut and loop.time() < gate.shut_until:
            raise _copy(gate.shut)
        ticket: asyncio.Future[None] = loop.create_future()
        gate.waiting.append(ticket)
        self._queue(host, gate)
        self._admit()
        try:
            await ticket
        except asyncio.CancelledError:
            if ticket.done() and not ticket.cancelled() and not ticket.exception():
                self._leave(host, gate)
            raise
        gate.opens = max(gate.opens, loop.time() + gate.delay)  # it starts now, not when let in
        try:
            yield
        finally:
            self._leave(host, gate)

    def answered(self, host: str) -> None:
        """Nothing; the host answered, and not that we are too many."""
        gate = self._gate(host)
        gate.refusals, gate.last = 0, None
        _revive(gate)

    def refused(self, host: str, reason: str, wait: float | None) -> None:
        """Nothing; the host asked for rest: `wait` seconds, or longer each time it asks.

        Where that is longer than anybody here waits, those in line are sent home.
        """
        gate = self._gate(host)
        gate.refusals += 1
        gate.last = reason
        _revive(gate)
        if wait is None:
            longest = min(MAX_BACK_OFF, 2.0**gate.refusals)
            wait = longest * (0.5 + self._random.random() / 2)
        until = asyncio.get_running_loop().time() + wait
        if wait <= self._policy.max_wait:
            gate.opens = max(gate.opens, until)
        else:
            told = f"its host wants to be left alone for {wait:.0f} s"
            _shut(gate, Fault(reason, told, wait), until)

    def failed(self, host: str, reason: str) -> None:
        """Nothing; the host gave no answer. After several such those in line are sent home."""
        gate = self._gate(host)
        gate.failures += 1
        gate.last = reason
        if gate.failures < DOWN_AFTER:
            return
        rest = min(DOWN_SECONDS * 2 ** (gate.failures - DOWN_AFTER), MAX_DOWN_SECONDS)
        until = asyncio.get_running_loop().time() + rest
        _shut(gate, Fault(Reason.HOST_DOWN, f"the last: {reason}"), until)

    def hold(self) -> None:
        """Nothing; nobody is let in until `resume`."""
        self._held = True

    def resume(self) -> None:
        """Nothing; ends `hold`."""
        self._held = False
        self._admit()

    def close(self) -> None:
        """Nothing; those in line and all who come are sent home, those inside may finish."""
        self._closed = True
        for gate in self._gates.values():
            _send_home(gate, Fault(Reason.INTERRUPTED))

    def rest_of(self, host: str) -> float:
        """Seconds until the host lets anybody start; 0 for now."""
        gate = self._gates.get(host)
        return max(0.0, gate.rests_until - asyncio.get_running_loop().time()) if gate else 0.0

    def snapshot(self) -> Snapshot:
        """How things stand, with every host that somebody waits for or asks just now."""
        now = asyncio.get_running_loop().time()
        hosts = tuple(
            HostLine(
                host=host,
                waiting=len(gate.waiting),
                running=gate.running,
                seconds_until_next=max(0.0, gate.rests_until - now),
                last_reason=gate.last,
                delay=gate.delay,
            )
            for host, gate in self._gates.items()
            if gate.waiting or gate.running
        )
        running = self._policy.concurrency - self._free
        return Snapshot(running, sum(host.waiting for host in hosts), hosts)

    def _gate(self, host: str) -> _Gate:
        if gate := self._gates.get(host):
            self._gates.move_to_end(host)
            return gate
        manner = self._policy.manner(host)
        gate = _Gate(
            self._policy.delay if manner.delay is None else manner.delay,
            manner.concurrency or self._policy.per_host,
        )
        self._gates[host] = gate
        if len(self._gates) > MAX_HOSTS:
            self._forget()
        return gate

    def _forget(self) -> None:
        """Drops the host that has been at rest longest, unless it has asked us to stay away."""
        now = asyncio.get_running_loop().time()
        for host, gate in self._gates.items():
            if not (gate.running or gate.waiting or gate.queued or gate.rests_until > now):
                del self._gates[host]
                return

    def _queue(self, host: str, gate: _Gate) -> None:
        """Puts a host in line, now or when it opens."""
        if gate.queued or not gate.waiting or gate.running >= gate.concurrency:
            return
        gate.queued = True
        loop = asyncio.get_running_loop()
        if gate.opens <= loop.time():
            self._line.append((host, gate))
        else:
            loop.call_at(gate.opens, self._open, host, gate)

    def _open(self, host: str, gate: _Gate) -> None:
        gate.queued = False
        self._queue(host, gate)
        self._admit()

    def _admit(self) -> None:
        """Lets in one request of each host in line after the other, while there are slots."""
        loop = asyncio.get_running_loop()
        while self._free and self._line and not self._held:
            host, gate = self._line.popleft()
            gate.queued = False
            if gate.opens > loop.time():  # asked for rest while in line
                self._queue(host, gate)
                continue
            while gate.waiting and (ticket := gate.waiting.popleft()):
                if not ticket.done():
                    ticket.set_result(None)
                    gate.running += 1
                    self._free -= 1
                    gate.opens = loop.time() + gate.delay
                    break
            self._queue(host, gate)

    def _leave(self, host: str, gate: _Gate) -> None:
        gate.running -= 1
        self._free += 1
        self._queue(host, gate)
        self._admit()


def _shut(gate: _Gate, fault: Fault, until: float) -> None:
    """Nothing; those in line are told, and those who come before the time is over will be."""
    if until > gate.shut_until:
        gate.shut, gate.shut_until = fault, until
    _send_home(gate, fault)


def _revive(gate: _Gate) -> None:
    """Nothing; it answers, so it is not down. What it asked for still counts."""
    gate.failures = 0
    if gate.shut and gate.shut.reason == Reason.HOST_DOWN:
        gate.shut_until = 0.0


def _send_home(gate: _Gate, fault: Fault) -> None:
    while gate.waiting:
        if not (ticket := gate.waiting.popleft()).done():
            ticket.set_exception(_copy(fault))


def _copy(fault: Fault) -> Fault:
    return Fault(fault.reason, fault.detail, fault.wait)  # each is raised once: they gather traces
