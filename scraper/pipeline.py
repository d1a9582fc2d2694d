"""The line: a page goes in, an article comes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from scraper.assemble import assemble
from scraper.config import Config, Site, load_config
from scraper.errors import InputError, ScraperError
from scraper.joining import Part, join
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
    part, language = _label(_as_page(page, url, media_type), config, repeats)
    return assemble(part.document, part.blocks, part.site, language)


def extract_pages(
    pages: Sequence[Page | ScraperError],
    config: Config | None = None,
    *,
    repeats: Repeats | None = None,
) -> Article:
    """The article that the pages of one story make together, in the order given.

    Text, captions, images and blocks are those of all pages, what a later one repeats left out;
    headline, times and links are the first page's. In the place of a page that could not be had
    stands the error: that is a problem of the article then, and so is a page without text. As long
    as `next_page` is not None there is more to fetch and to join; it is None after the most pages
    that the site's config allows, or 20. Raises InputError as `extract` does, for the first page
    only; its error, where there is none; and ValueError for no pages at all.
    """
    if not pages:
        raise ValueError("no pages to join: a story has one at least")
    if isinstance(pages[0], ScraperError):
        raise pages[0]
    config = config or _default_config()
    first, language = _label(pages[0], config, repeats)
    parts: list[Part | ScraperError] = [first]
    for page in pages[1:]:
        if isinstance(page, ScraperError):
            parts.append(page)
            continue
        try:
            parts.append(_label(page, config, repeats, language)[0])
        except InputError as error:
            parts.append(error)
    return join(parts, language)


def _label(
    page: Page, config: Config, repeats: Repeats | None, language: str | None = None
) -> tuple[Part, str | None]:
    """A page, read and labelled, and its language, unless that is given."""
    opened, site = _open(page, config)
    document = read(opened, site)
    if page.problems:
        document = replace(document, problems=(*page.problems, *document.problems))
    language = language or tell_language(document, config, site)
    known = repeats.of(document) if repeats else frozenset[int]()
    return Part(document, label(document, config, site, language, known), site), language


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
