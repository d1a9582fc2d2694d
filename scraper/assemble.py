"""Labelled blocks to an Article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scraper.captions import collect_captions
from scraper.choose import (
    Claims,
    absolute,
    choose_authors,
    choose_deck,
    choose_headline,
    choose_link,
    choose_modified,
    choose_next_page,
    choose_published,
    choose_section,
    choose_single_page,
    choose_tags,
    fill_in,
    gather,
)
from scraper.config import Site
from scraper.config.rules import EXPECT, Expectation
from scraper.entries import list_entries
from scraper.fields.dateline import split_dateline
from scraper.judge import judge
from scraper.types import Article, Dateline, Document, Label, LabelledBlock

MAX_SITE_NAME = 24  # characters; a longer one may end in a slogan
_SLOGAN = re.compile(r"\s+[|–—·-]\s+")
# Pictures of the page, not of the story: icons, empty frames, portraits of the size of a stamp.
_FURNITURE = re.compile(
    r"\.svg(?:$|\?)|gravatar\.com/|/(?:blank|spacer|pixel|placeholder|transparent|loading)\b[^/]*$"
    r"|[/_-](?:icons?|avatar|button|badge)(?:[@_-][\w@-]*)?\.(?:png|gif|jpe?g|webp)|\b\d\dx\d\d\b"
    r"|default-user",
    re.IGNORECASE,
)


def assemble(
    document: Document,
    blocks: tuple[LabelledBlock, ...],
    site: Site | None,
    language: str | None,
) -> Article:
    """The article that the labels and the page's own statements make."""
    claims = gather(document, blocks, site, language)
    dateline, lines = _story(claims)
    text = "\n\n".join(lines)
    name = _site_name(claims)
    headline = choose_headline(claims, name)
    bio = claims.choose_line("bio", Label.BIO)
    judgement = judge(document, blocks, text, headline)
    images = _images(claims)
    article = Article(
        url=document.url,
        site=name,
        language=language,
        headline=headline,
        kicker=claims.choose_line("kicker", Label.KICKER),
        deck=choose_deck(claims, headline),
        byline=claims.choose_line("byline", Label.BYLINE),
        authors=choose_authors(claims, name, bio),
        bio=bio,
        published=choose_published(claims),
        modified=choose_modified(claims),
        section=choose_section(claims),
        tags=choose_tags(claims),
        dateline=dateline,
        captions=collect_captions(document, blocks),
        images=images,
        lead_image=_lead_image(claims, images),
        canonical_url=choose_link(claims, "canonical_url"),
        next_page=choose_next_page(claims, judgement.verdict),
        single_page=choose_single_page(claims),
        paywalled=judgement.paywalled,
        verdict=judgement.verdict,
        confidence=judgement.confidence,
        text=text,
        entries=list_entries(claims),
        blocks=blocks,
        provenance=claims.provenance,
        problems=(*document.problems, *judgement.evidence),
        site_rules=document.fired,
    )
    if document.lent:
        article = fill_in(article, claims)
    is_page = document.media_type == "text/html"  # a dump need not hold what its page does
    missing = _missing(article, site.host, site.expect) if site and is_page else ()
    return replace(article, problems=(*article.problems, *missing)) if missing else article


def _site_name(claims: Claims) -> str | None:
    if claims.site and claims.site.name:
        claims.note("site", f"config {claims.site.host}")
        return claims.site.name
    name = claims.choose_first("site")
    return name if name is None or len(name) <= MAX_SITE_NAME else _SLOGAN.split(name)[0]


def _story(claims: Claims) -> tuple[Dateline | None, list[str]]:
    """The dateline taken off the first paragraph, and the lines of the story."""
    lines = [block.text for block in claims.story]
    dateline = None
    if lines and claims.story[0].label is Label.BODY:
        dateline, lines[0] = split_dateline(lines[0])
    for own in claims.own("dateline")[:1]:  # set apart from the text
        claims.note("dateline", own.source)
        dateline = split_dateline(f"{own.value} — {lines[0] if lines else ''}")[0]
        dateline = dateline or Dateline(own.value)
    return dateline, [line for line in lines if line]


def _images(claims: Claims) -> tuple[str, ...]:
    """URLs of the pictures that stand in the story, in page order."""
    pictures = claims.document.pictures
    story = (*claims.story[:1], *claims.story[-1:])
    captions = claims.seen(Label.CAPTION)
    ends = [b.block.index for b in (*story, *captions[:1], *captions[-1:])]
    if not ends or not pictures:
        return ()
    first, last = min(ends) - 2, max(ends) + 1
    urls = (
        absolute(claims.document.url, picture.url)
        for picture in pictures
        if picture.url and first <= picture.before <= last and not _FURNITURE.search(picture.url)
    )
    return tuple(dict.fromkeys(url for url in urls if url))


def _lead_image(claims: Claims, images: Sequence[str]) -> str | None:
    """The picture the page names, else the story's first."""
    named = choose_link(claims, "lead_image", _FURNITURE)
    if named or not images:
        return named
    claims.note("lead_image", "first image of the story")
    return images[0]


def _missing(article: Article, host: str, expect: Expectation) -> tuple[str, ...]:
    """One line for each thing that the site's config expects and the page did not give."""
    missed = [f"found no {name}" for name in expect.require if not getattr(article, name)]
    if len(article.text) < expect.min_chars:
        missed.append(f"text of {len(article.text)} characters, fewer than {expect.min_chars}")
    missed.extend(f"text holds {words!r}" for words in expect.absent if words in article.text)
    return tuple(f"{host}{EXPECT}{miss}" for miss in missed)
