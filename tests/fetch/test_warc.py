"""Archives hold what the server sent, and others can read them."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime

import pytest

from scraper.fetch.reply import Reply

pytest.importorskip("warcio")
from warcio.archiveiterator import ArchiveIterator

from scraper.fetch.warc import Archivist

STORY = b"<p>The harbor bridge reopened on Tuesday.</p>" * 40
AT = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def reply(body: bytes, *lines: tuple[bytes, bytes]) -> Reply:
    return Reply(
        "https://gazette.example/bridge", 200, {}, STORY, AT, body, lines, "HTTP/2", "192.0.2.7"
    )


def records(archive: bytes) -> list[tuple[str, str, bytes]]:
    read = ArchiveIterator(io.BytesIO(archive), check_digests="raise")
    return [
        (r.rec_type, r.rec_headers.get("WARC-Target-URI") or "", r.content_stream().read())
        for r in read
    ]


def test_an_archive_is_read_back_by_others() -> None:
    scribe = Archivist("scraper")
    packed = gzip.compress(STORY)
    page = reply(packed, (b"Content-Encoding", b"gzip"), (b"Transfer-Encoding", b"chunked"))
    found = records(scribe.opening("pages.warc.gz") + scribe.record(page))
    assert [kind for kind, _, _ in found] == ["warcinfo", "response"]
    assert found[1][1:] == ("https://gazette.example/bridge", STORY)


def test_what_was_sent_is_kept_as_it_was_sent() -> None:
    packed = gzip.compress(STORY)
    page = reply(packed, (b"Content-Encoding", b"gzip"), (b"X-Name", b"Ruiz"))
    record = next(ArchiveIterator(io.BytesIO(Archivist("scraper").record(page))))
    assert record.raw_stream.read() == packed
    assert record.http_headers.get_header("X-Name") == "Ruiz"
    assert record.http_headers.get_header("Content-Length") == str(len(packed))
    assert record.rec_headers.get_header("WARC-IP-Address") == "192.0.2.7"
    assert record.rec_headers.get_header("WARC-Date") == "2026-11-23T08:30:00Z"


def test_every_record_stands_by_itself() -> None:
    scribe = Archivist("scraper")
    parts = [scribe.record(reply(STORY)) for _ in range(3)]
    assert len(records(b"".join(parts))) == 3
    assert len(records(b"".join(parts[1:]))) == 2
