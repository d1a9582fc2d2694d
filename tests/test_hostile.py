"""Whatever comes in, an Article or an InputError comes out, and soon; the story in it survives."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from scraper import Article, InputError, Page, Verdict, extract
from scraper.errors import TooComplexError, UnreadableError
from scraper.read.limits import MAX_BYTES
from tests.read import hostile
from tests.read.hostile import STORY, WORD

MAX_SECONDS = 5.0  # of CPU; the promise is 2 on an idle core, and a busy one counts twice
HEAD = "<html><head><title>Bridge reopens</title></head><body><article><h1>Bridge reopens</h1>"
SENTENCES = (
    "The bridge over the Sava reopened on Tuesday after two years of repairs, the mayor said.",
    "Traders on the quay had asked for the work to wait until winter, when the market closes.",
    "It cost the city more than forty million euros, and nobody expects to see them again.",
)
PAGE = f"{HEAD}{''.join(f'<p>{s}</p>' for s in SENTENCES)}</article></body></html>"


def read_all(article: Article) -> str:
    return "\n".join(block.text for block in article.blocks)


def spend(page: Page | bytes | str) -> float:
    """Seconds of processor time that one page costs; an InputError is a fair answer."""
    begin = time.process_time()
    with suppress(InputError):
        extract(page, media_type="text/html")
    return time.process_time() - begin


# -- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("generator", hostile.GENERATORS, ids=lambda g: g.__name__)
def test_a_hostile_page_is_read_within_two_seconds(generator: Callable[[int], str]) -> None:
    extract(PAGE)  # loads the rules
    assert spend(hostile.of_length(generator, 300_000)) < MAX_SECONDS


@pytest.mark.parametrize(
    "generator",
    [hostile.nested_divs, hostile.many_links, hostile.long_text, hostile.headings],
    ids=lambda g: g.__name__,
)
def test_a_hostile_megabyte_is_read_within_two_seconds(generator: Callable[[int], str]) -> None:
    extract(PAGE)
    assert spend(hostile.of_length(generator, 1_000_000)) < MAX_SECONDS


@pytest.mark.parametrize("piece", ["a", "a ", "\n", "- ", "#", "1. ", "文", "A.", "\u2028", "> "])
def test_a_plain_megabyte_of_one_thing_is_read_within_two_seconds(piece: str) -> None:
    text = piece * (1_000_000 // len(piece.encode()))
    begin = time.process_time()
    extract(text, media_type="text/plain")
    assert time.process_time() - begin < MAX_SECONDS


def test_a_page_that_is_too_large_is_refused_at_once() -> None:
    body = b"<p>" + bytes(MAX_BYTES)
    begin = time.process_time()
    with pytest.raises(TooComplexError, match="MB"):
        extract(body)
    assert time.process_time() - begin < MAX_SECONDS / 10


# -- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("depth", [5_000, 20_000])
@pytest.mark.parametrize("tag", ["div", "section", "span", "b", "blockquote"])
def test_a_story_inside_thousands_of_elements_survives(tag: str, depth: int) -> None:
    story = f"<h1>Bridge reopens</h1>{''.join(f'<p>{s}</p>' for s in SENTENCES)}"
    article = extract(f"<{tag}>" * depth + story + f"</{tag}>" * depth, media_type="text/html")
    seen = [s for s in SENTENCES if s in read_all(article)]
    assert seen == list(SENTENCES)


@pytest.mark.parametrize(
    "generator",
    [hostile.nested_divs, hostile.nested_lists, hostile.unclosed_formatting, hostile.many_links],
    ids=lambda g: g.__name__,
)
def test_no_word_of_a_hostile_page_is_lost(generator: Callable[[int], str]) -> None:
    page = generator(3_000)
    assert read_all(extract(page, media_type="text/html")).count(WORD) == page.count(WORD)


def test_the_story_behind_a_flood_of_links_is_still_the_story() -> None:
    article = extract(f"{hostile.many_links(5_000)}{PAGE}", media_type="text/html")
    assert all(s in article.text for s in SENTENCES)
    assert WORD not in article.text


# -- what is no page, and what is half a page ----------------------------------------------------


@pytest.mark.parametrize("body", [b"", b" ", b"\n\r\n\t", b"\xef\xbb\xbf", b"\0", b"<", b"<p>"])
@pytest.mark.parametrize("media_type", ["text/html", "text/plain", None])
def test_an_empty_page_is_an_empty_article(body: bytes, media_type: str | None) -> None:
    try:
        article = extract(body, media_type=media_type)
    except InputError:
        assert body == b"\0"
        return
    assert article.text in ("", "<", "<p>")
    assert article.verdict is not Verdict.COMPLETE


@pytest.mark.parametrize(
    "body",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4,
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + bytes(range(256)),
        b"PK\x03\x04\x14\0\x06\0" + bytes(range(256)),
    ],
    ids=["png", "pdf", "gzip", "zip"],
)
@pytest.mark.parametrize("media_type", ["text/html", "text/plain", None])
def test_bytes_that_are_no_text_are_refused(body: bytes, media_type: str | None) -> None:
    with pytest.raises(UnreadableError):
        extract(body, media_type=media_type)


@pytest.mark.parametrize(
    "body",
    [
        PAGE.encode("utf-16"),
        PAGE.encode("utf-16-le"),
        PAGE.replace("<head>", "<head><meta charset=iso-8859-1>").encode(),
        PAGE.replace(" ", "\0 ").encode(),
        PAGE.encode("utf-8-sig"),
    ],
    ids=["utf-16", "utf-16-without-mark", "wrong-charset", "nuls", "byte-order-mark"],
)
def test_a_page_in_an_odd_encoding_is_read(body: bytes) -> None:
    article = extract(body)
    assert article.text.split("\n\n") == list(SENTENCES)


def test_a_transport_that_names_the_wrong_charset_does_not_spoil_the_text() -> None:
    body = PAGE.replace("euros", "€, “at least”, für die Brücke").encode()
    article = extract(Page(None, body, "text/html", charset="iso-8859-1"))
    assert "€, “at least”, für die Brücke" in article.text


@pytest.mark.parametrize(
    "tail",
    ["<a href='/x", "<di", "&am", "&#x20", "<!-- ad", "<script>if (a < b", "</", "<p class="],
)
def test_a_page_cut_off_in_the_middle_keeps_what_came_before(tail: str) -> None:
    article = extract(f"{PAGE[: PAGE.index('</article>')]}{tail}", media_type="text/html")
    assert all(s in article.text for s in SENTENCES)


@pytest.mark.parametrize("media_type", ["text/html", "text/plain"])
def test_a_page_cut_off_in_the_middle_of_a_character_keeps_the_others(media_type: str) -> None:
    body = "\n\n".join((*SENTENCES, "Die Brücke über die Save ist wieder offen, für alle."))
    whole = body.encode().partition("ü".encode())
    article = extract(whole[0] + whole[1][:1], media_type=media_type)
    assert SENTENCES[0] in read_all(article)


@pytest.mark.parametrize("step", [97, 211])
def test_a_page_may_end_anywhere(step: int) -> None:
    for end in range(0, len(PAGE), step):
        article = extract(PAGE[:end], media_type="text/html")
        assert all(block.text for block in article.blocks)


def test_a_story_within_unclosed_everything_is_found() -> None:
    soup = "<table><tr><td><b><i><a href=/><ul><li><h2>" + "".join(f"<p>{s}" for s in SENTENCES)
    assert STORY not in soup
    assert all(s in read_all(extract(soup, media_type="text/html")) for s in SENTENCES)
