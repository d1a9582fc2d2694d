"""What a page says of itself outside its text, the most trusted first."""

from __future__ import annotations

import pytest

from scraper.read import open_page, read
from scraper.types import Page


def values(field: str, markup: str) -> list[str]:
    return list(read(open_page(Page(None, markup.encode(), "text/html")), None).values(field))


LD = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "In data"}</script>'
OG = '<meta property="og:title" content="In a card">'
TWITTER = '<meta name="twitter:title" content="In a tweet">'
VISIBLE = '<h1 itemprop="headline">In<br>print</h1>'


def test_a_headline_is_trusted_by_where_it_stands_not_by_where_it_comes_first() -> None:
    markup = f"<head>{TWITTER}{OG}{LD}</head><body>{VISIBLE}"
    assert values("headline", markup) == ["In data", "In a card", "In a tweet", "In print"]


def test_a_time_for_articles_is_trusted_before_a_time_for_anything() -> None:
    markup = (
        '<meta name="date" content="2024-05-09">'
        '<meta property="article:published_time" content="2024-05-01T08:00:00Z">'
    )
    assert values("published", markup) == ["2024-05-01T08:00:00Z", "2024-05-09"]


@pytest.mark.parametrize(
    "meta",
    [
        '<meta name="AUTHOR" content="Ana Ruiz">',
        '<meta property="fb:pages" name="author" content=" Ana \n Ruiz ">',
        '<meta itemprop="author" content="Ana Ruiz">',
        '<meta name="author" value="Ana Ruiz">',
        '<meta name="author" content="Ana Ruiz" value="1">',
    ],
)
def test_a_meta_element_is_known_by_any_of_its_keys(meta: str) -> None:
    assert values("authors", meta) == ["Ana Ruiz"]


@pytest.mark.parametrize(
    "meta",
    ['<meta name="author">', '<meta name="author" content=" ">', '<meta content="Ana Ruiz">'],
)
def test_a_meta_element_without_a_key_or_content_says_nothing(meta: str) -> None:
    assert values("authors", meta) == []


def test_a_meta_element_that_was_escaped_twice_is_read() -> None:
    assert values("deck", '<meta name="description" content="Rain &amp;amp; snow">') == [
        "Rain & snow"
    ]


def test_the_title_is_the_pages_own() -> None:
    assert values("title", "<title>Bridge\n reopens</title><svg><title>Logo</title>") == [
        "Bridge reopens"
    ]


def test_the_title_of_a_drawing_is_not_the_pages() -> None:
    assert values("title", "<body><svg><title>Logo</title></svg><p>Rain fell.") == []


def test_a_picture_is_named_by_a_card_of_any_make_and_by_a_link() -> None:
    markup = (
        '<link rel="image_src" href="/link.jpg"><meta name="twitter:image:src" value="/tweet.jpg">'
        '<meta property="og:image:secure_url" content="/card.jpg"><link rel="icon" href="/i.png">'
    )
    assert values("lead_image", markup) == ["/card.jpg", "/tweet.jpg", "/link.jpg"]


def test_links_and_language_are_told() -> None:
    markup = '<html lang="de"><link rel="Canonical" href=" /bruecke "><link rel="icon" href="/i">'
    assert values("canonical_url", markup) == ["/bruecke"]
    assert values("language", markup) == ["de"]


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<a rel="author" href="/ana">Ana Ruiz</a>', "Ana Ruiz"),
        ('<p itemprop="author"><b itemprop="name">Ana Ruiz</b> Staff reporter</p>', "Ana Ruiz"),
        ('<p itemprop="author"><meta itemprop="name" content="Ana Ruiz">A. R.</p>', "Ana Ruiz"),
        ('<p itemprop="author">Ana<script>x()</script> <i hidden>Follow</i>Ruiz</p>', "Ana Ruiz"),
    ],
)
def test_an_author_marked_in_the_text_is_told_by_name_alone(markup: str, name: str) -> None:
    assert values("authors", markup) == [name]


def test_times_in_the_text_are_told_apart_by_what_they_are_called() -> None:
    markup = (
        '<time datetime="2024-05-03">3 May</time>'
        '<time itemprop="dateModified" datetime="2024-05-02">2 May</time>'
        '<time itemprop="datePublished" datetime="2024-05-01">1 May</time><time>today</time>'
    )
    assert values("time", markup) == ["2024-05-03"]
    assert values("modified", markup) == ["2024-05-02"]
    assert values("published", markup) == ["2024-05-01"]


def test_writers_of_other_stories_further_down_are_not_told() -> None:
    link = '<a rel="author">%s</a>'
    head = f"<header><p>{link % 'Ana Ruiz'} {link % 'Li Wei'}</p></header>"
    card = f"<aside><div><div><p>{link % 'Tom Okafor'}</p></div></div></aside>"
    assert values("authors", f"<main><article>{head}</article>{card}</main>") == [
        "Ana Ruiz", "Li Wei",
    ]  # fmt: skip


def test_an_element_that_says_author_twice_says_it_once() -> None:
    assert values("authors", '<a rel="author" itemprop="author">Ana Ruiz</a>') == ["Ana Ruiz"]
