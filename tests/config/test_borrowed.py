"""Full-Text RSS rules, sorted by what they are for."""

from __future__ import annotations

from scraper.config.borrowed import Borrowed, make_borrowed
from scraper.ftr.rulefile import parse_rules
from scraper.types import Label


def borrowed(*lines: str) -> Borrowed:
    return make_borrowed(parse_rules("\n".join(lines), "paper.example.txt"))


def stripped(*lines: str) -> list[str | None]:
    return [asked.query.css for asked in borrowed(*lines).strip]


def test_a_rule_is_signed_with_its_file_and_as_it_is_written() -> None:
    (asked,) = borrowed("strip: //aside").strip
    assert asked.rule == "ftr/paper.example/strip //aside"


def test_a_class_or_id_is_a_whole_one() -> None:
    assert stripped("strip_id_or_class: 'ad'") == ['[class~="ad"]', '[id="ad"]']


def test_a_class_that_ends_in_a_dash_is_the_beginning_of_several() -> None:
    assert stripped("strip_id_or_class: ad-") == ['[class*="ad-"]', '[id*="ad-"]']


def test_no_element_wears_a_class_with_a_space_in_it() -> None:
    rules = borrowed("strip_id_or_class: big ad")
    assert rules.strip == ()
    assert rules.remarks == ("paper.example.txt:1: no element wears the class 'big ad'",)


def test_what_is_wrapped_says_what_it_is() -> None:
    rules = borrowed("wrap_in(blockquote): //div[@class='said']", "wrap_in(i): //p[@class='bio']")
    assert [label for label, _ in rules.blocks] == [Label.QUOTE]
    assert rules.remarks == ("paper.example.txt:2: wrap_in(i) changes nothing here",)


def test_a_condition_is_about_the_link_above_it() -> None:
    rules = borrowed(
        "single_page_link: //a[@class='all']",
        "if_page_contains: //div[@class='pager']",
        "next_page_link: //a[@class='next']",
    )
    (whole,), (following,) = rules.fields["single_page"], rules.fields["next_page"]
    assert whole.given is not None
    assert whole.given.css == 'div[class="pager"]'
    assert following.given is None


def test_texts_are_replaced_in_pairs() -> None:
    rules = borrowed(
        "find_string: <amp-img",
        "replace_string: <img",
        "replace_string(<hr>): <br>",
        "replace_string(<b>): ",
    )
    assert rules.edits == (("<hr>", "<br>"), ("<b>", ""), ("<amp-img", "<img"))


def test_odd_halves_of_pairs_disable_all_of_them() -> None:
    rules = borrowed("find_string: <i>", "find_string: <b>", "replace_string: <p>")
    assert rules.edits == ()
    assert rules.remarks == ("paper.example.txt:1: 2 find_string, 1 replace_string",)


def test_code_is_not_turned_into_text() -> None:
    rules = borrowed("replace_string(<script): <div", "replace_string(<noscript>): <div>")
    assert rules.edits == ()
    assert len(rules.remarks) == 2
