"""Selectors of fields: where the value stands on every page, and nothing else does."""

from __future__ import annotations

from scraper.config.schema import SourceTable
from scraper.learn.align import find_sources
from tests.learn.paper import STORIES, page, samples


def found(*pages: str) -> dict[str, list[str]]:
    """The proposed sources of each field, as a config has them."""
    sources: dict[str, list[str]] = {}
    for rule in find_sources(samples(*pages), 2):
        value = rule.value
        css = value.css if isinstance(value, SourceTable) else str(value)
        sources.setdefault(rule.key, []).append(str(css))
    return sources


def test_every_field_is_found_where_it_is_printed() -> None:
    assert found(*map(page, STORIES)) == {
        "headline": [".story-title"],
        "deck": [".standfirst"],
        "authors": [".byline"],
        "published": [".story-date::attr(datetime)"],
    }


def test_a_selector_that_shows_another_value_on_one_page_is_refused() -> None:
    odd = page(STORIES[2]).replace("<h1", '<p class="story-title">In brief</p><h1', 1)
    assert ".story-title" not in found(*map(page, STORIES[:2]), odd)["headline"]


def test_a_day_of_change_is_not_taken_for_that_of_publication() -> None:
    changed = (page(s).replace("story-date", "date-modified") for s in STORIES)
    assert not [css for css in found(*changed).get("published", []) if "modified" in css]


def test_the_metadata_that_has_the_time_comes_before_the_printed_day() -> None:
    pages = (
        page(s, head=f'<meta property="article:published_time" content="{s.day}T09:00:00+02:00">')
        for s in STORIES
    )
    assert found(*pages)["published"][0] == "@meta article:published_time"


def test_two_writers_of_one_byline_are_selected_together() -> None:
    names = ("Ana Ruiz", "Li Wei")
    links = ", ".join(f'<a class="writer-name" href="/w">{name}</a>' for name in names)
    both = f'<p class="css-1x2y3z4">By {links}</p>'
    assert found(page(STORIES[0], byline=both), page(STORIES[1]))["authors"] == [".writer-name"]
