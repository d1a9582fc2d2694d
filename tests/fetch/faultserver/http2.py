"""A small HTTP/2 server, for what only HTTP/2 can get wrong: a GOAWAY."""

from __future__ import annotations

import asyncio

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import Event, RequestReceived

from tests.fetch.faultserver.answers import HTML, PAGE
from tests.fetch.faultserver.connection import House

IN_BODY = "/fault/goaway_in_body"  # half a page, then GOAWAY and the end
AFTER_ANSWER = "/fault/goaway_after_answer"  # a whole page, then GOAWAY and the end


class Http2(asyncio.Protocol):
    """Serves the same page at every path but robots.txt, which is not there."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._state = H2Connection(H2Configuration(client_side=False))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._house.open.add(transport)
        self._state.initiate_connection()
        self._flush()

    def connection_lost(self, error: Exception | None) -> None:
        self._house.open.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        for event in self._state.receive_data(data):
            self._meet(event)
        self._flush()

    def _meet(self, event: Event) -> None:
        if not isinstance(event, RequestReceived):
            return
        headers = dict(event.headers)
        path, authority = headers[b":path"].decode(), headers[b":authority"].decode()
        ledger = self._house.ledger
        arrival = ledger.arrive(authority.partition(":")[0], path) if ledger is not None else None
        status = 404 if path == "/robots.txt" else 200
        self._answer(event.stream_id, path, status)
        if arrival:
            arrival.leave(b"HTTP/1.1 %d" % status)

    def _answer(self, stream: int, path: str, status: int) -> None:
        body = PAGE if status == 200 else b""
        head = {":status": str(status), "content-type": HTML, "content-length": str(len(body))}
        self._state.send_headers(stream, list(head.items()))
        broken = path.startswith(IN_BODY)
        self._state.send_data(stream, body[: len(body) // 2] if broken else body, not broken)
        if path.startswith((IN_BODY, AFTER_ANSWER)):
            self._state.close_connection(last_stream_id=stream)
            self._flush()
            self._transport.close()

    def _flush(self) -> None:
        self._transport.write(self._state.data_to_send())
