"""What one caller may cost the others, and how the service ends."""

from __future__ import annotations

import asyncio
import http.client
import signal
import socket
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx
import pytest

pytest.importorskip("starlette", reason="make test-integrations installs it")
pytest.importorskip("uvicorn")

from scraper.fetch.policy import FetchPolicy
from scraper.integrations.serve import intake
from scraper.integrations.serve.desk import Bounds
from tests.integrations.crawling import site_of
from tests.integrations.serve.service import (
    HEADLINE,
    HTML,
    PAGE,
    Service,
    inside,
    load_and_hang,
    load_nothing,
    started,
)
from tests.integrations.serve.test_http import reason

LOCAL = FetchPolicy(allow_private=("127.0.0.1",), delay=0.01, use_environment=False)


# ---- hostile pages


@pytest.mark.parametrize(("word", "told"), [("HANG", "took more than 1 s"), ("DIE", "exit code 3")])
def test_a_page_that_hangs_or_kills_its_worker_costs_nobody_else(word: str, told: str) -> None:
    async def ask() -> tuple[httpx.Response, httpx.Response]:
        bounds = Bounds(jobs=1, timeout=1.0)
        async with inside(bounds, load_and_hang) as (client, _):
            hostile = await client.post("/clean", content=word, headers=HTML)
            return hostile, await client.post("/clean", content=PAGE, headers=HTML)

    hostile, good = asyncio.run(ask())
    assert reason(hostile, 422) == "unreadable"
    assert told in hostile.json()["detail"]
    assert good.json()["headline"] == HEADLINE


def test_rules_that_broke_since_the_start_put_the_service_out_of_order() -> None:
    async def ask() -> tuple[httpx.Response, httpx.Response]:
        async with inside(load=load_nothing) as (client, _):
            refused = await client.post("/clean", content=PAGE, headers=HTML)
            return refused, await client.get("/health")

    refused, health = asyncio.run(ask())
    assert reason(refused, 503) == "out_of_order"
    assert (health.status_code, health.json()["status"]) == (503, "out_of_order")


def test_a_bug_of_ours_is_told_as_such_and_tells_nothing_else() -> None:
    async def ask() -> httpx.Response:
        async with inside() as (client, desk):
            desk._pool = None  # type: ignore[assignment]
            return await client.post("/clean", content=PAGE, headers=HTML)

    answer = asyncio.run(ask())
    assert reason(answer, 500) == "bug"
    assert "NoneType" not in answer.text


# ---- sizes and times


def test_a_body_that_says_it_is_too_large_is_not_read(service: Service) -> None:
    parts = urlsplit(service.url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    connection.putrequest("POST", "/clean")
    connection.putheader("Content-Type", "text/html")
    connection.putheader("Content-Length", "10000001")
    connection.endheaders()  # and not a byte of it
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("connection")) == (413, "close")
    connection.close()


def test_a_body_that_turns_out_too_large_is_refused_as_well() -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"<p>more</p>" * 100

    async def ask() -> httpx.Response:
        async with inside(Bounds(jobs=1, max_bytes=5000)) as (client, _):
            return await client.post("/clean", content=endless(), headers=HTML)

    answer = asyncio.run(ask())
    assert reason(answer, 413) == "too_large"
    assert "--max-bytes" in answer.json()["detail"]


def test_a_body_of_just_the_largest_size_is_read() -> None:
    async def ask() -> httpx.Response:
        async with inside(Bounds(jobs=1, max_bytes=len(PAGE))) as (client, _):
            return await client.post("/clean", content=PAGE, headers=HTML)

    assert asyncio.run(ask()).json()["headline"] == HEADLINE


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BODY_SECONDS", 0.01)

    async def ask() -> httpx.Response:
        async with inside() as (client, _):
            return await client.post("/clean", content=stalled(asyncio.Event()), headers=HTML)

    assert reason(asyncio.run(ask()), 408) == "slow_body"


def test_a_fetch_has_a_deadline_over_all() -> None:
    async def ask() -> httpx.Response:
        bounds = Bounds(jobs=1, deadline=0.2)
        async with inside(bounds, policy=LOCAL) as (client, _):
            with socket.create_server(("127.0.0.1", 0)) as silent:
                url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
                return await client.post("/fetch", json={"url": url})

    answer = asyncio.run(ask())
    assert reason(answer, 504) == "timeout"
    assert "0.2 s" in answer.json()["detail"]


def test_a_page_that_is_too_large_at_its_site_is_not_the_callers_fault() -> None:
    policy = FetchPolicy(allow_private=("127.0.0.1",), max_bytes=100, use_environment=False)

    async def ask() -> httpx.Response:
        async with inside(policy=policy) as (client, _):
            with site_of({"/a": ("text/html", PAGE.encode())}) as origin:
                return await client.post("/fetch", json={"url": f"{origin}/a"})

    assert reason(asyncio.run(ask()), 502) == "too_large"


def test_a_story_without_end_ends_where_its_pages_are_too_large_together() -> None:
    """Each page leads to another; the second makes it too much."""
    story = "/bridge-reopens-after-flood"
    pages = {f"{story}/{n}": ("text/html", page_leading_to(f"{story}/{n + 1}")) for n in range(9)}

    async def ask() -> httpx.Response:
        bounds = Bounds(jobs=1, max_bytes=len(PAGE) + 100)
        async with inside(bounds, policy=LOCAL) as (client, _):
            with site_of(pages) as origin:
                return await client.post("/fetch", json={"url": f"{origin}{story}/1"})

    told = asyncio.run(ask()).json()
    assert told["headline"] == HEADLINE
    assert any("too_large" in problem for problem in told["problems"])


def page_leading_to(path: str) -> bytes:
    """A page whose story goes on at another path; its words are its own."""
    link = f'<link rel="next" href="{path}"></head>'
    return PAGE.replace("</head>", link).replace("The ", f"Of {path[-1]}, the ").encode()


# ---- how many at once


def test_more_requests_than_may_be_are_sent_away_and_told_when_to_come_back() -> None:
    async def ask() -> tuple[httpx.Response, ...]:
        go_on = asyncio.Event()
        async with inside(Bounds(jobs=1, at_once=1)) as (client, desk):
            body = stalled(go_on, PAGE.encode())
            first = asyncio.create_task(client.post("/clean", content=body, headers=HTML))
            while not desk.cleaning.taken:
                await asyncio.sleep(0)
            second = await client.post("/clean", content=PAGE, headers=HTML)
            other = await client.post("/fetch", json={"url": "file:///"})
            health = await client.get("/health")
            go_on.set()
            return await first, second, other, health

    first, second, other, health = asyncio.run(ask())
    assert first.json()["headline"] == HEADLINE
    assert reason(second, 503) == "busy"
    assert second.headers["retry-after"] == "1"
    assert reason(other, 422) == "bad_url"  # those that fetch are counted by themselves
    assert health.json()["cleaning"] == 1


def test_room_is_made_again_when_a_request_fails() -> None:
    async def ask() -> list[int]:
        async with inside(Bounds(jobs=1, at_once=1)) as (client, _):
            return [
                (await client.post("/clean", content=body, headers=HTML)).status_code
                for body in (b"\x89PNG\r\n\x1a\n", PAGE.encode())
            ]

    assert asyncio.run(ask()) == [415, 200]


# ---- the end


@pytest.mark.parametrize("ended_by", [signal.SIGTERM, signal.SIGINT])
def test_a_request_under_way_is_finished_before_the_end(ended_by: int) -> None:
    with started("serve") as service:
        parts = urlsplit(service.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        connection.putrequest("POST", "/clean")
        connection.putheader("Content-Type", "text/html")
        connection.putheader("Content-Length", str(len(PAGE)))
        connection.endheaders(PAGE[:50].encode())
        while not service.get("/health").json()["cleaning"]:
            pass
        service.process.send_signal(ended_by)
        while listens(parts.port):
            pass
        connection.send(PAGE[50:].encode())
        answer = connection.getresponse()
        assert (answer.status, answer.read()[:12]) == (200, b'{"url": null')
        code, said = service.wait()
    assert code == 0
    assert "Traceback" not in said
    assert said.endswith("scraper: stopped\n")


def test_a_port_that_is_taken_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    from scraper.cli.main import main

    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 2
    assert "--port 0" in capsys.readouterr().err


def listens(port: int | None) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port or 0), timeout=10).close()
    except ConnectionError:
        return False
    return True


async def stalled(go_on: asyncio.Event, body: bytes = b"") -> AsyncIterator[bytes]:
    """A body whose end comes when it is told to go on."""
    yield body
    await go_on.wait()


def test_the_socket_says_it_is_tcp_so_that_no_answer_waits_for_nagle() -> None:
    from scraper.integrations.serve.listening import listen

    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
