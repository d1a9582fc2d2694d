"""A real browser, where this machine has one: Chromium without a window, driven by playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scraper import extract
from scraper.formats.report import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
          "--disable-background-networking", "--disable-component-update")  # fmt: skip

Show = Callable[..., "Page"]


@pytest.fixture(scope="package")
def chromium() -> str:
    """The browser's program; the test is skipped where there is none."""
    pytest.importorskip("playwright", reason="no playwright: pip install 'scraper[browser]'")
    named = os.environ.get("SCRAPER_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium on the PATH; SCRAPER_CHROMIUM may name one")
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a run: starting it takes a second. Its profile is a new one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab; the addresses it asked for are in `asked`, its errors and alerts in `complaints`.

    `blocked` are the addresses it was not given, and why.
    """
    page: Any = browser.new_page(viewport={"width": 1400, "height": 900})
    page.asked, page.blocked, page.complaints = [], [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("requestfailed", lambda request: page.blocked.append((request.url, request.failure)))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("dialog", lambda dialog: (page.complaints.append("dialog"), dialog.dismiss()))
    yield page
    page.close()


@pytest.fixture
def show(tab: Page, tmp_path: Path) -> Show:
    """Opens the report of a page, given as markup, as a fixture's path or as an Article."""

    def show(source: Any, url: str | None = None, **size: int) -> Page:
        if isinstance(source, Path):
            kind = "text/plain" if source.suffix == ".txt" else "text/html"
            source = extract(source.read_bytes(), url=url, media_type=kind)
        elif isinstance(source, str):
            source = extract(source, url=url)
        report = tmp_path / "report.html"
        report.write_text(write_report(source, "story.html"), "utf-8")
        if size:
            tab.set_viewport_size({"width": 1400, "height": 900, **size})
        tab.goto(report.as_uri())
        return tab

    return show
