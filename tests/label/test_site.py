"""What a site's own selectors say, and how much they outweigh."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import Config
from scraper.types import Label
from tests.desk import STORY, article, found, page, paragraphs, role, roles, write_rules

URL = "https://gazette.example/harbor/bridge"
LEAK = "The Gazette prints this sentence below each of its stories."
RULES = """
    [body]
    root = [".missing", ".story"]
    [blocks]
    body = ["nav.faq p"]
    newsletter = [".box-17"]
    caption = [".box-17 .legend"]
"""


@pytest.fixture(name="rules")
def _rules(tmp_path: Path) -> Config:
    return write_rules(tmp_path, sites__gazette_example=RULES)


def test_a_sites_vote_beats_nav_markup(rules: Config) -> None:
    markup = page(inside="<nav class='faq'><p>Why did the repairs take so long?</p></nav>")
    assert role(article(markup, rules, URL), "Why did") is Label.BODY
    assert role(markup, "Why did") is Label.NAV


def test_a_sites_vote_says_whose_it_is(rules: Config) -> None:
    markup = page(inside="<div class='box-17'><p>Harbor news each morning</p></div>")
    block = found(article(markup, rules, URL), "Harbor news")
    assert block.rule == "gazette.example/newsletter .box-17"


def test_the_innermost_mark_counts(rules: Config) -> None:
    box = "<div class='box-17'><p>Harbor news each morning</p><p class='legend'>A ferry at dusk</p>"
    made = article(page(inside=f"{box}</div>"), rules, URL)
    assert role(made, "Harbor news") is Label.NEWSLETTER
    assert role(made, "A ferry at dusk") is Label.CAPTION


def test_another_sites_rules_say_nothing(rules: Config) -> None:
    markup = page(inside="<div class='box-17'><p>Harbor news came each morning by boat.</p></div>")
    assert role(article(markup, rules, "https://other.example/x"), "Harbor news") is Label.BODY


def test_text_outside_the_body_root_is_not_story(rules: Config) -> None:
    markup = f"<div><div class='story'>{paragraphs(*STORY)}</div>{paragraphs(LEAK)}</div>"
    assert role(article(markup, rules, URL), LEAK).is_boilerplate
    assert role(markup, LEAK) is Label.BODY


def test_a_plug_inside_the_body_root_is_still_a_plug(rules: Config) -> None:
    inner = paragraphs(*STORY) + "<nav><p>More from the harbor</p></nav>"
    made = article(f"<div class='story'>{inner}</div>", rules, URL)
    assert role(made, "More from") is Label.NAV


def test_an_empty_shell_is_no_body_root(rules: Config) -> None:
    markup = f"<div class='story'><p>Loading</p></div><div>{paragraphs(*STORY)}</div>"
    assert role(article(markup, rules, URL), STORY[0]) is Label.BODY


def test_two_elements_may_share_the_root_selector(rules: Config) -> None:
    halves = [f"<div class='story'>{paragraphs(*part)}</div>" for part in (STORY[:2], STORY[2:])]
    made = article(f"<main>{LEAK.join(halves)}</main>", rules, URL)
    assert [b.label.is_boilerplate for b in made.blocks] == [False, False, True, False, False]


def test_selectors_say_nothing_of_a_dump(rules: Config) -> None:
    made = article("\n".join(STORY), rules, URL)
    assert roles(made, "") == [Label.BODY] * 4


def test_a_sites_phrase_outweighs_what_the_markup_says(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path,
        sites__gazette_example="""
            [[phrase]]
            label = "promo"
            match = 'the gazette at your door .+'
            yes = ["The Gazette at your door each Friday"]
            no = ["The Gazette was at your door, the postman said."]
        """,
    )
    figure = "<figure><figcaption>The Gazette at your door each Friday</figcaption></figure>"
    made = article(page(inside=figure), rules, URL)
    assert role(made, "The Gazette at your") is Label.PROMO
    spare = figure.replace("at your door", "van at a door")
    assert role(article(page(inside=spare), rules, URL), "The Gazette van") is Label.CAPTION
