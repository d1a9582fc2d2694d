"""The reader page in a real browser: it opens, is searched, and asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scraper.types import Article
from tests.edition.binding import NOTE, RAIN, SNOW, page
from tests.test_write_inert import everywhere, hostile_texts

JOSE = Article(headline="José returns", text="He was seen on the quay.", language="es")


@pytest.fixture
def open_page(tab: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens a reader page of some articles in the tab."""

    def opened(*articles: Article, width: int = 1300) -> Any:
        path = tmp_path / "week.html"
        path.write_text(page(*articles), "utf-8")
        tab.set_viewport_size({"width": width, "height": 800})
        tab.goto(path.as_uri())
        return tab

    yield opened
    assert tab.complaints == []
    assert not [url for url in tab.asked if not url.startswith("file:")]


def headlines(tab: Any) -> list[str]:
    """Headlines of the list that can be seen."""
    rows = tab.locator("nav li:not([hidden]) a")
    return [row.split("\n")[0] for row in rows.all_inner_texts()]


def test_a_click_opens_an_article_and_back_closes_it(open_page):
    tab = open_page(RAIN, SNOW, NOTE)
    assert tab.locator("article:visible").count() == 0
    tab.get_by_role("link", name="Rain & wind").click()
    assert tab.locator("article:visible h1").inner_text() == "Rain & wind"
    assert tab.locator("[aria-current]").count() == 1
    assert tab.title() == "Rain & wind · Saved articles"
    tab.go_back()
    assert tab.locator("article:visible").count() == 0


def test_keys_go_through_the_list_and_back_to_it(open_page):
    tab = open_page(RAIN, SNOW, NOTE)
    shown = tab.locator("article:visible h1")
    tab.keyboard.press("j")
    assert shown.inner_text() == "Snow"
    tab.keyboard.press("j")
    assert shown.inner_text() == "Rain & wind"
    tab.keyboard.press("k")
    assert shown.inner_text() == "Snow"
    tab.keyboard.press("Escape")
    assert shown.count() == 0


def test_search_looks_through_text_and_past_accents_and_is_left_with_escape(open_page):
    tab = open_page(RAIN, SNOW, NOTE, JOSE)
    tab.keyboard.press("/")
    tab.keyboard.type("jose QUAY")
    tab.get_by_text("1 of 4 found").wait_for()
    assert headlines(tab) == ["José returns"]
    tab.keyboard.press("Escape")
    assert len(headlines(tab)) == 4


def test_letters_that_are_keys_can_be_typed_into_the_search(open_page):
    tab = open_page(RAIN, JOSE)
    tab.locator("input").fill("")
    tab.locator("input").press_sequentially("jk/")
    assert tab.locator("input").input_value() == "jk/"
    assert tab.locator("article:visible").count() == 0


def test_without_scripts_all_of_it_can_be_read(browser, tmp_path):
    path = tmp_path / "week.html"
    path.write_text(page(RAIN, SNOW), "utf-8")
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(path.as_uri())
    tab.get_by_role("link", name="Snow").click()
    assert tab.locator("article:visible h1").inner_text() == "Snow"
    assert not tab.locator("input").is_visible()
    tab.close()


def test_on_a_phone_the_list_is_where_it_was_left(open_page):
    tab = open_page(
        *(replace(NOTE, headline=f"Note {n}", text=f"{n}") for n in range(60)), width=390
    )
    tab.get_by_role("link", name="Note 40").scroll_into_view_if_needed()
    at = tab.evaluate("scrollY")
    tab.get_by_role("link", name="Note 40").click()
    assert tab.locator("article:visible h1").inner_text() == "Note 40"
    tab.get_by_role("link", name="All articles").click()
    assert tab.locator("article:visible").count() == 0
    assert abs(tab.evaluate("scrollY") - at) < 50
    assert at > 1000


def test_a_line_of_text_is_of_a_length_that_eyes_can_follow(open_page):
    tab = open_page(replace(RAIN, text="It rained on Tuesday. " * 90), width=2200)
    tab.keyboard.press("j")
    assert tab.evaluate("""() => {
        const text = document.querySelector("article:target > p:not([class])");
        const ruler = document.createElement("span");
        ruler.textContent = "0".repeat(66);
        ruler.style.whiteSpace = "nowrap";
        text.append(ruler);
        return text.clientWidth <= ruler.getBoundingClientRect().width;
    }""")


def test_print_has_the_article_that_is_open_else_the_list(open_page):
    tab = open_page(RAIN, SNOW)
    tab.emulate_media(media="print")
    assert tab.locator("nav").is_visible()
    tab.keyboard.press("j")
    assert not tab.locator("nav").is_visible()
    assert tab.locator("article:visible").count() == 1


def test_hostile_text_runs_nothing(open_page):
    tab = open_page(*map(everywhere, hostile_texts()))
    for _ in range(5):
        tab.keyboard.press("j")
    tab.locator("input").fill("alert")
    tab.locator(".count:not(:empty)").wait_for()
