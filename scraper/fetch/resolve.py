"""Names to addresses."""

from __future__ import annotations

import asyncio
import socket
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, zip_longest

from scraper.fetch.faults import Fault
from scraper.types import Reason

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a host and a port to its addresses, best first. Raises Fault(DNS)."""

KEEP_SECONDS = 60.0
MAX_NAMES = 10_000
# Each lookup holds a thread for as long as a name server is silent, often 10 s and more; asyncio's
# own threads are so few that some dead names would hold up all others.
THREADS = 64


class SystemResolver:
    """The system's own resolver, its answers kept for a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="resolve")
        self._known: OrderedDict[tuple[str, int], tuple[float, tuple[str, ...]]] = OrderedDict()

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host, those of IPv6 and IPv4 in turn (RFC 8305, section 4)."""
        asked = host, port
        known = self._known.get(asked)
        if known and known[0] > self._clock():
            return known[1]
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._threads, _look_up, host, port)
        except (OSError, UnicodeError) as error:
            detail = getattr(error, "strerror", None) or "no valid name"
            raise Fault(Reason.DNS, f"{host}: {detail}") from error
        self._known[asked] = self._clock() + KEEP_SECONDS, found
        self._known.move_to_end(asked)
        if len(self._known) > MAX_NAMES:
            self._known.popitem(last=False)
        return found

    def close(self) -> None:
        """Nothing; lookups under way are left to end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> tuple[str, ...]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = {family: [] for family in (socket.AF_INET6, socket.AF_INET)}  # type: ignore[var-annotated]
    for family, _, _, _, address in found:
        if family in addresses:
            addresses[family].append(str(address[0]))
    in_turn = chain.from_iterable(zip_longest(*addresses.values()))
    return tuple(dict.fromkeys(address for address in in_turn if address))
