"""What comes of a page when its site answers for robots.txt in one of eighteen ways."""

from __future__ import annotations

import pytest

from scraper import Fetcher, FetchError, FetchPolicy
from tests.fetch.faultserver import NETWORK, FaultServer, robots
from tests.fetch.faultserver.ledger import ROBOTS

pytestmark = pytest.mark.anyio
POLICY = FetchPolicy(allow_private=(NETWORK,), delay=0, deadline=1.0)


async def word(fetcher: Fetcher, url: str) -> str:
    """ "page", or the reason why there is none."""
    try:
        await fetcher.get(url)
    except FetchError as error:
        return error.reason
    return "page"


@pytest.mark.parametrize("mode", robots.MODES, ids=lambda mode: mode.name)
async def test_robots_txt_is_understood_as_rfc_9309_has_it(mode: robots.Robots) -> None:
    async with (
        FaultServer(hosts=2, robots={"127.0.1.1": mode.name}) as server,
        Fetcher(POLICY) as fetcher,
    ):
        found = await word(fetcher, server.url("/page/1"))
        pages = [a for a in server.ledger.arrivals if a.path == "/page/1"]
        assert found in mode.outcomes
        assert bool(pages) == (found == "page")


async def test_robots_txt_is_asked_for_once_for_all_pages_of_a_host() -> None:
    async with FaultServer(hosts=2) as server, Fetcher(POLICY) as fetcher:
        urls = [server.url(f"/page/{n}", n % 2) for n in range(20)]
        assert len([outcome async for outcome in fetcher.stream(urls)]) == 20
        assert server.ledger.asked_too_often(1) == []
        assert [a.path for a in server.ledger.arrivals].count(ROBOTS) == 2
