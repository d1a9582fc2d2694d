"""Atom and RSS: as their specifications say, and read back by others."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from scraper.fetch.discover.feed import parse_feed
from scraper.types import Article, Caption
from tests.edition.binding import (
    ATOM,
    FEED_URL,
    NOTE,
    RAIN,
    SNOW,
    XHTML,
    atom,
    book,
    bound,
    check_atom,
    rss,
    texts,
)
from tests.test_write import BRIDGE, tags_of
from tests.test_write_inert import everywhere, hostile_texts


def test_an_atom_feed_is_as_its_rfc_says():
    for articles in ((), (RAIN,), (RAIN, SNOW, NOTE), (NOTE,), (BRIDGE, Article(headline="Bare"))):
        check_atom(atom(*articles))


def test_an_entry_says_what_the_article_says():
    (entry,) = atom(RAIN).findall(f"{ATOM}entry")
    assert texts(entry, "a:title") == ["Rain & wind"]
    assert texts(entry, "a:summary") == ["It fell on <Tuesday>"]
    assert texts(entry, "a:author/a:name") == ["Ana Ruiz", "Li Wei"]
    assert texts(entry, "a:published") == ["2024-05-02T06:30:00Z"]
    assert texts(entry, "a:updated") == ["2024-05-03T08:00:00Z"]
    terms = [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert terms == ["Weather", "rain", "wind"]
    assert texts(entry, f"a:content/{XHTML}div/{XHTML}p") == RAIN.text.split("\n\n")


def test_a_feed_begins_with_the_newest_and_ends_with_those_without_a_date():
    assert texts(atom(NOTE, RAIN, SNOW), "a:entry/a:title") == ["Snow", "Rain & wind", "Note"]


def test_an_entry_without_a_date_is_no_newer_than_those_that_have_one():
    feed = atom(NOTE, RAIN)
    assert texts(feed, "a:entry/a:updated")[1] == "2024-05-02T06:30:00Z"
    assert len(texts(feed, "a:entry/a:published")) == 1
    assert texts(feed, "a:updated") == ["2024-05-03T08:00:00Z"]


def test_the_clock_is_asked_only_where_no_article_has_a_date():
    assert texts(atom(NOTE), "a:updated") == ["2026-01-01T00:00:00Z"]
    assert texts(atom(NOTE, fetched_at="2024-05-01T08:00:00+00:00"), "a:updated") == [
        "2024-05-01T08:00:00Z"
    ]


def test_an_entry_keeps_its_id_when_the_article_is_exported_again():
    assert texts(atom(RAIN, NOTE), "a:entry/a:id") == texts(atom(NOTE, RAIN), "a:entry/a:id")
    with_address, without = texts(atom(RAIN, NOTE), "a:entry/a:id")
    assert with_address == RAIN.url
    assert without.startswith("urn:uuid:")


def test_an_article_without_authors_is_signed_by_its_site():
    assert texts(atom(SNOW), "a:entry/a:author/a:name") == ["gazette.example"]
    assert texts(atom(NOTE), "a:entry/a:author/a:name") == ["Unknown"]


def test_a_feed_says_where_it_is_if_it_was_told():
    links = [(link.get("rel"), link.get("href")) for link in atom(RAIN).findall(f"{ATOM}link")]
    assert links == [("self", FEED_URL), ("alternate", "https://gazette.example/")]
    unsaid = etree.fromstring(bound("atom", RAIN, address=None))
    assert unsaid.find(f"{ATOM}link[@rel='self']") is None
    check_atom(unsaid)


def test_a_picture_is_linked_by_its_whole_address_and_never_loaded():
    written = bound("atom", RAIN).decode()
    assert 'href="https://gazette.example/quay.jpg"' in written
    assert "<img" not in written


def test_an_rss_feed_is_as_its_specification_says():
    names = {"content": "http://purl.org/rss/1.0/modules/content/",
             "dc": "http://purl.org/dc/elements/1.1/"}  # fmt: skip
    root = rss(RAIN, NOTE)
    (channel,) = root
    assert (root.tag, root.get("version"), channel.tag) == ("rss", "2.0", "channel")
    for name in ("title", "link", "description"):
        assert len(texts(channel, name)) == 1
    rain, note = channel.findall("item")
    assert (rain.findtext("title"), rain.findtext("link")) == ("Rain & wind", RAIN.url)
    assert parsedate_to_datetime(rain.findtext("pubDate") or "") == RAIN.published
    assert [e.text for e in rain.findall("dc:creator", names)] == list(RAIN.authors)
    content = rain.findtext("content:encoded", "", names)
    assert "<p>It rained on Tuesday.</p>" in content
    guids = [item.find("guid") for item in (rain, note)]
    assert [guid.get("isPermaLink") for guid in guids if guid is not None] == ["true", "false"]
    assert note.find("pubDate") is None


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_our_own_reader_of_feeds_finds_what_was_written(kind):
    found = parse_feed(bound(kind, RAIN, SNOW), FEED_URL)
    assert [(f.url, f.title) for f in found] == [
        ("https://gazette.example/snow", "Snow"),
        ("https://gazette.example/rain", "Rain & wind"),
    ]
    assert found[0].modified == datetime(2024, 5, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_feed_reader_of_others_finds_what_was_written(kind):
    feedparser = pytest.importorskip("feedparser")
    feed = feedparser.parse(bound(kind, RAIN, SNOW))
    assert not feed.bozo
    assert feed.version == {"atom": "atom10", "rss": "rss20"}[kind]
    _, rain = feed.entries
    assert (rain.title, rain.link, rain.id) == ("Rain & wind", RAIN.url, RAIN.url)
    assert rain.published_parsed[:5] == (2024, 5, 2, 6, 30)
    assert [author.name for author in rain.authors if author.get("name")] == [*RAIN.authors]
    assert [tag.term for tag in rain.tags] == ["Weather", "rain", "wind"]
    assert rain.summary in (RAIN.deck, "It fell on &lt;Tuesday&gt;")  # RSS's is HTML
    text = re.sub("<[^>]+>", " ", rain.content[0].value)
    assert " ".join(text.split()).startswith("It rained on Tuesday. It stopped on Friday.")


@given(st.text(), st.text(), st.datetimes() | st.dates() | st.none())
def test_any_text_and_any_date_make_a_feed_and_a_book_that_are_well_formed(words, more, when):
    strange = Article(url=words, headline=words, deck=more, text=f"{words}\n\n{more}",
                      authors=(words, more), tags=(more,), language=words, site=more,
                      published=when, captions=(Caption(words, more, more),))  # fmt: skip
    check_atom(atom(strange))
    rss(strange)
    for name, text in book(strange).items():
        if name != "mimetype" and not name.endswith(".css"):
            etree.fromstring(text.encode())


def test_hostile_text_stays_text_in_feeds_and_books():
    known = {name for name, _ in tags_of(bound("atom", everywhere("rain")).decode())}
    for text in hostile_texts():
        check_atom(atom(everywhere(text)))
        (item,) = rss(everywhere(text)).iter("item")
        for part in item:
            if part.tag == "description" or part.tag.endswith("}encoded"):
                assert {tag for tag, _ in tags_of(part.text or "")} <= {*known, "a", "br"}, text
        (written,) = (t for n, t in book(everywhere(text)).items() if n.endswith("1.xhtml"))
        allowed = {"html", "head", "title", "link", "body", "article", "header", "h1", "h2", "p",
                   "time", "a", "span", "figure", "figcaption", "small", "blockquote", "ul", "li",
                   "table", "tr", "td", "br"}  # fmt: skip
        tags = {str(e.tag).removeprefix(XHTML) for e in etree.fromstring(written.encode()).iter()}
        assert tags <= allowed, text
