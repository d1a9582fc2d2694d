"""Second thoughts: labels seen in the light of their neighbours."""

from __future__ import annotations

from scraper.label.view import View
from scraper.types import LabelledBlock


def revise(blocks: tuple[LabelledBlock, ...], view: View) -> tuple[LabelledBlock, ...]:
    """The blocks with labels that hold in context."""
    return blocks
