"""From a host's name to its addresses."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from ipaddress import ip_address
from typing import NamedTuple

from scraper.fetch.faults import Fault
from scraper.types.reasons import Reason

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]  # best first; raises Fault(DNS)

TTL = 60.0  # seconds; getaddrinfo does not tell the one that the name server gave
MAX_NAMES = 4096  # names remembered, a few hundred bytes each
MAX_THREADS = 128  # a name server that is silent holds one for half a minute
MAX_LENGTH = 253  # characters of a name; RFC 1035, section 2.3.4
_LOOPBACK = ("127.0.0.1", "::1")


class _Known(NamedTuple):
    addresses: tuple[str, ...]
    until: float


class SystemResolver:
    """Asks the system, as any program on this machine would; never the same name twice at once.

    Each question has a thread of its own, which nobody waits for when the program ends: a silent
    name server holds up neither other names nor the exit. Numbers are addresses in whatever form
    ("127.1", "0x7f000001"), and localhost is this machine (RFC 6761), without a question.
    """

    def __init__(
        self,
        look_up: Callable[[str, int], Sequence[str]] | None = None,
        clock: Callable[[], float] = time.monotonic,
        ttl: float = TTL,
        size: int = MAX_NAMES,
    ) -> None:
        self._look_up, self._clock = look_up or look_up_by_system, clock
        self._ttl, self._size = ttl, size
        self._known: dict[str, _Known] = {}
        self._asked: dict[str, asyncio.Task[tuple[str, ...]]] = {}
        self._threads = asyncio.Semaphore(MAX_THREADS)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        name = to_ascii(host)
        told = addresses_told_by(name)
        if told:
            return told
        known = self._known.get(name)
        if known is not None and self._clock() < known.until:
            return known.addresses
        question = self._asked.get(name)
        if question is None:
            question = self._asked[name] = asyncio.create_task(self._ask(name, port))
            question.add_done_callback(lambda _: self._asked.pop(name))
        return await asyncio.shield(question)  # one who waits no longer stops nobody else's answer

    async def _ask(self, name: str, port: int) -> tuple[str, ...]:
        async with self._threads:
            addresses = tuple(dict.fromkeys(await _in_a_thread(self._look_up, name, port)))
        self._known.pop(name, None)
        self._known[name] = _Known(addresses, self._clock() + self._ttl)
        if len(self._known) > self._size:
            self._known.pop(next(iter(self._known)))  # the one asked for longest ago
        return addresses


def to_ascii(host: str) -> str:
    """A host in ASCII and lower case, as it is asked for. Raises Fault(DNS) for what is no name.

    >>> to_ascii("Bücher.example"), to_ascii("１２７。０。０。１"), to_ascii("[::1]")
    ('xn--bcher-kva.example', '127.0.0.1', '::1')
    """
    host = host.removeprefix("[").removesuffix("]")
    try:
        name = host.lower() if ":" in host else host[: MAX_LENGTH + 2].encode("idna").decode()
    except UnicodeError:
        raise Fault(Reason.DNS, f"{host[:100]!r} is no name of a host") from None
    if not name or len(name.removesuffix(".")) > MAX_LENGTH or "\0" in name:
        raise Fault(Reason.DNS, f"{host[:100]!r} is no name of a host")
    return name.lower()


def addresses_told_by(name: str) -> tuple[str, ...]:
    """The addresses that a name says itself; empty where a name server has to be asked.

    What ends in a number is an IPv4 address or nothing: https://url.spec.whatwg.org/#host-parsing.

    >>> addresses_told_by("0x7f.1"), addresses_told_by("api.localhost."), addresses_told_by("a.org")
    (('127.0.0.1',), ('127.0.0.1', '::1'), ())
    """
    if ":" in name:
        try:
            return (str(ip_address(name)),)
        except ValueError:
            raise Fault(Reason.DNS, f"{name[:100]!r} is no IPv6 address") from None
    labels = name.removesuffix(".").split(".")
    if labels[-1] == "localhost":
        return _LOOPBACK
    if not (labels[-1].isdecimal() or _is_hex(labels[-1])):
        return ()
    try:
        return (socket.inet_ntoa(socket.inet_aton(".".join(labels))),)
    except OSError:
        raise Fault(Reason.DNS, f"{name[:100]!r} is no IPv4 address") from None


def _is_hex(label: str) -> bool:
    return label.startswith("0x") and all(c in "0123456789abcdef" for c in label[2:])


def look_up_by_system(name: str, port: int) -> list[str]:
    """What getaddrinfo has on a name, in its order. Blocks; raises Fault(DNS)."""
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        again = error.errno == socket.EAI_AGAIN
        told = "the name server did not answer" if again else "no such name"
        raise Fault(Reason.DNS, told) from error
    except (OSError, UnicodeError) as error:
        raise Fault(Reason.DNS, f"cannot be asked for: {error}") from error
    return [str(address[0]) for *_, address in found]


async def _in_a_thread(
    look_up: Callable[[str, int], Sequence[str]], name: str, port: int
) -> Sequence[str]:
    """What a function that blocks gives, or raises."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(found: Sequence[str], error: Exception | None) -> None:
        if answer.cancelled():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found)

    def run() -> None:
        found: Sequence[str] = ()
        failure: Exception | None = None
        try:
            found = look_up(name, port)
        except Exception as error:  # whatever it is, it belongs to the one who asked
            failure = error
        with suppress(RuntimeError):  # the loop was closed meanwhile: nobody asks any more
            loop.call_soon_threadsafe(settle, found, failure)

    threading.Thread(target=run, name=f"resolve {name}", daemon=True).start()
    return await answer
