"""What a server answered, whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to one request, no redirect followed.

    `body` is decompressed, `raw` as it came. `headers` have names in lower case, several of a name
    joined by ", "; `lines` are the headers as sent. `address` is the IP address that answered, None
    where a proxy stood between.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    at: datetime
    raw: bytes = b""
    lines: tuple[tuple[bytes, bytes], ...] = ()
    version: str = "HTTP/1.1"
    address: str | None = None
    problems: tuple[str, ...] = field(default=())
