"""Addresses, made absolute."""

from __future__ import annotations

import pytest

from scraper.choose import absolute
from tests.choose.head import meta
from tests.desk import article, page

URL = "https://gazette.example/harbor/a"


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
        ("https://:0", None),
        ("https://cdn.example:8080/a.jpg", "https://cdn.example:8080/a.jpg"),
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
