"""Addresses where no server answers, each in its own way."""

from __future__ import annotations

import socket
from contextlib import ExitStack
from typing import Self

REFUSED = "127.0.250.1"
BLACKHOLE = "127.0.250.2"
FILLERS = 4  # connections that nobody accepts; one fills a backlog of 0, the kernel may round up


def bound(address: str, port: int = 0) -> socket.socket:
    """A socket that has an address and does not listen."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((address, port))
    except OSError:
        found.close()
        raise
    return found


class Places:
    """The two ports: `refused` has nobody listening, `blackhole` a backlog that is full."""

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self.refused = stack.enter_context(bound(REFUSED)).getsockname()[1]
            full = stack.enter_context(bound(BLACKHOLE))
            self.blackhole = full.getsockname()[1]
            full.listen(0)
            for _ in range(FILLERS):
                filler = stack.enter_context(socket.socket())
                filler.setblocking(False)
                filler.connect_ex((BLACKHOLE, self.blackhole))
            self._open = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
