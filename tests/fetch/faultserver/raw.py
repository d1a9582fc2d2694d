"""A client that believes nothing: it writes down what came over the wire, and how that ended."""

from __future__ import annotations

import asyncio
import math
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

CLOSED, RESET, SILENT, ENOUGH = "closed", "reset", "silent", "enough"
LONG = 0.5  # seconds: ten bytes of a server that drips


@dataclass(frozen=True, slots=True)
class Heard:
    """Bytes of an answer, and whether the server then closed, reset, fell silent, or went on."""

    data: bytes
    end: str

    @property
    def head(self) -> bytes:
        return self.data.partition(b"\r\n\r\n")[0]

    @property
    def body(self) -> bytes:
        return self.data.partition(b"\r\n\r\n")[2]

    @property
    def status(self) -> int:
        return int(self.head.split(b" ")[1])

    @property
    def length(self) -> int:
        """What Content-Length says."""
        return int(self.header(b"Content-Length"))

    def header(self, name: bytes) -> bytes:
        """A header's first value; empty where there is none."""
        lines = (line.partition(b": ") for line in self.head.split(b"\r\n"))
        return next((value for key, _, value in lines if key == name), b"")


class Caller:
    """One connection to the server of a URL, on which several requests may be sent.

    An answer is over when the server closes or resets the connection, has said nothing for
    `patience` seconds, has sent `limit` bytes, or gone on for `LONG` seconds after its first.
    """

    def __init__(self, url: str, *, patience: float = 0.2, limit: int = 3_000_000) -> None:
        self._parts = urlsplit(url)
        self._patience, self._limit = patience, limit

    async def __aenter__(self) -> Caller:
        host, port = self._parts.hostname, self._parts.port
        self._reader, self._writer = await asyncio.open_connection(host, port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()

    async def ask(self, path: str = "") -> Heard:
        """What the server says to a request for a path, that of the URL if none is given."""
        head = f"GET {path or self._parts.path} HTTP/1.1\r\nHost: {self._parts.netloc}\r\n\r\n"
        self._writer.write(head.encode())
        data = b""
        until = math.inf
        while len(data) < self._limit and time.monotonic() < until:
            try:
                more = await asyncio.wait_for(self._reader.read(65_536), self._patience)
            except TimeoutError:
                return Heard(data, SILENT)
            except ConnectionError:
                return Heard(data, RESET)
            if not more:
                return Heard(data, CLOSED)
            until = min(until, time.monotonic() + LONG)
            data += more
        return Heard(data, ENOUGH)


async def ask(url: str, *, patience: float = 0.2, limit: int = 3_000_000) -> Heard:
    """What a server says to one request on a connection of its own."""
    async with Caller(url, patience=patience, limit=limit) as caller:
        return await caller.ask()
