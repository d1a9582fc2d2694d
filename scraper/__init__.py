"""Turns news pages and text dumps into clean articles, and says why each line was kept or removed.

Names are imported when first used, so that `import scraper` costs nothing before a page is read.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scraper.config import Config, load_config
    from scraper.errors import (
        ConfigError,
        FetchError,
        InputError,
        ScraperError,
        TooComplexError,
        UnreadableError,
    )
    from scraper.fetch.client import Fetcher
    from scraper.fetch.policy import FetchPolicy
    from scraper.formats import write
    from scraper.pipeline import extract, extract_pages, survey
    from scraper.repeats import Repeats
    from scraper.types import Article, Caption, Dateline, Label, LabelledBlock, Page, Verdict

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Caption",
    "Config",
    "ConfigError",
    "Dateline",
    "FetchError",
    "FetchPolicy",
    "Fetcher",
    "InputError",
    "Label",
    "LabelledBlock",
    "Page",
    "Repeats",
    "ScraperError",
    "TooComplexError",
    "UnreadableError",
    "Verdict",
    "extract",
    "extract_pages",
    "load_config",
    "survey",
    "write",
]

_HOMES = {
    "Config": "config",
    "load_config": "config",
    "ConfigError": "errors",
    "FetchError": "errors",
    "FetchPolicy": "fetch.policy",
    "Fetcher": "fetch.client",
    "InputError": "errors",
    "ScraperError": "errors",
    "TooComplexError": "errors",
    "UnreadableError": "errors",
    "extract": "pipeline",
    "extract_pages": "pipeline",
    "survey": "pipeline",
    "Repeats": "repeats",
    "Article": "types",
    "Caption": "types",
    "Dateline": "types",
    "Label": "types",
    "LabelledBlock": "types",
    "Page": "types",
    "Verdict": "types",
    "write": "formats",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'scraper' has no attribute {name!r}")
    return getattr(import_module(f"scraper.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
