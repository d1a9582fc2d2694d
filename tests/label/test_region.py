"""Where on the page the story stands."""

from __future__ import annotations

from scraper.label.markup import vote_markup
from scraper.label.phrases import vote_phrases
from scraper.label.region import find_region, find_run
from tests.desk import HEADLINE, STORY, page, paragraphs, view

PLAIN = "text/plain"


def region_of(source: str, media_type: str = "text/html") -> list[str]:
    """The lines of the region that is found."""
    seen = view(source, media_type)
    region = find_region(seen, [*vote_phrases(seen), *vote_markup(seen)])
    return [seen.document.blocks[i].text for i in sorted(region.blocks)]


def teasers(count: int) -> str:
    line = '<li><a href="/%d">Ferry fares rise again in ward %d</a></li>'
    return "".join(line % (n, n) for n in range(count))


def test_the_region_is_the_element_whose_blocks_are_worth_most() -> None:
    found = region_of(page(below=f"<div><ul>{teasers(12)}</ul></div>"))
    assert set(STORY) <= set(found)
    assert not any(line.startswith("Ferry fares") for line in found)


def test_a_story_split_over_two_elements_is_one_region() -> None:
    halves = f"<div>{paragraphs(*STORY[:2])}</div><div>{paragraphs(*STORY[2:])}</div>"
    assert region_of(f"<main>{halves}</main>") == list(STORY)


def test_a_long_insert_in_the_middle_does_not_split_a_story() -> None:
    box = f"<aside class='related-articles'><ul>{teasers(25)}</ul></aside>"
    assert set(STORY) <= set(region_of(page(inside=box)))


def test_a_shorter_text_beside_the_story_is_left_out() -> None:
    aside = "<div><h3>About us</h3><p>We print a paper for the harbor district each Friday.</p>"
    found = region_of(page(below=f"{aside}<ul>{teasers(6)}</ul></div>"))
    assert "We print a paper for the harbor district each Friday." not in found


def test_a_page_of_furniture_has_no_region() -> None:
    assert region_of(f"<ul>{teasers(5)}</ul>") == []


def test_a_page_without_blocks_has_no_region() -> None:
    assert region_of("<p></p>") == []


def test_a_dump_has_no_elements_and_so_no_region() -> None:
    assert region_of("\n".join(STORY), PLAIN) == []


def test_the_heaviest_run_of_lines_takes_in_what_costs_less_than_it_brings() -> None:
    assert find_run([-4.0, 20.0, -4.0, 9.0, -12.0, 3.0]) == range(1, 4)


def test_lines_that_only_cost_make_no_run() -> None:
    assert find_run([-4.0, -1.0]) == range(0)


def test_a_headline_needs_no_place_in_the_region_to_be_found_later() -> None:
    assert HEADLINE not in region_of(page())
