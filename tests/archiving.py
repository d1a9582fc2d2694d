"""Web archives for tests, written by warcio: what reads them is another library."""

from __future__ import annotations

import gzip
import io

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

HTML = ("Content-Type", "text/html; charset=utf-8")
Header = tuple[str, str]

STORY = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><article>
<h1>{title}</h1>
<p>The old bridge over the river reopened on Tuesday, nine years after a flood had closed it.</p>
<p>Repairs cost three million euros, the mayor said, and half of it was paid by the region.</p>
<p>The first car crossed at noon, driven by a baker who had waited longer than anybody else.</p>
</article></body></html>"""


def story(title: str = "Bridge reopens after nine years") -> bytes:
    return STORY.format(title=title).encode()


def answer(
    url: str,
    body: bytes,
    *headers: Header,
    status: str = "200 OK",
    zipped: bool = True,
    kind: str = "response",
    named: dict[str, str] | None = None,
) -> bytes:
    """One record; `headers` are the answer's, `named` the record's own."""
    into = io.BytesIO()
    writer = WARCWriter(into, gzip=zipped)
    head = StatusAndHeaders(status, list(headers or (HTML,)), "HTTP/1.1")
    stated = {"WARC-Date": "2026-05-04T08:30:00Z", **(named or {})}
    record = writer.create_warc_record(
        url, kind, payload=io.BytesIO(body), http_headers=head, warc_headers_dict=stated
    )
    writer.write_record(record)
    return into.getvalue()


def bare(url: str, kind: str, body: bytes, media_type: str) -> bytes:
    """A record that is no exchange over HTTP."""
    into = io.BytesIO()
    writer = WARCWriter(into, gzip=True)
    record = writer.create_warc_record(
        url, kind, payload=io.BytesIO(body), warc_content_type=media_type
    )
    writer.write_record(record)
    return into.getvalue()


def in_one_member(*records: bytes) -> bytes:
    """Gzipped records as an archive that was zipped whole."""
    return gzip.compress(b"".join(map(gzip.decompress, records)))
