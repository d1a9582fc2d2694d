"""What the voters look at: sums over elements, the headline, the span of the story."""

from __future__ import annotations

from scraper.label.view import View, story_span
from tests.desk import HEADLINE, STORY, cast, page, paragraphs, view


def index_of(seen: View, tag: str, names: str = "") -> int:
    return next(e.index for e in seen.document.elements if (e.tag, e.names) == (tag, names))


def test_an_element_holds_the_prose_of_all_that_is_in_it() -> None:
    seen = view(f"<main><div id='a'>{paragraphs(STORY[0])}</div>{paragraphs(STORY[1])}</main>")
    main, inner = index_of(seen, "main"), index_of(seen, "div", "a")
    assert seen.prose[main] == seen.total
    assert 0 < seen.prose[inner] < seen.total


def test_elements_of_one_name_count_together() -> None:
    wrapped = "".join(f"<div class='promo-text'>{line}</div>" for line in STORY)
    seen = view(f"<main>{wrapped}</main>")
    first = index_of(seen, "div", "promo-text")
    assert seen.prose[first] == seen.total
    assert seen.own_prose[first] < seen.total


def test_elements_without_names_do_not_count_together() -> None:
    seen = view("<main>" + "".join(f"<div>{line}</div>" for line in STORY) + "</main>")
    assert seen.prose[index_of(seen, "div")] < seen.total


def test_headings_and_blocks_are_counted_by_element() -> None:
    seen = view(f"<section><h2>The piers</h2><div>{paragraphs(*STORY)}</div></section>")
    section, div = index_of(seen, "section"), index_of(seen, "div")
    assert (seen.headings[section], seen.size[section]) == (1, 5)
    assert (seen.headings[div], seen.size[div]) == (0, 4)


def test_the_headline_is_the_heading_that_the_title_names() -> None:
    seen = view(page(above="<h1>The Harbor Gazette</h1>"))
    assert seen.document.blocks[seen.headline].text == HEADLINE


def test_a_page_without_headings_has_no_headline() -> None:
    assert view(paragraphs(*STORY)).headline == -1


def test_lines_are_folded_once_for_all_voters() -> None:
    assert view("<p>“It’s open” – at last</p>").line(0) == '"It\'s open" - at last'


def test_the_story_spans_from_its_first_block_to_its_last() -> None:
    blocks = cast("""
        nav     | Home
        body    | The bridge reopened.
        promo   | More bridges
        subhead | The piers
        list    | four cracks
        legal   | All rights reserved
    """)
    assert story_span(blocks) == (1, 4)


def test_a_page_of_furniture_has_no_story_to_span() -> None:
    assert story_span(cast("nav | Home")) == (-1, -1)
