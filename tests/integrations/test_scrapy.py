"""Scrapy as it is, crawling sites of ours."""

from __future__ import annotations

import csv
import json
from io import BytesIO
from pathlib import Path

import pytest

pytest.importorskip("scrapy", reason="make test-integrations installs it")

from itemadapter import ItemAdapter
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from scraper import Config, FetchError, load_config
from scraper.cli.demo.stories import load_shelf
from scraper.integrations.item import ArticleItem
from scraper.integrations.scrapy import ArticleCsv, download_slots, page_of, parse_article
from tests.desk import HEADLINE, page
from tests.integrations.crawling import DEMO, demo, examples, runspider, site_of

STORIES = {story.path: story for story in load_shelf().stories}
URL = "https://gazette.example/harbor-bridge-reopens-again"

SPIDER = """
import scrapy
from scraper.integrations.scrapy import parse_article, parse_story

class News(scrapy.Spider):
    name = "news"
    start_urls = [{urls}]
    custom_settings = {{
        "ROBOTSTXT_OBEY": True,
        "ADDONS": {{"scraper.integrations.scrapy.Addon": 300}},
        "FEEDS": {{"articles.jsonl": {{"format": "jsonlines"}}}},
        "RETRY_TIMES": 0,
    }}

    {parse}
"""
ONE_PAGE = "def parse(self, response): return parse_article(response)"
WHOLE_STORY = "async def parse(self, response): return await parse_story(response, self)"


def spider(parse: str, *urls: str) -> str:
    return SPIDER.format(parse=parse, urls=", ".join(map(repr, urls)))


def lines(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "articles.jsonl").open(encoding="utf-8")]


def test_the_example_brings_in_the_demo_site_whole(tmp_path: Path) -> None:
    ((example, length),) = examples("scraper.integrations.scrapy").items()
    assert length == 12
    with demo() as site:
        log = runspider(example.replace(DEMO, site.origin), tmp_path)
    made = {item["url"].removeprefix(site.origin): item for item in lines(tmp_path)}
    assert made.keys() == STORIES.keys()
    for path, story in STORIES.items():  # with the second page of the one that has two
        item = made[path]
        assert (item["headline"], item["text"]) == (story.headline, story.text)
        assert item["published"] == story.published.isoformat()
        assert item["captions"][0]["credit"] == story.picture.credit
    for stat in ("verdict/complete': 7", "verdict/truncated': 1", "removed/newsletter': 16"):
        assert f"'scraper/{stat}" in log


def test_the_csv_of_the_example_can_be_read_by_people(tmp_path: Path) -> None:
    ((example, _),) = examples("scraper.integrations.scrapy").items()
    with demo() as site:
        runspider(example.replace(DEMO, site.origin), tmp_path)
    with (tmp_path / "articles.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["url"].removeprefix(site.origin): row for row in csv.DictReader(file)}
    for path, story in STORIES.items():
        row = rows[path]
        assert row["text"] == story.text
        assert row["published"] == story.published.isoformat()
        assert row["tags"] == "; ".join(story.tags)
        assert json.loads(row["captions"])[0]["text"] == story.picture.caption


@pytest.mark.parametrize("parse", [ONE_PAGE, WHOLE_STORY], ids=["one page", "whole story"])
def test_what_is_no_page_is_counted_and_the_crawl_goes_on(tmp_path: Path, parse: str) -> None:
    pages = {
        "/a.png": ("image/png", b"\x89PNG\r\n\x1a\n"),
        "/b.json": ("application/json", b"{}"),
        "/c.html": ("text/html", bytes(range(256)) * 9),
        "/d.html": ("text/html", page().encode()),
    }
    with site_of(pages) as origin:
        log = runspider(spider(parse, *(origin + path for path in pages)), tmp_path)
    assert [item["headline"] for item in lines(tmp_path)] == [HEADLINE]
    assert "'scraper/failed/not_html': 2" in log
    assert "'scraper/failed/unreadable': 1" in log
    assert f"WARNING: {origin}/b.json: not_html: " in log
    assert f"WARNING: {origin}/c.html: " in log
    assert "Traceback" not in log


def test_an_error_of_the_spider_stays_one(tmp_path: Path) -> None:
    with site_of({"/a": ("text/html", b"<p>x")}) as origin:
        log = runspider(spider("def parse(self, response): 1 / 0", f"{origin}/a"), tmp_path)
    assert "'spider_exceptions/ZeroDivisionError': 1" in log
    assert "scraper/failed" not in log


def test_a_second_page_that_is_forbidden_or_gone_costs_itself_only(tmp_path: Path) -> None:
    secret, gone = "/harbor-bridge-reopens-again", "/harbor-ferry-goes-on"
    pages = {
        path: ("text/html", page(head=f"<link rel=next href={path}/2>").encode())
        for path in (secret, gone)
    }
    pages["/robots.txt"] = ("text/plain", f"User-agent: *\nDisallow: {secret}/2\n".encode())
    with site_of(pages) as origin:
        log = runspider(spider(WHOLE_STORY, origin + secret, origin + gone), tmp_path)
    made = {item["url"].removeprefix(origin): item for item in lines(tmp_path)}
    assert "Forbidden by robots.txt" in made[secret]["problems"][-1]
    assert "http_404" in made[gone]["problems"][-1]
    assert "'scraper/verdict/truncated': 2" in log


def test_a_former_address_is_what_was_asked_for() -> None:
    request = Request(URL, meta={"redirect_urls": ["https://gazette.example/old"]})
    made = page_of(HtmlResponse(URL, body=b"<p>x", request=request))
    assert (made.url, made.asked) == (URL, "https://gazette.example/old")
    assert page_of(HtmlResponse(URL, body=b"<p>x")).asked == URL


def test_the_bytes_are_read_not_the_text_that_scrapy_makes_of_them() -> None:
    body = page().replace("Ana Ruiz", "Ánä Ruïz").encode("windows-1252")
    headers = {"Content-Type": "text/html; charset=windows-1252"}
    item = parse_article(HtmlResponse(URL, body=body, headers=headers, encoding="utf-8"))
    assert "Ánä Ruïz" in item.text
    assert ItemAdapter(item)["url"] == URL


def test_a_response_that_is_no_page_is_an_error_with_its_url() -> None:
    with pytest.raises(FetchError, match=f"^{URL}: not_html"):
        parse_article(Response(URL, body=b"%PDF-1.7", headers={"Content-Type": "text/html"}))


def test_hosts_keep_the_pace_that_their_configs_ask_for(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "gazette.example.toml").write_text("[fetch]\ndelay = 3\n", "utf-8")
    config: Config = load_config(tmp_path)
    hosts = ["www.gazette.example", "gazette.example", "other.example"]
    slow = {"delay": 3.0}
    assert download_slots(hosts, config) == {"www.gazette.example": slow, "gazette.example": slow}


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ([], ""),
        (["Ana Ruiz", "Tom Okafor"], "Ana Ruiz; Tom Okafor"),
        ([{"text": "Über"}], '[{"text": "Über"}]'),
        ("=1+1", "'=1+1"),
        (["@SUM(A1)"], "'@SUM(A1)"),
        ("Bridge - reopened", "Bridge - reopened"),
        (0.5, 0.5),
        (None, None),
    ],
)
def test_a_cell_is_text_that_no_spreadsheet_runs(value: object, cell: object) -> None:
    assert ArticleCsv(BytesIO()).serialize_field({}, "any", value) == cell


def test_an_item_tells_its_schema() -> None:
    assert "headline" in ItemAdapter.get_json_schema(ArticleItem)["properties"]
