"""One answer as an archive keeps it, and the page it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scraper.errors import InputError
from scraper.fetch.content import HTML, content_of
from scraper.fetch.faults import Fault
from scraper.fetch.unpack import unpack
from scraper.integrations.warc.chunks import join_chunks
from scraper.types import Page, Reason, explain

NOT_HTML = "not HTML"
_CUT_OFF = "the archive holds only a part of the answer"


class WarcError(InputError):
    """A record that gives no page, or a part of an archive that cannot be read.

    `offset` is the byte of the archive at which the record begins, or after which the damage is;
    `url` is None where it cannot be told.
    """

    def __init__(self, archive: str, offset: int, url: str | None, reason: str) -> None:
        self.archive, self.offset, self.url, self.reason = archive, offset, url, reason
        super().__init__(archive, offset, url, reason)

    @property
    def place(self) -> str:
        """Archive, byte and URL, as people are told them."""
        return place_of(self.archive, self.offset, self.url)

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is no page. `kind` is its type, "status 404", "robots.txt" or "not HTML"."""

    kind: str


@dataclass(frozen=True, slots=True)
class Record:
    """An answer that says it is a page; `body` is as it was sent, in chunks and compressed or not.

    `offset` is the byte of the archive at which the record, or what it is compressed into, begins.
    """

    archive: str
    offset: int
    url: str
    fetched_at: datetime | None
    headers: Mapping[str, str]
    body: bytes
    problems: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Archive, byte and URL, as people are told them."""
        return place_of(self.archive, self.offset, self.url)

    def page(self, max_bytes: int) -> Page | Skipped:
        """The page, unpacked to at most `max_bytes`; Skipped where its bytes are no HTML.

        Raises InputError for what cannot be unpacked.
        """
        body, problems = self.body, self.problems
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            body, is_whole = join_chunks(body)
            problems += () if is_whole else (_CUT_OFF,)
        try:
            body = unpack(body, self.headers.get("content-encoding", ""), max_bytes)
            media_type, charset = content_of(self.headers, body)
        except Fault as fault:
            if fault.reason == Reason.NOT_HTML:
                return Skipped(NOT_HTML)
            raise InputError(f"{explain(fault.reason)} ({fault.args[1]})") from fault
        return Page(
            self.url,
            body,
            media_type,
            charset,
            self.fetched_at,
            headers=self.headers,
            problems=problems,
        )


def says_html(headers: Mapping[str, str]) -> bool:
    """Whether an answer claims to be HTML, or claims nothing.

    >>> says_html({"content-type": "text/html"}), says_html({"content-type": "text/plain"})
    (True, False)
    """
    try:
        return content_of(headers, b"")[0] in (HTML, None)
    except Fault:
        return False


def part_kept(truncated: str | None) -> tuple[str, ...]:
    """The problem of a record that a WARC-Truncated header says was cut off, if any.

    >>> part_kept("length")
    ('the archive holds only a part of the answer (WARC-Truncated: length)',)
    """
    return (f"{_CUT_OFF} (WARC-Truncated: {truncated[:40]})",) if truncated else ()


def place_of(archive: str, offset: int, url: str | None) -> str:
    """Archive, byte and URL, as people are told them.

    >>> place_of("may.warc.gz", 3440, "https://gazette.example/bridge")
    'may.warc.gz, byte 3440 (https://gazette.example/bridge)'
    """
    return f"{archive}, byte {offset}" + (f" ({url})" if url else "")
