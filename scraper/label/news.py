"""Votes from the shapes that newsrooms give their lines: headline, byline, time, credit, sign-off."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.label.view import View
from scraper.types import Label, Strength, Vote


def vote_news(view: View) -> Iterator[Vote]:
    """Votes for lines whose shape tells their part in a news story."""
    if view.headline >= 0:
        yield Vote(view.headline, Label.HEADLINE, Strength.MARKUP, "news/headline")
