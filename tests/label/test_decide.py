"""One label out of all votes: the strongest wins, of equals the first cast."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scraper.label.decide import decide
from scraper.types import Block, Kind, Label, LabelledBlock, Strength, Vote

LINE = Block(0, "The bridge reopened on Tuesday.", Kind.PARAGRAPH)


def count(*votes: Vote) -> LabelledBlock:
    (block,) = decide([LINE], votes)
    return block


def vote(label: Label, strength: Strength, rule: str = "test/rule") -> Vote:
    return Vote(0, label, strength, rule)


@pytest.mark.parametrize(
    ("weaker", "stronger"), list(pairwise(Strength)), ids=lambda s: s.name.lower()
)
def test_each_kind_of_signal_beats_the_one_below_it(weaker: Strength, stronger: Strength) -> None:
    assert count(vote(Label.BODY, weaker), vote(Label.PROMO, stronger)).label is Label.PROMO
    assert count(vote(Label.BODY, stronger), vote(Label.PROMO, weaker)).label is Label.BODY


def test_many_weak_votes_do_not_add_up() -> None:
    weak = [vote(Label.PROMO, Strength.SHAPE, f"shape/{n}") for n in range(9)]
    assert count(*weak, vote(Label.BODY, Strength.REGION)).label is Label.BODY


def test_ties_go_to_the_first_vote() -> None:
    first, second = vote(Label.AD, Strength.WORDS), vote(Label.SHARE, Strength.WORDS)
    assert count(first, second).label is Label.AD
    assert count(second, first).label is Label.SHARE


def test_a_block_without_votes_is_other_and_says_so() -> None:
    block = count()
    assert (block.label, block.rule, block.votes) == (Label.OTHER, "no-vote", ())


def test_the_rule_is_that_of_the_winning_vote() -> None:
    block = count(
        vote(Label.BODY, Strength.SHAPE, "shape/prose"),
        vote(Label.NAV, Strength.MARKUP, "markup/nav"),
    )
    assert block.rule == "markup/nav"


def test_every_vote_is_kept_strongest_first() -> None:
    shape, words, site = (
        vote(Label.BODY, s) for s in (Strength.SHAPE, Strength.WORDS, Strength.SITE)
    )
    assert count(shape, site, words).votes == (site, words, shape)


def test_a_vote_counts_for_its_own_block_only() -> None:
    other = Block(1, "Five more bridges to see this summer", Kind.PARAGRAPH)
    blocks = decide([LINE, other], [Vote(1, Label.PROMO, Strength.WORDS, "phrase/x")])
    assert [b.label for b in blocks] == [Label.OTHER, Label.PROMO]


def test_no_blocks_give_no_labels() -> None:
    assert decide([], []) == ()
