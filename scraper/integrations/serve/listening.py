"""Listening on a socket until a signal ends it: requests under way are finished first."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

CONNECTIONS = 512  # at once; one that is idle costs a few kB
KEEP_SECONDS = 5  # for a connection that asks nothing more


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens, on a free port where `port` is 0. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, _, _, address = found[0]
    # Of a socket without its protocol's number, asyncio does not know that it may switch off
    # Nagle's algorithm, and every answer waits 40 ms. `socket.create_server` makes such ones.
    listener = socket.socket(family, kind, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":  # where it would let two services share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(CONNECTIONS)
    except OSError:
        listener.close()
        raise
    return listener


async def serve(app: ASGIApp, listener: socket.socket, grace: float, lifespan: bool) -> None:
    """Nothing; returns when a signal (SIGINT, SIGTERM) ended it.

    What is under way then has `grace` seconds. `lifespan` where the application has something to
    set up itself.
    """
    config = uvicorn.Config(
        app,
        http="h11",  # the same everywhere, whatever else is installed; pages take far longer
        ws="none",
        lifespan="on" if lifespan else "off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # nobody says who they are but their own connection
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=KEEP_SECONDS,
        timeout_graceful_shutdown=round(grace),
    )
    await _Server(config).serve(sockets=[listener])


class _Server(uvicorn.Server):  # type: ignore[misc]  # uvicorn may be absent
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """While it lasts, signals end the service. They are not raised again: that was its end."""
        signals = (signal.SIGINT, signal.SIGTERM)
        before = {each: signal.signal(each, self.handle_exit) for each in signals}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)
