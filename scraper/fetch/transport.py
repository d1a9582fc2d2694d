"""Connections for httpx: a pool for each origin, over a network of ours, through a proxy or not."""

from __future__ import annotations

import os
import ssl
import sys
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from scraper.errors import ConfigError
from scraper.fetch.allowance import HEAD_BYTES, allowed
from scraper.fetch.dial import Dialler
from scraper.fetch.policy import FetchPolicy

KEEP_SECONDS = 15.0  # an idle connection; most servers close theirs after 5 to 75
MAX_ORIGINS = 512  # with connections kept open; a process may often open 1,024 files


class Transport(httpx.AsyncHTTPTransport):
    """httpx's own, over connections of ours: it takes no network backend by itself.

    `outer` is what to ask: this one, or the cache before it.
    """

    def __init__(
        self, dialler: Dialler, verify: bool, proxy: str | None, policy: FetchPolicy
    ) -> None:
        kept: dict[str, Any] = {
            "ssl_context": _trust(verify),
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
