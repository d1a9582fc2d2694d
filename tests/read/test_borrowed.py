"""Rules that others have written, asked on a page: what they mark, find and change."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import Config, extract, load_config
from scraper.read import open_page, read
from scraper.types import Article, Document, Mark, Page
from tests.desk import STORY, page

URL = "https://paper.example/harbor/bridge"
PROSE = STORY[0]


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return tmp_path


def rules(folder: Path, *lines: str) -> Config:
    """The rules for all pages, and one file of borrowed ones."""
    (folder / "paper.example.txt").write_text("\n".join(lines), "utf-8")
    return load_config(use_sites=False, ftr=folder)


def document(markup: str, config: Config) -> Document:
    return read(open_page(Page(URL, markup.encode())), config.site(URL))


def marks(document: Document) -> list[tuple[str, Mark]]:
    return [(e.names or e.tag, e.mark) for e in document.elements if e.mark]


def hints(document: Document) -> list[str]:
    return [name for name, mark in marks(document) if mark.hint]


def strips(document: Document) -> list[str]:
    return [name for name, mark in marks(document) if mark.strip]


def cleaned(markup: str, config: Config) -> Article:
    return extract(markup, config, url=URL)


# -- the body -------------------------------------------------------------------------------------


def test_every_hit_of_the_first_body_with_one_is_marked(folder: Path) -> None:
    config = rules(folder, "body: //div[@class='gone']", "body: //div[@class='part']", "body: //*")
    markup = (
        f"<div class=part><p>{PROSE}</div><div class=ad>x</div><div class=part><p>{PROSE}</div>"
    )
    assert hints(document(markup, config)) == ["part", "part"]


def test_an_empty_shell_is_no_body(folder: Path) -> None:
    config = rules(folder, "body: //div[@id='app']", "body: //main")
    found = document(f"<div id=app><p>Loading</div><main><p>{PROSE}</main>", config)
    assert hints(found) == ["main"]


def test_a_page_without_the_only_body_there_may_be_has_a_problem(folder: Path) -> None:
    config = rules(folder, "body: //div[@class='gone']", "autodetect_on_failure: no")
    assert document("<p>Rain.", config).problems == (
        "ftr/paper.example.txt: its body was not found, and nothing else is one",
    )
    assert document(f"<div class=gone><p>{PROSE}</div>", config).problems == ()


# -- what is stripped -----------------------------------------------------------------------------


def test_what_css_cannot_say_is_stripped_as_well(folder: Path) -> None:
    config = rules(folder, "strip: //a[.='Ad']/ancestor::div[1]")
    found = document(
        "<div class=box><p><a>Ad</a></div><div class=story><p><a>Add</a></div>", config
    )
    assert strips(found) == ["box"]


def test_a_part_of_a_sentence_stays_in_it(folder: Path) -> None:
    config = rules(folder, "strip_id_or_class: tip")
    markup = "<p>Repairs <span class=tip>see map</span> cost 38 million.</p>"
    (block,) = document(markup, config).blocks
    assert block.text == "Repairs see map cost 38 million."
    assert strips(document("<p><span class=tip>see map</span></p>", config)) == ["tip"]


def test_an_attribute_that_is_stripped_strips_no_element(folder: Path) -> None:
    config = rules(folder, "strip: //p/@style")
    assert strips(document("<p style='color: red'>Rain.", config)) == []


def test_a_picture_that_is_stripped_is_none_of_the_storys(folder: Path) -> None:
    config = rules(folder, "strip_image_src: /pixel/")
    markup = page(inside="<img src=/pixel/1.gif><img src=/photo/1.jpg>")
    assert cleaned(markup, config).images == ("https://paper.example/photo/1.jpg",)


# -- fields and links -----------------------------------------------------------------------------


def test_the_first_source_with_a_value_counts(folder: Path) -> None:
    config = rules(
        folder,
        "author: //p[@class='gone']",
        "author: //a[@rel='author']",
        "author: //p",
        "date: substring-after(//p[@class='day'], 'On ')",
    )
    markup = "<a rel=author>Ana Ruiz</a><a rel=author>Tom Hart</a><p class=day>On 3 May 2024</p>"
    found = document(markup, config)
    assert [(c.field, c.value) for c in found.lent] == [
        ("authors", "Ana Ruiz"),
        ("authors", "Tom Hart"),
        ("published", "3 May 2024"),
    ]


def test_a_link_is_an_address_and_waits_for_its_condition(folder: Path) -> None:
    config = rules(
        folder,
        "next_page_link: //a[@class='next']",
        "single_page_link: //a[@class='all']/@href",
        "if_page_contains: //div[@class='pager']",
    )
    links = "<a class=next href=/2>Next</a><a class=all href=/all>All on one page</a>"
    paged = document(links + "<div class=pager>1 2 3</div>", config)
    assert [(c.field, c.value) for c in paged.candidates] == [
        ("next_page", "/2"),
        ("single_page", "/all"),
    ]
    assert [c.field for c in document(links, config).candidates] == ["next_page"]


def test_a_rule_that_asks_too_much_of_a_page_is_left_with_a_problem(folder: Path) -> None:
    config = rules(folder, "strip: //p[count(//p/following::p/preceding::p) = 0]")
    found = document("<p>Rain.</p>" * 400, config)
    assert strips(found) == []
    assert "takes too long on this page" in found.problems[0]


# -- the markup -----------------------------------------------------------------------------------


def test_texts_of_the_markup_are_replaced_before_it_is_parsed(folder: Path) -> None:
    config = rules(folder, "replace_string(<tidings): <p", "replace_string(</tidings>): </p>")
    article = cleaned(page(inside="<tidings>It rained all day on Tuesday.</tidings>"), config)
    assert any(
        b.text.startswith("It rained") and b.block.kind == "paragraph" for b in article.blocks
    )


def test_a_replacement_that_makes_a_page_huge_is_left(folder: Path) -> None:
    config = rules(folder, f"replace_string(e): {'e' * 1000}")
    assert len(cleaned(page(), config).text) < 2000


def test_the_rules_that_found_something_are_named(folder: Path) -> None:
    config = rules(folder, "strip: //aside", "strip: //table", "title: //h1")
    assert cleaned(page(below="<aside>Weather</aside>"), config).site_rules == (
        "ftr/paper.example.txt",
        "ftr/paper.example/strip //aside",
        "ftr/paper.example/headline //h1",
    )


def test_pages_of_other_hosts_know_nothing_of_it(folder: Path) -> None:
    config = rules(folder, "strip: //aside")
    assert config.site("https://other.example/1") is None
    assert extract(page(), config, url="https://other.example/1").site_rules == ()
