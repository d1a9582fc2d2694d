"""The demo site's server: for this machine alone."""

from __future__ import annotations

import sys
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from scraper.cli.demo.site import Answer, answer

ADDRESS = "127.0.0.1"
_IDLE_SECONDS = 30  # for a connection that is kept open and sends nothing


class DemoSite(ThreadingHTTPServer):
    """The demo site, listening: `serve_forever` answers, `shutdown` and `server_close` end it."""

    daemon_threads = True

    @property
    def origin(self) -> str:
        return f"http://{ADDRESS}:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing for a client that hung up; else what the standard library says."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def serve(port: int) -> DemoSite:
    """The site, listening already; on a free port where `port` is 0. Raises OSError."""
    return DemoSite((ADDRESS, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: DemoSite
    protocol_version = "HTTP/1.1"
    server_version = "scraper-demo"
    sys_version = ""
    timeout = _IDLE_SECONDS

    def do_GET(self) -> None:
        said = answer(urlsplit(self.path).path, self.server.origin)
        tag = f'"{sha256(said.body).hexdigest()[:16]}"'
        if said.status == 200 and self.headers.get("If-None-Match") == tag:
            said = Answer(304, b"", said.media_type)
        self.send_response(said.status)
        headers = {
            "Content-Type": said.media_type,
            "Content-Length": str(len(said.body)),
            **({"ETag": tag} if said.status == 200 else {}),
            **said.headers,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(said.body)

    do_HEAD = do_GET  # noqa: N815 - as the standard library calls it

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: whoever fetches tells what was fetched."""
