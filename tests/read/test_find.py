"""Many selectors searched for at once find what each finds alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from scraper.config.selectors import join, key_of
from scraper.read.find import find_all

PARTS = (
    "p",
    "div",
    ".a",
    ".b",
    "#x",
    "p.a",
    "[data-t='u v']",
    "*",
    "div.a.b",
    "p:not(.a)",
    ":first-child",
)
GLUE = (" ", " > ", " + ", ", ")
selectors = st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from(GLUE).map(lambda glue: glue.join(parts))
)
attributes = st.sampled_from(
    ["", " class=a", " class='B a'", " id=x", " data-t='u v'", " class='a b'"]
)
trees = st.recursive(
    st.just("rain"),
    lambda inner: st.tuples(
        st.sampled_from(["div", "p", "b"]), attributes, st.lists(inner, max_size=3)
    ).map(lambda t: f"<{t[0]}{t[1]}>{''.join(t[2])}</{t[0]}>"),
    max_leaves=12,
)


@given(markup=trees, wanted=st.lists(selectors, min_size=1, max_size=5))
def test_what_is_found_together_is_what_is_found_alone(markup: str, wanted: list[str]) -> None:
    tree = LexborHTMLParser(f"<!doctype html><body>{markup}</body>")
    found = find_all(tree, join(wanted))
    for css in wanted:
        alone = list(dict.fromkeys(node.mem_id for node in tree.css(css)))
        assert [node.mem_id for node in found.get(css, ())] == alone, css


def test_a_page_without_the_elements_gives_nothing() -> None:
    assert find_all(LexborHTMLParser("<p>Rain</p>"), join([".a", ".b"])) == {}
    assert find_all(LexborHTMLParser("<p>Rain</p>"), join([])) == {}


@pytest.mark.parametrize(
    ("css", "key"),
    [
        ("ul.Social", "social"),
        ("#main .story-body", "story-body"),
        ('div[id*="news letter"]', "news letter"),
        ("article p", ""),
        (".a, .b", ""),
        ("p:not(.gone)", ""),
        (r".md\:flex", ""),
    ],
)
def test_a_key_is_a_text_that_every_hit_wears(css: str, key: str) -> None:
    assert key_of(css) == key
