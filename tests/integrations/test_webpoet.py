"""web-poet's page objects, in a crawl of scrapy-poet."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

pytest.importorskip("scrapy_poet", reason="make test-integrations installs it")
pytest.importorskip("zyte_common_items", reason="make test-integrations installs it")

from web_poet import HttpClient, HttpResponse
from web_poet.exceptions import HttpRequestError, HttpResponseError
from zyte_common_items import Author, Breadcrumb, Image

from scraper import Article, FetchError, Verdict, extract
from scraper.cli.demo.stories import load_shelf
from scraper.integrations.webpoet import ArticlePage, ZyteArticlePage, page_of
from scraper.integrations.zyte import to_zyte
from tests.desk import HEADLINE, STORY, house, page, paragraphs
from tests.integrations.crawling import DEMO, demo, examples, runspider

STORIES = {story.path: story for story in load_shelf().stories}
URL = "https://gazette.example/harbor-bridge-reopens-again"
HTML = {"Content-Type": "text/html; charset=utf-8"}
RULE = """        "SCRAPY_POET_RULES": [ApplyRule("", use=ZyteArticlePage, to_return=zyte.Article)],
"""


def test_the_example_brings_in_the_demo_site_whole(tmp_path: Path) -> None:
    ((example, length),) = examples("scraper.integrations.webpoet").items()
    assert length == 13
    made = crawl(example, tmp_path)
    assert made.keys() == STORIES.keys()
    for path, story in STORIES.items():  # with the second page of the one that has two
        assert (made[path]["headline"], made[path]["text"]) == (story.headline, story.text)


def test_one_setting_makes_it_the_page_behind_items_of_zyte(tmp_path: Path) -> None:
    ((example, _),) = examples("scraper.integrations.webpoet").items()
    spider = "import zyte_common_items as zyte\nfrom web_poet import ApplyRule\n" + example
    for old, new in (
        ("import ArticlePage", "import ZyteArticlePage"),
        ('        "ADDONS"', RULE + '        "ADDONS"'),
        ("page: ArticlePage", "article: zyte.Article"),
        ("await page.to_item()", "article"),
    ):
        assert old in spider
        spider = spider.replace(old, new)
    made = crawl(spider, tmp_path)
    for path, story in STORIES.items():
        assert (made[path]["headline"], made[path]["articleBody"]) == (story.headline, story.text)
        assert made[path]["metadata"]["dateDownloaded"].endswith("Z")


def test_the_add_on_of_scrapy_counts_here_too(tmp_path: Path) -> None:
    ((example, _),) = examples("scraper.integrations.webpoet").items()
    both = '"scraper.integrations.scrapy.Addon": 310, "scrapy_poet.Addon"'
    with demo() as site:
        spider = example.replace('"scrapy_poet.Addon"', both).replace(DEMO, site.origin)
        log = runspider(spider, tmp_path)
    assert "'scraper/verdict/complete': 7" in log


def crawl(spider: str, folder: Path) -> dict[str, dict]:
    """The items of a spider by the path of their URL."""
    with demo() as site:
        log = runspider(spider.replace(DEMO, site.origin), folder)
    assert "item_scraped_count': 8" in log
    rows = map(json.loads, (folder / "articles.jsonl").open(encoding="utf-8"))
    return {row["url"].removeprefix(site.origin): row for row in rows}


# ---- without a framework


def page_object(error: Exception | None = None, **given: object) -> ArticlePage:
    """A page object whose client answers every request with an error."""

    async def download(request: object) -> HttpResponse:
        assert error
        raise error

    onward = "<link rel=next href=/harbor-bridge-reopens-again/2>" if error else ""
    body = page(head=onward).encode()
    response = HttpResponse(**{"url": URL, "body": body, "headers": HTML, **given})
    return ArticlePage(response=response, http=HttpClient(download))


def test_a_page_object_needs_a_response_and_a_client_only() -> None:
    item = asyncio.run(page_object().to_item())
    assert (item.headline, item.verdict) == (HEADLINE, "complete")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (HttpRequestError("no route"), "no route"),
        (HttpResponseError("Gone", response=HttpResponse(URL, b"", status=410)), "http_410"),
    ],
)
def test_a_second_page_that_cannot_be_had_is_a_problem(error: Exception, told: str) -> None:
    article = asyncio.run(page_object(error).article())
    assert told in article.problems[-1]
    assert article.verdict is Verdict.TRUNCATED


def test_what_is_no_page_is_an_error_that_names_it() -> None:
    with pytest.raises(FetchError, match=f"^{URL}: not_html"):
        asyncio.run(page_object(body=b"%PDF-1.7").to_item())


def test_a_subclass_brings_its_own_rules() -> None:
    class OurPage(ArticlePage):
        config = house()

    made = page_object()
    ours = OurPage(response=made.response, http=made.http)
    assert asyncio.run(ours.article()) == extract(page_of(made.response), house())


# ---- items of zyte-common-items


def test_every_field_with_a_counterpart_is_carried_over() -> None:
    made = to_zyte(
        Article(
            url=URL,
            canonical_url=f"{URL}?c",
            headline=HEADLINE,
            deck="Ferries go on until autumn.",
            byline="By Ana Ruiz and Tom Okafor",
            authors=("Ana Ruiz", "Tom Okafor"),
            published=datetime(2024, 5, 1, 9, 30, tzinfo=timezone(timedelta(hours=2))),
            modified=date(2024, 5, 2),
            section="Harbor",
            language="en-GB",
            images=("https://gazette.example/a.jpg", "https://gazette.example/b.jpg"),
            lead_image="https://gazette.example/a.jpg",
            text="\n\n".join(STORY),
            verdict=Verdict.COMPLETE,
            confidence=0.9,
        ),
        datetime(2024, 5, 3, 7, 0, 1, 2, tzinfo=UTC),
    )
    assert (made.url, made.canonicalUrl, made.headline) == (URL, f"{URL}?c", HEADLINE)
    assert made.description == "Ferries go on until autumn."
    assert made.authors[1] == Author(name="Tom Okafor", nameRaw="By Ana Ruiz and Tom Okafor")
    assert made.datePublished == "2024-05-01T09:30:00+02:00"
    assert made.dateModified == "2024-05-02T00:00:00Z"
    assert made.metadata.dateDownloaded == "2024-05-03T07:00:01Z"
    assert (made.breadcrumbs, made.inLanguage) == ([Breadcrumb(name="Harbor")], "en")
    assert made.mainImage == made.images[0] == Image(url="https://gazette.example/a.jpg")
    assert made.articleBody == "\n\n".join(STORY)
    assert made.articleBodyHtml == f"<article>{paragraphs(*STORY)}</article>"
    assert made.metadata.probability == 0.9


def test_what_a_page_did_not_say_is_none() -> None:
    made = to_zyte(Article(url=URL, verdict=Verdict.NOT_ARTICLE, confidence=0.75))
    assert made.metadata.probability == 0.25
    silent = (made.authors, made.images, made.mainImage, made.breadcrumbs, made.articleBody)
    assert silent == (None, None, None, None, None)


def test_the_markup_of_a_page_does_not_get_into_the_body() -> None:
    hostile = page(inside=paragraphs("1 &lt; 2 &lt;script&gt;alert(1)&lt;/script&gt;"))
    made = to_zyte(extract(hostile, house(), url=URL))
    assert "<script" not in made.articleBodyHtml


def test_a_page_object_of_zyte_gives_their_item() -> None:
    made = page_object()
    item = asyncio.run(ZyteArticlePage(response=made.response, http=made.http).to_item())
    assert (item.headline, item.url) == (HEADLINE, URL)
