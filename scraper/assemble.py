"""Labelled blocks to an Article."""

from __future__ import annotations

from scraper.config import Config, Site
from scraper.types import Article, Document, LabelledBlock


def assemble(
    document: Document,
    blocks: tuple[LabelledBlock, ...],
    config: Config,
    site: Site | None,
    language: str | None,
) -> Article:
    """The article that the labels make."""
    text = "\n\n".join(b.text for b in blocks if b.label.is_text)
    return Article(url=document.url, language=language, text=text, blocks=blocks)
