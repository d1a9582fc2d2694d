"""An HTTP cache and proxies, where somebody asks for them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from scraper import ConfigError, Fetcher, FetchError, FetchPolicy
from scraper.fetch.proxies import Proxies, address_of

pytestmark = pytest.mark.anyio

HTML = b"<p>The harbor bridge reopened on Tuesday.</p>"


class Server:
    """Answers every request alike and remembers their first lines."""

    def __init__(self, *headers: str, status: str = "200 OK") -> None:
        self.asked: list[str] = []
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(HTML)}", *headers]
        self._answer = "\r\n".join([*lines, "Content-Type: text/html", "", ""]).encode() + HTML

    async def __aenter__(self) -> Server:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.origin = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                self.asked.append(head.decode().splitlines()[0])
                writer.write(self._answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    @property
    def pages_asked(self) -> int:
        return sum("/robots.txt" not in line for line in self.asked)


def policy(**chosen: object) -> FetchPolicy:
    plain: dict[str, object] = {"delay": 0, "allow_private": ("127.0.0.1",), "attempts": 1}
    return FetchPolicy(**{**plain, "use_environment": False, **chosen})  # type: ignore[arg-type]


async def get_twice(server: Server, chosen: FetchPolicy) -> list[bytes]:
    bodies = []
    for _ in range(2):  # two fetchers: a cache outlives them
        async with Fetcher(chosen) as fetcher:
            bodies.append((await fetcher.get(f"{server.origin}/bridge")).body)
    return bodies


async def test_a_page_that_is_fresh_comes_from_the_cache(tmp_path: Path) -> None:
    pytest.importorskip("hishel")
    async with Server("Cache-Control: max-age=600") as server:
        bodies = await get_twice(server, policy(cache=tmp_path / "cache.sqlite"))
    assert bodies == [HTML, HTML]
    assert server.pages_asked == 1


async def test_a_page_that_must_not_be_kept_is_asked_for_again(tmp_path: Path) -> None:
    pytest.importorskip("hishel")
    async with Server("Cache-Control: no-store") as server:
        bodies = await get_twice(server, policy(cache=tmp_path / "cache.sqlite"))
    assert bodies == [HTML, HTML]
    assert server.pages_asked == 2


async def test_without_a_cache_every_page_is_asked_for() -> None:
    async with Server("Cache-Control: max-age=600") as server:
        await get_twice(server, policy())
    assert server.pages_asked == 2


async def test_a_proxy_is_asked_for_the_whole_url_and_its_own_address_is_no_matter() -> None:
    async with Server() as proxy:
        chosen = policy(proxy=proxy.origin, allow_private=())
        async with Fetcher(chosen) as fetcher:
            page = await fetcher.get("http://gazette.example/bridge")
    assert page.body == HTML
    assert proxy.asked[-1] == "GET http://gazette.example/bridge HTTP/1.1"


async def test_a_proxy_does_not_lead_to_private_addresses_written_in_urls() -> None:
    async with (
        Server() as proxy,
        Fetcher(policy(proxy=proxy.origin, allow_private=())) as fetcher,
    ):
        for url in ("http://127.0.0.1:9/bridge", "http://2130706433/", "http://[::1]/"):
            with pytest.raises(FetchError) as caught:
                await fetcher.get(url)
            assert "127.0.0.1" in str(caught.value) or "::1" in str(caught.value)
    assert not proxy.asked


async def test_the_proxy_of_some_urls_is_no_way_into_the_machine_for_others(
    environment: pytest.MonkeyPatch,
) -> None:
    async with Server() as proxy:
        environment.setenv("HTTPS_PROXY", proxy.origin)
        async with Fetcher(policy(use_environment=True, allow_private=())) as fetcher:
            with pytest.raises(FetchError, match="blocked_address"):
                await fetcher.get(f"{proxy.origin}/bridge")
    assert not proxy.asked


async def test_a_proxy_that_refuses_is_named() -> None:
    async with (
        Server(status="407 Proxy Authentication Required") as proxy,
        Fetcher(policy(proxy=proxy.origin)) as fetcher,
    ):
        with pytest.raises(FetchError) as caught:
            await fetcher.get("https://gazette.example/bridge")
    assert "proxy" in str(caught.value)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    return monkeypatch


def test_the_environment_names_proxies_by_scheme(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    environment.setenv("NO_PROXY", "intern.example")
    proxies = Proxies(None, True)
    assert proxies.for_url("https://gazette.example/") == "http://proxy.example:3128"
    assert proxies.for_url("http://gazette.example/") is None
    assert proxies.for_url("https://www.intern.example/") is None


def test_a_named_proxy_is_for_everything(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("HTTPS_PROXY", "http://other.example:3128")
    proxies = Proxies("http://proxy.example", True)
    assert proxies.for_url("https://gazette.example/") == "http://proxy.example"
    assert address_of("http://proxy.example") == ("proxy.example", 80)


def test_the_environment_can_be_left_out(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ALL_PROXY", "http://proxy.example:3128")
    assert Proxies(None, True).for_url("http://gazette.example/") == "http://proxy.example:3128"
    assert Proxies(None, False).for_url("http://gazette.example/") is None


def test_what_is_no_proxy_is_told_without_its_password() -> None:
    with pytest.raises(ConfigError, match="socks9://proxy") as caught:
        Proxies("socks9://ana:secret@proxy.example", False)
    assert "secret" not in str(caught.value)
