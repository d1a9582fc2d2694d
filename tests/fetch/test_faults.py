"""Whatever a server does, a URL ends in time, in a page or in a reason, and costs it little."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from scraper import Fetcher, FetchError, FetchPolicy, Page, extract
from tests.fetch.faultserver import (
    BY_NAME,
    FAULTS,
    NETWORK,
    Fault,
    FaultServer,
    bombs,
    certificates,
)
from tests.fetch.faultserver.fault import HERE
from tests.fetch.faultserver.ledger import ROBOTS
from tests.fetch.faultserver.redirects import FORBIDDEN

pytestmark = pytest.mark.anyio
DEADLINE = 1.5
HOSTS = 30
POLICY = FetchPolicy(
    allow_private=(NETWORK,), delay=0, deadline=DEADLINE, max_wait=5, max_bytes=1_000_000
)


class Prompt(random.Random):
    """Draws the shortest pause there is."""

    def random(self) -> float:
        return 0.0


@pytest.fixture
async def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FaultServer]:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.trusted(tmp_path)))
    for make in bombs.BOMBS.values():
        make()  # which may take a second, the first time
    async with FaultServer(hosts=HOSTS, tls=True) as server:
        yield server


def fetcher(server: FaultServer, policy: FetchPolicy = POLICY) -> Fetcher:
    return Fetcher(policy, resolve=server.names, random=Prompt())


async def outcome_of(server: FaultServer, url: str) -> Page | FetchError:
    async with fetcher(server) as asking:
        try:
            return await asking.get(url)
        except FetchError as error:
            return error


def word(outcome: Page | FetchError) -> str:
    """ "page", or the reason why there is none."""
    return outcome.reason if isinstance(outcome, FetchError) else "page"


def asked(server: FaultServer) -> list[str]:
    """The paths asked for, robots.txt left out."""
    return [a.path for a in server.ledger.arrivals if a.path != ROBOTS]


# -- each fault alone ----------------------------------------------------------------------------


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
async def test_a_fault_ends_as_promised_and_in_time(server: FaultServer, fault: Fault) -> None:
    begun = time.monotonic()
    outcome = await outcome_of(server, server.url_of(fault))
    assert time.monotonic() - begun <= DEADLINE + fault.wait + 1
    assert word(outcome) in fault.outcomes, str(outcome)
    assert len(asked(server)) <= fault.requests


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.text], ids=lambda fault: fault.name)
async def test_the_text_of_a_page_survives_its_fault(server: FaultServer, fault: Fault) -> None:
    outcome = await outcome_of(server, server.url_of(fault))
    assert isinstance(outcome, Page), str(outcome)
    assert fault.text in extract(outcome).text


@pytest.mark.parametrize("name", ["endless_103", "endless_headers"])
async def test_headers_without_end_are_given_up_long_before_a_body_would_be(
    server: FaultServer, name: str
) -> None:
    async with fetcher(server, replace(POLICY, max_bytes=500_000_000, deadline=30)) as asking:
        with pytest.raises(FetchError) as caught:
            await asking.get(server.url_of(BY_NAME[name]))
    assert caught.value.reason in ("too_large", "bad_response")


async def test_a_body_may_be_longer_than_headers() -> None:
    long = b"<p>" + b"The harbor bridge reopened. " * 30_000
    async with FaultServer(hosts=1, body=long) as server, fetcher(server) as asking:
        for path in ("/page/1", "/page/2"):  # on one connection
            assert (await asking.get(server.url(path))).body == long


async def test_a_redirect_to_a_forbidden_address_is_not_followed(server: FaultServer) -> None:
    await outcome_of(server, server.url_of(BY_NAME["redirect_to_other_loopback"]))
    assert FORBIDDEN not in server.ledger.by_host()


@pytest.mark.parametrize("name", ["stale_connection", "promise_to_stay", "goaway_after_answer"])
async def test_a_second_page_comes_after_the_connection_was_lost(
    server: FaultServer, name: str
) -> None:
    async with fetcher(server) as asking:
        for extra in ("/1", "/2", "/3"):
            page = await asking.get(server.url_of(BY_NAME[name], extra=extra))
            assert page.body


# -- certificates --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["untrusted", "self-signed", "expired", "wrong-host"])
async def test_a_certificate_that_cannot_be_trusted_is_refused(
    server: FaultServer, kind: str
) -> None:
    outcome = await outcome_of(server, server.tls_url(kind))
    assert isinstance(outcome, FetchError)
    assert "tls" in (outcome.reason, outcome.detail.partition(":")[0]), str(outcome)
    assert asked(server) == []


@pytest.mark.parametrize("kind", ["good", "h2"])
async def test_a_certificate_of_an_authority_we_trust_is_believed(
    server: FaultServer, kind: str
) -> None:
    assert word(await outcome_of(server, server.tls_url(kind))) == "page"


# -- among others --------------------------------------------------------------------------------

GOOD = 300
ALONE = ("busy_for_a_day", "busy_always")  # they hold up their whole host, as they should
MIXED = [f for f in FAULTS if f.place == HERE and f.name not in ALONE]


async def test_one_url_in_five_at_fault_costs_no_other_its_page(server: FaultServer) -> None:
    good = [server.url(f"/page/{n}", n % HOSTS) for n in range(GOOD)]
    faulty = {
        server.url_of(MIXED[n % len(MIXED)], n % HOSTS, extra=f"/n{n}"): MIXED[n % len(MIXED)]
        for n in range(GOOD // 4)
    }
    urls = [*good, *faulty]
    random.Random(20261124).shuffle(urls)
    words: dict[str, str] = {}
    async with fetcher(server, replace(POLICY, concurrency=64)) as asking:
        async for outcome in asking.stream(urls):
            url = outcome.url if isinstance(outcome, FetchError) else outcome.asked
            assert url is not None
            words[url] = word(outcome)
    assert {url: words[url] for url in good if words[url] != "page"} == {}
    astray = {
        fault.name: words[url] for url, fault in faulty.items() if words[url] not in fault.outcomes
    }
    assert astray == {}
    assert words.keys() == set(urls)
