"""What a robots.txt asks of whom."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.robots import MAX_BYTES, Rules, product_token

PAGE = "https://gazette.example/bridge"


def rules(text: str | bytes, token: str = "scraper") -> Rules:
    return Rules(text if isinstance(text, bytes) else text.encode(), token)


@pytest.mark.parametrize(
    ("agent", "token"),
    [
        ("scraper", "scraper"),
        ("Scraper/0.1 (+https://gazette.example/bot)", "scraper"),
        ("Gazette_News-bot 2.0", "gazette_news-bot"),
        ("Mozilla/5.0 (compatible; GazetteBot/2.0; +https://gazette.example)", "gazettebot"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "mozilla"),
        ("42", ""),
        ("", ""),
    ],
)
def test_a_user_agent_is_known_by_its_product_token(agent: str, token: str) -> None:
    assert product_token(agent) == token


@pytest.mark.parametrize("name", ["scraper", "SCRAPER", "Scraper/0.1", "scraper news", "*scraper*"])
def test_a_group_for_us_counts_before_the_one_for_everybody(name: str) -> None:
    asked = rules(f"User-agent: *\nDisallow: /\n\nUser-agent: {name}\nDisallow: /archive\n")
    assert asked.allows(PAGE)
    assert not asked.allows("https://gazette.example/archive/1911")


@pytest.mark.parametrize("name", ["scraper-news", "my-scraper", "scrape", "42", ""])
def test_a_group_for_somebody_else_does_not(name: str) -> None:
    assert rules(f"User-agent: {name}\nDisallow: /\n").allows(PAGE)
    assert not rules(f"User-agent: {name}\nAllow: /\n\nUser-agent: *\nDisallow: /").allows(PAGE)


def test_who_has_no_name_is_everybody() -> None:
    assert not rules("User-agent: *\nDisallow: /", token="").allows(PAGE)
    assert rules("User-agent: 42\nDisallow: /", token="").allows(PAGE)


def test_several_agents_share_a_group_and_lines_nobody_knows_do_not_part_them() -> None:
    shared_group = "User-agent: scraper\nContent-signal: search=yes\nUser-agent: other\nDisallow: /"
    assert not rules(shared_group).allows(PAGE)


def test_rules_of_one_agent_in_two_groups_are_joined() -> None:
    twice = (
        "User-agent: scraper\nDisallow: /a\n\nUser-agent: b\nDisallow: /\n\nUser-agent: scraper\n"
    )
    asked = rules(twice + "Disallow: /b\n")
    assert [asked.allows(f"https://gazette.example/{p}") for p in "abc"] == [False, False, True]


@pytest.mark.parametrize(
    "line", ["Disallow /", "disallow:/", "  DISALLOW : / # all", "Dissalow: /", "Disallow:\t/"]
)
def test_a_rule_counts_however_it_is_written(line: str) -> None:
    assert not rules(f"User agent: *\n{line}\n").allows(PAGE)


def test_the_longest_rule_counts_and_of_two_as_long_the_one_that_allows() -> None:
    asked = rules("User-agent: *\nDisallow: /news\nAllow: /news/2026\nAllow: /x\nDisallow: /x\n")
    assert not asked.allows("https://gazette.example/news/1911")
    assert asked.allows("https://gazette.example/news/2026/bridge")
    assert asked.allows("https://gazette.example/x")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(end: str) -> None:
    assert not rules(end.join(["User-agent: *", "Disallow: /bridge", ""])).allows(PAGE)


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /bridge",
        "User-agent: *\nDisallow: /bridge".encode("utf-16"),
        b"# Gr\xfc\xdfe\nUser-agent: *\nDisallow: /bridge",
        b"User-agent: *\nDisallow: /f\xe4hre\nDisallow: /bridge",
    ],
)
def test_bytes_that_are_not_plain_utf8_spoil_nothing(body: bytes) -> None:
    assert not rules(body).allows(PAGE)


def test_a_path_in_another_encoding_means_the_same_path() -> None:
    assert not rules(b"User-agent: *\nDisallow: /f\xe4hre").allows("https://a.example/f%E4hre")


def test_no_more_than_500_kib_are_looked_at_and_no_broken_line() -> None:
    head = b"User-agent: *\nDisallow: /archive\n"
    filling = b"# x\n" * ((MAX_BYTES - len(head) - 12) // 4)
    assert not rules(head + filling + b"\n" * 9).allows("https://a.example/archive")
    cut_in_the_rule = head + filling + b"Disallow: /bridge/closed\n"
    assert len(head + filling + b"Disallow: /") < MAX_BYTES < len(cut_in_the_rule)
    assert rules(cut_in_the_rule).allows(PAGE)
    assert rules(b"#" * MAX_BYTES + b"\nUser-agent: *\nDisallow: /").allows(PAGE)


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        ("Crawl-delay: 10", 10.0),
        ("crawl delay: 2.5", 2.5),
        ("Crawl-delay: 86400", 60.0),
        ("Crawl-delay: 0", 0.0),
        ("Request-rate: 1/5", 5.0),
        ("Request-rate: 30/1m 0900-1700", 2.0),
        ("Request-rate: 1/5\nCrawl-delay: 10", 10.0),
        ("Request-rate: 1/1d", 60.0),
        ("Crawl-delay: soon", None),
        ("Crawl-delay: -1", None),
        ("Crawl-delay: inf", None),
        ("Request-rate: 0/0", None),
        ("Disallow: /", None),
    ],
)
def test_the_delay_a_site_asks_for_is_kept_to_a_minute(lines: str, delay: float | None) -> None:
    assert rules(f"User-agent: *\n{lines}\n").delay == delay


def test_a_delay_asked_of_somebody_else_is_not_ours() -> None:
    assert rules("User-agent: other\nCrawl-delay: 10\n\nUser-agent: *\nDisallow:\n").delay is None


def test_sitemaps_stand_anywhere_and_part_no_group() -> None:
    text = "Sitemap: /one.xml\nUser-agent: other\nSitemap /two.xml\nUser-agent: *\nDisallow: /\n"
    asked = rules(text + "site-map: /one.xml")
    assert asked.sitemaps == ("/one.xml", "/two.xml")
    assert not asked.allows(PAGE)


@given(st.binary(max_size=400), st.text(max_size=30))
def test_no_file_is_too_strange_to_read(body: bytes, path: str) -> None:
    asked = rules(b"User-agent: *\n" + body)
    assert asked.allows(f"https://gazette.example/{path}") in (True, False)
    assert asked.delay is None or 0 <= asked.delay <= 60


# Made of the words that matter, where bytes at random would hold none.
_WORDS = ("User-agent: ", "*", "scraper", "other", "Disallow: ", "/", "Allow: ", "a", "\n", "Foo: ")


@given(st.lists(st.sampled_from(_WORDS), max_size=40).map("".join))
def test_who_is_not_named_is_treated_as_everybody_else(text: str) -> None:
    if "scraper" not in text:
        assert rules(text).allows(PAGE) == rules(text, "unheard-of").allows(PAGE)


def test_a_file_of_thousands_of_agents_times_thousands_of_rules_is_read_in_no_time() -> None:
    agents = "".join(f"User-agent: a{number}\n" for number in range(17_000))
    begun = time.process_time()
    assert rules(agents + "Allow: /\n" * 30_000).allows(PAGE)
    assert time.process_time() - begun < 1.0  # half a billion rules would take minutes


# What Google's own tests expect and we do otherwise, and why.
_MISSES = {
    ("GoogleOnly_AcceptUserAgentUpToFirstSpace", "Foo Bar", "http://foo.bar/x/y"): (
        'asks as "Foo Bar", which is no product token; ours would be cut to "Foo" beforehand'
    ),
    ("ID_Encoding", "FooBot", "http://foo.bar/foo/bar/ツ"): (
        "asks for a URL that is not escaped; we only ask for canonical ones, which are"
    ),
    ("ID_Encoding", "FooBot", "http://foo.bar/foo/bar/baz"): (
        "Google leaves %62%61%7A alone; RFC 9309, section 2.2.2, has it match baz, as Protego does"
    ),
}


def test_googles_own_cases_come_out_as_with_google(shared: Path) -> None:
    path = shared / "conformance" / "robots_cases.json"
    if not path.is_file():
        pytest.skip("Google's cases are not in the shared folder")
    cases = json.loads(path.read_text("utf-8"))
    missed = [
        (case, agent, url)
        for case, text, agent, url, allowed in cases
        # A character of a case stands for a byte of the file.
        if Rules(text.encode("latin-1"), product_token(agent)).allows(url) != allowed
    ]
    assert set(missed) == set(_MISSES)
    assert (len(cases), len(missed)) == (142, 4)  # 138, where Protego alone has 130
