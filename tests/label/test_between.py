"""Short lines between paragraphs, in elements that are no headings."""

from __future__ import annotations

import pytest

from scraper.types import Label
from tests.desk import article, page, role, roles

LINE = "What the divers found"


def test_a_short_line_alone_between_two_paragraphs_is_a_subhead() -> None:
    made = article(page(inside=f"<div><div>{LINE}</div></div>"))
    assert role(made, LINE) is Label.SUBHEAD


@pytest.mark.parametrize(
    "inside",
    [
        f"<div><div>{LINE}</div></div><div><a href='/a'>Storm delays the ferry</a></div>",
        f"<div><div><a href='/divers'>{LINE}</a></div></div>",
        f"<div><div>{LINE.lower()}</div></div>",
        f"<figure><img src=a.jpg><div><div>{LINE}</div></div></figure>",
    ],
)
def test_one_above_a_link_or_a_link_itself_or_beside_a_picture_is_none(inside: str) -> None:
    made = article(page(inside=inside))
    assert role(made, LINE if LINE in inside else LINE.lower()) is not Label.SUBHEAD


def test_what_comes_back_between_paragraphs_is_none() -> None:
    label = "<div><div>Video player feedback</div></div>"
    paragraph = "<p>Divers went down to the third pier on Friday, and came up with a bicycle.</p>"
    found = roles(article(page(inside=f"{label}{paragraph}{label}")), "Video player")
    assert found
    assert Label.SUBHEAD not in found


def test_a_line_behind_a_colon_is_none() -> None:
    intro = "<p>The board has said what it wants from the council this year and the next:</p>"
    made = article(page(inside=f"{intro}<div><div>{LINE}</div></div>"))
    assert role(made, LINE) is not Label.SUBHEAD
