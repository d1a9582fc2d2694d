"""How a plain text is cut into blocks, whichever way it marks its paragraphs."""

from __future__ import annotations

import textwrap

import pytest

from scraper.read.plain import MAX_LINES, display_width, read_lines
from scraper.types import Kind

BRIDGE = (
    "The bridge over the Sava reopened on Tuesday after two years of repairs that cost the city "
    "more than forty million euros, the mayor said."
)
TRADERS = (
    "Traders on the quay had asked for the work to wait until winter, when the market is closed "
    "and the ferries run only twice a day."
)
WINTER = f"{TRADERS} {BRIDGE}"
KANJI = (
    "橋は二年間の修理を経て火曜日に再開したと市長が述べた。費用は四千万ユーロを超えたという。"
    "商人たちは市場が閉まる冬まで工事を待つように求めていたが、認められなかった。"
)


def texts(text: str) -> list[str]:
    return [block.text for block in read_lines(text)]


def forms(text: str) -> list[tuple[Kind, int, str]]:
    return [(block.kind, block.level, block.text) for block in read_lines(text)]


def wrap(*paragraphs: str, width: int = 72, between: str = "\n\n") -> str:
    return between.join(textwrap.fill(p, width) for p in paragraphs)


# -- paragraphs and lines ------------------------------------------------------------------------


def test_each_line_of_a_dump_is_a_block() -> None:
    assert texts(f"{BRIDGE}\n{TRADERS}\nRain fell.") == [BRIDGE, TRADERS, "Rain fell."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x85"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    assert texts(f"{BRIDGE}{end}{end}{TRADERS}{end}") == [BRIDGE, TRADERS]


def test_a_block_knows_its_line_and_the_blank_lines_before_it() -> None:
    first, second = read_lines(f"\r\n{BRIDGE}\r\n\r\n \t\r\n{TRADERS}")
    assert (first.place, first.gap) == ("line 2", 1)
    assert (second.place, second.gap) == ("line 5", 2)


def test_a_wrapped_block_knows_its_first_and_its_last_line() -> None:
    assert [b.place for b in read_lines(wrap(BRIDGE, TRADERS))] == ["lines 1-2", "lines 4-5"]


def test_tabs_and_runs_of_spaces_are_single_spaces() -> None:
    assert texts("\tRain\tfell.  \n  Roads \u00a0 closed.") == ["Rain fell.", "Roads closed."]


def test_a_line_printed_twice_stays_two_blocks() -> None:
    assert texts("The bridge reopened\nThe bridge reopened") == ["The bridge reopened"] * 2


@pytest.mark.parametrize("text", ["", "\n", " \t\r\n\u00a0\n"])
def test_a_text_of_space_has_no_blocks(text: str) -> None:
    assert read_lines(text) == ()


# -- wrapped texts -------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [64, 72, 80, 98])
def test_wrapped_lines_are_joined_into_their_paragraphs(width: int) -> None:
    assert texts(wrap(BRIDGE, WINTER, width=width)) == [BRIDGE, WINTER]


def test_wrapped_paragraphs_without_blank_lines_are_told_apart_by_their_indent() -> None:
    filled = [textwrap.fill(p, 72, initial_indent="    ") for p in (WINTER, BRIDGE, WINTER)]
    assert texts("\n".join(filled)) == [WINTER, BRIDGE, WINTER]


def test_wrapped_ideographs_meet_without_a_space() -> None:
    lines = [KANJI[start : start + 36] for start in range(0, len(KANJI), 36)]
    assert texts("\n".join(lines)) == [KANJI]


def test_ideographs_in_a_line_each_stay_apart() -> None:
    assert texts(f"{KANJI}\n{KANJI}") == [KANJI, KANJI]


def test_a_word_broken_at_its_hyphen_is_whole_again() -> None:
    text = f"{TRADERS} They had no say in this long-term plan of the city's. {BRIDGE}"
    filled = textwrap.fill(text, 80)
    assert "long-\nterm" in filled
    assert texts(filled) == [text]


def test_a_hanging_hyphen_keeps_its_space() -> None:
    text = "Gesperrt sind seit dem Dienstag wegen des Hochwassers alle Haupt-\nund Nebenstraßen."
    filled = f"{text}\n\n{wrap(WINTER, width=68)}"
    assert texts(filled)[0].endswith("alle Haupt- und Nebenstraßen.")


def test_a_long_address_does_not_stop_a_text_from_being_a_wrapped_one() -> None:
    url = "https://harbor-gazette.example/2024/05/01/" + "bridge-" * 12
    text = f"{BRIDGE} See {url} for more. {WINTER}"
    filled = textwrap.fill(text, 72, break_long_words=False, break_on_hyphens=False)
    assert texts(f"{filled}\n\n{wrap(WINTER)}") == [text, WINTER]


def test_a_day_at_the_start_of_a_wrapped_line_is_no_item() -> None:
    text = "Mit dem Bau der Mauer mitten durch Berlin begann die Stadt im Jahr am\n13. August 1961."
    assert forms(f"{text}\n\n{wrap(WINTER)}")[0] == (Kind.PARAGRAPH, 0, text.replace("\n", " "))


def test_the_many_short_lines_of_a_menu_do_not_hide_that_a_text_is_wrapped() -> None:
    menu = [f"News from the quays of the east, {number}" for number in range(10)]
    assert texts("\n".join(menu) + f"\n\n{wrap(WINTER, BRIDGE)}") == [*menu, WINTER, BRIDGE]


def test_an_address_in_a_wrapped_text_keeps_its_lines() -> None:
    lines = ["Harbor Gazette", "12 Quay Street", "Millbrook, 20095"]
    assert texts("\n\n".join([wrap(WINTER), "\n".join(lines), wrap(WINTER)]))[1:4] == lines


def test_verse_keeps_its_lines() -> None:
    verse = [
        "The river ran beneath the broken stones,",
        "and no one crossed, and no one called it home;",
        "the ferry bell was all the quay could hear,",
        "and still we waited for the bridge all year.",
    ]
    assert texts("\n".join(verse * 3)) == verse * 3


def test_a_long_line_is_not_joined_with_the_next() -> None:
    assert texts(f"{WINTER}\n{WINTER}\n{BRIDGE}") == [WINTER, WINTER, BRIDGE]


# -- marks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["*", "•", "▪", "■", "–  ", "   •"])
def test_a_bullet_makes_an_item_and_goes(mark: str) -> None:
    assert forms(f"{mark} two berths") == [(Kind.ITEM, 1, "two berths")]


@pytest.mark.parametrize(
    "line", ["– No, she said.", "-4 degrees at noon", "*Rain* fell.", "— Non, dit-elle."]
)
def test_a_dash_that_opens_a_speech_is_no_bullet(line: str) -> None:
    assert forms(line) == [(Kind.PARAGRAPH, 0, line)]


def test_a_numbered_line_is_an_item_and_keeps_its_number() -> None:
    assert forms("1. two berths\n2) a crane") == [
        (Kind.ITEM, 1, "1. two berths"),
        (Kind.ITEM, 1, "2) a crane"),
    ]


@pytest.mark.parametrize("line", ["1961. It was August.", "3.5 metres of water", "12 Quay Street"])
def test_a_line_that_begins_with_a_figure_is_no_item(line: str) -> None:
    assert forms(line) == [(Kind.PARAGRAPH, 0, line)]


def test_a_wrapped_item_is_one_block() -> None:
    items = [textwrap.fill(p, 72, initial_indent="* ", subsequent_indent="  ")
             for p in (WINTER, BRIDGE)]  # fmt: skip
    assert forms("\n".join(items)) == [(Kind.ITEM, 1, WINTER), (Kind.ITEM, 1, BRIDGE)]


def test_hashes_make_a_heading_of_their_level() -> None:
    assert forms("# Bridge reopens\n### The cost") == [
        (Kind.HEADING, 1, "Bridge reopens"),
        (Kind.HEADING, 3, "The cost"),
    ]


@pytest.mark.parametrize("line", ["#bridge is trending", "####### seven", "C# is a language"])
def test_a_hash_that_marks_no_heading_stays(line: str) -> None:
    assert forms(line) == [(Kind.PARAGRAPH, 0, line)]


def test_a_line_in_capitals_is_a_heading() -> None:
    assert forms("WHAT THE COUNCIL DECIDED")[0][:2] == (Kind.HEADING, 2)


@pytest.mark.parametrize(
    "line", ["NATO", "NATO and the EU agreed.", "橋が再開した", BRIDGE.upper()]
)
def test_a_line_is_no_heading_for_an_acronym_or_for_shouting_a_paragraph(line: str) -> None:
    assert forms(line)[0][0] is Kind.PARAGRAPH


def test_a_wrapped_paragraph_in_capitals_is_no_heading() -> None:
    assert forms(wrap(WINTER.upper(), WINTER))[0] == (Kind.PARAGRAPH, 0, WINTER.upper())


@pytest.mark.parametrize("ruler", ["-" * 72, "=====", "* * *", "~~~", "─" * 20, "  ---  ", "- - -"])
def test_a_ruler_is_no_text_but_parts_what_it_stands_between(ruler: str) -> None:
    first, second = read_lines(f"{wrap(WINTER)}\n{ruler}\n{wrap(WINTER)}")
    assert (first.text, second.text, second.gap) == (WINTER, WINTER, 1)


@pytest.mark.parametrize("line", ["--", "...", "###", "-30-", "*** Correction ***", "1 - 1 - 1"])
def test_a_line_that_only_looks_like_a_ruler_stays(line: str) -> None:
    assert texts(f"{BRIDGE}\n{line}") == [BRIDGE, line]


def test_no_line_of_a_file_of_very_many_lines_is_lost() -> None:
    words = [f"line{i}" for i in range(MAX_LINES + 250)]
    blocks = read_lines("\n".join(words))
    assert len(blocks) == MAX_LINES + 3
    assert " ".join(block.text for block in blocks).split() == words


def test_a_long_menu_does_not_hide_that_a_text_is_wrapped() -> None:
    menu = "\n".join(f"  * Ferry fares rise again in the northern ward {n}" for n in range(40))
    assert BRIDGE in texts(f"{menu}\n\n{wrap(BRIDGE, TRADERS, WINTER)}")


def test_a_menu_alone_is_not_wrapped() -> None:
    menu = [f"Ferry fares rise again in the northern ward {n}" for n in range(40)]
    assert texts("\n".join(f"  * {line}" for line in menu)) == menu


def test_marks_set_on_letters_take_no_column() -> None:
    line = "पुलिस ने बताया कि पुल मंगलवार को फिर से खोल दिया गया और अब नदी के दोनों किनारों पर बसें चलेंगी"
    wide = " ".join([line] * 3) + "।"
    pieces: list[str] = [""]
    for word in wide.split():
        if display_width(f"{pieces[-1]} {word}") > 79:
            pieces.append(word)
        else:
            pieces[-1] = f"{pieces[-1]} {word}".strip()
    assert texts("\n".join(pieces)) == [wide]
