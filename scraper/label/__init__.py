"""A Document in, a label and its reason for every block out."""

from __future__ import annotations

from scraper.config import Config, Site
from scraper.label.borrowed import borrowed_region, vote_borrowed
from scraper.label.decide import decide
from scraper.label.engine import vote_engine
from scraper.label.lines import vote_lines
from scraper.label.markup import vote_markup
from scraper.label.news import vote_news
from scraper.label.phrases import vote_phrases
from scraper.label.region import find_region
from scraper.label.revise import revise
from scraper.label.shape import vote_shape
from scraper.label.site import vote_site
from scraper.label.view import make_view
from scraper.types import Document, LabelledBlock


def label(
    document: Document,
    config: Config,
    site: Site | None,
    language: str | None,
    repeats: frozenset[int] = frozenset(),
) -> tuple[LabelledBlock, ...]:
    """The blocks of a document in order, each with its label, rule and votes.

    `repeats` marks lines that a survey found on many pages of the site.
    """
    view = make_view(document, config, site, language, repeats)
    told = [*vote_phrases(view), *vote_markup(view)]
    furniture = {vote.block for vote in told if vote.label.is_boilerplate}
    told.extend(vote_news(view, furniture))
    region = find_region(view, told)
    if site and site.borrowed:
        told.extend(vote_borrowed(view, region, {vote.block for vote in told}))
        region = borrowed_region(view, region) or region
    in_dump = not document.elements
    shapes = [*(vote_lines(view, told) if in_dump else vote_shape(view, region))]
    votes = [*told, *vote_site(view, shapes), *shapes]
    blocks = decide(document.blocks, votes)
    story = sum(view.measures[b.block.index].words for b in blocks if b.label.is_text)
    second = list(vote_engine(view, story))
    return revise(decide(document.blocks, [*votes, *second]) if second else blocks, view)
