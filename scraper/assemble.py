"""Labelled blocks to an Article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scraper.captions import collect_captions
from scraper.choose import Chooser, absolute
from scraper.config import Site
from scraper.fields.dateline import split_dateline
from scraper.judge import judge
from scraper.types import Article, Dateline, Document, Label, LabelledBlock


def assemble(
    document: Document,
    blocks: tuple[LabelledBlock, ...],
    site: Site | None,
    language: str | None,
) -> Article:
    """The article that the labels and the page's own statements make."""
    choose = Chooser(document, blocks, site, language)
    dateline, lines = _story(blocks)
    text = "\n\n".join(lines)
    name = choose.site_name()
    headline = choose.headline(name)
    bio = choose.line("bio", Label.BIO)
    judgement = judge(document, blocks, text, headline)
    images = _images(document, blocks)
    article = Article(
        url=document.url,
        site=name,
        language=language,
        headline=headline,
        kicker=choose.line("kicker", Label.KICKER),
        deck=choose.deck(),
        byline=choose.line("byline", Label.BYLINE),
        authors=choose.authors(name, bio),
        bio=bio,
        published=choose.published(),
        modified=choose.modified(),
        section=choose.section(),
        tags=choose.tags(),
        dateline=dateline,
        captions=collect_captions(document, blocks),
        images=images,
        lead_image=choose.link("lead_image") or next(iter(images), None),
        canonical_url=choose.link("canonical_url"),
        paywalled=judgement.paywalled,
        verdict=judgement.verdict,
        confidence=judgement.confidence,
        text=text,
        blocks=blocks,
        provenance=choose.provenance,
    )
    missing = _missing(article, site)
    return replace(article, problems=(*document.problems, *judgement.evidence, *missing))


def _story(blocks: Sequence[LabelledBlock]) -> tuple[Dateline | None, list[str]]:
    """The dateline taken off the first paragraph, and the lines of the story."""
    dateline: Dateline | None = None
    lines: list[str] = []
    for block in blocks:
        if not block.label.is_text:
            continue
        text = block.text
        if not lines and block.label is Label.BODY:
            dateline, text = split_dateline(text)
        if text:
            lines.append(text)
    return dateline, lines


def _images(document: Document, blocks: Sequence[LabelledBlock]) -> tuple[str, ...]:
    """URLs of the pictures that stand in the story, in page order."""
    story = [i for i, b in enumerate(blocks) if b.label.is_text or b.label is Label.CAPTION]
    if not story:
        return ()
    first, last = story[0] - 2, story[-1] + 1
    urls = (
        absolute(document.url, picture.url)
        for picture in document.pictures
        if picture.url and first <= picture.before <= last
    )
    return tuple(dict.fromkeys(url for url in urls if url))


def _missing(article: Article, site: Site | None) -> tuple[str, ...]:
    """One line for each field that the site's config expects and the page did not give."""
    if site is None:
        return ()
    return tuple(
        f"{site.host}: expected {name}, found none"
        for name in site.require
        if not getattr(article, name)
    )
