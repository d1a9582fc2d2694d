"""Lines of several stories: furniture, where an element of its own holds them."""

from __future__ import annotations

from scraper.config.schema import RuleTable
from scraper.learn.repeated import find_repeated
from tests.learn.paper import STORIES, Story, page, rules, samples

PLUG = "The Gazette counts on its readers, who have kept its presses running since the great flood."


def proposed(markup: str, stories: tuple[Story, ...] = STORIES) -> list[str]:
    return rules(list(find_repeated(samples(*(page(s, inside=markup) for s in stories)), 2)))


def test_a_line_that_comes_back_is_furniture() -> None:
    assert proposed(f"<div class='our-cause'><p>{PLUG}</p></div>") == ["blocks.other .our-cause"]


def test_a_line_of_one_story_is_not() -> None:
    plugged = page(STORIES[0], inside=f"<div class='our-cause'><p>{PLUG}</p></div>")
    assert rules(list(find_repeated(samples(plugged, *map(page, STORIES[1:])), 2))) == []


def test_a_story_saved_twice_repeats_nothing() -> None:
    assert proposed(f"<div class='our-cause'><p>{PLUG}</p></div>", STORIES[:1] * 2) == []


def test_an_element_that_also_holds_a_line_of_a_story_is_spared() -> None:
    pages = [
        page(s, inside=f"<div class='aside-text'><p>{PLUG}</p><p>{s.deck}</p></div>")
        for s in STORIES
    ]
    assert "blocks.other .aside-text" not in rules(list(find_repeated(samples(*pages), 2)))


def test_on_few_pages_words_alone_make_no_rule() -> None:
    assert proposed(f"<p>{PLUG}</p>") == []


def test_on_more_pages_a_line_without_an_element_of_its_own_is_known_by_its_words() -> None:
    fourth = Story(*STORIES[0][:5], tuple(line[::-1] + "." for line in STORIES[1].lines))
    pages = [page(s, inside=f"<p>{PLUG}</p>") for s in (*STORIES, fourth)]
    [found] = find_repeated(samples(*pages), 2)
    assert isinstance(found.value, RuleTable)
    assert found.value.css == "p"
    assert found.value.text is not None
    assert found.value.text.startswith(r"^The\s+Gazette\s+counts\s+on")
