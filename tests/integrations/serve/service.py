"""The service as users start it, and inside this process where a test has to look behind it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import TextIO

import httpx

from scraper.config import Config, load_config
from scraper.fetch.policy import FetchPolicy
from scraper.integrations.serve.desk import Bounds, Desk

ROOT = Path(__file__).parents[3]
PAGE = """<!doctype html><html lang="en"><head><title>Bridge reopens</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>Bridge reopens after nine years</h1>
<p>The old bridge over the river reopened on Tuesday, nine years after a flood had closed it.</p>
<p>Repairs cost three million euros, the mayor said, and half of it was paid by the region.</p>
<p>The first car crossed at noon, driven by a baker who had waited longer than anybody else.</p>
</article></body></html>"""
DUMP = """Ferry stops for the winter

The ferry to the island stopped on Monday and will not sail again before the end of March.

Islanders said they had stocked up on flour, candles and books, as they do every year.

The company said the boat would be painted and given a new engine while it lay in harbour.
"""
HEADLINE = "Bridge reopens after nine years"
HTML = {"Content-Type": "text/html; charset=utf-8"}
BOUNDS = Bounds(jobs=1, timeout=30.0)


def environment() -> dict[str, str]:
    """What a service needs of ours; no proxy, no settings of whoever runs the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "PYTHONPATH": str(ROOT), "SCRAPER_FTR": "", "NO_PROXY": "127.0.0.1"}


@contextmanager
def started(*options: str, **more: str) -> Iterator[Service]:
    """A service of its own, on a free port; `more` goes into its environment."""
    command = [sys.executable, "-m", "scraper", *(options or ("serve",)), "--port", "0", "-j", "1"]
    with (
        TemporaryFile("w+") as log,  # a pipe that nobody reads would fill up
        subprocess.Popen(
            command,
            env=environment() | more,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdout
        service = Service(process, process.stdout.readline().strip(), log)
        try:
            yield service
        finally:
            process.kill()


class Service:
    """A process that serves at `url`."""

    def __init__(self, process: subprocess.Popen[str], url: str, log: TextIO) -> None:
        self.process, self.url, self._log = process, url.rstrip("/"), log

    def get(self, path: str, **given: object) -> httpx.Response:
        return httpx.get(self.url + path, trust_env=False, timeout=60, **given)  # type: ignore[arg-type]

    def post(self, path: str, **given: object) -> httpx.Response:
        return httpx.post(self.url + path, trust_env=False, timeout=60, **given)  # type: ignore[arg-type]

    def end(self, signal: int) -> tuple[int, str]:
        """Its exit code and what it said on standard error, once a signal has ended it."""
        self.process.send_signal(signal)
        return self.wait()

    def wait(self) -> tuple[int, str]:
        """Its exit code and what it said on standard error, once it has ended."""
        code = self.process.wait(timeout=60)
        self._log.seek(0)
        return code, self._log.read()


@asynccontextmanager
async def inside(
    bounds: Bounds = BOUNDS,
    load: Callable[[], Config] = load_config,
    policy: FetchPolicy | None = None,
    **door: object,
) -> AsyncIterator[tuple[httpx.AsyncClient, Desk]]:
    """A client of a service in this process, and its desk."""
    from scraper.integrations.serve.app import make_app
    from scraper.integrations.serve.door import Door

    async with Desk(load, policy or FetchPolicy(use_environment=False), bounds) as desk:
        transport = httpx.ASGITransport(
            Door(make_app(desk), **door),  # type: ignore[arg-type]
            raise_app_exceptions=False,
        )
        async with httpx.AsyncClient(
            transport=transport, base_url="http://127.0.0.1:8000", timeout=60
        ) as client:
            yield client, desk


@contextmanager
def leading_to(location: str) -> Iterator[str]:
    """The origin of a site on 127.0.0.1 each of whose pages leads elsewhere."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(404 if self.path == "/robots.txt" else 302)
            self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def load_and_hang() -> Config:
    """The rules; from now on, a page that says HANG is read for ever, one that says DIE kills."""
    import scraper.pipeline

    read = scraper.pipeline._label

    def label(page, *more):  # type: ignore[no-untyped-def]
        if b"DIE" in page.body:
            os._exit(3)
        while b"HANG" in page.body:
            pass
        return read(page, *more)

    scraper.pipeline._label = label
    return load_config()


def load_nothing() -> Config:
    """No rules: those that were there at the start are broken by now."""
    from scraper.errors import ConfigError

    raise ConfigError("sites/gazette.example.toml: unknown key 'bdoy'; did you mean 'body'?")
