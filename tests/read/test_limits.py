"""Nothing that a page does makes the parser slow, and no word is lost by preventing it."""

from __future__ import annotations

import time
from collections.abc import Callable
from gzip import decompress
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.errors import TooComplexError
from scraper.read.cuts import MAX_ATTRIBUTES, MAX_DEPTH, MAX_OPTIONS
from scraper.read.limits import MAX_BYTES, check_size, is_suspicious, tame
from tests.read import hostile

MAX_SECONDS = 5.0  # of CPU; the promise is 2 on an idle core, and a busy one counts twice


def text_of(markup: str) -> str:
    root = LexborHTMLParser(markup).root
    return root.text(separator=" ") if root else ""


def tamed(page: str) -> str:
    return tame(page.encode())[0].decode()


def depth_of(markup: str) -> int:
    root = LexborHTMLParser(markup).root
    deepest, waiting = 0, [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        child: LexborNode | None = node.child if node else None
        while child is not None:
            waiting.append((child, depth + 1))
            child = child.next
    return deepest


@pytest.mark.parametrize("generator", hostile.GENERATORS, ids=lambda g: g.__name__)
def test_a_hostile_megabyte_is_parsed_within_two_seconds(generator: Callable[[int], str]) -> None:
    page = hostile.of_length(generator, 1_000_000)
    begin = time.process_time()
    LexborHTMLParser(tamed(page))
    assert time.process_time() - begin < MAX_SECONDS


@pytest.mark.parametrize("generator", hostile.GENERATORS, ids=lambda g: g.__name__)
def test_every_word_of_a_hostile_page_is_still_there(generator: Callable[[int], str]) -> None:
    page = generator(6_000)
    assert text_of(tamed(page)).count(hostile.WORD) == page.count(hostile.WORD)


@pytest.mark.parametrize(
    "generator",
    [hostile.nested_divs, hostile.nested_lists, hostile.nested_tables, hostile.nested_details],
    ids=lambda g: g.__name__,
)
def test_a_page_nests_no_deeper_than_browsers_let_it(generator: Callable[[int], str]) -> None:
    # The parser adds elements of its own, such as <tbody>: at most one to each two of the page's.
    assert depth_of(tamed(generator(20_000))) < MAX_DEPTH * 1.5


def test_what_was_cut_is_said() -> None:
    problems = tame(hostile.nested_divs(20_000).encode())[1]
    assert problems == ("nested deeper than 512: 19488 tags were dropped, their text kept",)


def test_words_of_blocks_that_were_cut_do_not_run_together() -> None:
    page = "<div>" * 10_000 + "<p>Rain fell.</p><p>Roads closed.</p>"
    assert text_of(tamed(page)).split() == ["Rain", "fell.", "Roads", "closed."]


def test_a_script_below_the_deepest_level_does_not_become_text() -> None:
    page = "<div>" * 10_000 + "<script>track()</script>Rain fell."
    parsed = LexborHTMLParser(tamed(page))
    parsed.strip_tags(["script"])
    assert parsed.root is not None
    assert parsed.root.text() == "Rain fell."


def test_attributes_beyond_the_bound_are_cut_and_the_first_ones_stay() -> None:
    node = LexborHTMLParser(tamed(hostile.many_attributes(20_000))).css_first("p")
    assert node is not None
    assert list(node.attributes)[:2] == ["a0", "a1"]
    assert len(node.attributes) == MAX_ATTRIBUTES


def test_options_beyond_the_bound_lose_their_tags() -> None:
    parsed = LexborHTMLParser(tamed(hostile.options(20_000)))
    assert len(parsed.css("option")) == MAX_OPTIONS


@pytest.mark.parametrize(
    "page",
    [
        "<p>Rain fell.</p>" * 20_000,
        "<p>Rain fell." * 20_000,
        "<ul>" + "<li>Rain fell." * 20_000 + "</ul>",
        "<table>" + "<tr><td>Rain<td>fell" * 10_000 + "</table>",
        "<table><tr><td>Rain fell.</table>" * 5_000,
        "<dl>" + "<dt>Rain<dd>fell" * 10_000 + "</dl>",
        '<div class="card"><a href="/1"><h3>Rain fell</h3></a></div>' * 5_000,
        "<p><b>Rain</b> <i>fell</i>.</p>" * 10_000,
        "<h2>Rain fell<h2>Roads closed" * 5_000,
        '<svg><path d="M0 0"/><path d="M1 1"/></svg>' * 5_000,
        "<svg>" + '<path d="M0 0"/>' * 10_000 + "</svg>",
        "<script>if (a<b) x='<div>'</script>" * 5_000,
        "<!-- <div> -->" * 10_000,
        '<img alt="a > b" src="x.jpg">' * 10_000,
    ],
    ids=lambda page: page[:20],
)
def test_a_long_but_honest_page_is_left_as_it_is(page: str) -> None:
    assert is_suspicious(page.encode())
    assert tame(page.encode()) == (page.encode(), ())


def test_a_page_of_usual_length_is_not_even_looked_at() -> None:
    page = "<article>" + f'<p class="story">{hostile.STORY}</p>\n' * 1_000 + "</article>"
    assert not is_suspicious(page.encode())


def test_words_set_in_bold_and_closed_again_are_no_reason_to_look() -> None:
    page = '<div><p>Rain <b>fell</b> on <em class="place">Brackwater</em>.</p></div>\n' * 600
    assert not is_suspicious(page.encode())


@pytest.mark.parametrize(
    "bold",
    [
        "<b>Rain",
        "<b><p>Rain</b>",  # closed, but not before something else was opened
        '<b x=">"</b>',  # the end tag is part of the start tag
        "<b x=y\"z' w='\"></b>",
        "<b>Rain</i>",
    ],
)
def test_bold_that_may_still_be_open_is_looked_at(bold: str) -> None:
    assert is_suspicious((f"<div>{bold}</div>" * 1_000).encode())


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[str]:
    found = sorted((shared / "data" / "pages").glob("*.html.gz"))[::10]
    if not found:
        pytest.skip("no pages in the shared folder")
    return [decompress(path.read_bytes()).decode("utf-8", "replace") for path in found]


def test_real_pages_are_left_as_they_are(pages: list[str]) -> None:
    assert [page[:80] for page in pages if tame(page.encode())[1]] == []


def test_a_huge_file_is_refused_at_once_with_its_size_and_the_limit() -> None:
    with pytest.raises(TooComplexError, match=r"100\.0 MB, more than the 50 MB"):
        check_size(bytes(100 * 1024 * 1024))


def test_a_file_of_just_the_limit_is_read() -> None:
    check_size(bytes(MAX_BYTES))
