"""Cards that advertise another story within this one."""

from __future__ import annotations

from scraper.types import Label
from tests.desk import article, page, role

TEXT = "The council of the island wants the boats to sail twice an hour all summer."
LINKED = '<h3><a href="/fares">Ferry fares rise again</a></h3>'


def test_text_below_a_linked_heading_in_a_small_box_is_related() -> None:
    made = article(page(inside=f"<div>{LINKED}<p>{TEXT}</p></div>"))
    assert role(made, "Ferry fares") is Label.RELATED
    assert role(made, TEXT) is Label.RELATED


def test_the_same_box_with_a_plain_heading_is_story() -> None:
    made = article(page(inside=f"<div><h3>Ferry fares rise again</h3><p>{TEXT}</p></div>"))
    assert role(made, "Ferry fares") is Label.SUBHEAD
    assert role(made, TEXT) is Label.BODY


def test_a_heading_with_a_link_in_it_makes_no_card() -> None:
    heading = '<h3>Fares rise again for <a href="/boats">boats</a> and trains</h3>'
    assert role(page(inside=f"<div>{heading}<p>{TEXT}</p></div>"), TEXT) is Label.BODY


def test_a_linked_heading_among_the_paragraphs_makes_no_card_of_the_story() -> None:
    made = article(page(inside=LINKED + f"<p>{TEXT}</p>" + f"<p>{TEXT} Each of them.</p>" * 8))
    assert role(made, "The harbor bridge") is Label.BODY


def test_a_card_may_be_nested() -> None:
    card = f"<section><div>{LINKED}</div><div><div><p>{TEXT}</p></div></div></section>"
    assert role(page(inside=card), TEXT) is Label.RELATED


def test_a_row_of_cards_is_all_related() -> None:
    cards = "".join(
        f"<div>{LINKED.replace('/fares', f'/{n}')}<p>{TEXT} {n}</p></div>" for n in range(3)
    )
    made = article(page(after=f"<div>{cards}</div>"))
    assert {b.label for b in made.blocks if b.text.startswith(TEXT)} == {Label.RELATED}


def test_a_short_post_below_its_own_linked_headline_is_the_story() -> None:
    headline = '<h2><a href="/boats">Boats twice an hour</a></h2>'
    post = f"{headline}<div><p>{TEXT}</p><p>And so they do.</p></div>"
    made = article(f"<title>Boats twice an hour</title><div><div>{post}</div></div>")
    assert role(made, "Boats twice") is Label.HEADLINE
    assert role(made, TEXT) is Label.BODY
