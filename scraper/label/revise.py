"""Second thoughts: labels seen in the light of their neighbours.

Each pass looks at the whole page and proposes changes; they are made before the next pass looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from scraper.label.between import find_between
from scraper.label.cards import find_cards
from scraper.label.deck import find_deck, find_false_decks
from scraper.label.echo import find_doubled_captions, find_echoes, find_second_print
from scraper.label.feeds import find_feeds, find_threads
from scraper.label.head import (
    find_above,
    find_bare_byline,
    find_early,
    find_lead_line,
)
from scraper.label.pictured import find_pictured
from scraper.label.repeated import find_repeated
from scraper.label.series import find_series
from scraper.label.tail import (
    find_appeals,
    find_author_notes,
    find_bio,
    find_company_notes,
    find_far_off,
    find_misnamed_subheads,
    find_orphans,
    find_pull_quotes,
    find_teasers,
)
from scraper.label.view import Change, View
from scraper.types import LabelledBlock, Strength

PASSES: tuple[Callable[[Sequence[LabelledBlock], View], Iterator[Change]], ...] = (
    find_false_decks,
    find_series,
    find_lead_line,
    find_cards,
    find_feeds,
    find_threads,
    find_doubled_captions,
    find_echoes,
    find_second_print,
    find_early,
    find_deck,
    find_above,
    find_bare_byline,
    find_appeals,
    find_misnamed_subheads,
    find_between,
    find_orphans,
    find_bio,
    find_author_notes,
    find_company_notes,
    find_pull_quotes,
    find_pictured,
    find_far_off,
    find_teasers,
    find_repeated,
)
# What is said twice goes once, even where the site's own rules name both.
TWICE = frozenset({find_doubled_captions, find_echoes, find_second_print})


def revise(blocks: tuple[LabelledBlock, ...], view: View) -> tuple[LabelledBlock, ...]:
    """The blocks with labels that hold in context; what the site's own rules settle stays."""
    settled = frozenset(
        b.block.index for b in blocks if b.votes and b.votes[0].strength is Strength.SITE
    )
    for find in PASSES:
        kept = frozenset[int]() if find in TWICE else settled
        changes = {c.block: c for c in find(blocks, view) if c.block not in kept}
        if changes:
            blocks = tuple(
                replace(b, label=changes[i].label, rule=changes[i].rule) if i in changes else b
                for i, b in enumerate(blocks)
            )
    return blocks
