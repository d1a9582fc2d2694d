"""A server of many hosts on loopback addresses that does whatever its clients must survive."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, suppress
from dataclasses import replace
from typing import Self

from tests.fetch.faultserver import certificates, fault, faults, places
from tests.fetch.faultserver import robots as robots_txt
from tests.fetch.faultserver.answers import PAGE, answer, keeps, says
from tests.fetch.faultserver.certificates import KINDS
from tests.fetch.faultserver.connection import Connection, Handler, House
from tests.fetch.faultserver.fault import Fault
from tests.fetch.faultserver.http2 import Http2
from tests.fetch.faultserver.ledger import Ledger
from tests.fetch.faultserver.names import MUTE, Names, address_of, name_of
from tests.fetch.faultserver.places import Places, bound
from tests.fetch.faultserver.redirects import FORBIDDEN
from tests.fetch.faultserver.request import Request

NETWORK = "127.0.0.0/16"  # all addresses but the forbidden one: what a fetcher is to be allowed
TLS_ADDRESS = "127.0.251.1"
ATTEMPTS = 20  # to find a port that is free at every address
ABSENT = says(answer(404, b"<html><body><p>No such page.</p></body></html>"))


class FaultServer:
    """Serves `/page/<n>`, `/fault/<name>` and robots.txt at each of its hosts, on one port.

        async with FaultServer(hosts=8) as server:
            server.url("/page/1", host=3)  # "http://127.0.1.4:40123/page/1"
            server.url_of(BY_NAME["hang"])
            server.ledger.by_host()

    `robots` are the names of modes, or handlers, by host ("127.0.1.1" or "h0.test"); other hosts
    have no robots.txt. `latency` is how long a page takes, `body` what it holds. `tls` adds a host
    for each kind of certificate; `names` has the addresses of all. `keep_ledger` False saves the
    memory of one entry for each request.
    """

    def __init__(
        self,
        hosts: int = 4,
        *,
        robots: Mapping[str, str | Handler] | None = None,
        latency: float = 0.0,
        body: bytes = PAGE,
        tls: bool = False,
        keep_ledger: bool = True,
    ) -> None:
        self.hosts = tuple(address_of(number) for number in range(hosts))
        self.ledger = Ledger()
        self.names = Names(dict.fromkeys(map(certificates.name_of_kind, KINDS), TLS_ADDRESS))
        self._modes = dict(robots or {})
        self._latency = latency
        self._tls = tls
        self._plain = answer(body=body, keep=True)
        self._house = House(
            serve=self._serve,
            plain=None if latency else self._plain,
            ledger=self.ledger if keep_ledger else None,
        )
        self._numbers: Counter[tuple[str, str]] = Counter()
        self._tls_ports: dict[str, int] = {}

    # -- where things are ------------------------------------------------------------------------

    def url(self, path: str, host: int = 0, *, named: bool = False) -> str:
        """The URL of a path at host number 0, 1, 2 ...; by its name, which `names` resolves."""
        where = name_of(host) if named else self.hosts[host]
        return f"http://{where}:{self.port}{path}"

    def tls_url(self, kind: str, path: str = "/page/1") -> str:
        """The URL of a path at the host with a certificate of a kind."""
        return f"https://{certificates.name_of_kind(kind)}:{self._tls_ports[kind]}{path}"

    def url_of(self, which: Fault, host: int = 0, *, extra: str = "") -> str:
        """Where a fault shows; `extra`, such as "/n17", makes several URLs of one fault."""
        path = f"/fault/{which.name}{extra}{which.path}"
        if which.place == fault.HTTP2:
            return self.tls_url("h2", path)
        origins = {
            fault.HERE: f"{self.hosts[host]}:{self.port}",
            fault.REFUSED: f"{places.REFUSED}:{self._places.refused}",
            fault.BLACKHOLE: f"{places.BLACKHOLE}:{self._places.blackhole}",
            fault.NO_SUCH_NAME: f"nowhere.test:{self.port}",
            fault.MUTE_NAME: f"{MUTE}:{self.port}",
        }
        return f"http://{origins[which.place]}{path}"

    # -- what is served --------------------------------------------------------------------------

    async def _serve(self, connection: Connection, request: Request) -> None:
        self._numbers[request.host, request.path] += 1
        number = self._numbers[request.host, request.path]
        handler = self._handler(request.host, request.path)
        await handler(connection, replace(request, number=number))

    def _handler(self, host: str, path: str) -> Handler:
        if path.startswith("/page/"):
            return self._page
        if path == "/robots.txt":
            return self._robots(host)
        if path.startswith("/robots-hop-"):
            return robots_txt.redirected(int(path.split("-")[2]))
        found = faults.BY_NAME.get(path.removeprefix("/fault/").split("/")[0])
        return found.serve if found and found.serve else ABSENT

    def _robots(self, host: str) -> Handler:
        mode = self._modes.get(host, robots_txt.ABSENT)
        return robots_txt.BY_NAME[mode].serve if isinstance(mode, str) else mode

    async def _page(self, connection: Connection, request: Request) -> None:
        await asyncio.sleep(self._latency)
        await keeps(self._plain)(connection, request)

    # -- coming and going ------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            self._places = stack.enter_context(Places())
            stack.callback(self._drop_connections)
            sockets = _one_port((*self.hosts, FORBIDDEN))
            self.port = sockets[0].getsockname()[1]
            for opened in sockets:
                await self._listen(stack, opened, None)
            for kind in KINDS if self._tls else ():
                opened = bound(TLS_ADDRESS)
                self._tls_ports[kind] = opened.getsockname()[1]
                await self._listen(stack, opened, kind)
            self._open = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def _listen(self, stack: AsyncExitStack, opened: socket.socket, kind: str | None) -> None:
        def connected() -> asyncio.Protocol:
            if kind == "h2":
                return Http2(self._house)
            return Connection(self._house, "https" if kind else "http")

        server = await asyncio.get_running_loop().create_server(
            connected,
            sock=opened,
            backlog=1_024,
            ssl=certificates.server_context(kind) if kind else None,
        )
        stack.callback(server.close)

    def _drop_connections(self) -> None:
        for transport in list(self._house.open):
            transport.abort()


def _one_port(addresses: Sequence[str]) -> list[socket.socket]:
    """A bound socket for each address, all on a port that is free at every one of them."""
    for _ in range(ATTEMPTS):
        with ExitStack() as stack:
            first = stack.enter_context(bound(addresses[0]))
            port = first.getsockname()[1]
            with suppress(OSError):
                others = [stack.enter_context(bound(other, port)) for other in addresses[1:]]
                stack.pop_all()
                return [first, *others]
    raise OSError(f"no port is free at all of {len(addresses)} addresses")
