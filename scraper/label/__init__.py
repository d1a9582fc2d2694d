"""A Document in, a label and its reason for every block out."""

from __future__ import annotations

from scraper.config import Config, Site
from scraper.label.decide import decide
from scraper.label.markup import vote_markup
from scraper.label.phrases import vote_phrases
from scraper.label.region import Region, find_region
from scraper.label.revise import revise
from scraper.label.shape import vote_shape
from scraper.label.view import View, make_view
from scraper.types import Document, LabelledBlock, Vote

JUNK_COST = 6.0  # words; what a block of furniture costs the region that takes it in


def label(
    document: Document, config: Config, site: Site | None, language: str | None
) -> tuple[LabelledBlock, ...]:
    """The blocks of a document in order, each with its label, rule and votes."""
    view = make_view(document, config, site, language)
    told = [*vote_phrases(view), *vote_markup(view)]
    region = find_region(document, _worth(view, told))
    votes = [*told, *vote_shape(view, region)]
    return revise(decide(document.blocks, votes), view)


def _worth(view: View, told: list[Vote]) -> list[float]:
    """Each block's worth to a region, in words: prose counts for it, furniture against."""
    worth = [
        m.prose if m.prose else -2.0 - m.link_share * m.words * 0.3 for m in view.measures
    ]
    for vote in told:
        if vote.label.is_boilerplate:
            worth[vote.block] = -JUNK_COST
    return worth
