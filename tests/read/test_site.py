"""A site's own selectors: which elements they mark, and which values they give."""

from __future__ import annotations

import re

import pytest

from scraper.config.rules import REGION, Site, Source
from scraper.read import read
from scraper.types import Candidate, Document, Label, Page

PROSE = "The bridge over the Sava reopened on Tuesday, and the mayor spoke of the cost. " * 3


def read_page(markup: str, site: Site) -> Document:
    return read(Page("https://gazette.example/1", markup.encode(), "text/html"), site)


def marks(document: Document) -> list[tuple[str, str | None]]:
    return [(e.tag, e.site) for e in document.elements if e.site]


def values(markup: str, *sources: Source, zone: str | None = None) -> list[str]:
    site = Site("gazette.example", timezone=zone, fields={"deck": sources})
    return [c.value for c in read_page(markup, site).candidates if c.source.startswith("gazette")]


# -- marks ---------------------------------------------------------------------------------------


def test_the_first_root_with_text_is_the_region() -> None:
    site = Site("gazette.example", root=(".story", "main"))
    assert marks(read_page(f'<main><div class="story">{PROSE}</div></main>', site)) == [
        ("div", REGION)
    ]


def test_a_root_that_is_an_empty_shell_gives_way_to_the_next() -> None:
    site = Site("gazette.example", root=(".story", "main"))
    assert marks(read_page(f'<main><div class="story">Loading</div>{PROSE}</main>', site)) == [
        ("main", REGION)
    ]


def test_an_element_that_a_block_selector_matches_is_marked() -> None:
    site = Site("gazette.example", blocks={Label.CREDIT: "p.photo, small"})
    document = read_page('<p class="photo">Ana Ruiz</p><p>Rain</p><small>AFP</small>', site)
    assert marks(document) == [("p", "credit"), ("small", "credit")]
    assert [b.text for b in document.blocks] == ["Ana Ruiz", "Rain", "AFP"]


def test_a_marked_word_is_a_block_of_its_own_and_an_unmarked_one_is_not() -> None:
    site = Site("gazette.example", blocks={Label.BYLINE: "b.writer"})
    document = read_page('<p><b class="writer">Ana Ruiz</b> <b>Rain</b> fell.</p>', site)
    assert [b.text for b in document.blocks] == ["Ana Ruiz", "Rain fell."]


# -- fields --------------------------------------------------------------------------------------


def test_a_value_is_the_text_that_a_reader_sees() -> None:
    markup = "<h2>The cost<br>of<script>x()</script> the <b>b</b>ridge</h2>"
    assert values(markup, Source(css="h2")) == ["The cost of the bridge"]


def test_values_of_several_elements_are_kept_apart() -> None:
    markup = "<ul><li>Ana Ruiz</li><li>Tom Hart</li></ul>"
    assert values(markup, Source(css="li", all=True)) == ["Ana Ruiz", "Tom Hart"]
    assert values(markup, Source(css="li")) == ["Ana Ruiz"]
    assert values(markup, Source(css="ul")) == ["Ana Ruiz Tom Hart"]


def test_a_value_may_stand_in_an_attribute() -> None:
    markup = '<h2 data-deck=" The  cost ">x</h2>'
    assert values(markup, Source(css="h2", attribute="data-deck")) == ["The cost"]
    assert values(markup, Source(css="h2", attribute="data-gone")) == []


def test_a_value_may_be_named_by_what_the_page_says_of_itself() -> None:
    markup = '<meta property="og:description" content="The cost">'
    assert values(markup, Source(named="@meta OG:description")) == ["The cost"]
    assert values(markup, Source(named="@meta og:gone")) == []


@pytest.mark.parametrize(
    ("pattern", "kept"),
    [(r"Cost: (.+)", ["forty million"]), (r"forty \w+", ["forty million"]), ("fifty", [])],
)
def test_a_pattern_keeps_its_group_or_its_match_or_nothing(pattern: str, kept: list[str]) -> None:
    source = Source(css="p", keep=re.compile(pattern))
    assert values("<p>Cost: forty million</p>", source) == kept


def test_a_time_in_the_sites_format_is_a_time_in_the_sites_zone() -> None:
    source = Source(css="p", format="%d %B %Y, %H:%M")
    assert values("<p>1 May 2024, 08:00</p>", source, zone="Europe/Berlin") == [
        "2024-05-01T08:00:00+02:00"
    ]
    assert values("<p>yesterday</p>", source, zone="Europe/Berlin") == []


def test_the_sites_values_come_first_in_the_order_of_its_sources() -> None:
    site = Site(
        "gazette.example",
        fields={"headline": (Source(css=".gone"), Source(css="h1"), Source(const="Gazette"))},
    )
    markup = '<meta property="og:title" content="In a card"><h1>In print</h1>'
    assert [c for c in read_page(markup, site).candidates if c.field == "headline"] == [
        Candidate("headline", "In print", "gazette.example: h1"),
        Candidate("headline", "Gazette", "gazette.example: @const"),
        Candidate("headline", "In a card", "@meta og:title"),
    ]
