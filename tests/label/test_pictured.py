"""Lines that stand alone with a picture, in elements that no name tells from others."""

from __future__ import annotations

import pytest

from scraper.types import Label
from tests.desk import article, page, role

LINE = "The evening ferry leaves the old quay at dusk, with two lorries on board"
PICTURE = '<img src="/ferry.jpg">'


@pytest.mark.parametrize(
    "figure",
    [
        "<div>{picture}<p>{line}</p></div>",
        "<div><div>{picture}</div><div>{line}</div></div>",
        "<div><a href='/ferry.jpg'>{picture}</a><div><span>{line}</span></div></div>",
        "<div>{picture}<p>{line}.</p><p>Photo: Mira Holt</p></div>",
    ],
)
def test_a_line_alone_with_a_picture_is_its_caption(figure: str) -> None:
    made = article(page(inside=figure.format(picture=PICTURE, line=LINE)))
    assert role(made, LINE) is Label.CAPTION
    assert LINE not in made.text


def test_a_paragraph_below_a_picture_among_the_others_is_story() -> None:
    made = article(page(inside=f"{PICTURE}<p>{LINE}.</p>"))
    assert role(made, LINE) is Label.BODY


def test_a_paragraph_beside_a_picture_that_has_its_caption_is_story() -> None:
    figure = f"<figure>{PICTURE}<figcaption>The quay at noon</figcaption></figure>"
    made = article(page(inside=f"<div><div>{figure}</div><div><p>{LINE}.</p></div></div>"))
    assert role(made, LINE) is Label.BODY


def test_steps_that_each_have_a_picture_are_the_story() -> None:
    steps = [
        f"<div>{PICTURE}<p>Step {n}: {LINE}, and then turn the boat.</p></div>" for n in "1234"
    ]
    made = article(page(inside="".join(steps)))
    assert all(role(made, f"Step {n}") is Label.BODY for n in "1234")


def test_a_linked_picture_with_a_heading_and_a_line_is_another_storys_card() -> None:
    card = f"<div>{PICTURE}<h4><a href='/storm'>Storm delays the ferry</a></h4><p>{LINE}.</p></div>"
    assert role(article(page(inside=card)), LINE) is Label.RELATED


def test_a_name_and_a_day_beside_the_writers_picture_are_no_caption() -> None:
    head = f"<div>{PICTURE}<div>Lena Holt, 3 May 2024</div></div>"
    made = article(page(before=head))
    assert role(made, "Lena Holt") is not Label.CAPTION
