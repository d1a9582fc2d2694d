"""How much a line reads like running text, in words."""

from __future__ import annotations

import pytest

from scraper.label.prose import is_clean, measure, measure_all
from scraper.types import Block, Kind
from tests.desk import STORY, document

SENTENCE = "Divers poured concrete around each of the piers."


def block(text: str, kind: Kind = Kind.PARAGRAPH, link_chars: int = 0) -> Block:
    return Block(0, text, kind, link_chars=link_chars)


def test_a_sentence_is_worth_its_words() -> None:
    assert measure(block(SENTENCE)).prose == 8


def test_a_call_of_four_words_is_no_prose() -> None:
    assert measure(block("Sign up today, free!")).prose == 0


def test_a_line_of_a_menu_is_no_prose() -> None:
    assert measure(block("World Business Sport Culture")).prose == 0


def test_a_long_line_without_full_stop_is_worth_less() -> None:
    line = (
        "Divers poured concrete around each of the eleven piers of the harbor bridge in the winter"
    )
    assert 0 < measure(block(line)).prose < measure(block(line + ".")).prose


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.CAPTION, Kind.TABLE])
def test_headings_captions_and_tables_are_no_prose(kind: Kind) -> None:
    assert measure(block(SENTENCE, kind)).prose == 0


@pytest.mark.parametrize("kind", [Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE])
def test_paragraphs_items_and_quotes_may_be_prose(kind: Kind) -> None:
    assert measure(block(SENTENCE, kind)).prose > 0


def test_a_linked_sentence_is_no_prose() -> None:
    assert measure(block(SENTENCE, link_chars=len(SENTENCE))).prose == 0


def test_a_sentence_with_a_link_in_it_is_worth_what_is_not_linked() -> None:
    found = measure(block(SENTENCE, link_chars=len(SENTENCE) // 4))
    assert found.link_share == pytest.approx(0.25)
    assert found.prose == pytest.approx(6)


def test_a_colon_closes_a_line_but_does_not_stop_it() -> None:
    found = measure(block("The council listed three faults:"))
    assert found.closed
    assert not found.stopped


@pytest.mark.parametrize(
    "text", ["橋は火曜日に再開した。", "पुल मंगलवार को फिर से खुल गया।", "“We start again.”"]
)
def test_full_stops_of_every_script_stop_a_line(text: str) -> None:
    assert measure(block(text)).stopped


def test_an_empty_block_has_no_links_and_no_words() -> None:
    found = measure(block(""))
    assert (found.words, found.link_share, found.prose) == (0, 0.0, 0.0)


def test_a_story_alone_is_clean_and_a_page_with_its_menus_is_not() -> None:
    story = "\n".join(STORY)
    menu = "\n".join(f"Section {n} of the daily paper" for n in range(20))
    assert is_clean(measure_all(document(story, "text/plain")))
    assert not is_clean(measure_all(document(f"{menu}\n{story}", "text/plain")))


def test_an_unstopped_line_counts_in_a_clean_text_but_not_in_a_whole_page() -> None:
    line = "The council will vote on the ramps when it comes back from its recess"
    menu = "\n".join(f"Section {n} of the daily paper" for n in range(20))
    story = "\n".join((*STORY, line))
    assert measure_all(document(story, "text/plain"))[-1].prose > 0
    assert measure_all(document(f"{menu}\n{story}", "text/plain"))[-1].prose == 0


def test_a_headline_of_a_dump_is_no_prose_however_long() -> None:
    line = "What the Second Harbor Bridge Contract Means for Ferry Commuters and Northern Docks"
    assert measure(block(line), 10).prose == 0
    assert measure(block(line.lower()), 10).prose > 0
