"""From the text of a list to the address that is dialled: no way of writing one leads inward."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from scraper import Fetcher, FetchPolicy
from scraper.fetch.dial import Dialler
from scraper.fetch.faults import Fault
from scraper.fetch.guard import Guard
from scraper.fetch.resolve import Resolver, SystemResolver
from scraper.fetch.urls import canonical
from tests.fetch.addresses import CALLED_GLOBAL, LOOPBACK_URLS, PUBLIC, SPECIAL_ADDRESSES
from tests.fetch.faultserver import NETWORK, FaultServer, Names
from tests.fetch.lines import Recorder, answering

pytestmark = pytest.mark.anyio

MORE_LOOPBACK_URLS = [
    # numbers
    "http://0x7F.0X0.0.01/", "http://127.000.000.001/", "http://0177.0x0.1/", "http://0x/",
    "http://6425673729/", "http://127.0.0.257/", "http://127.0.0.0.1/", "http://127.0.0.08/",
    "http://[::FFFF:7f00:1]/", "http://[::ffff:0:127.0.0.1]/", "http://[::1%lo]/", "http://[::1/",
    "http://::1/", "http://[::1].gazette.example/",
    # characters that only look different
    "http://lo\u00adcalhost/", "http://\uff10x7f.1/", "http://%31%32%37.0.0.1/",
    "http://%6c%6f%63%61%6c%68%6f%73%74/", "http://127.0.0.1%2e/", "http://localhost%00/",
    "http://127.0.0.1%00.gazette.example/", "http://127.0.0.1%2f.gazette.example/",
    "http://localhost\0.gazette.example/",
    # what surrounds a host
    "http://ana:secret@127.0.0.1/", "http://127.0.0.1\\@gazette.example/",
    "http://127.0.0.1#@gazette.example/", "http:127.0.0.1/", "http:/127.0.0.1/",
    "http:///127.0.0.1/", "http:\\\\127.0.0.1\\", "http://127.0\t.0.1/", " http://127.0.0.1/\n",
    "ht\ntp://127.0.0.1/", "//127.0.0.1/", "127.0.0.1", "127.0.0.1:8000/bridge", "localhost",
    "localhost:8000/bridge",
    # other ways in
    "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/_x", "dict://127.0.0.1/",
    "unix:///run/docker.sock", "data:text/html,<p>", "ws://127.0.0.1/", "view-source:http://[::1]/",
    "javascript:0", "blob:http://127.0.0.1/",
]  # fmt: skip
NAMES_OF_LOOPBACK = {
    "127.0.0.1.nip.example": ["127.0.0.1"],
    "7f000001.rebind.example": ["0.0.0.0"],
    "localtest.example": ["::1", "127.0.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "half.example": ["8.8.8.8", "127.0.0.1"],
    "scoped.example": ["fe80::1%lo"],
    "garbled.example": ["127.1"],
}


async def ask(recorder: Recorder, url: str, resolve: Resolver) -> Fault:
    """What becomes of a URL of a list; `connect` where it would have been dialled."""
    try:
        parts = urlsplit(canonical(url))
        dialler = Dialler(Guard(), resolve, connect=recorder)
        await dialler.connect_tcp(parts.hostname or "", parts.port or 80)
    except Fault as fault:
        return fault
    raise AssertionError("a recording connects to nobody")


def url_of(address: str) -> str:
    return f"http://[{address}]/" if ":" in address else f"http://{address}/"


@pytest.mark.parametrize("url", [*LOOPBACK_URLS, *MORE_LOOPBACK_URLS])
async def test_no_spelling_of_loopback_is_dialled(url: str) -> None:
    recorder = Recorder()
    fault = await ask(recorder, url, SystemResolver())
    assert fault.reason in {"bad_url", "dns", "blocked_address"}
    assert recorder.dialled == []


@pytest.mark.parametrize("name", NAMES_OF_LOOPBACK)
async def test_no_name_of_loopback_is_dialled(name: str) -> None:
    recorder = Recorder()
    fault = await ask(recorder, f"http://{name}/", answering(*NAMES_OF_LOOPBACK[name]))
    assert fault.reason == "blocked_address"
    assert recorder.dialled == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1.gazette.example/",
        "http://localhost.gazette.example/",
        "http://127.gazette.example/",
        "http://gazette.example\\@127.0.0.1/",
        "http://gazette.example/@127.0.0.1/",
        "http://gazette.example/?url=http://127.0.0.1/",
        "gazette.example/127.0.0.1",
    ],
)
async def test_what_only_looks_like_loopback_is_dialled(url: str) -> None:
    recorder = Recorder()
    assert (await ask(recorder, url, answering("8.8.8.8"))).reason == "connect"
    assert recorder.dialled == ["8.8.8.8"]


@pytest.mark.parametrize("address", [*SPECIAL_ADDRESSES, *CALLED_GLOBAL])
async def test_a_special_address_in_a_url_is_not_dialled(address: str) -> None:
    recorder = Recorder()
    fault = await ask(recorder, url_of(address), SystemResolver())
    assert fault.reason == "blocked_address"
    assert recorder.dialled == []


@pytest.mark.parametrize("address", PUBLIC)
async def test_a_public_address_in_a_url_is_dialled(address: str) -> None:
    recorder = Recorder()
    assert (await ask(recorder, url_of(address), SystemResolver())).reason == "connect"
    assert len(recorder.dialled) == 1


async def test_each_connection_looks_its_name_up_once() -> None:
    names = Names({"rebind.example": [["8.8.8.8"], ["127.0.0.1"]]})
    recorder = Recorder()
    assert (await ask(recorder, "http://rebind.example/", names)).reason == "connect"
    assert names.asked == ["rebind.example"]
    assert (await ask(recorder, "http://rebind.example/", names)).reason == "blocked_address"
    assert recorder.dialled == ["8.8.8.8"]


# Names that browsers know and IDNA of 2008 does not; httpx fails to read them.
@pytest.mark.parametrize("host", ["xn--i-7iq.example", "i\u2764.example"])
async def test_any_name_that_browsers_take_can_be_asked(host: str) -> None:
    policy = FetchPolicy(allow_private=(NETWORK,), delay=0, cookies=True)
    async with FaultServer(hosts=1) as server:
        resolve = answering(server.hosts[0])
        async with Fetcher(policy, resolve=resolve) as asking:
            assert (await asking.get(f"http://{host}:{server.port}/page/1")).body
        assert server.ledger.arrivals
