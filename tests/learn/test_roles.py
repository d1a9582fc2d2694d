"""Names that play one role on every page."""

from __future__ import annotations

from scraper.learn.roles import find_roles
from tests.learn.paper import STORIES, page, rules, samples

PHOTO = "<div class='picture'><img src='a.jpg'><p class='picture-text'>{text}</p></div>"


def test_the_parts_of_a_storys_head_get_their_rules() -> None:
    found = rules(list(find_roles(samples(*map(page, STORIES)), 2)))
    assert found == [
        "blocks.byline .byline",
        "blocks.deck .standfirst",
        "blocks.headline .story-title",
    ]


def test_a_name_of_one_page_gets_none() -> None:
    other = page(STORIES[1]).replace("standfirst", "css-9z8y7x6")
    found = rules(list(find_roles(samples(page(STORIES[0]), other), 2)))
    assert "blocks.deck .standfirst" not in found


def test_a_name_of_two_roles_gets_none() -> None:
    twice = (page(s).replace('class="byline"', 'class="standfirst"') for s in STORIES)
    assert not [r for r in rules(list(find_roles(samples(*twice), 2))) if "standfirst" in r]


def test_paragraphs_of_the_story_get_none() -> None:
    named = (page(s).replace("<p>", "<p class='paragraph'>") for s in STORIES)
    assert not [r for r in rules(list(find_roles(samples(*named), 2))) if "paragraph" in r]


def test_a_deck_that_every_story_has_is_none() -> None:
    same = (page(s).replace(s.deck, STORIES[0].deck) for s in STORIES)
    assert "blocks.deck .standfirst" not in rules(list(find_roles(samples(*same), 2)))
