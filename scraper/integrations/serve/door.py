"""The door: who may ask at all. Around the whole service, HTTP and MCP alike."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scraper import __version__
from scraper.integrations.serve.openapi import PROBLEM
from scraper.integrations.serve.refusals import MEANINGS, RefusalError, Word

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
OPEN = frozenset({"/health", "/docs", "/openapi.json"})  # tell nothing of anybody
HEADERS = {
    "Server": f"scraper/{__version__}",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # An article comes from a stranger's page: should an escape fail, this keeps it from running.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}


@dataclass(frozen=True, slots=True)
class Door:
    """Lets requests in that name a host of ours, bring the token, and are from no other site.

    `hosts` are the names that a Host header may have, None for any: against pages elsewhere whose
    name leads here (DNS rebinding). An empty `token` asks for none. `log` is given a line for each
    request.
    """

    app: ASGIApp
    hosts: frozenset[str] | None = LOOPBACK
    token: str = field(default="", repr=False)
    log: Callable[[str], None] = lambda line: None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        state = scope["state"] = dict(scope.get("state") or {})
        sent = _Sent(send)
        try:
            try:
                self.check(scope)
            except RefusalError as refused:
                state["told"] = refused.reason
                await problem(refused)(scope, receive, sent)
            else:
                await self.app(scope, receive, sent)
        finally:
            took = (time.perf_counter() - began) * 1000
            self.log(f"{_who(scope)} {sent.status} {took:.0f} ms {state.get('told', '')}".rstrip())

    def check(self, scope: Scope) -> None:
        """Nothing. Raises RefusalError for who may not come in."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.hosts is not None and name_of(host) not in self.hosts:
            raise RefusalError(Word.WRONG_HOST, host[:100])
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            raise RefusalError(Word.WRONG_ORIGIN, origin[:100])
        if self.token and scope["path"] not in OPEN:
            self._check_token(headers.get("authorization", ""))

    def _check_token(self, authorization: str) -> None:
        scheme, _, given = authorization.partition(" ")
        same = hmac.compare_digest(given.strip().encode(), self.token.encode())
        if scheme.lower() != "bearer" or not same:
            headers = {"WWW-Authenticate": 'Bearer realm="scraper"'}
            raise RefusalError(Word.UNAUTHORIZED, headers=headers)


def problem(refused: RefusalError) -> JSONResponse:
    """A refusal as RFC 9457 has it."""
    what = MEANINGS.get(refused.reason, refused.detail).partition("; ")[0]
    content = {
        "type": f"/docs#{refused.reason}",
        "title": what.partition(" (")[0],
        "status": refused.status,
        "detail": refused.detail,
        "reason": refused.reason,
    }
    return JSONResponse(content, refused.status, refused.headers, media_type=PROBLEM)


def name_of(host: str) -> str:
    """The name in a Host header, without its port; empty where it is none.

    >>> name_of("LocalHost:8000"), name_of("[::1]:8000"), name_of("[::1")
    ('localhost', '::1', '')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


@dataclass(slots=True)
class _Sent:
    """Sends an answer with the headers that all of them have; knows its status then."""

    send: Send
    status: int = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await self.send(message)


def _who(scope: Scope) -> str:
    """Who asks for what: no query, which may hold what is nobody's business."""
    client = scope.get("client")
    path = scope.get("raw_path", b"").decode("latin-1").partition("?")[0]
    return f"{client[0] if client else '-'} {scope['method']} {path[:200]}"
