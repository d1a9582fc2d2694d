"""What an edition sets of an article, and what is the same in all of them."""

from __future__ import annotations

import re

import pytest

from scraper.formats.edition import (
    EDITIONS,
    is_readable,
    make_item,
)
from scraper.formats.markup import web_address
from scraper.formats.record import Record
from scraper.types import Article, Dateline, Entry, Verdict
from tests.edition.binding import ATOM, RAIN, SNOW, XHTML, atom, bound
from tests.test_write import BRIDGE


def test_an_article_with_blocks_has_subheads_lists_and_captions_in_place():
    (entry,) = atom(BRIDGE).findall(f"{ATOM}entry")
    tags = [str(e.tag).removeprefix(XHTML) for e in entry.findall(f"{ATOM}content/{XHTML}div/*")]
    assert tags == ["p", "figure", "h3", "p", "ul", "blockquote", "table"]


def test_one_without_has_paragraphs_then_captions_and_its_dateline_again():
    plain = Article(headline="Rain", text="It rained.\n\nIt stopped.", captions=RAIN.captions,
                    dateline=Dateline("PORT ELLERY (AP) —"))  # fmt: skip
    written = bound("rss", plain).decode().replace("&lt;", "<").replace("&gt;", ">")
    first, second = written.index("<p>PORT ELLERY (AP) — It rained.</p>"), written.index("stopped")
    assert first < second < written.index("<figure><figcaption>The quay")
    assert "<small>Tom Okafor</small>" in written


def test_the_entries_of_a_live_blog_keep_their_headlines():
    blog = Article(headline="Live", text="All day.\n\nNoon\n\nIt rained.\n\nOne\n\nIt stopped.",
                   entries=(Entry("It rained.", "Noon"), Entry("It stopped.", "One")))  # fmt: skip
    assert re.findall("<h2>(.+?)</h2>", bound("atom", blog).decode()) == ["Noon", "One"]


def test_what_nobody_would_read_is_told_from_what_has_little_to_say():
    assert not is_readable(Article())
    assert not is_readable(Article(headline="404", text="Gone.", verdict=Verdict.NOT_ARTICLE))
    assert is_readable(Article(headline="Briefly"))
    assert is_readable(Article(text="No headline."))


def test_an_article_without_a_headline_is_called_by_its_first_words():
    words = Article(text="It rained on Tuesday and it stopped on Friday, the mayor said at noon.")
    assert (
        make_item(Record(words, {})).title == "It rained on Tuesday and it stopped on Friday, the…"
    )
    assert make_item(Record(Article(text="It rained."), {})).title == "It rained."


def test_an_address_is_escaped_where_it_has_to_be_and_otherwise_left():
    assert web_address("https://a.example/x?q=a%20b&c=d#e") == "https://a.example/x?q=a%20b&c=d#e"
    assert web_address("https://a.example/ü|[1]%") == "https://a.example/%C3%BC%7C%5B1%5D%25"
    assert web_address("rain.html", "https://a.example/x/") == "https://a.example/x/rain.html"
    for none in (
        None,
        "",
        "/rain",
        "javascript:alert(1)",
        "http://[",
        "https://a b/",
        "http://x:y/",
    ):
        assert web_address(none) is None


@pytest.mark.parametrize("kind", EDITIONS)
def test_the_same_articles_make_the_same_bytes(kind):
    assert bound(kind, RAIN, SNOW) == bound(kind, SNOW, RAIN)
    assert bound(kind, RAIN) != bound(kind, SNOW)
