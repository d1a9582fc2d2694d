"""Real crawlers, each in a process of its own (a reactor starts once), against sites made here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from scraper.cli.demo.server import DemoSite, serve

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "integrations.md"
DEMO = "http://127.0.0.1:8808"
_NOBODY = "http://127.0.0.1:9"  # crawlers' libraries ask for the public suffix list: not from here
# What a crawler needs of the environment, and no proxy to the world.
_ENVIRONMENT = {
    **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
    "PYTHONPATH": str(ROOT),
    "HTTP_PROXY": _NOBODY,
    "HTTPS_PROXY": _NOBODY,
    "http_proxy": _NOBODY,
    "https_proxy": _NOBODY,
    "NO_PROXY": "127.0.0.1",
    "no_proxy": "127.0.0.1",
}


def examples(library: str) -> dict[str, int]:
    """The examples of the guide that import from a library, and how many lines each has."""
    blocks = re.findall(r"^```python\n(.*?)^```$", DOCS.read_text("utf-8"), re.M | re.S)
    found = (block for block in blocks if re.search(rf"^(?:from|import) {library}\b", block, re.M))
    return {block: len([line for line in block.splitlines() if line]) for block in found}


def run(code: str, folder: Path, *command: str) -> str:
    """What a program says on standard error; its own command, or Python, is given its file."""
    (folder / "news.py").write_text(code, "utf-8")
    done = subprocess.run(
        [sys.executable, *(command or ["-u"]), "news.py"],
        cwd=folder,
        env=_ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def runspider(code: str, folder: Path) -> str:
    """What Scrapy logs while it runs a spider."""
    return run(code, folder, "-m", "scrapy", "runspider")


@contextmanager
def demo() -> Iterator[DemoSite]:
    """The demo site, on a port of its own."""
    with serve(0) as site:
        Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield site
        site.shutdown()


@contextmanager
def site_of(pages: Mapping[str, tuple[str, bytes]]) -> Iterator[str]:
    """The origin of a site with these pages: path to media type and body. Others are 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            media_type, body = pages.get(self.path, ("text/plain", b"nothing here"))
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
