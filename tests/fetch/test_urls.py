"""What a URL names: read as browsers do, refused with a reason, and told apart or not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.fetch.faults import Fault
from scraper.fetch.urls import MAX_CHARS, canonical, host_of, join, key, origin_of
from scraper.types import Reason

PAGE = "https://gazette.example/news/bridge.html?page=2#top"


def why_not(url: str) -> str:
    """The detail of the refusal."""
    with pytest.raises(Fault) as caught:
        canonical(url)
    assert caught.value.reason == Reason.BAD_URL
    return caught.value.detail


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://gazette.example", "https://gazette.example/"),
        ("HTTP://Gazette.EXAMPLE:80/a", "http://gazette.example/a"),
        ("https://gazette.example:443/a", "https://gazette.example/a"),
        ("http://gazette.example:443/a", "http://gazette.example:443/a"),
        ("https://gazette.example/a/./b/../c", "https://gazette.example/a/c"),
        ("https://gazette.example\\a\\b", "https://gazette.example/a/b"),
        ("\x00 \r\n https://gazette.example/a\t\nb \x1f", "https://gazette.example/ab"),
        ("ht\ntps://gazette.example/", "https://gazette.example/"),
        ("https://gazette.example/a#b#c", "https://gazette.example/a"),
        ("https://gazette.example/a?b#", "https://gazette.example/a?b"),
        ("https://müller.example/straße", "https://xn--mller-kva.example/stra%C3%9Fe"),
        ("https://ａｂｃ.example/", "https://abc.example/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://[0:0::1]:80/", "http://[::1]/"),
        ("https://ana@gazette.example/", "https://gazette.example/"),
        ("https://gazette.example/@ana", "https://gazette.example/@ana"),
        ("https://gazette.example?to=ana@b.example", "https://gazette.example/?to=ana@b.example"),
        ("https://gazette.example/\ud800", "https://gazette.example/%EF%BF%BD"),
    ],
)
def test_a_url_is_read_as_browsers_read_it(written: str, read: str) -> None:
    assert canonical(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("www.gazette.example/a", "https://www.gazette.example/a"),
        ("gazette.example", "https://gazette.example/"),
        ("//gazette.example/a", "https://gazette.example/a"),
        (" gazette.example:8443/a?b", "https://gazette.example:8443/a?b"),
        ("gazette.example?page=2", "https://gazette.example/?page=2"),
        ("http.gazette.example/a", "https://http.gazette.example/a"),
        ("gazette.example/a:b@c", "https://gazette.example/a:b@c"),
        ("почта.рф/новости", "https://xn--80a1acny.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("समाचार.भारत", "https://xn--61b3bh3a5ab.xn--h2brj9c/"),
        ("localhost:8000/a", "http://localhost:8000/a"),
        ("localhost", "http://localhost/"),
        ("192.0.2.7/a", "http://192.0.2.7/a"),
    ],
)  # fmt: skip
def test_what_a_list_gives_without_a_scheme_gets_one(written: str, read: str) -> None:
    assert canonical(written) == read


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("ftp://gazette.example/a", "ftp is not http or https"),
        ("FILE:///etc/passwd", "file is not http or https"),
        ("mailto:ana@gazette.example", "mailto is not http or https"),
        ("javascript:alert(1)", "javascript is not http or https"),
        ("tel:5551234", "tel is not http or https"),
        ("C:\\Users\\ana\\page.html", "c is not http or https"),
        ("https://", "no host"),
        ("https:", "no host"),
        ("http://?page=2", "no host"),
        ("https://:8080/", "no host"),
        ("https://ana:secret@gazette.example/", "it holds a password; take it out of the list"),
        ("https://:secret@gazette.example/", "it holds a password; take it out of the list"),
        ("https://gazette.example:99999/", "browsers refuse it: see its host and port"),
        ("https://gaz ette.example/", "browsers refuse it: see its host and port"),
        ("https://gazette%00.example/", "browsers refuse it: see its host and port"),
        ("http://[::1/", "browsers refuse it: see its host and port"),
        ("http://256.256.256.256/", "browsers refuse it: see its host and port"),
        ("/news/bridge.html", "neither a URL nor the name of a site"),
        ("ana@gazette.example", "neither a URL nor the name of a site"),
        ("The bridge reopened on Tuesday.", "neither a URL nor the name of a site"),
        ("bridge", "neither a URL nor the name of a site"),
        ("3.14", "neither a URL nor the name of a site"),
        ("e.g.", "neither a URL nor the name of a site"),
        ("gazette.example," + "https://a.example", "neither a URL nor the name of a site"),
    ],
)
def test_what_is_no_page_of_the_web_is_refused_and_told_why(written: str, why: str) -> None:
    assert why_not(written) == why


def test_a_url_has_at_most_eight_thousand_characters_as_written_and_as_read() -> None:
    longest = "https://gazette.example/".ljust(MAX_CHARS, "a")
    assert canonical(longest) == longest
    assert why_not(longest + "a") == "longer than 8,000 characters"
    assert why_not("https://gazette.example/" + "ü" * 2000) == "longer than 8,000 characters"
    with pytest.raises(Fault, match="bad_url"):
        join(PAGE, "a" * (MAX_CHARS + 1))


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("/a", "https://gazette.example/a"),
        ("a", "https://gazette.example/news/a"),
        ("?page=3", "https://gazette.example/news/bridge.html?page=3"),
        ("#end", "https://gazette.example/news/bridge.html?page=2"),
        ("", "https://gazette.example/news/bridge.html?page=2"),
        ("//other.example/a", "https://other.example/a"),
        ("http://other.example/a", "http://other.example/a"),
        ("https:a", "https://gazette.example/news/a"),
        ("www.other.example/a", "https://gazette.example/news/www.other.example/a"),
        ("../../../a", "https://gazette.example/a"),
    ],
)
def test_a_link_leads_where_browsers_go(link: str, leads_to: str) -> None:
    assert join(PAGE, link) == leads_to


@pytest.mark.parametrize("link", ["mailto:ana@b.example", "javascript:", "data:,a", "http://:1"])
def test_a_link_out_of_the_web_is_a_bad_url(link: str) -> None:
    with pytest.raises(Fault, match="bad_url"):
        join(PAGE, link)


def test_a_base_that_is_no_url_is_a_bad_url() -> None:
    with pytest.raises(Fault, match="bad_url"):
        join("bridge.html", "/a")


def test_the_host_is_what_politeness_is_owed_to() -> None:
    assert host_of("https://gazette.example/a") == "gazette.example"
    assert host_of("https://gazette.example./a") == "gazette.example"
    assert host_of("https://gazette.example.:8443/a") == "gazette.example:8443"
    assert host_of("http://[2001:db8::1]:8080/") == "[2001:db8::1]:8080"
    assert host_of("http://[2001:db8::1]/") == "[2001:db8::1]"


def test_the_origin_is_scheme_and_host() -> None:
    assert origin_of("https://gazette.example/a?b=https://c.example/d") == "https://gazette.example"
    assert origin_of("http://[::1]:8080/a/b") == "http://[::1]:8080"


def wpt_cases(folder: Path) -> list[dict[str, str]]:
    path = folder / "conformance" / "wpt-urltestdata.json"
    if not path.is_file():
        pytest.skip("the URL cases of the web platform's tests are not in the shared folder")
    return [case for case in json.loads(path.read_text("utf-8")) if isinstance(case, dict)]


def wanted(case: dict[str, str]) -> str | None:
    """What we make of a case: its href, less fragment and user; None where we refuse it."""
    if case.get("failure") or case["protocol"] not in ("http:", "https:") or case["password"]:
        return None
    return f"{case['protocol']}//{case['host']}{case['pathname']}{case['search']}"


def test_the_web_platforms_own_cases_come_out_as_in_browsers(shared: Path) -> None:
    cases = wpt_cases(shared)
    missed = []
    for case in cases:
        try:
            got = join(case["base"] or "about:blank", case["input"])
        except Fault:
            got = None
        # "https://a.example/?" keeps its mark in the href, but not in its search
        if (got and got.removesuffix("?")) != wanted(case):
            missed.append(case["input"])
    # Labels that say they are Punycode and are not: the standard came to leave them to DNS in 2025.
    assert len(cases) == 888
    assert len(missed) == 7
    assert all("xn--" in url.lower() for url in missed)


def strings_of(folder: Path) -> list[str]:
    path = folder / "conformance" / "blns.json"
    if not path.is_file():
        pytest.skip("the naughty strings are not in the shared folder")
    return [str(text) for text in json.loads(path.read_text("utf-8"))]


def test_naughty_strings_are_read_or_refused_and_nothing_else(shared: Path) -> None:
    for text in strings_of(shared):
        for url in (text, f"https://{text}", f"https://gazette.example/{text}", f"{text}.example"):
            check_reading(url)


TEXTS = st.one_of(
    st.text(),
    st.text("hHtTpPs:/\\?#@%.[]&=; \t\n\x00aZ09é。\ud800", max_size=40),
    st.text("%0123456789abcdefAB./?=&utm_", max_size=30).map("https://gazette.example/".__add__),
    st.text("aB1.-_é:@%[]", max_size=20).map(lambda host: f"http://{host}/a?b=c"),
)


@given(TEXTS)
@example("https://gazette.example/%%32%65/a")
@example("https://gazette.example./?utm_source=a&&b")
@example("http:.")
@example("http:.0..")
def test_reading_twice_is_reading_once(url: str) -> None:
    check_reading(url)


def check_reading(url: str) -> None:
    try:
        read = canonical(url)
    except Fault as fault:
        assert fault.reason == Reason.BAD_URL  # noqa: PT017 - either outcome will do
        return
    assert canonical(read) == read
    assert key(read) == key(url) == key(key(url))
    assert read.isascii()
    assert origin_of(read).startswith(("http://", "https://"))
    assert "@" not in host_of(read)
    assert host_of(read)


@given(TEXTS, TEXTS)
def test_a_link_is_joined_or_refused_and_nothing_else(base: str, link: str) -> None:
    try:
        joined = join(base, link)
    except Fault:
        return
    assert canonical(joined) == joined
