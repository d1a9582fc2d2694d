"""Who the process tries to reach, as Python itself sees it; nobody but the invited is reached."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Witness:
    """Addresses that a socket was to be connected, or a datagram sent, to."""

    invited: frozenset[str]
    reached: list[str] = field(default_factory=list)

    def see(self, event: str, arguments: tuple[object, ...]) -> None:
        """Nothing; raises ConnectionRefusedError for those who are not invited."""
        if event not in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            return
        where = arguments[1]
        if not isinstance(where, tuple):  # a Unix socket: not the network
            return
        self.reached.append(str(where[0]))
        if where[0] not in self.invited:
            raise ConnectionRefusedError(f"{where[0]} is not to be reached")


_watching: ContextVar[Witness | None] = ContextVar("watching", default=None)


@contextmanager
def witness(*invited: str) -> Iterator[Witness]:
    """While it lasts, tasks begun in it reach these addresses and no others."""
    seen = Witness(frozenset(invited))

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if _watching.get() is seen:
            seen.see(event, arguments)

    sys.addaudithook(hook)  # cannot be taken back, hence the variable
    token = _watching.set(seen)
    try:
        yield seen
    finally:
        _watching.reset(token)
