"""Pages that come over one HTTP/2 connection: none waits for another beyond its own time."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import RequestReceived

from scraper import Fetcher, FetchError, FetchPolicy
from tests.fetch.faultserver import certificates
from tests.fetch.lines import answering

pytestmark = pytest.mark.anyio
HOST = certificates.name_of_kind("h2")
POLICY = FetchPolicy(
    allow_private=("127.0.0.0/8",), delay=0, per_host=10, concurrency=10, deadline=30
)
SOON = 5.0  # seconds; less than a silence may last
LATENCY = 0.3  # seconds that a slow page takes
PAGE = [(":status", "200"), ("content-type", "text/html")]


class Prompt(random.Random):
    """Draws the shortest pause there is."""

    def random(self) -> float:
        return 0.0


class Talk(asyncio.Protocol):
    """One connection to a site: what it does is said by the path; at others it stays silent."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.h2 = H2Connection(H2Configuration(client_side=False))
        self.h2.initiate_connection()
        self.flush()

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        for event in self.h2.receive_data(data):
            if isinstance(event, RequestReceived):
                path = dict(event.headers)[b":path"].decode().rstrip("0123456789")
                BEHAVIOUR.get(path, Talk.stay_silent)(self, event.stream_id)
        self.flush()

    def flush(self) -> None:
        self.transport.write(self.h2.data_to_send())

    def stay_silent(self, stream: int) -> None:
        pass

    def have_none(self, stream: int) -> None:
        self.h2.send_headers(stream, [(":status", "404")], end_stream=True)

    def answer(self, stream: int) -> None:
        if not self.transport.is_closing():
            self.begin(stream)
            self.h2.send_data(stream, b"<p>The bridge reopened on Tuesday.", end_stream=True)
            self.flush()

    def begin(self, stream: int) -> None:
        self.h2.send_headers(stream, [(":status", "200"), ("content-type", "text/html")])

    def take_time(self, stream: int) -> None:
        asyncio.get_running_loop().call_later(LATENCY, self.answer, stream)

    def hang_up(self, stream: int) -> None:
        self.flush()
        self.transport.close()

    def reset(self, stream: int) -> None:
        self.h2.reset_stream(stream, ErrorCodes.REFUSED_STREAM)

    def leave(self, stream: int) -> None:
        self.h2.close_connection(last_stream_id=stream)
        self.hang_up(stream)

    def leave_in_body(self, stream: int) -> None:
        """As if it had never heard of the request that it has begun to answer."""
        self.begin(stream)
        self.h2.send_data(stream, b"<p>The bridge")
        self.h2.close_connection(last_stream_id=1)
        self.hang_up(stream)

    def have_no_status(self, stream: int) -> None:
        self.send(1, 0x4, stream, b"\x08\x00")  # HEADERS: a literal for name 8, :status, empty

    def talk_nonsense(self, stream: int) -> None:
        self.send(0, 0, 0, b"news")  # DATA of no stream

    def lower_the_limit(self, stream: int) -> None:
        """To one stream at a time, although more are under way."""
        self.send(4, 0, 0, b"\x00\x03\x00\x00\x00\x01")  # SETTINGS_MAX_CONCURRENT_STREAMS

    def send(self, kind: int, flags: int, stream: int, payload: bytes) -> None:
        """A frame as RFC 9113, section 4.1, has it, that h2 would not send."""
        self.flush()
        head = len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big")
        self.transport.write(head + payload)


BEHAVIOUR = {
    "/robots.txt": Talk.have_none,
    "/ok": Talk.answer,
    "/slow": Talk.take_time,
    "/close": Talk.hang_up,
    "/reset": Talk.reset,
    "/goaway": Talk.leave,
    "/goaway-in-body": Talk.leave_in_body,
    "/no-status": Talk.have_no_status,
    "/nonsense": Talk.talk_nonsense,
    "/limit": Talk.lower_the_limit,
}


@pytest.fixture
async def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.trusted(tmp_path)))
    loop = asyncio.get_running_loop()
    context = certificates.server_context("h2")
    listening = await loop.create_server(Talk, "127.0.0.1", 0, ssl=context)
    yield f"https://{HOST}:{listening.sockets[0].getsockname()[1]}"
    listening.close()


def fetcher(policy: FetchPolicy = POLICY) -> Fetcher:
    return Fetcher(policy, resolve=answering("127.0.0.1"), random=Prompt())


async def told(asking: Fetcher, url: str, patience: float | None = None) -> tuple[str, float]:
    """What came of a URL, "given up" where it did not come in time; and in how many seconds."""
    begun = time.monotonic()
    try:
        await asyncio.wait_for(asking.get(url), patience)
        word = "page"
    except FetchError as error:
        word = error.reason
    except TimeoutError:
        word = "given up"
    return word, time.monotonic() - begun


@pytest.mark.parametrize("patience", [(0.2, 1.0), (1.0, 0.2), (0.2, 0.2)])
async def test_whoever_reads_who_gives_up_is_let_go_at_once(
    site: str, patience: tuple[float, float]
) -> None:
    async with fetcher() as asking:
        assert (await told(asking, f"{site}/ok"))[0] == "page"
        both = [told(asking, f"{site}/never{n}", each) for n, each in enumerate(patience)]
        outcomes = await asyncio.gather(*both)
        assert [word for word, _ in outcomes] == ["given up"] * 2
        assert all(took < each + 0.5 for (_, took), each in zip(outcomes, patience, strict=True))


async def test_each_ends_at_its_own_deadline(site: str) -> None:
    async with fetcher(replace(POLICY, deadline=0.6)) as asking:
        assert (await told(asking, f"{site}/ok"))[0] == "page"

        async def later(number: int) -> tuple[str, float]:
            await asyncio.sleep(number / 20)
            return await told(asking, f"{site}/never{number}")

        outcomes = await asyncio.gather(*map(later, range(6)))
        assert {word for word, _ in outcomes} == {"timeout"}
        assert all(0.5 < took < 1.1 for _, took in outcomes)


async def test_one_given_up_costs_the_others_time_and_no_page(site: str) -> None:
    async with fetcher() as asking:
        assert (await told(asking, f"{site}/ok"))[0] == "page"
        others = [told(asking, f"{site}/slow{n}") for n in range(9)]
        unwanted, *outcomes = await asyncio.gather(told(asking, f"{site}/never", 0.1), *others)
        assert unwanted[0] == "given up"
        assert {word for word, _ in outcomes} == {"page"}


async def test_many_given_up_leave_the_host_as_good_as_new(site: str) -> None:
    moments = random.Random(13)
    async with fetcher() as asking:
        assert (await told(asking, f"{site}/ok"))[0] == "page"
        for _ in range(5):
            unwanted = [told(asking, f"{site}/never", moments.random() / 20) for _ in range(30)]
            outcomes = await asyncio.wait_for(asyncio.gather(*unwanted), SOON)
            assert {word for word, _ in outcomes} == {"given up"}
        wanted = [told(asking, f"{site}/ok") for _ in range(20)]
        outcomes = await asyncio.wait_for(asyncio.gather(*wanted), SOON)
        assert {word for word, _ in outcomes} == {"page"}


# -- servers that break the rules ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/close", "disconnected"),
        ("/reset", "disconnected"),
        ("/goaway", "disconnected"),
        ("/goaway-in-body", "incomplete"),
        ("/no-status", "bad_response"),
        ("/nonsense", "bad_response"),
    ],
)
async def test_what_a_server_does_wrong_has_its_reason_and_does_not_last(
    site: str, path: str, reason: str
) -> None:
    async with fetcher() as asking:
        assert (await told(asking, f"{site}/ok"))[0] == "page"
        assert (await told(asking, site + path))[0] == reason
        assert (await told(asking, f"{site}/ok"))[0] == "page"


async def test_a_server_that_allows_less_than_is_under_way_locks_nobody_up(site: str) -> None:
    async with fetcher(replace(POLICY, deadline=0.6)) as asking:
        assert (await told(asking, f"{site}/ok"))[0] == "page"
        hanging = [told(asking, f"{site}/never{n}") for n in range(3)]
        async with asyncio.timeout(SOON):
            *outcomes, last = await asyncio.gather(*hanging, told(asking, f"{site}/limit"))
        assert {word for word, _ in (*outcomes, last)} == {"timeout"}
        assert (await told(asking, f"{site}/ok"))[0] == "page"
