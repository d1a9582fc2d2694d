"""S6: no URL, name or redirect leads to an address that no public page is served from."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from ipaddress import ip_address
from urllib.parse import unquote

from benchmarks.scorecard.asking import word_of
from benchmarks.scorecard.row import Line, Row, Settings, Tally, counted
from benchmarks.scorecard.witness import witness
from scraper import Fetcher, FetchPolicy
from scraper.fetch.guard import Guard
from tests.fetch.addresses import CALLED_GLOBAL, LOOPBACK_URLS, PUBLIC, SPECIAL_ADDRESSES
from tests.fetch.faultserver import Names

HERE = "127.0.1.1"  # where a redirecting server stands, and the one address that is allowed
SPECIAL = tuple(dict.fromkeys((*SPECIAL_ADDRESSES, *CALLED_GLOBAL)))
SCHEMES = (
    "file:///etc/hostname",
    "ftp://gazette.example/story",
    "data:text/html,<p>story</p>",
    "gopher://gazette.example/0story",
)
LINE = Line(
    "S6",
    f"Addresses: (a) {len(LOOPBACK_URLS)} ways to write loopback in a URL; (b) {len(SPECIAL)} "
    "special addresses as a URL, as the answer for a name, behind a redirect, in a "
    "robots.txt's redirect, and among public answers for a name; (c) names whose answer "
    "changes between check and use; (e) file:, ftp:, data:, gopher: given and redirected to. "
    "Seen by an audit hook on every connect",
    "nobody dialled but the server that redirects, and public addresses; checking one takes "
    "less than 50 µs. (d) Behind a proxy names are the proxy's to resolve, which "
    "docs/fetching.md says",
    "(a) loopback reached, of 52 ways: curl 34, trafilatura with its protection off 27, httpx 26; "
    "trafilatura as it comes 0. (b) its test, Python's `is_global`, lets 17 special addresses "
    "through. Scrapy and crawlee do not claim it (both document that), newspaper4k and fundus do "
    "not mention it; all of them follow a redirect from 127.0.0.1 to 127.0.0.2",
)
POLICY = FetchPolicy(delay=0, attempts=1, deadline=5, allow_private=(f"{HERE}/32",))


async def addresses(settings: Settings) -> Row:
    """The line, tried."""
    tally = Tally()
    await forms(tally)
    tried = SPECIAL[:8] if settings.quick else SPECIAL
    moved = {f"r{n}.example": _url(address) for n, address in enumerate(tried)}
    async with redirecting(moved) as port:
        await special(tally, port, tried)
        await schemes(tally, port)
    await rebinding(tally)
    checked = overhead()
    tally.check("checking an address", checked < 50e-6, f"{checked * 1e6:.1f} µs")
    return tally.row(LINE)


async def forms(tally: Tally) -> None:
    """Nothing; tries every way to write loopback, with the system's own resolver."""
    with witness() as seen:
        async with Fetcher(FetchPolicy(delay=0, attempts=1)) as fetcher:
            came = [await word_of(fetcher, url) for url in LOOPBACK_URLS]
    words = Counter(each.word for each in came)
    is_kept = not seen.reached and set(words) <= {"blocked_address", "bad_url", "dns"}
    tally.check(
        f"(a) of {len(came)} forms reached", is_kept, f"{len(seen.reached)} ({counted(words)})"
    )


async def special(tally: Tally, port: int, tried: Sequence[str]) -> None:
    """Nothing; tries special addresses in every way that leads to them."""
    for way, urls, answers in _ways(tried, port):
        with witness(HERE) as seen:
            async with Fetcher(POLICY, resolve=Names(answers)) as fetcher:
                came = await asyncio.gather(*(word_of(fetcher, url) for url in urls))
        words = Counter(each.word for each in came)
        astray = {address for address in seen.reached if address != HERE}
        is_kept = not astray and set(words) == {"blocked_address"}
        figure = f"{len(astray)} of {len(urls)} ({counted(words)})"
        tally.check(f"(b) {way}, dialled", is_kept, figure)


def _ways(
    tried: Sequence[str], port: int
) -> Iterable[tuple[str, list[str], dict[str, list[Sequence[str]]]]]:
    literal = list(map(_url, tried))
    yield "as a URL", literal, {}
    named = [f"http://n{number}.example/story" for number in range(len(tried))]
    yield "as a name", named, {f"n{n}.example": [(each,)] for n, each in enumerate(tried)}
    mixed = {f"n{n}.example": [(*PUBLIC, each)] for n, each in enumerate(tried)}
    yield "among public answers", named, mixed
    yield "behind a redirect", [f"http://{HERE}:{port}/to/{url}" for url in literal], {}
    elsewhere = [f"http://r{n}.example:{port}/story" for n in range(len(tried))]
    yield "behind a robots.txt", elsewhere, {f"r{n}.example": [(HERE,)] for n in range(len(tried))}


def _url(address: str) -> str:
    return f"http://[{address}]/story" if ":" in address else f"http://{address}/story"


async def schemes(tally: Tally, port: int) -> None:
    """Nothing; tries what is not http, given and as where a redirect leads."""
    with witness(HERE) as seen:
        async with Fetcher(POLICY, resolve=Names()) as fetcher:
            given = [await word_of(fetcher, url) for url in SCHEMES]
            led = [await word_of(fetcher, f"http://{HERE}:{port}/to/{url}") for url in SCHEMES]
    astray = [address for address in seen.reached if address != HERE]
    words = Counter(each.word for each in (*given, *led))
    is_kept = not astray and words == {"bad_url": len(SCHEMES), "bad_redirect": len(SCHEMES)}
    tally.check("(e) other schemes", is_kept, counted(words))


async def rebinding(tally: Tally) -> None:
    """Nothing; tries names that are public when checked and loopback when asked for again."""
    dialled: list[str] = []
    for public in PUBLIC:
        names = Names({"gazette.example": [(public,), ("127.0.0.1",)]})
        with witness() as seen:
            async with Fetcher(FetchPolicy(delay=0, deadline=5), resolve=names) as fetcher:
                for path in ("", "story", "news"):
                    await word_of(fetcher, f"http://gazette.example/{path}")
                    await word_of(fetcher, f"http://gazette.example:8080/{path}")
        dialled += seen.reached
    loopback = [address for address in dialled if ip_address(address).is_loopback]
    is_kept = not loopback and bool(dialled)
    tally.check(
        "(c) loopback dialled after rebinding", is_kept, f"{len(loopback)} of {len(dialled)}"
    )


def overhead() -> float:
    """Seconds to check one address."""
    guard, rounds = Guard(), 2_000
    begun = time.perf_counter()
    for _ in range(rounds):
        for address in PUBLIC:
            guard.check(address)
    return (time.perf_counter() - begun) / rounds / len(PUBLIC)


@asynccontextmanager
async def redirecting(moved: Mapping[str, str]) -> AsyncIterator[int]:
    """The port of a server at HERE: /to/URL leads to the URL, a host's robots.txt where `moved`."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        path = head.split(" ")[1]
        host = head.lower().partition("\r\nhost: ")[2].partition("\r\n")[0].partition(":")[0]
        target = moved.get(host) if path == "/robots.txt" else unquote(path.removeprefix("/to/"))
        first = f"302 Found\r\nLocation: {target}" if target else "404 Not Found"
        writer.write(f"HTTP/1.1 {first}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, HERE, 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
