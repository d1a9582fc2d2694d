"""What a client asked for."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Request:
    """The head of one request. Header names are in lower case.

    `turn` counts the requests of its connection, `number` those for its URL: both begin at 1.
    """

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    scheme: str = "http"
    turn: int = 1
    number: int = 1

    @property
    def host(self) -> str:
        """The host asked for, without a port; empty where none was named."""
        return self.headers.get("host", "").rpartition(":")[0] or self.headers.get("host", "")

    @property
    def port(self) -> str:
        return self.headers.get("host", "").rpartition(":")[2]

    @property
    def origin(self) -> str:
        """Where a redirect to the same site begins."""
        return f"{self.scheme}://{self.headers.get('host', '')}"


def read_request(head: bytes, scheme: str = "http", turn: int = 1) -> Request:
    """The request of a head, the empty line after it left out.

    >>> request = read_request(b"GET /page/1 HTTP/1.1\\r\\nHost: 127.0.1.1:8080")
    >>> request.path, request.host, request.origin
    ('/page/1', '127.0.1.1', 'http://127.0.1.1:8080')
    """
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, *_ = [*first.split(" "), "", ""]
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Request(method, path, headers, scheme, turn)
