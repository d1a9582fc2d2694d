"""What a line's form and place alone make of it."""

from __future__ import annotations

import pytest

from scraper.types import Label
from tests.desk import STORY, article, dump, page, role

LIST = "<ul><li>four cracked piers</li><li>two new ramps</li></ul>"
TABLE = "<table><tr><th>Pier</th><th>Cost</th></tr><tr><td>Four</td><td>3.2m</td></tr></table>"


@pytest.mark.parametrize("line", STORY, ids=["first", "second", "third", "fourth"])
def test_paragraphs_of_the_story_are_body(line: str) -> None:
    assert role(page(), line) is Label.BODY


@pytest.mark.parametrize(
    ("markup", "text", "label"),
    [
        ("<h2>What the divers found</h2>", "What the divers", Label.SUBHEAD),
        (LIST, "four cracked", Label.LIST),
        (TABLE, "Pier", Label.TABLE),
        ("<blockquote>“We start again on Monday.”</blockquote>", "“We start", Label.QUOTE),
        ("<p>“No.”</p>", "“No.”", Label.BODY),
        ("<pre>low tide 06:12\nhigh tide 12:40</pre>", "low tide", Label.BODY),
    ],
    ids=["subhead", "list", "table", "quote", "short-answer", "preformatted"],
)
def test_a_block_within_the_story_plays_the_part_of_its_form(
    markup: str, text: str, label: Label
) -> None:
    assert role(page(inside=markup), text) is label


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<ul><li>Terms of carriage</li><li>Jobs on deck</li></ul>", "Terms of carriage"),
        (TABLE, "Pier"),
    ],
    ids=["list", "table"],
)
def test_the_same_forms_far_below_the_story_are_none_of_it(markup: str, text: str) -> None:
    assert role(page(below=f"<div><section>{markup}</section></div>"), text).is_boilerplate


def test_a_paragraph_that_is_all_link_leads_elsewhere() -> None:
    linked = '<p><a href="/fares">Ferry fares rise again in the northern wards</a></p>'
    assert role(page(inside=linked), "Ferry fares") is Label.RELATED


def test_a_sentence_with_a_link_in_it_is_story() -> None:
    linked = '<p>The council <a href="/minutes">published its minutes</a> on Wednesday night.</p>'
    assert role(page(inside=linked), "The council published") is Label.BODY


def test_links_outside_the_story_lead_elsewhere() -> None:
    linked = '<div><p><a href="/fares">Ferry fares rise again in the northern wards</a></p></div>'
    assert role(page(below=linked), "Ferry fares") is Label.RELATED


def test_a_short_line_in_a_strange_element_within_the_story_is_a_scrap() -> None:
    assert role(page(inside="<div><div>Pier 1 of 9</div></div>"), "Pier 1") is Label.OTHER


def test_a_short_line_set_like_the_paragraphs_is_story() -> None:
    assert role(page(inside="<p>And then the rain</p>"), "And then") is Label.BODY


def test_a_heading_as_long_as_a_paragraph_is_one() -> None:
    long = "<h3>" + " ".join(["the pier was poured and poured again"] * 5) + "</h3>"
    assert role(page(inside=long), "the pier was") is Label.BODY


def test_a_short_line_between_paragraphs_of_a_dump_is_a_subhead() -> None:
    assert role(dump(inside="What the divers found"), "What the divers") is Label.SUBHEAD


def test_a_numbered_line_of_a_dump_is_a_list_item() -> None:
    text = dump(inside="* four cracked piers\n* two new ramps")
    assert role(text, "four cracked") is Label.LIST


def test_every_block_of_a_page_gets_a_vote() -> None:
    made = article(page(above="<div>Home</div>", below="<div>Jobs</div>"))
    assert not [b.text for b in made.blocks if not b.votes]
