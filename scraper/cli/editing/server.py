"""The editor's server: for the browser of this machine's user, and for nobody else.

It listens on 127.0.0.1 alone. Every address holds a token that only the user was told; a request
has to name this server as its host, against pages elsewhere whose name leads here (DNS rebinding),
and one that saves has to come from the editor's own page.
"""

from __future__ import annotations

import hmac
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from scraper.cli.editing.bench import Bench
from scraper.cli.editing.sheet import policy, write_sheet
from scraper.formats.report import write_report

ADDRESS = "127.0.0.1"
MOST_BYTES = 1_000_000  # of a config; those of real sites have a few thousand
_IDLE_SECONDS = 30  # for a browser that opened a connection and sends nothing
_FORM = "application/x-www-form-urlencoded"
_REPORT_FRAME = "frame-ancestors 'self'"  # the rest of its policy is in the report


class Editor(ThreadingHTTPServer):
    """The server of one bench. A thread for each connection: browsers open some they do not use."""

    daemon_threads = True

    def __init__(self, bench: Bench, port: int = 0) -> None:
        """Listens at once, on a free port where `port` is 0. Raises OSError."""
        super().__init__((ADDRESS, port), _Handler)
        self.bench = bench
        self.token = secrets.token_urlsafe(16)

    @property
    def origin(self) -> str:
        return f"http://{ADDRESS}:{self.server_port}"

    @property
    def url(self) -> str:
        """What to open in a browser."""
        return f"{self.origin}/{self.token}/"


class RefusalError(Exception):
    """A request that is not answered with a page: the status, and why."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class _Handler(BaseHTTPRequestHandler):
    server: Editor
    server_version = "scraper"
    sys_version = ""
    timeout = _IDLE_SECONDS

    def do_GET(self) -> None:
        try:
            path = self._path()
            if path == "":
                work = self.server.bench.reload()
                self._page(write_sheet(self.server.bench, work, self._number()), policy())
            elif path.startswith("pages/"):
                page = self._existing(path.removeprefix("pages/"))
                article = self.server.bench.work.articles[page]
                self._page(write_report(article, self.server.bench.names[page]), _REPORT_FRAME)
            else:
                raise RefusalError(HTTPStatus.NOT_FOUND, "no such page")
        except RefusalError as refused:
            self._refuse(refused)

    def do_POST(self) -> None:
        try:
            if self._path() != "":
                raise RefusalError(HTTPStatus.NOT_FOUND, "no such page")
            # Browsers name the origin of every POST (Fetch, section 3.2); no page can forge it.
            if self.headers.get("Origin") != self.server.origin:
                raise RefusalError(HTTPStatus.FORBIDDEN, "only the editor's own page may save")
            form = self._form()
            work = self.server.bench.save(form["text"], form["base"])
            page = self._number()
            if work.error is None:
                self._redirect(f"?page={page}")
            else:
                sheet = write_sheet(self.server.bench, work, page)
                self._page(sheet, policy(), HTTPStatus.UNPROCESSABLE_ENTITY)
        except RefusalError as refused:
            self._refuse(refused)

    def _path(self) -> str:
        """What follows the token. Raises RefusalError for a wrong host or token."""
        if self.headers.get("Host") != urlsplit(self.server.origin).netloc:
            raise RefusalError(
                HTTPStatus.FORBIDDEN, f"this is {self.server.origin}, and nothing else"
            )
        token, _, rest = urlsplit(self.path).path.removeprefix("/").partition("/")
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise RefusalError(
                HTTPStatus.NOT_FOUND, "open the address that `scraper sites edit` printed"
            )
        return rest

    def _number(self) -> int:
        """The page that the query asks for; the first where it asks for none."""
        asked = parse_qs(urlsplit(self.path).query).get("page", ["0"])
        return self._existing(asked[0])

    def _existing(self, number: str) -> int:
        known = len(self.server.bench.names)
        if not (number.isascii() and number.isdigit() and int(number[:9]) < known):
            raise RefusalError(HTTPStatus.NOT_FOUND, f"there are {known} pages, from 0")
        return int(number[:9])

    def _form(self) -> dict[str, str]:
        """The text and its base, as the page sends them."""
        length = self.headers.get("Content-Length", "")
        if self.headers.get_content_type() != _FORM or not length.isdigit():
            raise RefusalError(HTTPStatus.BAD_REQUEST, "send the form of the editor's page")
        if int(length) > 3 * MOST_BYTES:  # a byte takes up to three in a form
            raise RefusalError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too large for a site's config")
        try:
            body = self.rfile.read(int(length)).decode("ascii")
            form = parse_qs(body, keep_blank_values=True, errors="strict", max_num_fields=2)
            return {name: form[name][0] for name in ("text", "base")}
        except (ValueError, KeyError) as error:  # UnicodeDecodeError is a ValueError
            reason = "send the form of the editor's page"
            raise RefusalError(HTTPStatus.BAD_REQUEST, reason) from error

    def _page(self, page: str, policy: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, page, "text/html; charset=utf-8", {"Content-Security-Policy": policy})

    def _redirect(self, location: str) -> None:
        self._send(HTTPStatus.SEE_OTHER, "", "text/plain", {"Location": location})

    def _refuse(self, refused: RefusalError) -> None:
        self.close_connection = True  # what the request holds besides is not read
        self._send(refused.status, f"{refused}\n", "text/plain; charset=utf-8", {})

    def _send(self, status: HTTPStatus, text: str, kind: str, more: dict[str, str]) -> None:
        body = text.encode("utf-8", "replace")
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            # The token is in the address: no other site is told it.
            "Referrer-Policy": "same-origin",
            **more,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the user watches the page, not a log."""
