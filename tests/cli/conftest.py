"""A desk to work at: a folder of invented pages, and the command line as a user types it."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from scraper.cli.main import main

ROOT = Path(__file__).parents[2]

PAGE = """<!doctype html><html lang="en"><head><title>Bridge reopens</title></head><body>
<article><h1>Bridge reopens after nine years</h1>
<p>The old bridge over the river reopened on Tuesday, nine years after a flood had closed it.</p>
<p>Repairs cost three million euros, the mayor said, and half of it was paid by the region.</p>
<p>The first car crossed at noon, driven by a baker who had waited longer than anybody else.</p>
</article></body></html>"""

DUMP = """Ferry stops for the winter

The ferry to the island stopped on Monday and will not sail again before the end of March.

Islanders said they had stocked up on flour, candles and books, as they do every year.

The company said the boat would be painted and given a new engine while it lay in harbour.
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _nobodys_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keeps the settings of whoever runs the tests out of them."""
    monkeypatch.delenv("SCRAPER_FTR", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: pages/bridge.html, pages/ferry.txt and pages/old/bridge.html.gz."""
    pages = tmp_path / "pages"
    (pages / "old").mkdir(parents=True)
    (pages / "bridge.html").write_text(PAGE)
    (pages / "ferry.txt").write_text(DUMP)
    (pages / "old" / "bridge.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (pages / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line: its exit code, standard output and standard error."""

    def run(*argv: str) -> tuple[int, str, str]:
        code = main(argv)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def start(desk: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Starts the command line as a process of its own, on the desk."""

    def start(*argv: str, stdout: int | IO[bytes] = subprocess.PIPE) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "scraper", *argv]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, cwd=desk, env=environment, stdin=pipe, stdout=stdout, stderr=pipe
        )

    return start
