"""One file of rules: every line is read or reported, none fails."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scraper.ftr.directives import KNOWN
from scraper.ftr.rulefile import RuleFile, parse_rules

FILE = "paper.example.txt"


def parsed(*lines: str) -> RuleFile:
    return parse_rules("\n".join(lines), FILE)


def test_a_line_is_split_at_its_first_colon_and_spaces_do_not_count() -> None:
    body, url = parsed("body://div[@id='a']", "  test_url :  https://paper.example/1 ").directives
    assert (body.name, body.value) == ("body", "//div[@id='a']")
    assert (url.name, url.value) == ("test_url", "https://paper.example/1")


def test_comments_and_empty_lines_say_nothing() -> None:
    assert parsed("# body: //div", "", "   ") == RuleFile(FILE)


def test_what_stands_in_brackets_may_hold_a_colon() -> None:
    (directive,) = parsed('replace_string(style="color: red"): class="x"').directives
    assert (directive.about, directive.value) == ('style="color: red"', 'class="x"')


def test_a_replacement_may_be_empty_but_a_selector_may_not() -> None:
    rules = parsed("replace_string(<hr>):", "strip:")
    assert [d.name for d in rules.directives] == ["replace_string"]
    assert rules.remarks == (f"{FILE}:2: strip says nothing",)


def test_disguises_are_left_and_reported_without_their_values() -> None:
    rules = parsed("http_header(user-agent): Googlebot/2.1", "http_header(cookie): meter=0")
    assert rules.directives == ()
    assert [remark.split(": ")[1] for remark in rules.remarks] == ["http_header left"] * 2
    assert not any("Googlebot" in remark or "meter" in remark for remark in rules.remarks)


def test_logins_are_left_and_reported() -> None:
    assert "sign in nowhere" in parsed("login_uri: https://paper.example/login").remarks[0]


def test_a_slip_is_reported_with_its_line_and_the_nearest_word() -> None:
    rules = parsed("body: //article", "test_rul: https://paper.example/1", "strip: //div[")
    assert [d.name for d in rules.directives] == ["body"]
    assert rules.remarks[0] == f"{FILE}:2: no directive 'test_rul'; test_url, most likely"
    assert rules.remarks[1].startswith(f"{FILE}:3: a step is missing")


@given(st.lists(st.sampled_from(sorted(KNOWN)) | st.text(max_size=20), max_size=12).map(":".join))
def test_no_file_is_too_broken_to_read(text: str) -> None:
    parse_rules(text, FILE)
