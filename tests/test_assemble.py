"""Labelled blocks and statements of the page, put together."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.assemble import assemble
from scraper.types import Document, Label
from tests.desk import HEADLINE, STORY, article, cast, dump, page, write_rules

URL = "https://gazette.example/a"
TABLE = "<table><tr><th>Pier</th><th>Cost</th></tr><tr><td>Four</td><td>3.2m</td></tr></table>"
PARTS = ("body", "subhead", "quote", "list", "table", "correction")


@pytest.mark.parametrize("label", list(Label), ids=str)
def test_the_text_holds_story_labels_only(label: Label) -> None:
    blocks = cast(f"body | {STORY[0]}\n{label} | The quay at noon")
    text = assemble(Document(None, "text/plain", ()), blocks, None, "en").text
    assert ("The quay at noon" in text) is (label in PARTS)


def test_blocks_stand_apart_by_a_blank_line() -> None:
    assert article(page()).text == "\n\n".join(STORY)


def test_a_subhead_is_kept_when_text_follows_it() -> None:
    made = article(page(inside="<h2>What the divers found</h2>"))
    assert f"{STORY[1]}\n\nWhat the divers found\n\n{STORY[2]}" in made.text


def test_a_table_is_lines_in_the_text() -> None:
    assert "Pier | Cost\nFour | 3.2m" in article(page(inside=TABLE)).text


def test_the_dateline_comes_off_the_first_paragraph_and_is_kept() -> None:
    made = article(page().replace("<p>The harbor", "<p>PORT ELLIS (AP) — The harbor", 1))
    assert made.text.startswith("The harbor bridge")
    assert made.dateline is not None
    assert (made.dateline.place, made.dateline.agency) == ("PORT ELLIS", "AP")


def test_the_dateline_comes_off_in_a_dump_too() -> None:
    made = article(dump().replace("The harbor bridge", "PORT ELLIS (AP) — The harbor bridge", 1))
    assert made.text.startswith("The harbor bridge")


def test_a_place_at_the_head_of_a_later_paragraph_stays() -> None:
    made = article(page(inside="<p>PORT ELLIS (AP) — The ferries sailed on Monday as before.</p>"))
    assert made.dateline is None
    assert "PORT ELLIS (AP)" in made.text


def test_a_dash_in_the_first_sentence_makes_no_dateline() -> None:
    made = article(
        page().replace("<p>The harbor", "<p>The bridge — at last — is open. The harbor", 1)
    )
    assert (made.dateline, made.text[:10]) == (None, "The bridge")


def test_every_block_of_the_page_is_in_the_article() -> None:
    made = article(page(above="<nav><p>Home</p></nav>", below="<footer>Imprint</footer>"))
    assert [b.text for b in made.blocks] == ["Home", HEADLINE, *STORY, "Imprint"]
    assert [b.text for b in made.removed()] == ["Home", "Imprint"]


def test_pictures_of_the_story_are_listed_once_each() -> None:
    inside = (
        "<img src='/a.jpg'><img src='/a.jpg'><p>The ramps are next, she said.</p><img src='/b.jpg'>"
    )
    made = article(page(inside=inside), url=URL)
    assert made.images == ("https://gazette.example/a.jpg", "https://gazette.example/b.jpg")


def test_pictures_far_from_the_story_are_not_listed() -> None:
    teasers = "".join(
        f"<div><p>Fares rise in ward {n}</p><img src='/{n}.jpg'></div>" for n in range(5)
    )
    assert article(page(below=teasers), url=URL).images == ()


def test_a_field_that_the_site_expects_and_the_page_lacks_is_a_problem(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path, sites__gazette_example="[expect]\nrequire = ['headline', 'authors']"
    )
    made = article(page(), rules, URL)
    assert made.problems == ("gazette.example: expect: found no authors",)
    assert article(page(before="<p>By Ana Ruiz</p>"), rules, URL).problems == ()


def test_a_text_that_is_shorter_than_expected_or_holds_furniture_is_a_problem(
    tmp_path: Path,
) -> None:
    expect = "[expect]\nmin_chars = {}\nabsent = ['{}']"
    for chars, words, problems in (
        (100, "Click here", []),
        (9000, "Click here", ["fewer than 9000"]),
        (0, "harbor bridge", ["holds 'harbor bridge'"]),
    ):
        folder = tmp_path / str(chars)
        folder.mkdir()
        rules = write_rules(folder, sites__gazette_example=expect.format(chars, words))
        found = article(page(), rules, URL).problems
        assert len(found) == len(problems)
        assert all(part in line for part, line in zip(problems, found, strict=True))


def test_a_page_of_an_unknown_site_is_expected_nothing_of() -> None:
    assert article(page(), url=URL).problems == ()


@pytest.mark.parametrize("name", ["headline", "byline", "authors", "kicker"])
def test_every_field_that_is_filled_names_its_source(name: str) -> None:
    kicker = "<p class='kicker'>Northern docks</p>"
    made = article(page(before="<p>By Ana Ruiz</p>").replace("<h1>", f"{kicker}<h1>"))
    assert getattr(made, name)
    assert made.provenance[name]


def test_a_field_that_is_not_filled_names_none() -> None:
    made = article(page())
    assert set(made.provenance) == {"headline"}


def test_kicker_and_deck_are_fields_and_not_text() -> None:
    kicker = "<p class='kicker'>Northern docks</p>"
    deck = "<p class='standfirst'>Truck drivers save forty minutes and the council pays for it.</p>"
    made = article(page(before=deck).replace("<h1>", f"{kicker}<h1>"))
    assert made.kicker == "Northern docks"
    assert made.deck == "Truck drivers save forty minutes and the council pays for it."
    assert made.text == "\n\n".join(STORY)


def test_no_blocks_make_an_empty_article() -> None:
    made = assemble(Document(None, "text/html", ()), (), None, None)
    assert (made.text, made.headline, made.captions, made.images) == ("", None, (), ())


def test_icons_frames_and_portraits_are_no_pictures_of_the_story() -> None:
    furniture = (
        "/share.svg",
        "/placeholder.gif",
        "/mira/80x80/a.jpg",
        "https://gravatar.com/avatar/1",
    )
    pictures = "".join(f"<img src='{src}'>" for src in (*furniture, "/iconic-quay.jpg"))
    made = article(page(inside=pictures), url=URL)
    assert made.images == ("https://gazette.example/iconic-quay.jpg",)
    assert made.lead_image == made.images[0]
    assert made.provenance["lead_image"] == "first image of the story"


def test_a_site_is_named_without_its_slogan_or_its_template() -> None:
    for given, name in (
        ("The Harbor Gazette | News from the northern docks", "The Harbor Gazette"),
        ("News - Views - Reviews", "News - Views - Reviews"),
        ("{$site.name}", None),
    ):
        head = f'<meta property="og:site_name" content="{given}">'
        assert article(page(head=head)).site == name


def test_of_a_text_dump_nothing_is_expected(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, sites__gazette_example="expect.require = ['published']")
    assert article("\n".join(STORY), rules, URL).problems == ()
    assert article(page(), rules, URL).problems != ()
