"""Second thoughts, one pass after another."""

from __future__ import annotations

from scraper.label.revise import PASSES, revise
from scraper.types import Label
from tests.desk import HEADLINE, STORY, cast, look


def test_a_change_keeps_the_votes_and_names_its_rule() -> None:
    blocks = cast(f"""
        headline | {HEADLINE}
        body     | {STORY[0]}
        body     | {STORY[1]}
        subhead  | The end of the line
    """)
    last = revise(blocks, look(blocks))[3]
    assert (last.label, last.votes) == (Label.RELATED, blocks[3].votes)
    assert last.rule == "revise/teaser"


def test_a_pass_sees_what_the_passes_before_it_changed() -> None:
    # The heading loses its text to the bio below it, and only then is an orphan's neighbour.
    blocks = cast(f"""
        headline | {HEADLINE}
        body     | {STORY[0]}
        body     | {STORY[1]}
        body     | Ana Ruiz covers the harbor district for the Gazette.
    """)
    assert [b.label for b in revise(blocks, look(blocks))][3] is Label.BIO


def test_no_pass_adds_or_drops_or_moves_a_block() -> None:
    blocks = cast("\n".join(f"        body | {line}" for line in (*STORY, HEADLINE)))
    assert [b.block for b in revise(blocks, look(blocks))] == [b.block for b in blocks]


def test_a_second_revision_changes_nothing() -> None:
    blocks = cast(f"""
        other    | World
        other    | Ana Ruiz
        headline | {HEADLINE}
        body     | {STORY[0]}
        promo    | Win a cabin for two
        subhead  | Sail with the Gazette
        promo    | Book before June
        body     | {STORY[1]}
    """)
    once = revise(blocks, look(blocks))
    assert revise(once, look(once)) == once


def test_every_pass_leaves_an_empty_page_alone() -> None:
    for find in PASSES:
        assert list(find((), look(()))) == []
