"""Crawlee for Python: what a request handler is given becomes an article.

    async def handle(context: HttpCrawlingContext) -> None:
        await context.push_data(item_of(await article_of(context)).to_dict())

Works with contexts of HttpCrawler, BeautifulSoupCrawler and ParselCrawler, which hold an answer's
bytes, and with those of PlaywrightCrawler, whose pages are read as the browser shows them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from scraper.config import Config
from scraper.errors import FetchError, InputError
from scraper.integrations.item import ArticleItem, item_of
from scraper.integrations.replies import page_of_reply
from scraper.pipeline import extract
from scraper.types import Article, Page

if TYPE_CHECKING:
    from crawlee.crawlers import HttpCrawlingContext, PlaywrightCrawlingContext

    Context: TypeAlias = HttpCrawlingContext | PlaywrightCrawlingContext

__all__ = ["ArticleItem", "article_of", "item_of", "page_of"]


async def article_of(context: Context, config: Config | None = None) -> Article:
    """The article of the answer, or browser page, that a handler is given.

    Raises FetchError (not_html) or InputError for what is no page, after having told Crawlee not to
    ask again for that request: it would be none the next time either. `next_page` names where the
    story goes on.
    """
    try:
        return extract(await page_of(context), config)
    except (FetchError, InputError):
        context.request.no_retry = True
        raise


async def page_of(context: Context) -> Page:
    """The page of a context. Raises FetchError (not_html) for what is neither HTML nor text."""
    asked = context.request.url
    if hasattr(context, "http_response"):
        answer = context.http_response
        body = await answer.read()
        return page_of_reply(context.request.loaded_url or asked, body, dict(answer.headers), asked)
    return await _shown(context, asked)


async def _shown(context: PlaywrightCrawlingContext, asked: str) -> Page:
    """The page as it stands in the browser: markup by now, whatever it was sent as."""
    markup = (await context.page.content()).encode("utf-8", "surrogatepass")
    sent = page_of_reply(context.page.url, b"", dict(context.response.headers), asked)
    return replace(sent, body=markup, media_type="text/html", charset="utf-8")
