"""XPath 1.0 as Full-Text RSS rules write it: what parses, what does not, and why."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.ftr.css import make_query
from scraper.ftr.expression import ANYWHERE, Binary, Call, Filter, Literal, Path, Step
from scraper.ftr.tokens import XPathError
from scraper.ftr.xpath import parse_xpath

PIECES = (
    "//", "/", "div", "*", "@", "class", "[", "]", "(", ")", "'story'", '"', "'", "1", ".", "..",
    "and", "or", "not", "contains", "text()", ",", "=", "!=", "|", "::", "ancestor", "last()", "-",
)  # fmt: skip


def test_two_slashes_stand_for_any_number_of_elements() -> None:
    assert parse_xpath("//p") == Path((ANYWHERE, Step("child", "p")), absolute=True)


def test_a_name_is_an_operator_only_behind_something_complete() -> None:
    assert parse_xpath("div and or") == Binary(
        "and", Path((Step("child", "div"),)), Path((Step("child", "or"),))
    )
    assert parse_xpath("div div 2").sign == "div"  # type: ignore[union-attr]


def test_a_star_is_every_element_or_a_product() -> None:
    assert parse_xpath("*") == Path((Step("child", "*"),))
    assert parse_xpath("2 * 3") == Binary("*", Literal(2.0), Literal(3.0))


def test_a_number_behind_brackets_counts_all_of_them() -> None:
    found = parse_xpath("(//h1)[1]/span")
    assert isinstance(found, Filter)
    assert (found.predicates, found.steps) == ((Literal(1.0),), (Step("child", "span"),))


def test_names_are_read_as_html_has_them() -> None:
    assert parse_xpath("DIV/@itemProp") == parse_xpath("div/@itemprop")


def test_a_text_keeps_its_case_and_its_spaces() -> None:
    assert parse_xpath("substring-after(., 'By ')") == Call(
        "substring-after", (Path((Step("self", "node()"),)), Literal("By "))
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("//div[contains(@class='story')]", "contains() with 1 arguments; it takes 2"),
        ("//a[contain(@class, 'x')]", "there is no function contain()"),
        ("///span[@class='author']", "a step is missing before '/'"),
        ("//div[@id='story'", "']' is missing before 'the end'"),
        ("//div)", "')' is one too many"),
        ("//aside#ad", "'#ad' is no XPath"),
        ("//outside::div", "there is no axis outside::"),
        ("//p[.='x]", "is no XPath"),
        ("", "a step is missing"),
        ("(" * 60 + "a" + ")" * 60, "more brackets"),
        ("a" + "[a" * 100 + "]" * 100, "more brackets"),
        ("a|" * 1000 + "a", "longer than 400 names"),
        ("a" * 6000, "longer than 5000 characters"),
    ],
)
def test_a_slip_is_named(text: str, told: str) -> None:
    with pytest.raises(XPathError) as caught:
        parse_xpath(text)
    assert told in str(caught.value)


def test_the_longest_chains_allowed_are_still_translated() -> None:
    for sign in ("|", "or", "+"):
        assert make_query(f" {sign} ".join(["//a[.='x']"] * 30)).walk
        assert make_query(f" {sign} ".join(["a"] * 200)).walk
    assert make_query("-" * 399 + "1").walk


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=40))
def test_no_text_does_worse_than_be_no_xpath(text: str) -> None:
    with contextlib.suppress(XPathError):
        make_query(text)
