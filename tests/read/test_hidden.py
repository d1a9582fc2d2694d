"""What a page keeps from its reader's eyes is marked as hidden, and nothing else is."""

from __future__ import annotations

import pytest

from scraper.read import open_page, read
from scraper.read.hidden import is_hidden
from scraper.types import Document, Page

SECRET = "Subscribe to read on"
HIDING = [
    "hidden",
    'style="display: none"',
    'style="DISPLAY:NONE !important"',
    'style="visibility: hidden"',
    'style="height: 0; overflow: hidden"',
    'style="width:1px;height:1px;overflow:hidden"',
    'style="font-size: 0"',
    'style="opacity: 0"',
    'style="position: absolute; left: -9999px"',
    'style="text-indent:-999em"',
    'style="position:absolute;clip:rect(1px, 1px, 1px, 1px)"',
    'style="color: #fff; background: #FFFFFF"',
    'style="color:white;background-color:white"',
]
SHOWING = [
    "",
    'aria-hidden="true"',
    'hidden="until-found"',
    'style="display: block"',
    'style="backface-visibility: hidden"',
    'style="overflow: hidden"',
    'style="line-height: 0.9; height: 0.5em; opacity: 0.9"',
    'style="margin-top: -120px; padding-top: 120px"',
    'style="margin-left: -15px"',
    'style="font-size: 0.9em"',
    'style="color: #fff; background: #000"',
    'style="color: inherit; background: inherit"',
    'style="background-color: red"',
    'style="max-height: 300px; overflow: hidden"',
]


def read_page(markup: str) -> Document:
    return read(open_page(Page(None, markup.encode(), "text/html")), None)


def hidden_texts(document: Document) -> list[str]:
    return [b.text for b in document.blocks if document.elements[b.element].hidden]


@pytest.mark.parametrize("attributes", HIDING)
def test_a_block_that_no_reader_sees_is_hidden(attributes: str) -> None:
    document = read_page(f"<p>Rain fell.</p><div {attributes}>{SECRET}</div>")
    assert hidden_texts(document) == [SECRET]


@pytest.mark.parametrize("attributes", SHOWING)
def test_a_block_that_a_reader_sees_is_not_hidden(attributes: str) -> None:
    assert hidden_texts(read_page(f"<div {attributes}><p>{SECRET}</p></div>")) == []


@pytest.mark.parametrize(
    "attributes",
    [
        *HIDING,
        'class="sr-only"',
        'class="visually-hidden x"',
        'class="go-vh"',
        'class="Link_hidden__Ab1"',
        'class="hidden-label"',
    ],
)
def test_hidden_words_are_taken_out_of_their_sentence(attributes: str) -> None:
    document = read_page(f"<p>Rain <span {attributes}>{SECRET}</span>fell on <b>Tuesday</b>.</p>")
    assert [b.text for b in document.blocks] == ["Rain fell on Tuesday.", SECRET]
    assert hidden_texts(document) == [SECRET]


@pytest.mark.parametrize(
    "attributes",
    [
        *SHOWING,
        'class="only-today"',
        'class="offscreening"',
        'class="overflow-hidden"',
        'class="hidden md:inline"',
    ],
)
def test_words_that_show_stay_in_their_sentence(attributes: str) -> None:
    document = read_page(f"<p>Rain <span {attributes}>fell</span> on Tuesday.</p>")
    assert [b.text for b in document.blocks] == ["Rain fell on Tuesday."]


def test_what_stands_in_a_hidden_element_is_hidden_too() -> None:
    document = read_page('<div hidden><ul><li>Copy link</li></ul><p style="display:block">Mail</p>')
    assert hidden_texts(document) == ["Copy link", "Mail"]


def test_a_size_set_anew_inside_an_element_of_no_size_shows() -> None:
    # Newsletter builders set font-size:0 on every cell, and the real size on the <div> in it.
    markup = '<table><tr><td style="font-size:0"><div style="font-size:13px">Rain</div></table>'
    assert hidden_texts(read_page(markup)) == []


def test_hidden_blocks_inside_a_span_keep_their_words_apart_and_their_programs_out() -> None:
    markup = "<p>Rain <span hidden><i>Copy</i> <script>x()</script><br>Mail</span>fell.</p>"
    assert [b.text for b in read_page(markup).blocks] == ["Rain fell.", "Copy Mail"]


def test_a_style_without_a_value_hides_nothing() -> None:
    assert not is_hidden({"style": None, "class": "story"})
