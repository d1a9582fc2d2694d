"""The fault server's robots.txt, looked at without an HTTP client."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.fetch.faultserver import (
    FaultServer,
    robots,
)
from tests.fetch.faultserver.answers import PAGE
from tests.fetch.faultserver.raw import RESET, SILENT, Heard, ask

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("mode", robots.MODES, ids=lambda mode: mode.name)
async def test_a_mode_of_robots_txt_is_served_at_its_host_only(mode: robots.Robots) -> None:
    async with FaultServer(hosts=2, robots={"127.0.1.1": mode.name}) as server:
        heard = await ask(server.url("/robots.txt"))
        assert ROBOTS_ON_THE_WIRE[mode.name](heard), (heard.data[:300], heard.end)
        assert (await ask(server.url("/robots.txt", host=1))).status == 404


def rule_at(heard: Heard) -> int:
    return heard.body.index(robots.DISALLOW)


ROBOTS_ON_THE_WIRE: dict[str, Callable[[Heard], bool]] = {
    "disallow": lambda heard: heard.status == 200 and heard.body == robots.DISALLOW,
    "absent_with_rules": lambda heard: heard.status == 404 and heard.body == robots.DISALLOW,
    "unauthorized": lambda heard: heard.status == 401,
    "forbidden": lambda heard: heard.status == 403,
    "too_many": lambda heard: heard.status == 429,
    "broken": lambda heard: heard.status == 500,
    "busy": lambda heard: heard.status == 503,
    "reset": lambda heard: heard == Heard(b"", RESET),
    "hang": lambda heard: heard == Heard(b"", SILENT),
    "five_redirects": lambda heard: b"://127.0.1.2:" in heard.header(b"Location"),
    "six_redirects": lambda heard: b"://127.0.1.2:" in heard.header(b"Location"),
    "rule_after_limit": lambda heard: rule_at(heard) > robots.LIMIT,
    "rule_before_limit": lambda heard: rule_at(heard) < robots.LIMIT < len(heard.body) - 500_000,
    "byte_order_mark": lambda heard: heard.body.startswith(b"\xef\xbb\xbfUser-agent"),
    "latin_1": lambda heard: b"\xe9\n" in heard.body,
    "page_instead": lambda heard: heard.body == PAGE,
    "gzip": lambda heard: zlib.decompress(heard.body, wbits=31) == robots.DISALLOW,
    "carriage_returns": lambda heard: heard.body == b"User-agent: *\rDisallow: /\r",
}


@pytest.mark.parametrize(("mode", "hops"), [("five_redirects", 5), ("six_redirects", 6)])
async def test_rules_stand_behind_so_many_redirects(mode: str, hops: int) -> None:
    async with FaultServer(hosts=2, robots={"127.0.1.1": mode}) as server:
        url, seen = server.url("/robots.txt"), []
        while (heard := await ask(url)).status == 302:
            url = heard.header(b"Location").decode()
            seen.append(urlsplit(url).hostname)
        assert (len(seen), len(set(seen))) == (hops, 2)
        assert heard.body == robots.DISALLOW
