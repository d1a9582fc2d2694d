"""`scraper mcp`, started and asked by the protocol's own client."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

pytest.importorskip("mcp", reason="make test-integrations installs it")

import httpx2
from jsonschema import Draft202012Validator
from mcp import ClientSession
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult

from scraper.cli.demo.site import FORBIDDEN
from scraper.cli.demo.stories import load_shelf
from scraper.formats.record import article_schema, read_line
from tests.integrations.crawling import demo
from tests.integrations.serve.service import (
    DUMP,
    HEADLINE,
    PAGE,
    ROOT,
    environment,
    started,
)

STORY = load_shelf().stories[0]
PAID = next(story for story in load_shelf().stories if story.paywall)
LOCAL = ("--allow-private", "127.0.0.1", "--delay", "0.01")
TOKEN = "7d0c1b8e5a9f4c26"


@asynccontextmanager
async def session(*options: str) -> AsyncIterator[ClientSession]:
    """A client's session with a server of its own."""
    command = ["-m", "scraper", "mcp", "-j", "1", *options]
    server = StdioServerParameters(
        command=sys.executable, args=command, env=environment(), cwd=str(ROOT)
    )
    async with stdio_client(server) as streams, ClientSession(*streams) as client:
        await client.initialize()
        yield client


def call(tool: str, *options: str, **given: Any) -> CallToolResult:
    """What a tool answers. The client itself checks it against the tool's schema."""

    async def ask() -> CallToolResult:
        async with session(*options) as client:
            await client.list_tools()
            return await client.call_tool(tool, given)

    return asyncio.run(ask())


def text(result: CallToolResult) -> str:
    (block,) = result.content
    return block.text  # type: ignore[union-attr]


def test_it_offers_two_tools_that_change_nothing() -> None:
    async def ask() -> Any:
        async with session() as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(ask())}
    assert tools.keys() == {"clean", "fetch"}
    assert {name: tool.annotations.open_world_hint for name, tool in tools.items()} == {
        "clean": False,
        "fetch": True,
    }
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        assert tool.output_schema == json.loads(json.dumps(article_schema()))
        Draft202012Validator.check_schema(tool.input_schema)


def test_a_page_comes_back_to_read_and_to_reckon_with() -> None:
    result = call("clean", html=PAGE, url="https://news.example/a")
    assert not result.is_error
    assert text(result).startswith(f"# {HEADLINE}\n")
    article = read_line(json.dumps(result.structured_content)).article
    assert (article.headline, article.url) == (HEADLINE, "https://news.example/a")
    assert article.text in text(result)


def test_a_dump_comes_back_as_plain_text_where_that_is_asked_for() -> None:
    result = call("clean", text=DUMP, format="text")
    assert text(result).startswith("Ferry stops for the winter\n\nThe ferry")


def test_a_url_is_fetched() -> None:
    with demo() as site:
        result = call("fetch", *LOCAL, url=site.origin + STORY.path)
    assert result.structured_content["text"] == STORY.text
    assert result.structured_content["asked"] == site.origin + STORY.path
    assert STORY.headline in text(result)


def test_a_story_behind_a_paywall_is_said_to_be_cut_there() -> None:
    with demo() as site:
        result = call("fetch", *LOCAL, url=site.origin + PAID.path)
    assert text(result).startswith("[This page is truncated.]\n\n")


@pytest.mark.parametrize(
    ("tool", "given", "word"),
    [
        ("fetch", {"url": "http://169.254.169.254/"}, "blocked_address"),
        ("fetch", {"url": "http://localhost:22/"}, "blocked_address"),
        ("fetch", {"url": "file:///etc/passwd"}, "bad_url"),
        ("fetch", {}, "bad_request"),
        ("clean", {}, "bad_request"),
        ("clean", {"html": PAGE, "text": "and this"}, "bad_request"),
        ("clean", {"htm": PAGE}, "bad_request"),
        ("clean", {"html": PAGE, "format": "pdf"}, "bad_request"),
        ("clean", {"html": PAGE, "max_chars": 1}, "bad_request"),
        ("clean", {"html": "%PDF-1.7 ..."}, "unreadable"),
        ("clean", {"html": "a" * 2001}, "too_large"),
        ("nothing", {}, "bad_request"),
    ],
)
def test_a_refusal_is_an_error_of_the_tool_that_names_the_reason(
    tool: str, given: dict[str, Any], word: str
) -> None:
    result = call(tool, "--max-bytes", "2000", **given)
    assert result.is_error
    assert result.structured_content is None
    reason, _, advice = text(result).partition(": ")
    assert reason == word
    assert len(advice) > 20


def test_what_robots_txt_forbids_is_refused_too() -> None:
    with demo() as site:
        result = call("fetch", *LOCAL, url=site.origin + FORBIDDEN)
    assert text(result).startswith("robots_denied: ")


def test_a_long_answer_is_cut_and_says_so() -> None:
    many = "".join(f"<p>The {n}. car crossed the old bridge at noon.</p>" for n in range(500))
    result = call("clean", html=PAGE.replace("</article>", f"{many}</article>"), max_chars=1000)
    assert len(text(result)) < 1200
    assert "Ask again with a larger max_chars" in text(result)
    assert len(result.structured_content["text"]) <= 1000
    assert any("text was cut" in problem for problem in result.structured_content["problems"])


def test_nothing_but_the_protocol_is_on_standard_output() -> None:
    """Asked by hand, also for what it does not know, and ended by the end of its input."""
    first = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {},
        "clientInfo": {"name": "hand", "version": "0"}}}  # fmt: skip
    asked = [first, {"jsonrpc": "2.0", "method": "notifications/initialized"},
             {"jsonrpc": "2.0", "id": 2, "method": "nonsense"}]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "scraper", "mcp", "-j", "1"],
        input="".join(json.dumps(each) + "\n" for each in asked) + "no JSON\n",
        env=environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(answer["jsonrpc"] == "2.0" for answer in answers)
    assert answers[0]["result"]["serverInfo"]["name"] == "scraper"
    assert "Traceback" not in done.stderr


def test_over_http_the_same_door_is_before_it() -> None:
    async def ask(url: str, token: str) -> CallToolResult:
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            httpx2.AsyncClient(headers=headers, trust_env=False) as http,
            streamable_http_client(f"{url}/mcp", http_client=http) as streams,
            ClientSession(*streams) as client,
        ):
            await client.initialize()
            return await client.call_tool("clean", {"html": PAGE})

    with started("mcp", "--http", SCRAPER_TOKEN=TOKEN) as service:
        assert text(asyncio.run(ask(service.url, TOKEN))).startswith(f"# {HEADLINE}")
        assert service.post("/mcp", json={}).json()["reason"] == "unauthorized"
        named = {"Host": "evil.example", "Authorization": f"Bearer {TOKEN}"}
        assert service.post("/mcp", json={}, headers=named).json()["reason"] == "wrong_host"
        code, _ = service.end(15)
    assert code == 0
