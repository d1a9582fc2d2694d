"""Captions, each once, with its credit and its picture."""

from __future__ import annotations

import pytest

from scraper.captions import collect_captions
from scraper.types import Caption, Document
from tests.desk import article, cast, page

LINE = "A ferry passes the old quay at dusk"
BARE = Document(None, "text/plain", ())


def captions(script: str) -> tuple[Caption, ...]:
    return collect_captions(BARE, cast(script))


def test_a_credit_at_the_end_of_a_caption_is_taken_off_it() -> None:
    (caption,) = captions(f"caption | {LINE}. (Photo: Mira Holt)")
    assert (caption.text, caption.credit) == (f"{LINE}.", "Mira Holt")


def test_brackets_that_hold_no_credit_stay() -> None:
    (caption,) = captions(f"caption | {LINE} (left) and at dawn")
    assert (caption.text, caption.credit) == (f"{LINE} (left) and at dawn", None)


def test_a_credit_in_a_block_of_its_own_right_after_belongs_to_the_caption() -> None:
    (caption,) = captions(f"caption | {LINE}\ncredit | Photo: Mira Holt")
    assert caption.credit == "Mira Holt"


def test_a_credit_further_down_does_not() -> None:
    (caption,) = captions(f"caption | {LINE}\nbody | Rain fell.\ncredit | Photo: Mira Holt")
    assert caption.credit is None


def test_doubled_captions_become_one_with_the_credit() -> None:
    found = captions(f"caption | {LINE}\ncaption | {LINE} (Photo: Mira Holt)")
    assert [(c.text, c.credit) for c in found] == [(LINE, "Mira Holt")]


def test_two_captions_under_two_pictures_stay_two_in_page_order() -> None:
    found = captions(f"caption | {LINE}\ncaption | The quay at noon")
    assert [c.text for c in found] == [LINE, "The quay at noon"]


def test_twins_are_told_by_their_words_not_their_dashes() -> None:
    assert len(captions("caption | The quay – at noon\ncaption | The quay, at NOON.")) == 1


def test_a_credit_alone_is_no_caption() -> None:
    assert captions("credit | Photo: Mira Holt") == ()
    assert captions("caption | Photo: Mira Holt") == ()


def test_a_caption_knows_the_picture_above_it() -> None:
    figure = f"<figure><img src='/ferry.jpg'><figcaption>{LINE}</figcaption></figure>"
    made = article(page(inside=figure), url="https://gazette.example/harbor/a")
    assert [c.image_url for c in made.captions] == ["https://gazette.example/ferry.jpg"]


def test_a_caption_far_from_any_picture_has_none() -> None:
    made = article(
        page(before="<img src='/a.jpg'>", after=f"<figure><figcaption>{LINE}</figcaption>")
    )
    assert [c.image_url for c in made.captions] == [None]


def test_captions_are_no_part_of_the_text() -> None:
    figure = f"<figure><img src='/ferry.jpg'><figcaption>{LINE}</figcaption></figure>"
    assert LINE not in article(page(inside=figure)).text


def test_a_credit_that_is_labelled_a_caption_belongs_to_the_caption_above_it() -> None:
    (caption,) = captions(f"caption | {LINE}\ncaption | Foto: Mira Holt (Keystone)")
    assert (caption.text, caption.credit) == (LINE, "Mira Holt (Keystone)")


def test_a_credit_above_a_caption_in_the_same_box_is_its_own() -> None:
    box = f"<figure><img src='/a.jpg'><div class='f'><p>Foto: Mira Holt</p><p>{LINE}</p></div>"
    figure = box.replace("<div", "<figcaption").replace("</div>", "</figcaption></figure>")
    (caption,) = article(page(inside=figure)).captions
    assert (caption.text, caption.credit) == (LINE, "Mira Holt")


def test_a_byline_beside_a_portrait_is_no_caption() -> None:
    assert captions("caption | Von Mira Holt") == ()
    assert captions("caption | Redaktionsleiter") == ()
    assert len(captions("caption | Mira Holt, mayor of Port Ellis")) == 1


def test_a_word_that_announces_a_credit_is_no_caption() -> None:
    assert captions("caption | Foto:") == ()
    assert len(captions("caption | Photo of the quay")) == 1


def test_a_caption_inside_the_button_that_enlarges_its_picture_is_one() -> None:
    button = f"<button><img src='/a.jpg'><figcaption><p>{LINE}</p></figcaption></button>"
    made = article(page(inside=f"<figure>{button}</figure>"))
    assert [c.text for c in made.captions] == [LINE]


def test_a_button_under_a_picture_is_none() -> None:
    made = article(page(inside="<figure><img src='/a.jpg'><button>Enlarge</button></figure>"))
    assert made.captions == ()


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "Enlarge / The ferry at dawn, seen from the mole.",
            "The ferry at dawn, seen from the mole.",
        ),
        ("Vergrößern Die Fähre am Kai des alten Hafens.", "Die Fähre am Kai des alten Hafens."),
        (
            "The ferry at dawn, seen from the mole. hide caption",
            "The ferry at dawn, seen from the mole.",
        ),
        (
            "Enlarge the harbor, and the ferry will come.",
            "Enlarge the harbor, and the ferry will come.",
        ),
        (
            "Vergrößern soll man ihn nicht, sagt der Rat.",
            "Vergrößern soll man ihn nicht, sagt der Rat.",
        ),
    ],
)
def test_a_caption_goes_without_the_button_that_it_runs_into(line: str, text: str) -> None:
    [caption] = captions(f"caption | {line}")
    assert caption.text == text
