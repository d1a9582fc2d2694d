"""Scrapy: a response becomes an item, and a crawl counts what became of its pages.

    def parse(self, response):
        return parse_article(response)

`ADDONS = {"scraper.integrations.scrapy.Addon": 300}` adds the counters and readable CSV.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from scrapy import Request, Spider
from scrapy.exporters import CsvItemExporter
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.base import BaseSpiderMiddleware

from scraper.config import Config, load_config
from scraper.errors import FetchError, ScraperError
from scraper.formats.csv import spell
from scraper.integrations.item import ArticleItem, item_of
from scraper.integrations.replies import page_of_reply, read_story
from scraper.pipeline import extract
from scraper.types import Page, Reason

_log = logging.getLogger(__name__)
_NEXT_TO_THE_SPIDER = 950  # behind Scrapy's own spider middlewares, which end at 900


def page_of(response: Response) -> Page:
    """The page that a response holds: its bytes as sent, not the text that Scrapy makes of them.

    Raises FetchError (not_html) for what is neither HTML nor text.
    """
    headers = {
        name.decode("latin-1"): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    asked = response.meta.get("redirect_urls", [None])[0] if response.request else None
    return page_of_reply(response.url, response.body, headers, asked)


def parse_article(response: Response, config: Config | None = None) -> ArticleItem:
    """The article of a response, as an item. Raises ScraperError for what is no page."""
    return item_of(extract(page_of(response), config))


async def parse_story(
    response: Response, spider: Spider, config: Config | None = None
) -> ArticleItem:
    """The article of a response and of the pages on which it goes on, joined.

    They are asked for at once, through all downloader middlewares (robots.txt, delays, retries);
    one that cannot be had is a problem of the item. Raises ScraperError where the first is no page.
    """

    async def ask(url: str) -> Page | ScraperError:
        return await _ask(Request(url, headers={"Referer": response.url}), spider)

    return item_of(await read_story(page_of(response), ask, config))


async def _ask(request: Request, spider: Spider) -> Page | ScraperError:
    """The page that the downloader has for a request, or why it has none."""
    try:
        reply = await spider.crawler.engine.download_async(request)
        if reply.status != 200:
            raise FetchError(request.url, f"http_{reply.status}")
        return page_of(reply)
    except ScraperError as error:
        return error
    except Exception as error:  # a downloader may raise anything, and there is a first page to keep
        return ScraperError(f"{request.url}: {str(error) or type(error).__name__}")


def download_slots(
    hosts: Iterable[str], config: Config | None = None
) -> dict[str, dict[str, float]]:
    """The delay and concurrency that site configs ask for, as Scrapy's setting DOWNLOAD_SLOTS.

    `hosts` are those that will be asked, spelled as in their URLs. One whose config says nothing is
    left out, and what a config does not say is left to Scrapy's own settings.
    """
    config = config or load_config()
    wanted = {host: _slot(host, config) for host in hosts}
    return {host: slot for host, slot in wanted.items() if slot}


def _slot(host: str, config: Config) -> dict[str, float]:
    site = config.site(f"https://{host}/")
    asked = {"delay": site.fetch.delay, "concurrency": site.fetch.concurrency} if site else {}
    return {name: value for name, value in asked.items() if value is not None}


class Addon:
    """Adds ArticleCounts, and ArticleCsv for the CSV feeds of a project without its own."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Nothing; called by Scrapy when a crawl begins."""
        settings.setdefault_in_component_priority_dict(
            "SPIDER_MIDDLEWARES", ArticleCounts, _NEXT_TO_THE_SPIDER
        )
        settings["FEED_EXPORTERS"].setdefault("csv", ArticleCsv, priority="addon")


class ArticleCounts(BaseSpiderMiddleware):  # type: ignore[misc]  # Scrapy may be absent
    """Counts items by verdict, and the blocks removed from them by kind.

    A page that gave none for a reason of ours is counted by reason and logged in one line; without
    this, Scrapy counts and logs it as a failure of the spider.
    """

    def get_processed_item(self, item: Any, response: Response | None) -> Any:
        """The item, counted where it is ours."""
        if isinstance(item, ArticleItem):
            self._count(f"verdict/{item.verdict}")
            for label, count in item.removed.items():
                self._count(f"removed/{label}", count)
        return item

    def process_spider_exception(
        self, response: Response, exception: Exception
    ) -> Iterable[object] | None:
        """Empty for an error of ours, and None, which lets it pass, for any other."""
        if not isinstance(exception, ScraperError):
            return None
        if isinstance(exception, FetchError):
            self._count(f"failed/{exception.reason}")
            _log.warning("%s", exception)
        else:
            self._count(f"failed/{Reason.UNREADABLE}")
            _log.warning("%s: %s", response.url, exception)
        return ()

    def _count(self, name: str, count: int = 1) -> None:
        self.crawler.stats.inc_value(f"scraper/{name}", count)


class ArticleCsv(CsvItemExporter):  # type: ignore[misc]  # Scrapy may be absent
    """CSV for people: names joined by "; ", captions and the like as JSON, and no formulas."""

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:
        """What stands in a cell, as in the tables of `scraper clean -f csv`."""
        return spell(value) if isinstance(value, str | list | dict) else value
