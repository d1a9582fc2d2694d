"""One request over the network, and its answer, whole and bounded.

Of httpx 0.28 the transport alone is used. Its client would follow redirects nobody has checked, and
decompress without bounds; and it loses connections for good when a request is cancelled
(encode/httpcore#1093). Redirects, decompression and deadlines are therefore our own. Its successor
has the same transport: to swap it in, change this file and transport.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import httpx

from scraper.fetch.allowance import Allowance, Cancelled, current
from scraper.fetch.dial import Dialler
from scraper.fetch.faults import Fault
from scraper.fetch.guard import Guard
from scraper.fetch.policy import FetchPolicy
from scraper.fetch.proxies import Proxies, address_of
from scraper.fetch.reply import Reply
from scraper.fetch.resolve import Resolver
from scraper.fetch.transport import Transport
from scraper.fetch.unpack import ACCEPT_ENCODING, unpack
from scraper.fetch.urls import address_in, host_of, origin_of
from scraper.types import Reason

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
        self._resolve = resolve
        self._transports: dict[tuple[str | None, bool], Transport] = {}
        self._cookies = httpx.Cookies() if policy.cookies else None

    async def ask(
        self, url: str, headers: Mapping[str, str], allowance: Allowance, limit: int
    ) -> Reply:
        """The answer to a GET of a canonical URL, whatever its status.

        At most `limit` bytes of body, as sent and as decompressed. Raises Fault.
        """
        host = host_of(url)
        insecure = not {host, host.rpartition(":")[0]}.isdisjoint(self._policy.insecure)
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

    def _transport(self, proxy: str | None, insecure: bool) -> Transport:
        known = proxy, insecure
        if known not in self._transports:
            exempt = frozenset({address_of(proxy)} if proxy else ())
            dialler = Dialler(self._guard, self._resolve, exempt=exempt)
            self._transports[known] = Transport(dialler, not insecure, proxy, self._policy)
        return self._transports[known]


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
