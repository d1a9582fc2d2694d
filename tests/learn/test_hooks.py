"""Selectors that live on: names people gave, not those of a build or of the looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.learn.hooks import hooks_of, is_stable, selectors_of


def node(markup: str, css: str = ".this, #this, [data-this]") -> LexborNode:
    found = LexborHTMLParser(markup).css_first(css)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "name",
    [
        "article-body",
        "byline",
        "storyText",
        "c-article-text",
        "o-headline",
        "story__lead",
        "h2-title",
        "ftrBtmLnk",
        "btnTxt",
    ],
)
def test_a_name_that_says_what_an_element_is_is_stable(name: str) -> None:
    assert is_stable(name)


@pytest.mark.parametrize(
    "name",
    [
        "sc-1a2b3c4",
        "css-xyz12",
        "body__AbC12",
        "jsx-1234567",
        "c_jW",
        "P9Qd6oTCWgLr3ackKg0I5",
        "cclZvg",
        "dPEFRT",
        "Footer__vjBhv",
    ],
)
def test_a_name_made_by_a_build_is_refused(name: str) -> None:
    assert not is_stable(name)


@pytest.mark.parametrize(
    "name", ["mt-4", "md:flex", "text-center", "w-full", "is-open", "js-toggle", "col-8", "hidden"]
)
def test_a_name_that_says_how_an_element_looks_is_refused(name: str) -> None:
    assert not is_stable(name)


@pytest.mark.parametrize("name", ["post-48213", "story_20240503", "undefined"])
def test_a_name_of_one_page_is_refused(name: str) -> None:
    assert not is_stable(name)


def test_attributes_written_for_machines_come_before_classes() -> None:
    found = hooks_of(node('<p class="lead this" itemprop="headline" data-testid="title">A</p>'))
    assert [hook.css for hook in found][:2] == ['[data-testid="title"]', '[itemprop="headline"]']
    assert ".lead" in [hook.css for hook in found]


def test_an_element_without_a_name_is_found_by_that_of_one_around_it() -> None:
    inner = node('<div class="headlines"><div><h1 data-this>A</h1></div></div>')
    assert [hook.css for hook in selectors_of(inner)] == [".headlines h1"]


def test_an_element_whose_names_are_all_hashed_has_no_selector() -> None:
    assert selectors_of(node('<div class="css-1x2y3z4"><div data-this>A</div></div>')) == ()


@given(st.text(max_size=30), st.text(max_size=30))
def test_every_selector_selects_the_element_it_is_for(names: str, identity: str) -> None:
    tree = LexborHTMLParser("<div class='story'><p data-this>A</p></div>")
    inner = tree.css_first("[data-this]")
    assert inner is not None
    inner.attrs["class"], inner.attrs["id"] = names, identity  # type: ignore[index]
    for hook in selectors_of(inner):
        assert inner.mem_id in {found.mem_id for found in tree.css(hook.css)}
