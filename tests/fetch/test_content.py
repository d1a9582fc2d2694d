"""What counts as a page: the Content-Type header, and first bytes that tell otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.content import content_of, read_content_type
from scraper.fetch.faults import Fault
from scraper.types.reasons import Reason

PAGE = b"<!doctype html><title>Ferry</title><p>The ferry sails again."


def judge(content_type: str, body: bytes = PAGE) -> tuple[str | None, str | None]:
    return content_of({"content-type": content_type}, body)


def refusal(content_type: str, body: bytes = PAGE) -> str:
    with pytest.raises(Fault) as caught:
        judge(content_type, body)
    assert caught.value.reason == Reason.NOT_HTML
    return caught.value.detail


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text/html", ("text/html", None)),
        ("Text/HTML; Charset=UTF-8", ("text/html", "UTF-8")),
        ('text/html;charset="utf-8"', ("text/html", "utf-8")),
        ("text/html; charset='utf-8'", ("text/html", "utf-8")),
        ('text/html; charset="ut\\f-8"', ("text/html", "utf-8")),
        ('text/html; charset="utf-8', ("text/html", "utf-8")),
        ("text/html;; ;charset = utf-8 ;", ("text/html", "utf-8")),
        ("text/html; charset=", ("text/html", None)),
        ("text/html; charset=gbk; charset=utf-8", ("text/html", "gbk")),
        ('text/html; title="a; charset=gbk, b"; charset=utf-8', ("text/html", "utf-8")),
        ("text/html; version=1;charset=koi8-r", ("text/html", "koi8-r")),
        ("", (None, None)),
        ("html", (None, None)),
        ("charset=utf-8", (None, "utf-8")),
        ("; charset=utf-8", (None, "utf-8")),
        ("text/", (None, None)),
        ("text/ht ml; charset=utf-8", (None, "utf-8")),
        ("*/*", (None, None)),
    ],
)
def test_a_content_type_is_read_however_it_is_written(
    value: str, expected: tuple[str | None, str | None]
) -> None:
    assert read_content_type(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text/html, text/html; charset=gbk", ("text/html", "gbk")),
        ("text/html; charset=gbk, text/html", ("text/html", "gbk")),
        ("text/plain; charset=gbk, text/html", ("text/html", None)),
        ("text/html; charset=gbk, */*", ("text/html", "gbk")),
        ("text/html; charset=gbk, rubbish", ("text/html", "gbk")),
        ("text/html; charset=gbk, text/html; charset=utf-8", ("text/html", "utf-8")),
    ],
)
def test_of_several_content_types_the_last_one_counts(
    value: str, expected: tuple[str | None, str | None]
) -> None:
    assert read_content_type(value) == expected


@given(st.text(max_size=200))
def test_no_header_is_too_strange_to_read(value: str) -> None:
    media_type, charset = read_content_type(value)
    assert media_type is None or "/" in media_type
    assert charset != ""


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_a_quoted_charset_comes_out_as_it_went_in(charset: str) -> None:
    quoted = charset.replace("\\", "\\\\").replace('"', '\\"')
    assert read_content_type(f'text/html; charset="{quoted}"')[1] == (charset.strip(" \t'") or None)


@pytest.mark.parametrize(
    ("content_type", "media_type"),
    [
        ("text/html", "text/html"),
        ("application/xhtml+xml; charset=utf-8", "text/html"),
        ("text/plain", "text/plain"),
        ("text/markdown", "text/plain"),
        ("text/x-web-markdown", "text/plain"),
        ("", None),
        ("application/octet-stream", None),
        ("rubbish", None),
    ],
)
def test_pages_and_texts_pass(content_type: str, media_type: str | None) -> None:
    assert judge(content_type)[0] == media_type
    assert judge(content_type, b"")[0] == media_type


@pytest.mark.parametrize(
    "content_type",
    [
        *("image/png", "video/mp4", "application/pdf", "application/json", "text/css"),
        *("text/javascript", "text/csv", "text/calendar", "text/event-stream", "text/json"),
        *("application/ld+json", "application/rss+xml", "font/woff2", "multipart/mixed"),
    ],
)
def test_what_says_it_is_something_else_is_refused_by_name(content_type: str) -> None:
    assert refusal(f"{content_type}; charset=utf-8", b"Rain fell on Tuesday.") == content_type


@pytest.mark.parametrize("content_type", ["text/xml", "application/xml", "application/vnd.x+xml"])
@pytest.mark.parametrize(
    "body",
    [
        b'<html xmlns="http://www.w3.org/1999/xhtml">',
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- A > B -->\n<!DOCTYPE html PUBLIC "x">\n<html>',
        b"<!DOCTYPE html [ <!ENTITY a '>'> ]><html>",
        b'<xhtml:html xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ],
)
def test_xml_whose_root_is_html_is_a_page(content_type: str, body: bytes) -> None:
    assert judge(content_type, body)[0] == "text/html"


@pytest.mark.parametrize(
    "body",
    [b"<?xml version='1.0'?><rss><html>", b"<htmlx>", b"<!-- <html> --><feed>", b"<!-- <html>"],
)
def test_other_xml_is_not(body: bytes) -> None:
    assert refusal("application/xml", body) == "application/xml"


def test_a_pdf_sent_as_a_page_is_called_what_it_is() -> None:
    assert refusal("text/html", b"%PDF-1.7 ...") == "a PDF document, sent as text/html"
    assert refusal("", b"%PDF-1.7 ...") == "a PDF document"


def test_a_page_about_pdfs_is_a_page() -> None:
    assert judge("text/html", b"PDF or paper? The court wants both.")[0] == "text/html"


@pytest.mark.parametrize("body", [b'{"error": 404}', b" [\n {}]", b'["a", "b"]', b"{}", b"[ ]\n"])
def test_json_sent_as_a_page_is_called_what_it_is(body: bytes) -> None:
    assert refusal("text/html", body) == "JSON, sent as text/html"
    assert refusal("application/octet-stream", body).startswith("JSON")


@pytest.mark.parametrize(
    "body", [b'["No comment," he wrote.] The ferry', b"[1] See the note.", b'{"Ferry"} sails', b"{"]
)
def test_a_text_that_begins_with_a_bracket_is_a_text(body: bytes) -> None:
    assert judge("text/plain", body)[0] == "text/plain"


def test_a_long_and_strange_type_is_told_in_short() -> None:
    assert len(refusal("image/" + "x" * 5_000)) <= 100


@given(st.binary(max_size=300), st.sampled_from(["", "text/html", "text/xml", "text/plain"]))
def test_whatever_the_bytes_nothing_but_a_fault_is_raised(body: bytes, content_type: str) -> None:
    try:
        judge(content_type, body)
    except Fault as fault:
        told = fault.reason
    else:
        told = Reason.NOT_HTML
    assert told == Reason.NOT_HTML
