"""The trial of a rule: what it may change on the pages it was learned from, and what not."""

from __future__ import annotations

from scraper.learn.proposal import Proposal
from scraper.learn.trial import Trial
from tests.desk import house
from tests.learn.paper import HOST, STORIES, page, samples


def tried(*found: tuple[str, str, str], inside: str = "") -> Trial:
    trial = Trial(samples(*(page(s, inside=inside) for s in STORIES)), house(), HOST, {})
    trial.consider([Proposal(table, key, css, 3, 3) for table, key, css in found])
    return trial


def test_a_rule_without_harm_is_kept() -> None:
    trial = tried(("blocks", "deck", ".standfirst"))
    assert [rule.name for rule in trial.kept] == ["blocks.deck .standfirst"]


def test_a_rule_that_takes_the_story_away_is_dropped() -> None:
    [(rule, reason)] = tried(("blocks", "other", ".story-text :first-child")).dropped
    assert rule.key == "other"
    assert reason.endswith("of a story away")


def test_a_rule_that_moves_the_day_of_a_story_is_dropped() -> None:
    [(_, reason)] = tried(("fields", "published", "@const 2020-01-01")).dropped
    assert reason == "spoils published"


def test_one_bad_rule_does_not_spoil_the_others() -> None:
    trial = tried(("blocks", "other", ".story-text"), ("blocks", "deck", ".standfirst"))
    assert [rule.key for rule in trial.kept] == ["deck"]


def test_a_rule_that_makes_a_story_much_longer_is_dropped() -> None:
    list_of_links = "<ul class='more'>" + "<li><a href='/x'>Other news of the week</a></li>" * 20
    trial = tried(("blocks", "body", ".more"), inside=f"{list_of_links}</ul>")
    assert next(reason for _, reason in trial.dropped).endswith("longer")
