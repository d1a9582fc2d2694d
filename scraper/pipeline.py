"""The line: a page goes in, an article comes out."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from scraper.assemble import assemble
from scraper.config import Config, Site, load_config
from scraper.errors import InputError
from scraper.label import label
from scraper.language import tell_language
from scraper.read import Opened, open_page, read
from scraper.repeats import Lines, Repeats, Survey, lines_of
from scraper.types import Article, Page


def extract(
    page: Page | bytes | str,
    config: Config | None = None,
    *,
    url: str | None = None,
    media_type: str | None = None,
    repeats: Repeats | None = None,
) -> Article:
    """The article on a page, every block of it labelled; `config=None` means the package's rules.

    For bytes and str, `url` and `media_type` say where they come from and what they are; without a
    media type the input is looked at. `repeats` is what `survey` found in a corpus: lines that come
    back from story to story are left out. Raises InputError for what is no page: binary, or too
    large.
    """
    config = config or _default_config()
    page = _as_page(page, url, media_type)
    opened, site = _open(page, config)
    document = read(opened, site)
    language = tell_language(document, config, site)
    known = repeats.of(document) if repeats else frozenset[int]()
    return assemble(document, label(document, config, site, language, known), site, language)


def survey(pages: Iterable[Page], config: Config | None = None) -> Repeats:
    """The lines that come back on many pages of one site, for `extract` to leave out.

    Up to 40 pages of a host are looked at, and none of a host with fewer than five stories. Pages
    that cannot be read are passed over.
    """
    found = Survey()
    for page in pages:
        with suppress(InputError):
            found.add(survey_page(page, config))
    return found.repeats()


def survey_page(page: Page, config: Config | None = None, origin: str = "") -> Lines:
    """The lines of one page for a `Survey`; `origin` is its group where it names no host."""
    config = config or _default_config()
    return lines_of(read(*_open(page, config)), origin)


def _open(page: Page, config: Config) -> tuple[Opened, Site | None]:
    """The page, parsed, and the rules of its site."""
    encoding = config.encoding(page.url) if page.charset is None else None
    borrowed = config.borrowed(page.url)
    edits = borrowed.edits if borrowed else ()
    opened = open_page(replace(page, charset=encoding) if encoding else page, edits)
    return opened, config.site(page.url, page.fetched_at, opened)


def _as_page(page: Page | bytes | str, url: str | None, media_type: str | None) -> Page:
    if isinstance(page, Page):
        return page
    if isinstance(page, str):
        return Page(url, page.encode("utf-8", "surrogatepass"), media_type, charset="utf-8")
    return Page(url, page, media_type)


@lru_cache(maxsize=1)
def _default_config() -> Config:
    return load_config()
