"""Crawlee's crawlers as they are, on the demo site."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

pytest.importorskip("crawlee", reason="make test-integrations installs it")

from scraper.cli.demo.site import FORBIDDEN
from scraper.cli.demo.stories import load_shelf
from tests.browser.conftest import _QUIET
from tests.integrations.crawling import DEMO, demo, examples, run, site_of

STORY = load_shelf().stories[0]
EXAMPLES = {code: length for code, length in examples("scraper.integrations.crawlee").items()}


def example(crawler: str) -> str:
    """The example for a crawler."""
    return next(code for code in EXAMPLES if f"= {crawler}(" in code)


def articles(folder: Path) -> list[dict]:
    return json.loads((folder / "articles.json").read_text("utf-8"))


def assert_is_the_story(folder: Path) -> None:
    (item,) = articles(folder)
    assert (item["headline"], item["text"]) == (STORY.headline, STORY.text)
    assert item["published"] == STORY.published.isoformat()
    assert item["captions"][0]["credit"] == STORY.picture.credit


def test_the_examples_are_as_long_as_they_are_said_to_be() -> None:
    assert list(EXAMPLES.values()) == [12, 12]


def test_the_example_brings_in_a_story(tmp_path: Path) -> None:
    with demo() as site:
        run(example("HttpCrawler").replace(DEMO, site.origin), tmp_path)
    assert_is_the_story(tmp_path)


@pytest.mark.parametrize(
    ("crawler", "library"), [("ParselCrawler", "parsel"), ("BeautifulSoupCrawler", "bs4")]
)
def test_the_same_handler_serves_crawlers_that_parse(
    tmp_path: Path, crawler: str, library: str
) -> None:
    pytest.importorskip(library)
    code = example("HttpCrawler").replace("HttpCrawler", crawler)
    with demo() as site:
        run(code.replace(DEMO, site.origin), tmp_path)
    assert_is_the_story(tmp_path)


def test_the_example_for_a_browser_brings_in_a_story(tmp_path: Path) -> None:
    pytest.importorskip("playwright", reason="pip install 'crawlee[playwright]'")
    chromium = os.environ.get("SCRAPER_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.skip("no Chromium on the PATH; SCRAPER_CHROMIUM may name one")
    options = {"executable_path": chromium, "args": list(_QUIET)}
    code = example("PlaywrightCrawler").replace(
        "PlaywrightCrawler(r", f"PlaywrightCrawler(browser_launch_options={options!r}, r"
    )
    with demo() as site:
        run(code.replace(DEMO, site.origin), tmp_path)
    assert_is_the_story(tmp_path)


def test_what_is_no_page_is_asked_for_once_and_what_is_forbidden_never(tmp_path: Path) -> None:
    url = f'"{DEMO}{STORY.path}"'
    code = example("HttpCrawler")
    assert url in code
    picture, forbidden = f"/pictures/{STORY.picture.name}.png", FORBIDDEN
    code = code.replace(url, f'{url}, "{DEMO}{picture}", "{DEMO}{forbidden}"')
    with demo() as site:
        log = run(code.replace(DEMO, site.origin), tmp_path)
    assert_is_the_story(tmp_path)
    assert f"{picture}: not_html: " in log
    assert "retry_histogram               │ [2]" in log  # two ended at the first attempt


def test_bytes_are_read_with_the_charset_of_the_headers(tmp_path: Path) -> None:
    text = "Der Fluß führte am Dienstag mehr Wasser, als die Bürger je gesehen hatten. " * 3
    body = f"<article><h1>Der Fluß</h1>{f'<p>{text}</p>' * 4}</article>".encode("windows-1252")
    with site_of({"/fluss": ("text/html; charset=windows-1252", body)}) as origin:
        url = f"{DEMO}{STORY.path}"
        run(example("HttpCrawler").replace(url, f"{origin}/fluss"), tmp_path)
    assert articles(tmp_path)[0]["headline"] == "Der Fluß"
