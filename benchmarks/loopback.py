"""A web on this machine for measuring: as many hosts as one likes, and pages served at once.

Every host is an address of 127.0.0.0/8, so that each has a robots.txt, a gate and connections of
its own. Runs in a process of its own, so that the fetcher under test has its core to itself.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized

NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def host(number: int) -> str:
    """The address of the web's n-th host."""
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


@contextmanager
def web(pages: Sequence[bytes], served: Synchronized[int] | None = None) -> Iterator[int]:
    """The port of a server whose page /n is the n-th of these, starting over at the end.

    `served` is raised by one for each page, robots.txt left out.
    """
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(
        target=_serve, args=(theirs, list(pages), served), daemon=True
    )
    process.start()
    try:
        yield ours.recv()
    finally:
        process.kill()
        process.join()


def _serve(pipe: Connection, pages: list[bytes], served: Synchronized[int] | None) -> None:
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
    )
    answers = [head % len(page) + page for page in pages]

    class Server(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            assert isinstance(transport, asyncio.Transport)
            self.transport, self.got = transport, b""

        def data_received(self, data: bytes) -> None:
            *requests, self.got = (self.got + data).split(b"\r\n\r\n")
            for request in requests:
                self.transport.write(self.answer(request.split(b" ", 2)[1]))

        def answer(self, path: bytes) -> bytes:
            if path == b"/robots.txt":
                return NO_ROBOTS
            if served is not None:
                served.value += 1  # nobody else writes it
            return answers[int(path.rsplit(b"/", 1)[1]) % len(answers)]

    async def run() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Server, "0.0.0.0", 0, backlog=4096)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())
