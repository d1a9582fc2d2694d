"""Cells that are safe to open in a spreadsheet, and say what the article says."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.formats import inert
from scraper.formats.csv import COLUMNS, head, row, safe
from scraper.formats.record import ORIGIN, Record
from scraper.types import Article, Caption, Dateline
from tests.test_write_inert import everywhere

SIGNS = "=+-@＝＋－＠"
UNSEEN = " \t\"'\u200b\ufeff"


def cells(article: Article) -> dict[str, str]:
    """The article's cells, as a program reads them."""
    text = head() + row(Record(article, {}))
    (found,) = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    return found


def begins_formula(text: str) -> bool:
    return text.lstrip(UNSEEN.replace("'", "")).startswith(tuple(SIGNS))


def test_a_row_says_what_the_article_says():
    found = cells(
        Article(
            headline='Rain, "again"',
            authors=("Ana Ruiz", "Li Wei"),
            published=date(2024, 5, 1),
            dateline=Dateline("PORT ELLERY (AP)", "PORT ELLERY"),
            captions=(Caption("The bridge", "Ana Ruiz"),),
            paywalled=False,
            text="It rained.\n\nIt stopped.",
        )
    )
    assert found["headline"] == 'Rain, "again"'
    assert found["authors"] == "Ana Ruiz; Li Wei"
    assert found["published"] == "2024-05-01"
    assert found["dateline"] == "PORT ELLERY (AP)"
    assert json.loads(found["captions"])[0]["credit"] == "Ana Ruiz"
    assert (found["paywalled"], found["deck"], found["tags"]) == ("false", "", "")
    assert found["text"] == "It rained.\n\nIt stopped."


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", ["", *UNSEEN, "\r", "\n", "a;", "a\n", "a\t", 'a;"'])
def test_what_could_be_a_formula_gets_an_apostrophe(before, sign):
    assert safe(f"{before}{sign}cmd|' /C calc'!A0").endswith(f"'{sign}cmd|' /C calc'!A0")


@pytest.mark.parametrize(
    "text", ["3 - 1 = 2", "ana@daily.example", "a-b", "well-known; but", "'77"]
)
def test_signs_within_a_line_are_left_alone(text):
    assert safe(text) == text


@given(st.text())
def test_apostrophes_are_all_that_is_added(text):
    assert safe(text).replace("'", "") == inert(text).replace("'", "")
    assert not any(begins_formula(line) for line in safe(text).split("\n"))


def test_naughty_strings_stay_in_their_cells_and_are_no_formulas(shared: Path):
    for text in json.loads((shared / "conformance" / "blns.json").read_text("utf-8")):
        found = cells(everywhere(text))
        assert list(found) == [*ORIGIN, *COLUMNS]
        assert not [name for name, cell in found.items() if begins_formula(cell)]
        assert found["headline"] == safe(text)
