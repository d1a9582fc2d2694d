"""The line: a page goes in, an article comes out."""

from __future__ import annotations

from functools import lru_cache

from scraper.assemble import assemble
from scraper.config import Config, load_config
from scraper.label import label
from scraper.language import tell_language
from scraper.read import read
from scraper.types import Article, Page


def extract(
    page: Page | bytes | str,
    config: Config | None = None,
    *,
    url: str | None = None,
    media_type: str | None = None,
) -> Article:
    """The article on a page, every block of it labelled; `config=None` means the package's rules.

    For bytes and str, `url` and `media_type` say where they come from and what they are; without a
    media type the input is looked at. Raises InputError for what is no page: binary, or too large.
    """
    config = config or _default_config()
    page = _as_page(page, url, media_type)
    site = config.site(page.url, page.fetched_at)
    document = read(page, site)
    language = tell_language(document, config, site)
    return assemble(document, label(document, config, site, language), site, language)


def _as_page(page: Page | bytes | str, url: str | None, media_type: str | None) -> Page:
    if isinstance(page, Page):
        return page
    if isinstance(page, str):
        return Page(url, page.encode("utf-8", "surrogatepass"), media_type, charset="utf-8")
    return Page(url, page, media_type)


@lru_cache(maxsize=1)
def _default_config() -> Config:
    return load_config()
