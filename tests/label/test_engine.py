"""Readability is asked last, and only where nothing better found a story."""

from __future__ import annotations

from scraper.label.engine import vote_engine
from scraper.types import Label, Strength
from tests.desk import dump, page, view

VERSE = "<br>".join(f"and the {n}th tide came over the quay again" for n in range(2, 30))
POEM = f"<body><div class='x'><p>{VERSE}</p></div><ul><li><a href=/>Home</a></li></ul></body>"


def test_a_page_with_a_story_is_not_sent_to_readability() -> None:
    assert list(vote_engine(view(page()), story_words=90)) == []


def test_a_page_whose_own_blocks_hold_no_prose_is() -> None:
    votes = list(vote_engine(view(POEM), story_words=0))
    assert votes
    assert {(v.label, v.strength, v.rule) for v in votes} == {
        (Label.BODY, Strength.ENGINE, "engine/readability")
    }


def test_readability_does_not_vote_for_the_menu() -> None:
    seen = view(POEM)
    kept = {seen.document.blocks[v.block].text for v in vote_engine(seen, story_words=0)}
    assert "Home" not in kept


def test_a_dump_has_no_markup_to_send() -> None:
    assert list(vote_engine(view(dump(), "text/plain"), story_words=0)) == []


def test_a_page_of_a_few_words_is_left_alone() -> None:
    assert list(vote_engine(view("<p>Back soon.</p>"), story_words=0)) == []
