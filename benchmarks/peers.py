"""The extractors that are compared, each as one function from a page to what it found.

A peer that is not installed is left out. Settings are those its own documentation recommends for
precision and recall in balance, with metadata where it has any.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

Prediction = dict[str, object]
Extractor = Callable[[bytes, str | None], Prediction]


def _scraper() -> Extractor:
    from benchmarks.predict import as_prediction, rules
    from scraper import Page, extract

    return lambda body, url: as_prediction(extract(Page(url, body), rules()))


def _trafilatura() -> Extractor:
    from trafilatura import bare_extraction

    def run(body: bytes, url: str | None) -> Prediction:
        found = bare_extraction(body, url=url, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
        return {
            "body": found.text or "",
            "title": found.title,
            "authors": authors,
            "date": found.date,
        }

    return run


def _newspaper() -> Extractor:
    from newspaper import Article

    def run(body: bytes, url: str | None) -> Prediction:
        article = Article(url or "https://page.example/", fetch_images=False)
        article.download(input_html=body.decode("utf-8", "replace"))
        article.parse()
        day = article.publish_date
        return {
            "body": article.text,
            "title": article.title,
            "authors": list(article.authors),
            "date": day.isoformat() if day else None,
        }

    return run


def _goose() -> Extractor:
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})

    def run(body: bytes, url: str | None) -> Prediction:
        article = goose.extract(raw_html=body.decode("utf-8", "replace"))
        return {
            "body": article.cleaned_text,
            "title": article.title,
            "authors": list(article.authors),
            "date": str(article.publish_date) if article.publish_date else None,
        }

    return run


def _readability() -> Extractor:
    import logging

    from lxml.html import fromstring
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)

    def run(body: bytes, url: str | None) -> Prediction:
        document = Document(body.decode("utf-8", "replace"))
        return {
            "body": fromstring(document.summary(html_partial=True)).text_content(),
            "title": document.short_title(),
        }

    return run


def _resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda body, url: {
        "body": extract_plain_text(body.decode("utf-8", "replace"), main_content=True)
    }


def _justext() -> Extractor:
    import justext

    stoplist = frozenset(justext.get_stoplist("English"))
    return lambda body, url: {
        "body": "\n\n".join(p.text for p in justext.justext(body, stoplist) if not p.is_boilerplate)
    }


def _boilerpy() -> Extractor:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor(raise_on_failure=False)
    return lambda body, url: {"body": extractor.get_content(body.decode("utf-8", "replace"))}


def _lexbor() -> Extractor:
    from selectolax.lexbor import LexborHTMLParser

    def run(body: bytes, url: str | None) -> Prediction:
        LexborHTMLParser(body)
        return {}

    return run


# Name: the package that has to be there, and how its extractor is made.
PEERS: dict[str, tuple[str, Callable[[], Extractor]]] = {
    "scraper": ("scraper", _scraper),
    "trafilatura": ("trafilatura", _trafilatura),
    "newspaper4k": ("newspaper4k", _newspaper),
    "goose3": ("goose3", _goose),
    "readability-lxml": ("readability-lxml", _readability),
    "resiliparse": ("resiliparse", _resiliparse),
    "jusText": ("justext", _justext),
    "boilerpy3": ("boilerpy3", _boilerpy),
    "lexbor, parse only": ("selectolax", _lexbor),
}


def installed() -> dict[str, str]:
    """The peers that can be run here, with their versions."""
    found: dict[str, str] = {}
    for name, (package, _) in PEERS.items():
        try:
            found[name] = version(package)
        except PackageNotFoundError:
            continue
    return found
