"""What a feed names: RSS of every age, Atom, JSON Feed."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from scraper.fetch.discover.feed import parse_feed
from scraper.fetch.discover.found import Found
from scraper.fetch.faults import Fault
from scraper.types import Reason

AT = "https://gazette.example/feeds/news.xml"
BRIDGE = "https://gazette.example/bridge"
NOON = datetime(2026, 5, 6, 12, tzinfo=UTC)
STORY = Found(BRIDGE, NOON, "Bridge reopens")

RSS_2 = f"""<?xml version="1.0"?><rss version="2.0"><channel>
  <title>The Gazette</title><link>https://gazette.example/</link><pubDate>today</pubDate>
  <image><url>/logo.png</url><link>https://gazette.example/logo</link></image>
  <item><title>Bridge reopens</title><link>{BRIDGE}</link><guid>{BRIDGE}?p=7</guid>
    <pubDate>Wed, 06 May 2026 12:00:00 GMT</pubDate></item>
</channel></rss>"""

RSS_091 = f"""<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
  "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><item><title>Bridge reopens</title><link>{BRIDGE}</link>
<pubDate>06 May 26 12:00 GMT</pubDate></item></channel></rss>"""

RSS_1 = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="/"><items><rdf:Seq><rdf:li rdf:resource="{BRIDGE}"/></rdf:Seq></items>
  </channel>
  <item rdf:about="{BRIDGE}"><title>Bridge reopens</title><link>{BRIDGE}</link>
  <dc:title>Another</dc:title><dc:date>2026-05-06T14:00+02:00</dc:date></item></rdf:RDF>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gazette</title>
  <link href="https://gazette.example/"/><updated>2020-01-01T00:00:00Z</updated>
  <entry><id>urn:7</id><title type="html">&lt;b&gt;Bridge&lt;/b&gt; reopens</title>
  <link rel="self" href="/feeds/7"/><link rel="enclosure" href="/a.mp3"/>
  <link rel="alternate" type="application/json" href="/7.json"/>
  <link rel="alternate" type="text/html" href="{BRIDGE}"/><link href="/second"/>
  <source><title>The Herald</title><link href="https://herald.example/"/></source>
  <published>2026-05-01T12:00:00Z</published><updated>2026-05-06T12:00:00Z</updated></entry></feed>"""

ATOM_03 = f"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>
  <title>Bridge reopens</title><link rel="alternate" type="text/html" href="{BRIDGE}"/>
  <issued>2026-05-01T12:00:00Z</issued><modified>2026-05-06T12:00:00Z</modified></entry></feed>"""

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "home_page_url": "https://gazette.example/",
        "items": [
            {
                "id": "7",
                "url": BRIDGE,
                "external_url": "https://herald.example/",
                "title": "Bridge reopens",
                "date_published": "2026-05-06T12:00:00Z",
            }
        ],
    }
)


@pytest.mark.parametrize("body", [RSS_2, RSS_091, RSS_1, ATOM, ATOM_03, JSON, "\ufeff" + JSON])
def test_every_kind_of_feed_names_its_stories_and_nothing_else(body: str) -> None:
    assert parse_feed(body.encode(), AT) == (STORY,)


def links(item: str, *, around: str = "") -> list[str]:
    spaces = (
        'xmlns:atom="http://www.w3.org/2005/Atom" '
        'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    )
    body = f"<rss {spaces} {around}><channel><item>{item}</item></channel></rss>"
    return [found.url for found in parse_feed(body.encode(), AT)]


@pytest.mark.parametrize(
    "item",
    [
        f"<guid>{BRIDGE}</guid>",
        f'<guid isPermaLink="true">{BRIDGE}</guid><link></link>',
        f"<link><![CDATA[{BRIDGE}]]></link>",
        f'<atom:link rel="self" href="/7.xml"/><link>{BRIDGE}</link>',
        f'<atom:link href="{BRIDGE}"/>',
        f"<link>https://count.example/7</link><feedburner:origLink>{BRIDGE}</feedburner:origLink>",
        f"<link>{BRIDGE}#comments</link>",
        "<link>/bridge</link>",
        "<link>../bridge</link>",
        f"<description><![CDATA[<link>https://a.example/</link>]]></description><link>{BRIDGE}</link>",
    ],
)
def test_a_storys_own_address_is_found(item: str) -> None:
    assert links(item) == [BRIDGE]


@pytest.mark.parametrize(
    "item",
    [
        f'<guid isPermaLink="false">{BRIDGE}</guid>',
        "<guid>7</guid>",
        "<title>Bridge</title>",
        '<atom:link rel="self" href="/7.xml"/>',
        f'<enclosure url="{BRIDGE}.mp3"/>',
        "<link>mailto:ana@gazette.example</link>",
        f"<source><link>{BRIDGE}</link></source>",
    ],
)
def test_what_is_not_a_storys_address_is_not_taken_for_one(item: str) -> None:
    assert links(item) == []


def test_relative_links_are_joined_to_the_base_around_them() -> None:
    based = 'xml:base="https://herald.example/news/"'
    assert links("<link>bridge</link>", around=based) == ["https://herald.example/news/bridge"]
    may = '<entry xml:base="may/"><link href="a"/></entry>'
    nested = f'<feed {based}>{may}<entry><link href="b"/></entry></feed>'
    assert [found.url for found in parse_feed(nested.encode(), AT)] == [
        "https://herald.example/news/may/a",
        "https://herald.example/news/b",
    ]
    assert links("<link>/bridge</link>", around='xml:base="mailto:ana@b.example"') == [BRIDGE]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Bridge &amp;amp; ferry", "Bridge & ferry"),
        ("Bridge&nbsp;&mdash; open", "Bridge — open"),
        ("Bridge & ferry", "Bridge & ferry"),
        ("<![CDATA[Bridge <i>&amp;</i> ferry]]>", "Bridge & ferry"),
        ("5 &lt; 6 &gt; 4", "5 < 6 > 4"),
        ("\n Bridge\t ", "Bridge"),
        (" ", None),
    ],
)
def test_a_title_is_plain_text(written: str, read: str | None) -> None:
    body = f"<rss><item><link>/a</link><title>{written}</title></item></rss>"
    assert [found.title for found in parse_feed(body.encode(), AT)] == [read]


def test_a_day_nobody_can_read_is_no_day() -> None:
    body = "<rss><item><link>/a</link><pubDate>Wednesday last</pubDate></item></rss>"
    assert parse_feed(body.encode(), AT) == (Found("https://gazette.example/a"),)


@pytest.mark.parametrize(
    "items",
    [[], [None, 7, "a", []], [{}, {"url": None}, {"url": 7}, {"url": ""}, {"url": "ftp://a.example"}]],
)  # fmt: skip
def test_json_items_without_an_address_are_left_out(items: list[object]) -> None:
    assert parse_feed(json.dumps({"items": items}).encode(), AT) == ()
    more = [*items, {"external_url": "/bridge", "title": 7}]
    assert parse_feed(json.dumps({"items": more}).encode(), AT) == (Found(BRIDGE),)


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "not a feed"),
        (b"<!doctype html><html><body>Not found</body></html>", "not a feed but <html>"),
        (b"<urlset><url><loc>/a</loc></url></urlset>", "not a feed but <urlset>"),
        (b"{", "not a feed: broken JSON"),
        (b'{"a":' * 100_000, "not a feed: broken JSON"),
        (b'{"items": {}}', "not a feed: JSON without items"),
        (b"[]", "not a feed"),
    ],
)
def test_what_is_no_feed_is_told_apart_from_an_empty_one(body: bytes, detail: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_feed(body, AT)
    assert (caught.value.reason, caught.value.detail) == (Reason.NO_LIST, detail)
    assert parse_feed(b"<rss><channel></channel></rss>", AT) == ()
