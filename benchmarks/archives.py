"""Archives to measure with: as large as a file of CC-NEWS, made of the evaluation pages."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def make_archive(data: Path, target: Path, megabytes: int, largest: int | None = None) -> int:
    """How many pages the archive holds; it is written until it has that many megabytes, gzipped.

    Pages of more than `largest` bytes are left out.

    The pages are repeated, each time below hosts of their own, so that no two have one address and
    the rules of their sites still hold. Each comes with the request for it, as crawlers write them.
    """
    pages = [page for page in _pages(data) if largest is None or len(page[1]) <= largest]
    if not pages:
        raise ValueError(f"{data}: no page with an address, and of the size asked for")
    written = 0
    with target.open("wb") as file:
        for turn in count():
            for url, body in pages:
                file.write(_exchange(_moved(url, turn), body))
                written += 1
                if file.tell() >= megabytes * 1_000_000:
                    return written
    raise AssertionError("counts without end")


def _pages(data: Path) -> Iterator[tuple[str, bytes]]:
    with (data / "manifest.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("url"):
                yield row["url"], gzip.decompress((data / row["html"]).read_bytes())


def _moved(url: str, turn: int) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=f"n{turn}.{parts.netloc}").geturl()


def _exchange(url: str, body: bytes) -> bytes:
    into = io.BytesIO()
    writer = WARCWriter(into, gzip=True)
    asked = StatusAndHeaders("GET / HTTP/1.1", [("User-Agent", "a crawler")], is_http_request=True)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.1")
    writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
    record = writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=head, length=len(body)
    )
    writer.write_record(record)
    return into.getvalue()
