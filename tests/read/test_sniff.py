"""HTML, plain text, or no page at all."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest

from scraper.errors import UnreadableError
from scraper.read.sniff import sniff

LINE = "Rain fell on the coast on Tuesday, the weather service said.\n"


@pytest.mark.parametrize(
    "body",
    [
        "<!DOCTYPE html><title>Rain</title>",
        "\n\n<html><body>Rain fell.",
        "\ufeff<!-- saved from the site --><HTML>",
        '<?xml version="1.0"?><!DOCTYPE html PUBLIC "strict"><html>',
        "<p>Rain fell.</p>",
        "<p>Rain fell.<p>Roads closed.",
        "<p> Rain fell. </p> <p> Roads closed. </p>",
        '<div class="story">\n' + LINE * 40 + "</div>",
        "Rain fell.<br>Roads closed.<br><br>Schools, too.<br>",
        'Rain <b>fell</b>, <a href="/weather">officials</a> said.',
    ],
    ids=lambda body: body[:20],
)
def test_markup_is_html_with_or_without_a_head(body: str) -> None:
    assert sniff(body.encode(), None) == "text/html"
    assert sniff(body.encode("utf-16"), "application/octet-stream") == "text/html"


@pytest.mark.parametrize(
    "body",
    [
        "",
        " \n\t ",
        LINE * 20,
        "The <div> tag turns 30. So do <b> and <i>, but not <section>.",
        "<div> and <span> are what pages are made of, she said.",
        "Use `<b>`, `<i>` and `<u>`; never (<font>).",
        "Write to Ana Ruiz <ana@example.org> or <https://example.org/desk>.",
        "From: Ana <a@example.org>\nSubject: rain\n\n" + LINE,
        "# Rain\n\n*Fell* on the [coast](https://example.org).<br>\n\n" + LINE,
        "Temperatures were <5 degrees and wind >60 km/h; p<b in both.",
        "<b>Storm</b>\n" + LINE * 30,
        LINE * 20 + "Read <a href='/more'>more</a>\n" + LINE * 20,
        '{"headline": "Rain", "body": "<p>Rain fell.</p><p>Roads closed.</p>"}',
        '<?xml version="1.0"?><rss><channel><item><title>Rain</title></item></channel></rss>',
    ],
    ids=lambda body: body[:20],
)
def test_text_that_only_mentions_tags_is_text(body: str) -> None:
    assert sniff(body.encode(), None) == "text/plain"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("text/html; charset=utf-8", "text/html"),
        ("TEXT/HTML", "text/html"),
        ("application/xhtml+xml", "text/html"),
        ("text/plain", "text/plain"),
        ("text/markdown", "text/plain"),
        ("application/json", "text/plain"),
    ],
)
def test_what_was_declared_is_believed(declared: str, expected: str) -> None:
    assert sniff(b"<p>Rain fell.</p>", declared) == expected


@pytest.mark.parametrize(
    "declared", [None, "", "application/octet-stream", "text/xml", "image/png"]
)
def test_what_tells_nothing_is_not(declared: str | None) -> None:
    assert sniff(b"<p>Rain fell.</p>", declared) == "text/html"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG image"),
        (b"GIF89a\x01\x00", "a GIF image"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "a WebP image"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (gzip.compress(b"<p>Rain fell.</p>", mtime=0), r"a gzip archive \(name it .gz\)"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive or Office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (b"\x00\x00\x00\x18ftypmp42", "an MP4 video"),
        (b"\x00\x00\x00\x18ftypavif", "an AVIF or HEIC image"),
        (b"WARC/1.0\r\nWARC-Type: response", "a WARC archive"),
        (b"From: <Saved by Blink>\r\n", "an MHTML web archive"),
        (random.Random(1).randbytes(5_000), "binary data"),
        (bytes(5_000), "binary data"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("declared", [None, "text/html"])
def test_what_is_no_page_is_refused_by_its_name(
    body: bytes, name: str, declared: str | None
) -> None:
    with pytest.raises(UnreadableError, match=name):
        sniff(body, declared)


@pytest.mark.parametrize(
    "body",
    [
        b"PNG and GIF: how the picture wars ended.",
        b"BMW opens a plant. Rain fell on the coast.",
        b"BZh is not a word, the court found.",
        b"MZ was the motorcycle of the East.",
        b"PK, the actor, is back.",
        b"RIFF raff, said the mayor.",
        "Дождь прошёл во вторник.".encode("utf-16-le"),
        "Дождь прошёл во вторник.".encode("koi8-r"),
        "Η βροχή έπεσε την Τρίτη.".encode("utf-16-be"),
        "火曜日に雨が降った。".encode("iso2022_jp"),
        "火曜日に雨が降った。".encode("cp932"),
        b"Ra\0in\0 fell on the coast on Tuesday.",
        b"B\x08Bo\x08ol\x08ld\x08d, the way man pages print it.",
        b"\x1b[1mRain\x1b[0m fell\x0con the coast.",
    ],
)
def test_odd_bytes_do_not_make_a_text_binary(body: bytes) -> None:
    assert sniff(body, None) == "text/plain"


def test_real_pages_are_html_and_their_dumps_are_text(shared: Path) -> None:
    pages = sorted((shared / "data" / "pages").glob("*.gz"))[::10]
    texts = sorted((shared / "data" / "texts").glob("*.gz"))[::10]
    if not pages or not texts:
        pytest.skip("no pages in the shared folder")
    assert {sniff(gzip.decompress(path.read_bytes()), None) for path in pages} == {"text/html"}
    assert {sniff(gzip.decompress(path.read_bytes()), None) for path in texts} == {"text/plain"}
