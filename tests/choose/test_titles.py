"""The headline and the deck out of all that is printed and said."""

from __future__ import annotations

import pytest

from scraper.choose import strip_site_name
from tests.choose.head import ld, meta
from tests.desk import HEADLINE, STORY, article, page, paragraphs


def test_the_headline_that_is_seen_beats_what_the_page_says_of_itself() -> None:
    made = article(page(head=ld(headline="You won't believe this bridge")))
    assert made.headline == HEADLINE
    assert made.provenance["headline"] == "news/headline at body > article > h1"


def test_without_a_visible_headline_structured_data_gives_it() -> None:
    made = article(ld(headline=HEADLINE) + meta(og__title="Bridge!") + paragraphs(*STORY))
    assert (made.headline, made.provenance["headline"]) == (HEADLINE, "@ld headline")


def test_a_title_is_the_last_resort_and_loses_the_papers_name() -> None:
    made = article(f"<title>{HEADLINE} | The Harbor Gazette</title>{paragraphs(*STORY)}")
    assert (made.headline, made.provenance["headline"]) == (HEADLINE, "title")


@pytest.mark.parametrize(
    ("title", "site", "headline"),
    [
        ("Bridge reopens | The Gazette", "The Gazette", "Bridge reopens"),
        ("Bridge reopens - The Gazette", "The Gazette", "Bridge reopens"),
        ("The Gazette: Bridge reopens", "The Gazette", "The Gazette: Bridge reopens"),
        ("The Gazette | Bridge reopens", "The Gazette", "Bridge reopens"),
        ("The harbor bridge is open again | Gazette", None, "The harbor bridge is open again"),
        ("Ferry fares - what changes in June", None, "Ferry fares - what changes in June"),
        ("Rain-soaked harbor", "The Gazette", "Rain-soaked harbor"),
    ],
)
def test_a_title_without_the_name_of_its_site(title: str, site: str | None, headline: str) -> None:
    assert strip_site_name(title, site) == headline


def test_two_that_agree_beat_what_is_printed_alone() -> None:
    head = meta(og__title="Bridge opens early") + ld(headline="Bridge opens early")
    assert article(page(head=head)).headline == "Bridge opens early"
    assert article(page(head=meta(og__title="Bridge opens early"))).headline == HEADLINE


def test_a_heading_that_ends_a_trail_of_links_yields_to_the_one_over_the_story() -> None:
    named = "Commuters cross the harbor again"
    trail = f"<nav><a href='/'>Home</a><h1>{HEADLINE}</h1></nav><h2>{named}</h2>"
    source = page(head=ld(headline=named), above=trail).replace(
        f"<article><h1>{HEADLINE}</h1>", "<article>"
    )
    assert article(source).headline == named


def test_a_trail_that_ends_in_the_headline_is_the_headline() -> None:
    trail = f"<nav><a href='/'>Home</a><h1>{HEADLINE}</h1></nav><h2>Ferries in June</h2>"
    source = page(head=ld(headline=HEADLINE), above=trail).replace(
        f"<article><h1>{HEADLINE}</h1>", "<article>"
    )
    assert article(source).headline == HEADLINE


def test_a_title_with_other_dashes_is_the_same_headline() -> None:
    printed = "Harbor bridge reopens – ferries stay"
    source = page(head=meta(og__title="Harbor bridge reopens - ferries stay - Gazette"))
    assert article(source.replace(HEADLINE, printed)).headline == printed


# -- deck ---------------------------------------------------------------------------------------

DECK = "Trucks no longer need the detour of forty minutes through the northern docks of the town"


def test_the_line_above_the_story_that_the_description_repeats_is_the_deck() -> None:
    head = meta(og__description=DECK)
    assert article(page(head=head, before=f"<h2>{DECK}</h2>")).deck == DECK


def test_a_description_that_nobody_sees_is_no_deck() -> None:
    assert article(page(head=meta(og__description=DECK))).deck is None


def test_a_line_that_says_who_and_when_is_no_deck() -> None:
    line = "Harbor, Docks, Top Story 1 | Published: 5 hours ago | Written by Ana Ruiz"
    assert article(page(before=f"<h2>{line}</h2>")).deck is None


def test_a_first_paragraph_that_hangs_apart_from_the_story_is_its_deck() -> None:
    first = f"<div class='large'>{DECK}.</div><p>By Ana Ruiz</p>"
    made = article(page(before=first, inside=paragraphs(*STORY)))
    assert made.deck == f"{DECK}."


def test_a_first_paragraph_among_its_fellows_is_none() -> None:
    assert article(page(before="<p>By Ana Ruiz</p>")).deck is None


def test_a_kicker_in_the_heading_is_no_part_of_it_unless_the_record_says_so() -> None:
    heading = f"<h1><span class='kicker'>On the docks</span> {HEADLINE}</h1>"
    plain = page().replace(f"<h1>{HEADLINE}</h1>", heading)
    assert plain != page()
    made = article(plain)
    assert (made.headline, made.kicker) == (HEADLINE, "On the docks")
    record = ld(headline=f"On the docks: {HEADLINE} - Gazette.example")
    both = article(page(head=record).replace(f"<h1>{HEADLINE}</h1>", heading))
    assert both.headline == f"On the docks: {HEADLINE}"
