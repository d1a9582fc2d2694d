"""Turns news pages and text dumps into clean articles, and says why each line was kept or removed."""

from __future__ import annotations

from scraper.config import Config, load_config
from scraper.errors import ConfigError, InputError, ScraperError
from scraper.pipeline import extract
from scraper.types import Article, Label, Page, Verdict

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Config",
    "ConfigError",
    "InputError",
    "Label",
    "Page",
    "ScraperError",
    "Verdict",
    "extract",
    "load_config",
]
