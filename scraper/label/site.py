"""Votes from the site's own selectors: its labels for elements, and its body region."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.config.rules import REGION
from scraper.label.shape import STORY_LABEL
from scraper.label.view import View
from scraper.types import Label, Strength, Vote


def vote_site(view: View) -> Iterator[Vote]:
    """Votes for blocks that the site's rules mark, and for what is in or out of its body region.

    The innermost mark counts; a plug inside the region is still a plug to every stronger voter.
    """
    if view.site is None or not view.document.elements:
        return
    labels: list[Label | None] = []
    inside: list[bool] = []
    for element in view.document.elements:
        above = element.parent
        own = Label(element.site) if element.site and element.site != REGION else None
        labels.append(own or (labels[above] if above >= 0 else None))
        inside.append(element.site == REGION or (above >= 0 and inside[above]))
    host, has_region = view.site.host, any(inside)
    for block in view.document.blocks:
        label = labels[block.element]
        if label:
            yield Vote(block.index, label, Strength.SITE, f"{host}/{label}")
        if has_region:
            story = STORY_LABEL[block.kind] if inside[block.element] else Label.OTHER
            yield Vote(block.index, story, Strength.REGION, f"{host}/body")
