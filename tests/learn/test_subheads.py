"""Subheads set as plain paragraphs, told by where they stand on every page."""

from __future__ import annotations

from scraper.learn.subheads import find_subheads
from tests.learn.paper import STORIES, Story, page, rules, samples


def proposed(markup: str, stories: tuple[Story, ...] = STORIES) -> list[str]:
    pages = (page(s, inside=markup.format(subhead=s.subhead)) for s in stories)
    return rules(list(find_subheads(samples(*pages), 2)))


def test_short_lines_amid_the_story_are_subheads() -> None:
    assert proposed("<p class='crosshead'>+ {subhead}</p>") == ["blocks.subhead .crosshead"]


def test_a_heading_that_a_class_calls_furniture_is_a_subhead_all_the_same() -> None:
    found = proposed("<h3 class='story-heading' id='nav_1'>{subhead}</h3>")
    assert found in ([], ["blocks.subhead .story-heading"])  # nothing to mend, or mended
    assert "blocks.subhead #nav_1" not in found


def test_a_line_that_every_story_has_is_no_subhead() -> None:
    assert proposed("<p class='crosshead'>+ Good to know</p>") == []


def test_a_link_is_no_subhead() -> None:
    assert proposed("<p class='crosshead'><a href='/x'>+ {subhead}</a></p>") == []


def test_a_line_that_heads_a_list_of_links_is_no_subhead() -> None:
    teaser = "<p class='crosshead'>+ {subhead}</p><ul><li><a href='/x'>Six more</a></li></ul>"
    assert proposed(teaser) == []


def test_the_same_class_on_a_sentence_elsewhere_speaks_against_it() -> None:
    sentence = page(STORIES[2], inside="<p class='crosshead'>Not all were glad of it.</p>")
    pages = [page(s, inside=f"<p class='crosshead'>+ {s.subhead}</p>") for s in STORIES[:2]]
    assert rules(list(find_subheads(samples(*pages, sentence), 2))) == []
