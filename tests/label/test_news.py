"""Lines known by the shape newsrooms give them."""

from __future__ import annotations

import pytest

from scraper.types import Label
from tests.desk import HEADLINE, dump, found, page, role

SHAPES = [
    ("By Ana Ruiz", Label.BYLINE),
    ("By Ana Ruiz and Tom Okafor", Label.BYLINE),
    ("Published 3 May 2024, 10:15", Label.TIMESTAMP),
    ("Photo: Mira Holt / Harbor Pictures", Label.CREDIT),
]
LOOK_ALIKES = [
    "By nine in the evening the ferries had stopped.",
    "On 3 May 2024 the council met and voted on the ramps.",
    "The photo that Mira Holt took hangs in the town hall.",
]


@pytest.mark.parametrize(("line", "label"), SHAPES, ids=lambda x: str(x))
def test_a_line_is_known_by_its_shape_in_html(line: str, label: Label) -> None:
    assert role(page(before=f"<div>{line}</div>"), line) is label


@pytest.mark.parametrize(("line", "label"), SHAPES, ids=lambda x: str(x))
def test_a_line_is_known_by_its_shape_in_a_dump(line: str, label: Label) -> None:
    assert role(dump(before=line), line) is label


@pytest.mark.parametrize("line", LOOK_ALIKES)
def test_a_sentence_that_begins_like_one_is_story(line: str) -> None:
    assert role(page(inside=f"<p>{line}</p>"), line) is Label.BODY
    assert role(dump(inside=line), line) is Label.BODY


def test_a_sentence_with_its_credit_behind_it_is_a_caption() -> None:
    line = "Divers at pier four in March. (Photo: Mira Holt / Harbor Pictures)"
    assert role(page(inside=f"<p>{line}</p>"), "Divers at pier") is Label.CAPTION


def test_a_sentence_with_other_brackets_behind_it_is_story() -> None:
    line = "Divers worked at pier four in March (the water was six degrees)."
    assert role(page(inside=f"<p>{line}</p>"), "Divers worked") is Label.BODY


def test_the_headline_is_the_heading_that_the_title_names() -> None:
    block = found(page(), HEADLINE)
    assert (block.label, block.rule) == (Label.HEADLINE, "news/headline")


def test_a_time_on_a_card_of_related_stories_is_none_of_this_one() -> None:
    card = "<div class='related-articles'><p>Published 3 May 2024, 10:15</p></div>"
    assert role(page(after=card), "Published 3 May") is Label.RELATED


def test_a_heading_is_no_byline() -> None:
    assert role(page(inside="<h2>By Ana Ruiz</h2>"), "By Ana") is Label.SUBHEAD
