"""The only part that knows httpx: one request over the network, its answer whole and bounded.

Of httpx 0.28 the transport alone is used. Its client would follow redirects nobody has checked, and
decompress without bounds; and it loses connections for good when a request is cancelled
(encode/httpcore#1093). Redirects, decompression and deadlines are therefore our own. Its successor
has the same transport, and would be swapped in here.
"""

from __future__ import annotations

import os
import ssl
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpcore
import httpx

from scraper.errors import ConfigError
from scraper.fetch.allowance import HEAD_BYTES, Allowance, Cancelled, allowed, current
from scraper.fetch.dial import Dialler
from scraper.fetch.faults import Fault
from scraper.fetch.guard import Guard
from scraper.fetch.policy import FetchPolicy
from scraper.fetch.proxies import Proxies
from scraper.fetch.reply import Reply
from scraper.fetch.resolve import Resolver
from scraper.fetch.unpack import ACCEPT_ENCODING, unpack
from scraper.fetch.urls import address_in, host_of, origin_of
from scraper.types import Reason

KEEP_SECONDS = 15.0  # an idle connection; most servers close theirs after 5 to 75
MAX_ORIGINS = 512  # with connections kept open; a process may often open 1,024 files
ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"
HEADER_BYTES = 1_000_000  # beside the body's, for the headers of an answer and its interim ones
# What httpcore says of a server that ends a connection, and a stream of HTTP/2.
ENDED = (
    "Server disconnected",
    "ConnectionTerminated",
    "ConnectionNotAvailable",
    "StreamReset",
    "ConnectionState.CLOSED",
)
UNVERIFIED = "its TLS certificate was not checked (--insecure)"


class Wire:
    """Transports for direct, proxied and unverified connections, made when first needed."""

    def __init__(self, policy: FetchPolicy, resolve: Resolver) -> None:
        self._policy = policy
        self._guard = Guard(policy.allow_private)
        self._proxies = Proxies(policy.proxy, policy.use_environment)
        self._dialler = Dialler(self._guard, resolve, exempt=self._proxies.addresses)
        self._transports: dict[tuple[str | None, bool], _Transport] = {}
        self._cookies = httpx.Cookies() if policy.cookies else None

    async def ask(
        self, url: str, headers: Mapping[str, str], allowance: Allowance, limit: int
    ) -> Reply:
        """The answer to a GET of a canonical URL, whatever its status.

        At most `limit` bytes of body, as sent and as decompressed. Raises Fault.
        """
        insecure = host_of(url) in self._policy.insecure
        proxy = self._proxies.for_url(url)
        if proxy and (address := address_in(url)):  # names are looked up by the proxy
            self._guard.check(address)
        sent = {"user-agent": self._policy.agent, "accept": ACCEPT, **headers}
        # Named here because httpx fails to, for hosts that browsers take: "xn--i-7iq.ws" (i❤.ws).
        named = {"host": origin_of(url).partition("//")[2], "accept-encoding": ACCEPT_ENCODING}
        request = httpx.Request("GET", url, headers={**named, **sent})
        if self._cookies is not None:
            self._cookies.set_cookie_header(request)
        transport = self._transport(proxy, insecure)
        token = current.set(allowance)
        try:
            async with allowance.bounds():
                response, raw = await self._exchange(transport.outer, request, allowance, limit)
        except Cancelled:
            await transport.pools.give_up(request.url)
            raise
        except Fault as fault:
            raise allowance.own(fault) from fault.__cause__
        finally:
            current.reset(token)
        if self._cookies is not None:
            response.request = request
            self._cookies.extract_cookies(response)
        return Reply(
            url=url,
            status=response.status_code,
            headers=_joined(response.headers.multi_items()),
            body=unpack(raw, response.headers.get("content-encoding", ""), limit),
            at=datetime.now(UTC),
            raw=raw,
            lines=tuple(response.headers.raw),
            version=_text(response.extensions.get("http_version", b"HTTP/1.1")),
            address=allowance.address,
            problems=(UNVERIFIED,) if insecure else (),
        )

    async def aclose(self) -> None:
        """Nothing; closes every connection."""
        for transport in self._transports.values():
            await transport.outer.aclose()
        self._transports.clear()

    async def _exchange(
        self,
        transport: httpx.AsyncBaseTransport,
        request: httpx.Request,
        allowance: Allowance,
        limit: int,
    ) -> tuple[httpx.Response, bytes]:
        begun = False
        try:
            response = await transport.handle_async_request(request)
            begun = True
            try:
                return response, await _read(response, allowance, limit)
            finally:
                await response.aclose()
        except httpx.ProxyError as error:
            raise Fault(Reason.PROXY, str(error)) from error
        except httpx.ProtocolError as error:
            raise _broken(str(error), begun) from error
        except httpx.TimeoutException as error:
            raise Fault(Reason.TIMEOUT, type(error).__name__) from error
        except httpx.ConnectError as error:
            raise Fault(Reason.CONNECT, str(error)) from error
        except httpx.TransportError as error:
            reason = Reason.INCOMPLETE if begun else Reason.DISCONNECTED
            raise Fault(reason, str(error) or type(error).__name__) from error
        except Fault:
            raise
        except Exception as error:  # of h2, or of int() over a status: httpcore lets them through,
            # and no server's nonsense may end a run of thousands of URLs
            raise _broken(f"{type(error).__name__}: {error}", begun) from error

    def _transport(self, proxy: str | None, insecure: bool) -> _Transport:
        known = proxy, insecure
        if known not in self._transports:
            self._transports[known] = _Transport(
                self._dialler, _trust(verify=not insecure), proxy, self._policy
            )
        return self._transports[known]


class _Transport(httpx.AsyncHTTPTransport):
    """httpx's own, over connections of ours: it takes no network backend by itself.

    `outer` is what to ask: this one, or the cache before it.
    """

    def __init__(
        self, dialler: Dialler, context: ssl.SSLContext, proxy: str | None, policy: FetchPolicy
    ) -> None:
        kept: dict[str, Any] = {
            "ssl_context": context,
            "max_connections": None,  # the gates bound them; a pool that waits can be cancelled
            "keepalive_expiry": KEEP_SECONDS,
            "http2": policy.http2,
            "network_backend": dialler,
        }
        if proxy is None:
            self.pools = _Pools(lambda: httpcore.AsyncConnectionPool(**kept))
        else:
            named = httpx.Proxy(proxy)
            bare = str(named.url)
            self.pools = _Pools(lambda: httpcore.AsyncHTTPProxy(bare, named.raw_auth, **kept))
        self._pool = self.pools  # type: ignore[assignment]
        self.outer: httpx.AsyncBaseTransport = _cached(self, policy) if policy.cache else self

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        allowed().head_left = HEAD_BYTES
        response = await super().handle_async_request(request)
        allowed().head_left = sys.maxsize  # what comes now is its body
        return response


class _Pools:
    """A pool for each origin. httpcore's own looks through all its connections at each request,
    several times over, which with a few hundred hosts costs more than the request."""

    def __init__(self, make: Callable[[], httpcore.AsyncConnectionPool]) -> None:
        self._make = make
        self._pools: OrderedDict[tuple[bytes, bytes, int | None], _Kept] = OrderedDict()

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        url = request.url
        origin = url.scheme, url.host, url.port
        kept = self._pools.get(origin) or _Kept(self._make())
        self._pools[origin] = kept
        self._pools.move_to_end(origin)
        kept.used = time.monotonic()
        await self._close_idle(kept.used - KEEP_SECONDS)
        return await kept.pool.handle_async_request(request)

    async def give_up(self, url: httpx.URL) -> None:
        """Nothing; the next request for this origin gets connections of its own."""
        if kept := self._pools.pop((url.raw_scheme, url.raw_host, url.port), None):
            await kept.pool.aclose()

    async def aclose(self) -> None:
        while self._pools:
            await self._pools.popitem()[1].pool.aclose()

    async def _close_idle(self, since: float) -> None:
        while self._pools:
            origin, kept = next(iter(self._pools.items()))
            if kept.used > since and len(self._pools) <= MAX_ORIGINS:
                return
            if not all(connection.is_idle() for connection in kept.pool.connections):
                self._pools.move_to_end(origin)  # still at work, and bounded by its deadline
                return
            del self._pools[origin]
            await kept.pool.aclose()


@dataclass(slots=True)
class _Kept:
    pool: httpcore.AsyncConnectionPool
    used: float = 0.0


def _trust(verify: bool) -> ssl.SSLContext:
    """Whom to believe: the authorities of certifi, or of the environment. Raises ConfigError."""
    try:
        return httpx.create_ssl_context(verify=verify)
    except OSError as error:  # ssl.SSLError is one
        names = ("SSL_CERT_FILE", "SSL_CERT_DIR")
        told = ", ".join(f"{name}={os.environ[name]}" for name in names if name in os.environ)
        raise ConfigError(f"{told}: {error}; name certificates in PEM, or unset it") from error


async def _read(response: httpx.Response, allowance: Allowance, limit: int) -> bytes:
    """The body as sent. Raises Fault when it is larger than `limit`, before it is read if told."""
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        raise allowance.note(Fault(Reason.TOO_LARGE, f"{announced} bytes announced"))
    chunks: list[bytes] = []
    size = 0
    stream = response.stream
    assert isinstance(stream, httpx.AsyncByteStream), "asked by an asynchronous transport"
    async for chunk in stream:
        size += len(chunk)
        if size > limit:
            chunks.clear()  # the error remembers this frame, and may be kept for long
            raise allowance.note(Fault(Reason.TOO_LARGE, f"more than {limit} bytes sent"))
        chunks.append(chunk)
    return b"".join(chunks)


def _broken(message: str, begun: bool) -> Fault:
    """What h11 and h2 complain of, in our words."""
    if "without sending complete message body" in message:
        return Fault(Reason.INCOMPLETE, message)
    if any(word in message for word in ENDED):
        return Fault(Reason.INCOMPLETE if begun else Reason.DISCONNECTED, "the server ended it")
    return Fault(Reason.BAD_RESPONSE, message)


def _joined(items: list[tuple[str, str]]) -> dict[str, str]:
    """Headers by their names in lower case, several of a name joined as RFC 9110 5.3 has it."""
    found: dict[str, str] = {}
    for name, value in items:
        name = name.lower()
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _text(value: object) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)


def _cached(transport: httpx.AsyncBaseTransport, policy: FetchPolicy) -> httpx.AsyncBaseTransport:
    """A transport that answers from an RFC 9111 cache where it may."""
    try:
        from hishel import AsyncSqliteStorage
        from hishel.httpx import AsyncCacheTransport
    except ImportError as error:
        raise ConfigError("--cache needs: pip install 'scraper[cache]'") from error
    assert policy.cache is not None, "asked for only where there is one"
    storage = AsyncSqliteStorage(database_path=policy.cache)
    return AsyncCacheTransport(next_transport=transport, storage=storage, rfc=True)
