"""Section and tags."""

from __future__ import annotations

from tests.choose.head import ld, meta
from tests.desk import article, page


def test_a_section_that_says_nothing_is_none() -> None:
    assert article(page(head=meta(article__section="News"))).section is None
    assert article(page(head=meta(article__section="Harbor"))).section == "Harbor"


def test_tags_come_from_one_source_once_each() -> None:
    head = ld(keywords="ferries, harbor, ferries") + '<meta name="keywords" content="paper, news">'
    assert article(page(head=head)).tags == ("ferries", "harbor")


def test_what_programs_tell_each_other_is_no_tag() -> None:
    head = ld(keywords="26157981-b4f7-4929-adc1-e860c6f03636, harbor, gazette.com")
    assert article(page(head=head)).tags == ("harbor",)
