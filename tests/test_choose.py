"""One value for each field, and where it came from."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from scraper.choose import absolute, strip_site_name
from tests.desk import HEADLINE, STORY, article, page, paragraphs

URL = "https://gazette.example/harbor/a"


def ld(**values: object) -> str:
    made = json.dumps({"@type": "NewsArticle", **values})
    return f'<script type="application/ld+json">{made}</script>'


def meta(**values: str) -> str:
    """Meta elements; "__" in a key is a colon."""
    line = '<meta property="%s" content="%s">'
    return "".join(line % (key.replace("__", ":"), value) for key, value in values.items())


# -- headline -----------------------------------------------------------------------------------


def test_the_headline_that_is_seen_beats_what_the_page_says_of_itself() -> None:
    made = article(page(head=ld(headline="You won't believe this bridge")))
    assert made.headline == HEADLINE
    assert made.provenance["headline"] == "news/headline at body > article > h1"


def test_without_a_visible_headline_structured_data_gives_it() -> None:
    made = article(ld(headline=HEADLINE) + meta(og__title="Bridge!") + paragraphs(*STORY))
    assert (made.headline, made.provenance["headline"]) == (HEADLINE, "@ld headline")


def test_a_title_is_the_last_resort_and_loses_the_papers_name() -> None:
    made = article(f"<title>{HEADLINE} | The Harbor Gazette</title>{paragraphs(*STORY)}")
    assert (made.headline, made.provenance["headline"]) == (HEADLINE, "title")


@pytest.mark.parametrize(
    ("title", "site", "headline"),
    [
        ("Bridge reopens | The Gazette", "The Gazette", "Bridge reopens"),
        ("Bridge reopens - The Gazette", "The Gazette", "Bridge reopens"),
        ("The Gazette: Bridge reopens", "The Gazette", "The Gazette: Bridge reopens"),
        ("The Gazette | Bridge reopens", "The Gazette", "Bridge reopens"),
        ("The harbor bridge is open again | Gazette", None, "The harbor bridge is open again"),
        ("Ferry fares - what changes in June", None, "Ferry fares - what changes in June"),
        ("Rain-soaked harbor", "The Gazette", "Rain-soaked harbor"),
    ],
)
def test_a_title_without_the_name_of_its_site(title: str, site: str | None, headline: str) -> None:
    assert strip_site_name(title, site) == headline


# -- authors ------------------------------------------------------------------------------------


def test_authors_of_structured_data_come_first() -> None:
    head = ld(author=[{"@type": "Person", "name": name} for name in ("Ana Ruiz", "Li Wei")])
    made = article(page(head=head, before="<p>By Tom Okafor</p>"))
    assert made.authors == ("Ana Ruiz", "Li Wei")
    assert made.provenance["authors"].startswith("@ld author")


def test_a_paper_that_names_itself_as_author_is_passed_over_for_the_byline() -> None:
    head = ld(author={"name": "The Harbor Gazette"}) + meta(og__site_name="The Harbor Gazette")
    assert article(page(head=head, before="<p>By Tom Okafor</p>")).authors == ("Tom Okafor",)


def test_the_byline_is_kept_as_printed_beside_the_names() -> None:
    made = article(page(before="<p>By Tom Okafor and Li Wei</p>"))
    assert (made.byline, made.authors) == ("By Tom Okafor and Li Wei", ("Tom Okafor", "Li Wei"))


def test_the_bio_names_the_author_where_nothing_else_does() -> None:
    made = article(page(after="<p>Ana Ruiz covers the harbor district for the Gazette.</p>"))
    assert (made.authors, made.provenance["authors"]) == (("Ana Ruiz",), "bio")


def test_a_story_without_byline_has_no_authors_and_says_nothing_of_them() -> None:
    made = article(page())
    assert (made.authors, made.byline) == ((), None)
    assert "authors" not in made.provenance


# -- dates --------------------------------------------------------------------------------------


def test_a_date_with_a_time_is_aware() -> None:
    made = article(page(head=ld(datePublished="2024-05-03T10:15:00+02:00")))
    assert made.published == datetime.fromisoformat("2024-05-03T10:15:00+02:00")


def test_a_time_in_utc_is_aware_too() -> None:
    made = article(page(head=ld(datePublished="2024-05-03T10:15:00Z")))
    assert made.published == datetime(2024, 5, 3, 10, 15, tzinfo=UTC)


def test_a_page_that_gives_no_time_gives_a_day() -> None:
    made = article(page(head=ld(datePublished="2024-05-03")))
    assert made.published == date(2024, 5, 3)
    assert not isinstance(made.published, datetime)


def test_a_date_that_is_seen_counts_where_the_page_says_nothing_else() -> None:
    made = article(page(before="<p>Published 3 May 2024</p>"))
    assert made.published == date(2024, 5, 3)
    assert made.provenance["published"].startswith("news/timestamp at ")


def test_structured_data_beats_the_date_that_is_seen() -> None:
    made = article(page(head=ld(datePublished="2024-05-02"), before="<p>Published 3 May 2024</p>"))
    assert made.published == date(2024, 5, 2)


def test_a_date_that_is_none_is_passed_over() -> None:
    head = ld(datePublished="soon") + meta(article__published_time="2024-05-03")
    assert article(page(head=head)).published == date(2024, 5, 3)


def test_a_date_in_the_story_is_not_its_date() -> None:
    made = article(page(inside="<p>The council met on 3 May 2024 and voted for the ramps.</p>"))
    assert made.published is None


def test_the_day_of_a_change_is_kept_apart() -> None:
    made = article(page(head=ld(datePublished="2024-05-03", dateModified="2024-05-04")))
    assert (made.published, made.modified) == (date(2024, 5, 3), date(2024, 5, 4))


# -- section, tags, links -----------------------------------------------------------------------


def test_a_section_that_says_nothing_is_none() -> None:
    assert article(page(head=meta(article__section="News"))).section is None
    assert article(page(head=meta(article__section="Harbor"))).section == "Harbor"


def test_tags_come_from_one_source_once_each() -> None:
    head = ld(keywords="ferries, harbor, ferries") + '<meta name="keywords" content="paper, news">'
    assert article(page(head=head)).tags == ("ferries", "harbor")


def test_links_are_made_absolute() -> None:
    made = article(page(head='<link rel="canonical" href="/harbor/b">'), url=URL)
    assert made.canonical_url == "https://gazette.example/harbor/b"


def test_a_link_that_is_no_web_address_is_dropped() -> None:
    made = article(page(head=meta(og__image="data:image/png;base64,AAAA")), url=URL)
    assert made.lead_image is None


@pytest.mark.parametrize(
    ("url", "full"),
    [
        ("a.jpg", "https://gazette.example/harbor/a.jpg"),
        ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
        (" https://cdn.example/a.jpg ", "https://cdn.example/a.jpg"),
        ("javascript:void(0)", None),
        ("http://[::1", None),
    ],
)
def test_an_address_is_read_against_the_pages_own(url: str, full: str | None) -> None:
    assert absolute(URL, url) == full


def test_a_relative_address_without_a_page_is_none() -> None:
    assert absolute(None, "a.jpg") is None


def test_the_lead_image_is_the_pages_choice_else_the_first_of_the_story() -> None:
    picture = "<figure><img src='/ferry.jpg'></figure>"
    head = meta(og__image="https://cdn.example/lead.jpg")
    chosen = article(page(head=head, inside=picture), url=URL)
    first = article(page(inside=picture), url=URL)
    assert chosen.lead_image == "https://cdn.example/lead.jpg"
    assert first.lead_image == "https://gazette.example/ferry.jpg"
