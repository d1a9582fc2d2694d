"""One Site out of a site's file, its family's, and the layout of the day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scraper import Config, Page, extract, load_config
from scraper.config import Site, host_of
from scraper.types import Label
from tests.desk import HEADLINE, STORY, article, page, paragraphs, role, write_rules

URL = "https://gazette.example/a"
FAMILY = """
    name = "A paper"
    language = "de"
    [body]
    root = [".family-story"]
    [fields]
    headline = ["h1.family"]
    [blocks]
    share = [".family-share"]
    caption = [".family-caption"]
    [expect]
    require = ["headline"]
"""
SITE = """
    name = "The Gazette"
    family = "presskit"
    timezone = "Europe/Berlin"
    [body]
    root = [".site-story"]
    [fields]
    headline = ["h1.site"]
    deck = ["h2.site"]
    [blocks]
    share = [".site-share"]
    [expect]
    require = ["headline", "authors"]
    [[layout]]
    until = 2012-01-01
    [layout.blocks]
    caption = [".oldest-caption"]
    [[layout]]
    until = 2016-01-01
    [layout.body]
    root = [".older-story"]
    [layout.blocks]
    caption = [".older-caption"]
"""


def selectors(site: Site, label: Label) -> list[str]:
    return [rule.css for given, rule in site.blocks if given is label]


@pytest.fixture(name="rules")
def _rules(tmp_path: Path) -> Config:
    return write_rules(tmp_path, sites__gazette_example=SITE, family__presskit=FAMILY)


def test_the_sites_own_entries_come_before_its_familys(rules: Config) -> None:
    site = rules.site(URL)
    assert site is not None
    assert [rule.css for rule in site.root] == [".site-story", ".family-story"]
    assert [source.css for source in site.fields["headline"]] == ["h1.site", "h1.family"]
    assert selectors(site, Label.SHARE) == [".site-share", ".family-share"]


def test_what_the_site_does_not_say_its_family_does(rules: Config) -> None:
    site = rules.site(URL)
    assert site is not None
    assert (site.name, site.language, site.timezone) == ("The Gazette", "de", "Europe/Berlin")
    assert selectors(site, Label.CAPTION) == [".family-caption"]


def test_expected_fields_are_those_of_both_once_each(rules: Config) -> None:
    site = rules.site(URL)
    assert site is not None
    assert site.expect.require == ("headline", "authors")


@pytest.mark.parametrize(
    ("year", "captions"),
    [
        (2010, [".oldest-caption", ".family-caption"]),
        (2014, [".older-caption", ".family-caption"]),
        (2020, [".family-caption"]),
    ],
)
def test_the_layout_is_that_of_the_day_a_page_was_fetched(
    rules: Config, year: int, captions: list[str]
) -> None:
    site = rules.site(URL, datetime(year, 6, 1, tzinfo=UTC))
    assert site is not None
    assert selectors(site, Label.CAPTION) == captions


def test_a_layout_ends_before_its_day(rules: Config) -> None:
    site = rules.site(URL, datetime(2016, 1, 1, tzinfo=UTC))
    assert site is not None
    assert ".older-caption" not in selectors(site, Label.CAPTION)


def test_a_page_without_a_fetch_date_has_the_newest_layout(rules: Config) -> None:
    site = rules.site(URL)
    assert site is not None
    assert site.root[0].css == ".site-story"


def test_a_layout_labels_the_pages_of_its_time(rules: Config) -> None:
    line = "A ferry passes the old quay at dusk"
    markup = page(inside=f"<p class='older-caption'>{line}</p>")
    for year, is_caption in ((2014, True), (2020, False)):
        fetched = datetime(year, 1, 2, tzinfo=UTC)
        made = extract(Page(URL, markup.encode(), fetched_at=fetched), rules)
        assert (role(made, line) is Label.CAPTION) is is_caption


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/a",
        "http://www.gazette.example/a?b=c#d",
        "https://GAZETTE.example:8443/a",
        "https://amp.gazette.example/a",
    ],
)
def test_a_site_is_found_by_its_host_and_that_of_its_subdomains(rules: Config, url: str) -> None:
    site = rules.site(url)
    assert site is not None
    assert site.host == "gazette.example"


@pytest.mark.parametrize(
    "url",
    [None, "", "not a url", "https://example/a", "https://mygazette.example/a", "http://[::1/"],
)
def test_another_host_is_another_site(rules: Config, url: str | None) -> None:
    assert rules.site(url) is None


def test_a_subdomain_may_have_a_file_of_its_own(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path, sites__gazette_example="name = 'A'", sites__sport_gazette_example="name = 'B'"
    )
    names = [rules.site(f"https://{h}gazette.example/") for h in ("", "sport.", "news.")]
    assert [site and site.name for site in names] == ["A", "B", "A"]


def test_without_sites_only_the_generic_rules_apply(rules: Config) -> None:
    generic = load_config(rules.folder, use_sites=False)
    assert generic.site(URL) is None
    markup = page(inside=f"<div class='site-share'>{paragraphs(STORY[0].upper())}</div>")
    assert role(article(markup, rules, URL), STORY[0].upper()) is Label.SHARE
    assert role(article(markup, generic, URL), STORY[0].upper()) is Label.BODY


def test_the_sites_own_field_beats_the_headline_that_is_seen(rules: Config) -> None:
    head = page(below="<h1 class='site'>Bridge opens again</h1>")
    made = article(head, rules, URL)
    assert made.headline == "Bridge opens again"
    assert made.provenance["headline"] == "gazette.example/headline h1.site"
    assert article(head).headline == HEADLINE


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://WWW.Paper.Example./x", "paper.example"), ("paper.example/x", ""), (None, "")],
)
def test_a_host_is_in_lower_case_without_www(url: str | None, host: str) -> None:
    assert host_of(url) == host
