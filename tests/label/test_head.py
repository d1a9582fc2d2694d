"""What stands above a story: headline, deck, kicker, byline, and the menus before them."""

from __future__ import annotations

import pytest

from scraper.label.deck import find_deck
from scraper.label.head import find_above, find_bare_byline, find_early, find_lead_line
from scraper.types import Label
from tests.desk import HEADLINE, STORY, article, dump, page, paragraphs, relabel, role

DECK = "Truck drivers save forty minutes, the council owes eighteen million"
MENU = "Home\nWorld\nBusiness\nSport\nCulture\nWeather\nPuzzles"


# -- the headline of a page that marks none -----------------------------------------------------


def test_the_headline_of_a_dump_is_the_line_whose_words_the_story_repeats() -> None:
    made = article(dump(above=f"The Harbor Gazette\n{MENU}"))
    assert role(made, HEADLINE) is Label.HEADLINE
    assert made.headline == HEADLINE


def test_a_line_that_shares_no_word_with_the_story_is_no_headline() -> None:
    assert article("\n".join(("Seven puzzles for rainy weekends", *STORY))).headline is None


def test_a_line_that_the_title_names_is_the_headline_though_no_element_says_so() -> None:
    online = "<div>13 visitors are online, and eight of them read the news about the harbor.</div>"
    line = f"<div class='itemHead'>News: {HEADLINE}</div>"
    markup = f"<title>Harbor Fans - {HEADLINE} - News</title>{online}{line}{paragraphs(*STORY)}"
    assert role(markup, f"News: {HEADLINE}") is Label.HEADLINE
    other = markup.replace(f"- {HEADLINE} -", "- Weather -")
    assert role(other, f"News: {HEADLINE}") is not Label.HEADLINE


def test_of_two_neighbours_that_the_story_repeats_the_upper_is_the_headline() -> None:
    deck = "Ferry to stay in service until the end of the summer, trucks save forty minutes"
    made = article(dump(before=deck))
    assert (made.headline, made.deck) == (HEADLINE, deck)


def test_a_dump_may_begin_with_a_question_for_its_headline() -> None:
    asked = "Who pays for two years of harbor bridge repairs?"
    assert article("\n".join((asked, *STORY))).headline == asked


def test_a_question_further_down_is_no_headline() -> None:
    asked = "Who pays for two years of harbor bridge repairs?"
    assert article("\n".join((*STORY, asked, STORY[0]))).headline != asked


def test_a_first_paragraph_is_not_taken_for_a_headline() -> None:
    assert role(article("\n".join(STORY)), STORY[0]) is Label.BODY


def test_a_page_that_has_a_headline_gets_no_second_one() -> None:
    script = f"""
        headline | Harbor bridge reopens
        other    | {HEADLINE}
        body     | {STORY[0]}
    """
    assert relabel(find_lead_line, script)[1] == f"other | {HEADLINE}"


def test_an_advertisement_above_the_story_is_no_headline() -> None:
    assert role(dump(above="Advertisement"), "Advertisement") is Label.AD


# -- the deck -----------------------------------------------------------------------------------


def test_the_line_that_the_pages_description_repeats_is_the_deck() -> None:
    head = f'<meta name="description" content="{DECK}">'
    assert role(page(head=head, before=f"<p>{DECK}</p>"), DECK) is Label.DECK


def test_a_heading_right_below_the_headline_is_the_deck() -> None:
    assert role(page(before=f"<h2>{DECK}</h2>"), DECK) is Label.DECK


def test_a_heading_further_down_is_a_subhead() -> None:
    assert role(page(inside=f"<h2>{DECK}</h2>"), DECK) is Label.SUBHEAD


def test_a_description_that_is_the_first_paragraph_makes_no_deck_of_it() -> None:
    made = article(page(head=f'<meta name="description" content="{STORY[0]}">'))
    assert role(made, STORY[0]) is Label.BODY
    assert made.deck is None


def test_a_described_first_paragraph_of_its_own_class_is_deck_and_text_alike() -> None:
    first, *rest = STORY
    made = article(
        f'<head><meta name="description" content="{first}"></head><h1>{HEADLINE}</h1>'
        f'<main><p class="first">{first}</p>{paragraphs(*rest)}</main>'
    )
    assert made.deck == first
    assert made.text.startswith(first)


def test_a_short_heading_above_the_story_is_its_first_subhead() -> None:
    story = f"<h2>What divers found at pier four</h2>{paragraphs(*STORY)}"
    markup = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><article>{story}</article>"
    assert role(markup, "What divers found") is Label.SUBHEAD


def test_a_described_first_paragraph_above_a_picture_is_deck_and_text_alike() -> None:
    first = "Divers will be in the harbor until the end of May, the port authority said on Monday."
    head = f'<meta name="description" content="{first}">'
    figure = "<figure><img src=a.jpg><figcaption>A diver at the pier</figcaption></figure>"
    made = article(page(head=head).replace("<div><p>", f"<div><p>{first}</p>{figure}<p>", 1))
    assert made.text.startswith(first)
    assert made.deck == first


def test_an_unstopped_line_below_the_headline_of_a_dump_is_the_deck() -> None:
    assert role(dump(before=DECK), DECK) is Label.DECK


@pytest.mark.parametrize(
    "line",
    [
        "2019-09-05 11:10 Harbor News and the wires",
        "By the Gazette's editorial board Published: 11/18/2011 2:27 AM",
        "2019年06月15日08:18 来源：海港网文化频道",
    ],
)
def test_a_line_below_the_headline_that_gives_a_moment_is_no_deck(line: str) -> None:
    script = f"""
        headline | {HEADLINE}
        other    | {line}
        other    | {DECK}
        body     | {STORY[0]}
    """
    assert relabel(find_deck, script)[1] == f"timestamp | {line}"
    told = script.replace(line, "The bridge closed on 8/1/2020 and opens again, the port says")
    assert relabel(find_deck, told)[1].startswith("deck |")


def test_a_deck_that_is_marked_gets_no_second_one() -> None:
    script = f"""
        headline | {HEADLINE}
        deck     | {DECK}
        other    | Two ramps are to follow before the first frost comes
        body     | {STORY[0]}
    """
    assert relabel(find_deck, script)[2].startswith("other |")


@pytest.mark.parametrize("place", ["before", "inside"])
def test_a_class_that_says_deck_holds_above_the_story_only(place: str) -> None:
    box = f"<p class='standfirst'>{DECK} and wants the port to pay for the rest of it.</p>"
    made = article(page(before=box) if place == "before" else page(inside=box))
    assert role(made, DECK) is (Label.DECK if place == "before" else Label.BODY)


def test_a_class_that_says_lead_on_every_paragraph_makes_no_decks() -> None:
    markup = "".join(f"<p class='lead'>{line}</p>" for line in STORY)
    made = article(f"<h1>{HEADLINE}</h1><main>{markup}</main>")
    assert [role(made, line) for line in STORY] == [Label.BODY] * 4


# -- above the headline -------------------------------------------------------------------------


def test_a_short_line_right_above_the_headline_is_the_kicker() -> None:
    script = f"""
        body     | Northern docks
        headline | {HEADLINE}
        body     | {STORY[0]}
        body     | {STORY[1]}
    """
    assert relabel(find_early, script)[0] == "kicker | Northern docks"


def test_a_sentence_above_the_headline_is_not_the_storys() -> None:
    script = f"""
        body     | We use small files to make this site work for all of you.
        headline | {HEADLINE}
        body     | {STORY[0]}
        body     | {STORY[1]}
    """
    assert relabel(find_early, script)[0].startswith("other | We use")


def test_text_above_a_headline_that_stands_below_most_of_the_story_stays() -> None:
    script = f"""
        body     | {STORY[0]}
        body     | {STORY[1]}
        headline | {HEADLINE}
        body     | {STORY[2]}
    """
    assert [line.partition(" ")[0] for line in relabel(find_early, script)][:2] == ["body", "body"]


def test_a_list_item_right_above_the_headline_is_no_kicker() -> None:
    script = f"""
        list     | Northern docks
        headline | {HEADLINE}
        body     | {STORY[0]}
    """
    assert relabel(find_early, script)[0] == "other | Northern docks"


def test_short_lines_above_the_headline_of_a_dump_are_menu() -> None:
    script = f"""
        other    | World
        other    | Ferry fares rise again in the northern wards of the city
        headline | {HEADLINE}
        body     | {STORY[0]}
    """
    assert [line.partition(" ")[0] for line in relabel(find_above, script)] == [
        "nav", "related", "headline", "body",
    ]  # fmt: skip


# -- the byline ---------------------------------------------------------------------------------


def test_a_name_alone_between_headline_and_story_is_the_byline() -> None:
    script = f"""
        headline | {HEADLINE}
        other    | Ana Ruiz
        body     | {STORY[0]}
    """
    assert relabel(find_bare_byline, script)[1] == "byline | Ana Ruiz"


@pytest.mark.parametrize("line", ["Four minutes to read", "northern docks"])
def test_other_words_alone_on_that_line_are_no_byline(line: str) -> None:
    script = f"""
        headline | {HEADLINE}
        other    | {line}
        body     | {STORY[0]}
    """
    assert relabel(find_bare_byline, script)[1] == f"other | {line}"


def test_a_name_is_left_alone_where_there_is_a_byline() -> None:
    script = f"""
        headline | {HEADLINE}
        byline   | By Tom Okafor
        other    | Ana Ruiz
        body     | {STORY[0]}
    """
    assert relabel(find_bare_byline, script)[2] == "other | Ana Ruiz"


def test_a_name_below_the_story_is_no_byline() -> None:
    script = f"""
        headline | {HEADLINE}
        body     | {STORY[0]}
        other    | Ana Ruiz
    """
    assert relabel(find_bare_byline, script)[2] == "other | Ana Ruiz"


def test_a_bare_name_names_the_author_of_a_page() -> None:
    made = article(page(before="<div><p>Tom Okafor</p></div>"))
    assert made.authors == ("Tom Okafor",)


def test_a_bare_name_of_whom_the_story_tells_is_not_the_authors() -> None:
    made = article(page(before="<div><p>Ana Ruiz</p></div>"))
    assert made.authors == ()


def test_paragraphs_alone_need_no_head() -> None:
    made = article(f"<main>{paragraphs(*STORY)}</main>")
    assert (made.headline, made.deck, made.kicker, made.byline) == (None, None, None, None)
