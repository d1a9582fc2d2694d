"""Which heading is the headline."""

from __future__ import annotations

from scraper.label.headline import find_headline
from tests.desk import HEADLINE, STORY, document, dump, page, paragraphs


def headline_of(markup: str) -> str | None:
    made = document(markup)
    index = find_headline(made)
    return made.blocks[index].text if index >= 0 else None


def test_a_title_may_go_on_with_section_and_paper() -> None:
    markup = f"<title>{HEADLINE} - Region | The Harbor Gazette</title><h2>{HEADLINE}</h2>"
    assert headline_of(markup + "<h2>Weather</h2>") == HEADLINE


def test_the_heading_that_og_title_names_beats_a_higher_one() -> None:
    head = f'<meta property="og:title" content="{HEADLINE}">'
    assert headline_of(f"{head}<h1>The Harbor Gazette</h1><h2>{HEADLINE}</h2>") == HEADLINE


def test_of_two_equal_headings_the_higher_is_the_headline() -> None:
    made = document(f"<title>{HEADLINE}</title><h3>{HEADLINE}</h3><p>x</p><h1>{HEADLINE}</h1>")
    assert made.blocks[find_headline(made)].level == 1


def test_the_only_h1_is_the_headline_though_the_title_says_something_else() -> None:
    markup = f"<title>The Harbor Gazette</title><h1>{HEADLINE}</h1>{paragraphs(*STORY)}"
    assert headline_of(markup) == HEADLINE


def test_of_two_h1_that_no_title_names_neither_is() -> None:
    assert headline_of("<h1>Ferries and trains</h1><h1>Roads and parking</h1>") is None


def test_a_subhead_is_no_headline() -> None:
    assert headline_of(page(inside="<h2>What the divers found</h2>")) == HEADLINE


def test_a_dump_has_no_heading_to_compare() -> None:
    assert find_headline(document(dump(), "text/plain")) == -1
