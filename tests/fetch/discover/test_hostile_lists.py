"""Sitemaps and feeds that mean harm: nothing expands, no file is read, time is bounded."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.discover.feed import parse_feed
from scraper.fetch.discover.find import feeds_of
from scraper.fetch.discover.records import MAX_RECORDS
from scraper.fetch.discover.sitemap import parse_sitemap
from scraper.fetch.faults import Fault
from scraper.fetch.reply import Reply

AT = "https://gazette.example/sitemap.xml"
GOOD = "<url><loc>/a</loc></url>"
MB = 1_000_000


def titles(body: str) -> list[str | None]:
    """The titles of a feed's stories, as far as they come out."""
    return [found.title for found in parse_feed(body.encode(), AT)]


def story(title: str, *, declared: str, attribute: str = "") -> str:
    item = f"<item a='{attribute}'><link>/a</link><title>{title}</title></item>"
    return f"<!DOCTYPE rss [{declared}]><rss><item><link>/b</link></item>{item}</rss>"


def test_a_billion_laughs_do_not_expand() -> None:
    laughs = '<!ENTITY l0 "ha">' + "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 12)
    )
    in_text = story("&l11;", declared=laughs)
    in_attribute = story("a", declared=laughs, attribute="&l11;")
    assert peak(lambda: titles(in_text)) < 1 * MB
    assert peak(lambda: titles(in_attribute)) < 1 * MB
    assert "haha" not in str(titles(in_text))


def test_one_large_entity_used_often_does_not_expand() -> None:
    large = f'<!ENTITY a "{"A" * 100_000}">'
    body = story("&a;" * 100_000, declared=large)
    assert peak(lambda: titles(body)) < 10 * MB
    assert "AAAA" not in str(titles(body))
    body = story("a", declared=large, attribute="&a;" * 100_000)
    assert peak(lambda: titles(body)) < 10 * MB


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a SYSTEM "{file}">',
        '<!ENTITY % p SYSTEM "{file}"> %p;',
        '<!ENTITY a PUBLIC "a" "{file}">',
        "<!ENTITY % p \"<!ENTITY a SYSTEM '{file}'>\"> %p;",
    ],
)
def test_no_file_is_read_on_behalf_of_a_document(tmp_path: Path, declared: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text('<!ENTITY a "hunter2">')
    for file in (str(secret), secret.as_uri()):
        declaration = declared.replace("{file}", file)
        found = parse_feed(story("&a;", declared=declaration, attribute="&a;").encode(), AT)
        assert "hunter2" not in str(found)
        outside = f'<!DOCTYPE rss SYSTEM "{file}"><rss><item><link>/&a;</link></item></rss>'
        assert "hunter2" not in str(parse_feed(outside.encode(), AT))
        included = (
            '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><item><link>/a</link>'
            f'<title><xi:include href="{file}" parse="text"/></title></item></rss>'
        )
        assert titles(included) == [None]


def test_a_document_that_declares_entities_is_read_all_the_same() -> None:
    assert titles(story("Bridge", declared='<!ENTITY a "b">')) == [None, "Bridge"]
    assert titles(story("&a; ferry", declared='<!ENTITY a "b">')) == [None, "&a; ferry"]


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep": lambda: b"<url>" * 1 * MB,
    "attributes": lambda: b"<url " + b" ".join(b'a%d="1"' % n for n in range(300_000)) + b"/>",
    "namespaces": lambda: b"<url " + b" ".join(b'xmlns:a%d="b"' % n for n in range(99_999)) + b">",
    "one long text": lambda: b"<url><loc>" + b"a" * 20 * MB + b"</loc></url>",
    "one long name": lambda: b"<" + b"a" * 20 * MB,
    "many texts": lambda: b"<url>" + b"<loc>a</loc>" * 2 * MB + b"</url>",
    "angle brackets": lambda: b"<" * 10 * MB,
    "ampersands": lambda: b"<url><loc>" + b"&" * 5 * MB,
    "entities": lambda: b"<url><loc>" + b"&nbsp;" * 1 * MB,
    "sections": lambda: b"<url><loc>" + b"<![CDATA[" * 1 * MB,
    "comments": lambda: b"<!--" * 5 * MB,
    "instructions": lambda: b"<?a " * 5 * MB,
    "ends": lambda: b"</b>" * 5 * MB,
    "wrong ends": lambda: b"<url><loc></b>" * 1 * MB,
    "declarations": lambda: b"<!DOCTYPE a [" + b"<!ENTITY a 'b'>" * 200_000,
    "doctypes": lambda: b"<?xml " * 5 * MB,
    "tiny elements": lambda: b"<b/>" * 3 * MB,
    "lines": lambda: b"https://a.example/b\n" * 1 * MB,
    "one long line": lambda: b"https://a.example/" + b"b" * 20 * MB,
    "blank lines": lambda: b"https://a.example/\n" + b" \t" * 5 * MB,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_takes_a_bounded_time(name: str) -> None:
    body = HOSTILE[name]()
    start = b"https://a.example/\n" if body.startswith(b"https") else b"<urlset>" + GOOD.encode()
    started = time.process_time()
    assert parse_sitemap(start + body, AT).pages
    assert time.process_time() - started < 20  # seconds; the slowest takes 5 on an idle machine


def test_the_largest_sitemap_allowed_is_read_in_bounded_time_and_memory() -> None:
    entry = (
        "<url><loc>https://gazette.example/2026/05/06/{}</loc><lastmod>2026-05-06</lastmod></url>"
    )
    entries = [entry.format(number) for number in range(550_000)]
    body = f"<urlset>{''.join(entries)}</urlset>".encode()
    assert 50 * MB < len(body) < 52_428_800
    del entries
    started = time.process_time()
    assert len(parse_sitemap(body, AT).pages) == MAX_RECORDS
    assert time.process_time() - started < 20  # seconds; 3 on a quiet machine


@given(
    st.binary(max_size=400)
    | st.text("<>&;!?/\"'= []CDATurlsetioc:#x0-9\n", max_size=120).map(str.encode)
)
def test_no_bytes_raise_anything_but_a_fault(body: bytes) -> None:
    for start in (b"", b"<urlset><url><loc>", b"<rss><item><link>/a</link>", b"\xff\xfe", b"{"):
        for parse in (parse_sitemap, parse_feed):
            try:
                parse(start + body, AT)
            except Fault as fault:
                assert fault.reason in ("no_list", "bad_encoding", "too_large")  # noqa: PT017


@given(st.integers(0, 10 * len(GOOD)), st.integers(0, 255))
def test_what_stands_before_a_broken_byte_is_found(at: int, byte: int) -> None:
    body = bytearray(f"<urlset>{GOOD * 20}</urlset>".encode())
    body[len(body) // 2 + at] = byte
    assert len(parse_sitemap(bytes(body), AT).pages) >= 9


@pytest.mark.parametrize(
    "page",
    [b"<link " * MB, b"<link '" * MB, b"<link \"'" * MB, b"<link a='b' " * MB, b"<div>" * MB],
)
def test_a_hostile_front_page_takes_a_bounded_time(page: bytes) -> None:
    started = time.process_time()
    assert feeds_of(Reply(AT, 200, {}, page, datetime(2026, 5, 6, tzinfo=UTC))) == ()
    assert time.process_time() - started < 5  # seconds


def peak(work: Callable[[], object]) -> int:
    """The most memory that Python held for it, in bytes."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most
