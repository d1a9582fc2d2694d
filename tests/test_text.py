"""Questions about a string."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.text import (
    count_words,
    ends_sentence,
    fold,
    has_full_stop,
    is_title_case,
    likeness,
    squeeze,
    tokens,
    undouble,
)


def test_squeezing_leaves_joiners_that_persian_needs() -> None:
    assert squeeze("می\u200cشود\u200b") == "می\u200cشود"


def test_squeezing_drops_marks_of_direction() -> None:
    assert squeeze("\u200fגשר\u200e \u2066open\u2069") == "גשר open"


@given(st.text())
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@given(st.text())
def test_a_squeezed_text_has_no_space_at_its_ends_and_no_two_in_a_row(text: str) -> None:
    found = squeeze(text)
    assert found == found.strip()
    assert "  " not in found


def test_a_line_printed_twice_is_read_once() -> None:
    assert undouble("Share by e-mail Share by e-mail") == "Share by e-mail"


@pytest.mark.parametrize("text", ["ha ha", "Walla Walla", "Share by e-mail Share by post"])
def test_a_line_that_only_begins_again_stays(text: str) -> None:
    assert undouble(text) == text


def test_folding_straightens_quotes_and_dashes() -> None:
    assert fold("„Grüße“ – ‘hi’…") == "\"Grüße\" - 'hi'..."


@given(st.text(alphabet="ab “”’–… \u00a0", max_size=11))
@example("…………")
@example("a…a…a…a…")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one two", 2),
        ("  one\ntwo ", 2),
        ("naïve café", 2),
        ("橋は再開", 2),
        ("NATO は", 2),
    ],
)
def test_words_are_counted_in_every_script(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize("text", ["It is open.", "Open?”", "Open!)", "開いた。", "It is open.' "])
def test_a_full_stop_ends_a_sentence(text: str) -> None:
    assert ends_sentence(text)
    assert has_full_stop(text)


@pytest.mark.parametrize("text", ["Read on:", "first;"])
def test_a_colon_ends_a_line_without_a_full_stop(text: str) -> None:
    assert ends_sentence(text)
    assert not has_full_stop(text)


@pytest.mark.parametrize("text", ["", "Harbor bridge reopens", "costs, he said,", "3.5"])
def test_other_lines_end_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


def test_headlines_in_title_case_are_told_from_sentences() -> None:
    assert is_title_case("Harbor Bridge Reopens After Repairs")
    assert not is_title_case("Harbor bridge reopens after repairs")


def test_three_capitals_are_a_name_and_no_title() -> None:
    assert not is_title_case("Port Ellis Harbor")


def test_accents_case_and_punctuation_do_not_count() -> None:
    assert tokens("Café, CAFE!") == ("cafe", "cafe")


def test_ideographs_are_compared_one_by_one() -> None:
    assert tokens("橋が") == ("橋", "か") or tokens("橋が") == ("橋", "が")


def test_likeness_is_one_for_equal_words_and_nought_for_none() -> None:
    assert likeness("Bridge opens", "opens bridge") == 1
    assert likeness("Bridge opens", "Ferry fares") == 0
    assert likeness("", "Bridge opens") == 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_mutual_and_within_bounds(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
