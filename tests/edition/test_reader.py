"""The reader page: one file for many articles."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.edition.binding import NOTE, RAIN, SNOW, page
from tests.test_write import tags_of
from tests.test_write_inert import everywhere, hostile_texts


def test_a_reader_lists_every_article_with_site_and_day_and_holds_it():
    written = page(RAIN, SNOW, NOTE)
    for key in re.findall('href="#(a[0-9a-f]+)"', written):
        assert f'<article id="{key}"' in written
    row = re.findall('<li><a href="#[^>]+>(.+?)</a></li>', written)[1]
    assert (
        row
        == "Rain &amp; wind <small><bdi>The Harbor Gazette</bdi> · <bdi>2 May 2024</bdi></small>"
    )


def test_a_reader_asks_for_nothing_and_runs_nothing_but_its_own():
    written = page(RAIN)
    assert "default-src 'none'" in written
    assert not re.search(r"<(img|link|iframe)|src=|@import|url\(", written)


def test_an_article_keeps_its_place_when_others_come():
    (alone,) = re.findall('<article id="(.+?)"', page(RAIN))
    assert alone in re.findall('<article id="(.+?)"', page(SNOW, RAIN, NOTE))


def expected_tags() -> Iterable[str]:
    plain = everywhere("rain")
    return {tag for tag, _ in tags_of(page(plain))}


def test_hostile_text_adds_no_element_to_a_reader_page():
    expected = {*expected_tags(), "a", "br", "td", "tr"}
    for text in hostile_texts():
        written = page(everywhere(text))
        tags = tags_of(written)
        assert {tag for tag, _ in tags} <= expected, text
        assert sum(tag == "script" for tag, _ in tags) == 1, text
        assert not [name for _, names in tags for name in names if name.startswith("on")], text
        assert all(re.match("https?://|#a", u) for u in re.findall('href="([^"]*)"', written)), text
