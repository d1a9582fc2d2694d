"""Articles as schema.org has them, and read back from a page that says so of itself."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scraper import extract
from scraper.formats import write
from scraper.types import Article, Caption, Dateline, Entry

STORY = """The bridge reopened on Tuesday, nine years after a flood had closed it to all traffic.

Repairs cost three million euros, the mayor said, and half of it was paid by the region.

The first car crossed at noon, driven by a baker who had waited longer than anybody else."""
BRIDGE = Article(
    url="https://daily.example/bridge",
    site="The Daily",
    language="en",
    headline="Bridge <reopens> & traffic flows",
    deck="Nine years late",
    authors=("Ana Ruiz", "Tom Okafor"),
    published=datetime(2024, 5, 1, 10, 30, tzinfo=UTC),
    modified=date(2024, 5, 2),
    section="Region",
    tags=("bridges", "floods"),
    dateline=Dateline("PORT ELLERY (AP)", "PORT ELLERY"),
    captions=(Caption("At dawn", "Ana Ruiz", "https://daily.example/b.jpg"),),
    images=("https://daily.example/a.jpg", "https://daily.example/b.jpg"),
    lead_image="https://daily.example/b.jpg",
    paywalled=False,
    text=STORY,
)


def node(article: Article, fields: tuple[str, ...] | None = None) -> dict[str, object]:
    found: dict[str, object] = json.loads(write(article, "jsonld", fields))
    return found


def page(article: Article) -> str:
    """A page that shows the story and its pictures, and says the rest in JSON-LD alone."""
    pictures = "".join(f'<figure><img src="{url}"></figure>' for url in article.images)
    story = "".join(f"<p>{line}</p>" for line in article.text.split("\n\n"))
    return (
        f'<html><head><script type="application/ld+json">{write(article, "jsonld")}</script>'
        f"</head><body><article>{pictures}{story}</article></body></html>"
    )


@pytest.mark.parametrize(
    "name",
    ["headline", "authors", "published", "modified", "section", "tags", "site", "language",
     "lead_image", "images", "text", "paywalled"],
)  # fmt: skip
def test_a_page_with_our_json_ld_gives_back(name):
    found = getattr(extract(page(BRIDGE), url=BRIDGE.url), name)
    assert found == getattr(BRIDGE, name)


def test_a_picture_has_its_caption_and_the_leading_one_stands_first():
    first, second = node(BRIDGE)["image"]
    assert first == {"@type": "ImageObject", "url": "https://daily.example/b.jpg",
                     "caption": "At dawn", "creditText": "Ana Ruiz"}  # fmt: skip
    assert second == {"@type": "ImageObject", "url": "https://daily.example/a.jpg"}


def test_what_the_page_did_not_give_is_left_out():
    assert node(Article(headline="Rain")) == {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Rain"}  # fmt: skip


def test_a_live_blog_has_its_entries():
    entries = (Entry("It rains.", "Rain", datetime(2024, 5, 1, 9, tzinfo=UTC)), Entry("Sun."))
    found = node(replace(BRIDGE, entries=entries))
    assert found["@type"] == ["NewsArticle", "LiveBlogPosting"]
    assert found["liveBlogUpdate"] == [
        {"@type": "BlogPosting", "headline": "Rain", "datePublished": "2024-05-01T09:00:00+00:00",
         "articleBody": "It rains."},
        {"@type": "BlogPosting", "articleBody": "Sun."},
    ]  # fmt: skip


def test_only_the_fields_asked_for_are_told():
    assert set(node(BRIDGE, ("authors", "text"))) == {
        "@context", "@type", "author", "articleBody"}  # fmt: skip


def test_no_text_ends_the_script_it_stands_in():
    line = write(Article(headline="</script><script>alert(1)</script><!--"), "jsonld")
    assert "<" not in line
    assert json.loads(line)["headline"].startswith("</script>")
