"""The fault server does what it says: its bytes are looked at without an HTTP client."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest

from scraper import extract
from scraper.types import Page
from scraper.types.reasons import explain
from tests.fetch.faultserver import (
    BY_NAME,
    FAULTS,
    Fault,
    FaultServer,
    bombs,
)
from tests.fetch.faultserver.answers import PAGE
from tests.fetch.faultserver.bodies import PDF, PNG
from tests.fetch.faultserver.fault import HERE
from tests.fetch.faultserver.raw import CLOSED, ENOUGH, RESET, SILENT, Caller, Heard, ask
from tests.fetch.faultserver.redirects import FORBIDDEN

pytestmark = pytest.mark.anyio
SERVED = [fault for fault in FAULTS if fault.place == HERE]

SILENT_IN_THE_END = ("hang", "stall_in_body", "stale_connection")


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    async with FaultServer(hosts=2) as server:
        yield server


def named(fault: Fault) -> str:
    return fault.name


# -- what each fault looks like on the wire ------------------------------------------------------


def whole(heard: Heard) -> bool:
    """An answer as long as it says."""
    return heard.end == CLOSED and heard.length == len(heard.body)


def leads_to(place: str) -> Callable[[Heard], bool]:
    return lambda heard: whole(heard) and place.encode("latin-1") in heard.header(b"Location")


def holds(body: bytes) -> Callable[[Heard], bool]:
    return lambda heard: whole(heard) and heard.status == 200 and body in heard.body


def refuses(status: int) -> Callable[[Heard], bool]:
    return lambda heard: whole(heard) and heard.status == status


def asks_to_wait(heard: Heard) -> bool:
    if (value := heard.header(b"Retry-After")).isdigit():
        return whole(heard) and int(value) >= 1
    wait = parsedate_to_datetime(value.decode()) - datetime.now(UTC)
    return whole(heard) and 0 < wait.total_seconds() <= 2


def encoded(encoding: str) -> Callable[[Heard], bool]:
    said = encoding.encode()
    return lambda heard: whole(heard) and heard.header(b"Content-Encoding") == said


def bomb(encoding: str) -> Callable[[Heard], bool]:
    return lambda heard: encoded(encoding)(heard) and len(heard.body) < 310_000


def in_charset(charset: str, said: str) -> Callable[[Heard], bool]:
    kind = said.encode()
    return lambda heard: (
        whole(heard) and heard.header(b"Content-Type") == kind and bool(heard.body.decode(charset))
    )


ON_THE_WIRE: dict[str, Callable[[Heard], bool]] = {
    "ok": holds(PAGE),
    "empty": lambda heard: whole(heard) and heard.status == 200 and not heard.body,
    "image": lambda heard: whole(heard) and heard.header(b"Content-Type") == b"image/png",
    "image_as_html": holds(PNG),
    "pdf_as_html": holds(PDF),
    "soft_404": holds(b"was not found"),
    "charset_only_in_meta": in_charset("cp1251", "text/html"),
    "charset_wrong_in_header": in_charset("utf-8", "text/html; charset=iso-8859-1"),
    "charset_nowhere": in_charset("shift_jis", "text/html"),
    "charset_by_bom": in_charset("utf-16", "text/html; charset=iso-8859-1"),
    "charset_unknown": in_charset("utf-8", "text/html; charset=bogus-8"),
    "header_drip": lambda heard: b"\r\n\r\n" not in heard.data and 20 < len(heard.data) < 40,
    "body_drip": lambda heard: 1 < len(heard.body) < 20 < heard.length,
    "hang": lambda heard: heard == Heard(b"", SILENT),
    "stall_in_body": lambda heard: heard.end == SILENT and 0 < len(heard.body) < heard.length,
    "endless_body": lambda heard: heard.end == ENOUGH and not heard.header(b"Content-Length"),
    "endless_chunks": lambda heard: heard.end == ENOUGH and b"chunked" in heard.head,
    "endless_headers": lambda heard: heard.end == ENOUGH and not heard.body,
    "endless_103": lambda heard: heard.end == ENOUGH and heard.status == 103,
    "close": lambda heard: heard == Heard(b"", CLOSED),
    "reset_before_answer": lambda heard: heard == Heard(b"", RESET),
    "reset_in_body": lambda heard: heard.end == RESET and 0 < len(heard.body) < heard.length,
    "close_after_headers": lambda heard: heard.end == CLOSED and not heard.body,
    "short_body": lambda heard: heard.end == CLOSED and len(heard.body) < heard.length,
    "chunked_without_end": lambda heard: heard.end == CLOSED and heard.body.endswith(b">\n\r\n"),
    "bad_chunk_size": lambda heard: heard.body.startswith(b"zz\r\n"),
    "large_header": lambda heard: len(heard.head) > 2_000_000,
    "many_cookies": lambda heard: whole(heard) and heard.head.count(b"Set-Cookie: ") == 400,
    "bad_status_line": lambda heard: heard.head.startswith(b"HTTP/1.1 OK good\r\n"),
    "http_09": lambda heard: heard == Heard(PAGE, CLOSED),
    "two_lengths": lambda heard: heard.head.count(b"Content-Length: ") == 2,
    "chunked_with_length": lambda heard: heard.length == 10 and b"chunked" in heard.head,
    "stale_connection": lambda heard: heard.end == SILENT and heard.body == PAGE,
    "promise_to_stay": lambda heard: whole(heard) and not heard.header(b"Connection"),
    "redirect_loop": leads_to("/fault/redirect_loop/b"),
    "redirect_to_itself": leads_to("/fault/redirect_to_itself"),
    "redirect_chain": leads_to("/fault/redirect_chain/1"),
    "redirect_three_hops": leads_to("/fault/redirect_three_hops/1"),
    "redirect_to_file": leads_to("file:///"),
    "redirect_to_other_loopback": leads_to(f"http://{FORBIDDEN}:"),
    "redirect_without_location": lambda heard: (
        refuses(302)(heard) and b"Location" not in heard.head
    ),
    "redirect_to_raw_bytes": leads_to("\xe9"),
    "redirect_to_bad_ipv6": leads_to("http://[::1/"),
    "meta_refresh": holds(b'http-equiv="refresh"'),
    "bomb_gzip": bomb("gzip"),
    "bomb_deflate": bomb("deflate"),
    "bomb_br": bomb("br"),
    "bomb_zstd": bomb("zstd"),
    "bomb_nested": bomb(bombs.NESTED),
    "wrong_encoding": lambda heard: encoded("gzip")(heard) and heard.body == PAGE,
    "garbled_encoding": lambda heard: encoded("gzip")(heard) and heard.body[:2] != b"\x1f\x8b",
    "cut_encoding": encoded("gzip"),
    "unknown_encoding": encoded("bzip2"),
    "too_many_once": lambda heard: refuses(429)(heard) and asks_to_wait(heard),
    "busy_once": lambda heard: refuses(503)(heard) and asks_to_wait(heard),
    "busy_for_a_day": lambda heard: (
        refuses(503)(heard) and heard.header(b"Retry-After") == b"86400"
    ),
    "busy_always": refuses(503),
    "broken_once": refuses(500),
    "not_found": refuses(404),
    "forbidden": refuses(403),
    "not_modified": lambda heard: heard.status == 304 and heard == Heard(heard.data, CLOSED),
    "part_unasked": lambda heard: refuses(206)(heard) and heard.body == PAGE[:100],
    "range_on_200": lambda heard: holds(PAGE)(heard) and b"Content-Range: bytes" in heard.head,
}


@pytest.mark.parametrize("fault", SERVED, ids=named)
async def test_a_fault_looks_on_the_wire_as_promised(server: FaultServer, fault: Fault) -> None:
    patience = 0.2 if fault.name in SILENT_IN_THE_END else 10
    heard = await ask(server.url_of(fault), patience=patience)
    assert ON_THE_WIRE[fault.name](heard), (heard.data[:500], heard.end)


@pytest.mark.parametrize("name", ["too_many_once", "busy_once", "broken_once"])
async def test_a_fault_of_once_is_followed_by_a_page(server: FaultServer, name: str) -> None:
    url = server.url_of(BY_NAME[name], extra="/7")
    assert (await ask(url)).status != 200
    assert holds(PAGE)(await ask(url))


async def test_each_url_of_a_fault_of_once_has_its_own_once(server: FaultServer) -> None:
    for extra in ("/1", "/2"):
        url = server.url_of(BY_NAME["broken_once"], extra=extra)
        assert (await ask(url)).status == 500


async def test_a_stale_connection_is_closed_when_used_again(server: FaultServer) -> None:
    url = server.url_of(BY_NAME["stale_connection"])
    async with Caller(server.url("/page/1")) as caller:
        assert (await caller.ask()).body == PAGE
        assert await caller.ask("/fault/stale_connection") == Heard(b"", CLOSED)
    assert (await ask(url)).body == PAGE


async def test_a_loop_has_two_places_and_a_chain_an_end(server: FaultServer) -> None:
    assert b"redirect_loop/a" in (await ask(server.url("/fault/redirect_loop/b"))).data
    assert b"redirect_chain/60" in (await ask(server.url("/fault/redirect_chain/59"))).data
    assert holds(PAGE)(await ask(server.url("/fault/redirect_chain/60")))


@pytest.mark.parametrize("window", ["gzip", "deflate"])
def test_a_bomb_is_300_megabytes_once_decompressed(window: str) -> None:
    unpacker = zlib.decompressobj(wbits=47)  # zlib or gzip, as the body says
    size, rest = 0, bombs.BOMBS[window]()
    while rest:
        size += len(unpacker.decompress(rest, 1_000_000))
        rest = unpacker.unconsumed_tail
    assert size == 300_000_000


def test_the_nested_bomb_has_ten_layers() -> None:
    body = bombs.nested_bomb()
    for _ in range(bombs.LAYERS - 1):
        body = zlib.decompress(body, wbits=31)
    assert body == bombs.gzip_bomb()


# -- the table -----------------------------------------------------------------------------------


def test_every_fault_is_known_on_the_wire_or_has_no_wire() -> None:
    assert [fault.name for fault in SERVED] == list(dict.fromkeys(f.name for f in SERVED))
    assert {fault.name for fault in SERVED} == set(ON_THE_WIRE)


@pytest.mark.parametrize("fault", FAULTS, ids=named)
def test_an_outcome_is_a_page_or_a_reason_that_can_be_explained(fault: Fault) -> None:
    assert fault.outcomes
    assert all(outcome == "page" or explain(outcome) for outcome in fault.outcomes)
    assert not fault.text or fault.outcomes == ("page",)


@pytest.mark.parametrize("name", [fault.name for fault in SERVED if "charset" in fault.name])
async def test_the_text_expected_of_a_charset_is_what_extract_reads(
    server: FaultServer, name: str
) -> None:
    heard = await ask(server.url_of(BY_NAME[name]))
    charset = heard.header(b"Content-Type").decode().partition("charset=")[2] or None
    article = extract(Page(url=None, body=heard.body, charset=charset))
    assert BY_NAME[name].text in article.text
