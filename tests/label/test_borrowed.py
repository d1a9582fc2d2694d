"""Rules that others have written are hints: how far they are trusted, and where not."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import Article, load_config
from scraper.types import Label
from tests.desk import STORY, article, found, page, paragraphs, role

URL = "https://paper.example/harbor/bridge"
VERSE = "".join(
    f"<p>Line {word} of a song about the harbor</p>" for word in ("one", "two", "three")
)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return tmp_path


def cleaned(folder: Path, markup: str, *lines: str) -> Article:
    (folder / "paper.example.txt").write_text("\n".join(lines), "utf-8")
    return article(markup, load_config(use_sites=False, ftr=folder), URL)


def test_what_is_stripped_is_no_story(folder: Path) -> None:
    plug = "Our reporters tell the story of the bridge in a film that the paper made in May."
    markup = page(inside=f"<div class=z17><p>{plug}</p></div>")
    block = found(cleaned(folder, markup, "strip_id_or_class: z17"), plug)
    assert (block.label, block.rule) == (Label.OTHER, 'ftr/paper.example/strip [class~="z17"]')
    assert role(markup, plug) is Label.BODY


def test_what_somebody_knows_keeps_its_label_though_it_is_stripped(folder: Path) -> None:
    markup = page(
        before="<div class=meta><p class=byline>By Ana Ruiz</p></div>",
        inside="<figure><img src=a.jpg><figcaption>The bridge at dusk.</figcaption></figure>",
    )
    made = cleaned(folder, markup, "strip: //figure", "strip: //div[@class='meta']")
    assert role(made, "The bridge at dusk") is Label.CAPTION
    assert made.authors == ("Ana Ruiz",)


def test_what_is_told_by_its_place_keeps_its_label_though_it_is_stripped(folder: Path) -> None:
    markup = page(
        before="<div class=z17><img src=b.jpg><h3>Lena Holt</h3></div>",
        inside="<div class=z18><img src=a.jpg><p>The bridge at dusk, seen from the mole</p></div>",
    )
    made = cleaned(folder, markup, "strip_id_or_class: z17", "strip_id_or_class: z18")
    assert role(made, "The bridge at dusk") is Label.CAPTION
    assert role(made, "Lena Holt") is Label.BYLINE


def test_a_rule_that_strips_most_of_the_story_is_out_of_date(folder: Path) -> None:
    made = cleaned(folder, page(), "strip: //article/div", "strip: //p[2]")
    assert role(made, STORY[0]) is Label.BODY
    assert role(made, STORY[1]) is Label.OTHER


def test_the_body_is_where_the_story_is_looked_for(folder: Path) -> None:
    box = f"<div class=film>{paragraphs(*STORY[:2])}</div>"
    markup = page(below=box).replace("<article>", "<article class=story><div>", 1)
    made = cleaned(folder, markup, "body: //article[@class='story']")
    assert all(b.label is not Label.BODY for b in made.blocks if "film" in b.place)


def test_a_body_that_holds_little_of_the_story_is_out_of_date(folder: Path) -> None:
    markup = page(below=f"<div class=main>{VERSE}<p>{'A box of old news. ' * 9}</p></div>")
    made = cleaned(folder, markup, "body: //div[@class='main']")
    assert role(made, STORY[0]) is Label.BODY
    assert STORY[3] in made.text


def test_our_own_body_counts_more(folder: Path) -> None:
    sites = folder / "own" / "sites"
    sites.mkdir(parents=True)
    (sites / "paper.example.toml").write_text('[body]\nroot = ["article"]\n', "utf-8")
    (folder / "paper.example.txt").write_text("body: //body", "utf-8")
    rules = load_config(folder / "own", ftr=folder)
    made = article(page(), rules, URL)
    assert "paper.example/body article" in made.site_rules
    assert found(made, STORY[0]).rule == "paper.example/body"


def test_a_quote_that_is_wrapped_is_one(folder: Path) -> None:
    markup = page(inside="<div class=said><p>We ran four boats that winter.</p></div>")
    made = cleaned(folder, markup, "wrap_in(blockquote): //div[@class='said']")
    assert role(made, "We ran four") is Label.QUOTE
