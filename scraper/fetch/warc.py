"""Answers as web archives keep them: WARC 1.1 (https://iipc.github.io/warc-specifications/)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from scraper.errors import ConfigError
from scraper.fetch.reply import Reply

if TYPE_CHECKING:
    from warcio.warcwriter import WARCWriter

# A body is kept as sent but without chunks, so what says otherwise has to go.
_OF_THE_WIRE = frozenset({b"transfer-encoding", b"content-length", b"connection", b"keep-alive"})


class Archivist:
    """Writes answers as gzipped records, each a whole member that can stand at any place."""

    def __init__(self, software: str) -> None:
        """Raises ConfigError where warcio is not installed."""
        try:
            from warcio.statusandheaders import StatusAndHeaders
            from warcio.warcwriter import WARCWriter
        except ImportError as error:
            raise ConfigError("--warc needs: pip install 'scraper[warc]'") from error
        self._headers, self._writer, self._software = StatusAndHeaders, WARCWriter, software

    def opening(self, name: str) -> bytes:
        """The record an archive begins with."""
        into = io.BytesIO()
        writer = self._new(into)
        facts = {"software": self._software, "format": "WARC File Format 1.1"}
        writer.write_record(writer.create_warcinfo_record(name, facts))
        return into.getvalue()

    def record(self, reply: Reply) -> bytes:
        """The record of one answer, its body compressed or not as the server sent it."""
        into = io.BytesIO()
        writer = self._new(into)
        lines = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in reply.lines
            if name.lower() not in _OF_THE_WIRE
        ]
        lines.append(("Content-Length", str(len(reply.raw))))
        # HTTP/2 has no status line; readers know that of HTTP/1.1 only.
        head = self._headers(f"{reply.status} {_PHRASES.get(reply.status, '')}", lines, "HTTP/1.1")
        named = {"WARC-Date": reply.at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        if reply.address:
            named["WARC-IP-Address"] = reply.address
        writer.write_record(
            writer.create_warc_record(
                reply.url,
                "response",
                payload=io.BytesIO(reply.raw),
                http_headers=head,
                warc_headers_dict=named,
            )
        )
        return into.getvalue()

    def _new(self, into: io.BytesIO) -> WARCWriter:
        return self._writer(into, gzip=True, warc_version="1.1")


_PHRASES = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified"}
