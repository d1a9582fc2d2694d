"""web-poet: a page object that is the article on a page, for scrapy-poet and its kin.

    async def parse(self, response: DummyResponse, page: ArticlePage):
        return await page.to_item()

A subclass that names a `config` reads by other rules than those of the package.
"""

# No `from __future__ import annotations`: injection looks at the types of a page object's fields.

from typing import ClassVar

import attrs
from web_poet import HttpClient, HttpResponse, ItemPage, Returns, validates_input
from web_poet.exceptions import HttpError, HttpResponseError
from zyte_common_items import Article as ZyteArticle

from scraper.config import Config
from scraper.errors import FetchError, ScraperError
from scraper.integrations.item import ArticleItem, item_of
from scraper.integrations.replies import page_of_reply, read_story
from scraper.integrations.zyte import to_zyte
from scraper.types import Article, Page


def page_of(response: HttpResponse) -> Page:
    """The page that a response holds. Raises FetchError (not_html) for neither HTML nor text."""
    return page_of_reply(str(response.url), bytes(response.body), dict(response.headers))


@attrs.define
class ArticlePage(ItemPage[ArticleItem]):  # type: ignore[misc]  # web-poet may be absent
    """The article of a response and of the pages on which it goes on, joined.

    Those are asked for through the framework's own client; one that cannot be had is a problem of
    the article. `to_item` raises ScraperError for what is no page.
    """

    config: ClassVar[Config | None] = None

    response: HttpResponse
    http: HttpClient

    async def article(self) -> Article:
        """The article, with its labelled blocks. Raises ScraperError for what is no page."""
        return await read_story(page_of(self.response), self._ask, self.config)

    @validates_input  # type: ignore[untyped-decorator]
    async def to_item(self) -> ArticleItem:
        """The article as an item. Raises ScraperError for what is no page."""
        return item_of(await self.article())

    async def _ask(self, url: str) -> Page | ScraperError:
        try:
            return page_of(await self.http.get(url))
        except ScraperError as error:
            return error
        except HttpResponseError as error:
            return FetchError(url, f"http_{error.response.status}")
        except HttpError as error:
            return ScraperError(f"{url}: {error or type(error).__name__}")


@attrs.define
class ZyteArticlePage(ArticlePage, Returns[ZyteArticle]):  # type: ignore[misc]
    """The same as an item of zyte-common-items, for spiders and pipelines written for those.

    `ApplyRule("", use=ZyteArticlePage)` among SCRAPY_POET_RULES gives every callback that asks for
    a `zyte_common_items.Article` this one.
    """

    @validates_input  # type: ignore[untyped-decorator]
    async def to_item(self) -> ZyteArticle:
        """The article as an item. Raises ScraperError for what is no page."""
        page = page_of(self.response)
        return to_zyte(await self.article(), page.fetched_at)
