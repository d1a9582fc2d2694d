"""How a page of HTML is cut into blocks, and that no sentence is cut or glued on the way."""

from __future__ import annotations

import pytest

from scraper.read import open_page, read
from scraper.types import Block, Document, Kind, Page

BRIDGE = "The bridge over the Sava reopened on Tuesday."
MAYOR = "It cost more than planned, the mayor said."


def read_page(markup: str) -> Document:
    return read(open_page(Page(None, markup.encode(), "text/html")), None)


def blocks(markup: str) -> tuple[Block, ...]:
    return read_page(markup).blocks


def texts(markup: str) -> list[str]:
    return [block.text for block in blocks(markup)]


def forms(markup: str) -> list[tuple[Kind, int, str]]:
    return [(block.kind, block.level, block.text) for block in blocks(markup)]


# -- what each element makes ---------------------------------------------------------------------


def test_each_paragraph_is_a_block_in_page_order() -> None:
    assert texts(f"<p>{BRIDGE}</p>\n<p>{MAYOR}") == [BRIDGE, MAYOR]


def test_a_heading_knows_its_level() -> None:
    assert forms("<h1>Bridge reopens</h1><h3>The cost</h3>") == [
        (Kind.HEADING, 1, "Bridge reopens"),
        (Kind.HEADING, 3, "The cost"),
    ]


def test_a_paragraph_inside_a_heading_is_still_the_heading() -> None:
    assert forms("<h2><div>The cost</div></h2>") == [(Kind.HEADING, 2, "The cost")]


def test_a_list_inside_a_list_is_one_level_deeper() -> None:
    markup = "<ul><li>East bank<ul><li>two berths</li></ul></li><li><p>West bank</p></li></ul>"
    assert forms(markup) == [
        (Kind.ITEM, 1, "East bank"),
        (Kind.ITEM, 2, "two berths"),
        (Kind.ITEM, 1, "West bank"),
    ]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        (f"<blockquote><p>{BRIDGE}</p></blockquote>", Kind.QUOTE),
        (f"<figure><figcaption><div>{BRIDGE}</div></figcaption></figure>", Kind.CAPTION),
        (f"<dl><dt>{BRIDGE}</dt></dl>", Kind.ITEM),
        (f"<div>{BRIDGE}</div>", Kind.PARAGRAPH),
        (f"<p>He said: <q>{BRIDGE}</q></p>", Kind.PARAGRAPH),
    ],
)
def test_a_block_takes_the_form_of_the_element_around_it(markup: str, kind: Kind) -> None:
    assert [block.kind for block in blocks(markup)] == [kind]


def test_preformatted_text_keeps_its_lines_and_columns() -> None:
    markup = "<pre>High water\n  06:12   3.1 m\n\n  18:40   2.9 m\n</pre>"
    assert forms(markup) == [
        (Kind.PREFORMATTED, 0, "High water\n  06:12   3.1 m\n\n  18:40   2.9 m")
    ]


def test_text_that_stands_loose_between_blocks_is_a_block() -> None:
    markup = f"<div>Rain fell.<p>{BRIDGE}</p>Roads closed.<div>{MAYOR}</div></div>"
    assert texts(markup) == ["Rain fell.", BRIDGE, "Roads closed.", MAYOR]


# -- line breaks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("breaks", ["<br><br>", "<br/> \n <br />", "<br>&nbsp;<br><br>"])
def test_two_line_breaks_part_paragraphs(breaks: str) -> None:
    assert texts(f"<div>{BRIDGE}{breaks}{MAYOR}</div>") == [BRIDGE, MAYOR]


def test_one_line_break_stays_a_line_break() -> None:
    assert texts("<p>12 Quay Street<br>\n  Millbrook</p>") == ["12 Quay Street\nMillbrook"]


def test_a_line_break_in_a_heading_is_a_space() -> None:
    assert texts("<h1>Bridge<br>reopens</h1>") == ["Bridge reopens"]


def test_two_line_breaks_part_the_paragraphs_of_one_link() -> None:
    first, second = blocks("<a href=/>Rain fell.<br><br>Roads closed.</a>")
    assert (first.link_chars, second.link_chars) == (len("Rain fell."), len("Roads closed."))


# -- sentences -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("The <b>W</b>ord of the year", "The Word of the year"),
        ("Hello<b> world</b>.", "Hello world."),
        ('He <a href="/">spoke</a>, then <em>left</em>.', "He spoke, then left."),
        ('It fell.<sup><a href="#n1">[1]</a></sup> Twice.', "It fell.[1] Twice."),
        ("Rain\n   <i>fell</i>\n   again .", "Rain fell again ."),
        ("H<sub>2</sub>O at 20&nbsp;°C", "H2O at 20 °C"),
        ("super<wbr>market and co&shy;op", "supermarket and coop"),
        ("rain<!-- ad slot -->storm", "rainstorm"),
        ('<span class="dropcap">T</span>he bridge', "The bridge"),
        ("<ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>が開いた", "橋が開いた"),
        ('By <meta itemprop="x" content="y">Ana <link href="/">Ruiz', "By Ana Ruiz"),
    ],
)
def test_inline_elements_stay_inside_their_sentence(markup: str, text: str) -> None:
    assert texts(f"<p>{markup}</p>") == [text]


def test_links_with_nothing_between_them_are_two_words() -> None:
    assert texts("<div><a href=/>Home</a><a href=/news>News</a></div>") == ["Home News"]


def test_links_with_a_word_between_them_get_no_space_of_ours() -> None:
    assert texts("<p><a href=/>Home</a>/<a href=/n>News</a></p>") == ["Home/News"]


@pytest.mark.parametrize("tag", ["person", "x-term", "nyt_term", "output"])
def test_an_invented_element_beside_text_is_a_word_of_the_sentence(tag: str) -> None:
    assert texts(f"<p>On Tuesday <{tag}>Ana Ruiz</{tag}> spoke.</p>") == [
        "On Tuesday Ana Ruiz spoke."
    ]


@pytest.mark.parametrize("tag", ["x-card", "story_body"])
def test_an_invented_element_with_no_text_beside_it_stands_apart(tag: str) -> None:
    markup = f"<div><{tag}>Rain fell.</{tag}><{tag}>Roads closed.</{tag}></div>"
    assert texts(markup) == ["Rain fell.", "Roads closed."]


def test_an_invented_element_that_holds_paragraphs_stands_apart() -> None:
    markup = f"<div>Rain fell.<x-body><p>{BRIDGE}</p><p>{MAYOR}</p></x-body></div>"
    assert texts(markup) == ["Rain fell.", BRIDGE, MAYOR]


@pytest.mark.parametrize("after", [" held", ") held"])
def test_a_button_in_the_middle_of_a_sentence_belongs_to_it(after: str) -> None:
    assert texts(f"<p>On Tuesday (the <button>weir</button>{after}.</p>") == [
        f"On Tuesday (the weir{after}."
    ]


def test_a_button_at_the_end_of_a_line_is_a_block_of_its_own() -> None:
    markup = "<p>By Ana Ruiz <button>Follow</button></p><p>Tom <button>Follow</button> | 5 May</p>"
    assert texts(markup) == ["By Ana Ruiz", "Follow", "Tom", "Follow", "| 5 May"]


@pytest.mark.parametrize(
    "tag", ["script", "style", "noscript", "template", "svg", "iframe", "textarea", "select"]
)
def test_what_is_no_text_of_the_page_stays_silent(tag: str) -> None:
    assert texts(f"<p>Rain <{tag}>var x</{tag}>fell.</p>") == ["Rain fell."]


def test_a_menu_that_wraps_words_in_blocks_is_not_glued() -> None:
    assert texts("<nav><div>Home</div><div>News</div></nav>") == ["Home", "News"]


# -- links ---------------------------------------------------------------------------------------


def test_link_chars_count_the_linked_part_of_a_block() -> None:
    (block,) = blocks("<p>The <a href=/>bridge</a> and the <a href=/> old \n quay </a>.</p>")
    assert (block.links, block.link_chars) == (2, len("bridge") + len("old quay"))


def test_a_link_around_blocks_counts_in_each_of_them() -> None:
    first, second, after = blocks("<a href=/><h3>Rain</h3><p>Roads closed.</p></a><p>Snow</p>")
    assert (first.link_chars, second.link_chars, after.link_chars) == (4, 13, 0)


def test_a_link_without_words_is_no_link_of_the_block() -> None:
    (block,) = blocks('<p><a href=/><img src="a.jpg"></a>Rain fell.</p>')
    assert (block.links, block.link_chars) == (0, 0)


# -- names, places, pictures ---------------------------------------------------------------------


def test_an_inline_element_that_covers_a_block_names_it() -> None:
    markup = '<div>\n            <span class="author">By Ana Ruiz</span>\n          </div>'
    assert blocks(markup)[0].names == "author"


def test_an_inline_element_that_is_one_word_of_many_names_nothing() -> None:
    markup = '<div><span class="author">Ana Ruiz</span> walked home over the new bridge.</div>'
    assert blocks(markup)[0].names == ""


def test_an_inline_element_that_holds_blocks_becomes_an_element() -> None:
    document = read_page('<div><a class="card"><h3>Rain</h3><p>Roads closed.</p></a> Snow</div>')
    assert [b.place for b in document.blocks] == [
        "body > div > a.card > h3",
        "body > div > a.card > p",
        "body > div",
    ]
    assert [e.tag for e in document.elements] == ["body", "div", "a", "h3", "p"]


def test_a_place_is_the_path_to_the_element() -> None:
    markup = '<main id="top"><div class="story wide"><p>Rain</p></div></main>'
    assert blocks(markup)[0].place == "body > main#top > div.story > p"


def test_a_place_far_down_stays_short() -> None:
    deep = blocks('<div class="' + "x" * 500 + '">' + "<div class=wrapper>" * 300 + "Rain")[0]
    assert len(deep.place) < 500
    assert deep.place.endswith("> div.wrapper")


def test_a_picture_knows_the_block_that_follows_it() -> None:
    pictures = read_page(
        '<p>Rain</p><img src="a.jpg" alt=" The  quay "><p>Snow</p><img data-src="b.jpg">'
    ).pictures
    assert [(p.url, p.alt, p.before) for p in pictures] == [
        ("a.jpg", "The quay", 1),
        ("b.jpg", None, 2),
    ]


@pytest.mark.parametrize(
    ("attributes", "url"),
    [
        ('src="data:image/gif;base64,R0" data-original="quay.jpg"', "quay.jpg"),
        ('srcset="quay-s.jpg 320w, quay.jpg 1280w"', "quay.jpg"),
        ('srcset="quay.jpg"', "quay.jpg"),
        ('src="data:image/gif;base64,R0"', None),
    ],
)
def test_a_lazy_picture_is_found_where_the_page_keeps_it(attributes: str, url: str | None) -> None:
    assert [p.url for p in read_page(f"<img {attributes}>").pictures] == [url]


def test_a_counting_pixel_is_no_picture() -> None:
    assert read_page('<img src="count.gif" width="1" height="1">').pictures == ()


# -- headings with a kicker in them ----------------------------------------------------------------


@pytest.mark.parametrize("name", ["article__kicker", "dachzeile", "top-line", "Overtitle"])
def test_a_kicker_that_the_headline_begins_with_is_a_block_of_its_own(name: str) -> None:
    heading = f"<h1><span class={name}>On the docks</span> <span>Bridge reopens</span></h1>"
    assert forms(heading) == [
        (Kind.PARAGRAPH, 0, "On the docks"),
        (Kind.HEADING, 1, "Bridge reopens"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "<span class=kicker>On the docks</span>: Bridge reopens",  # one line, as it is printed
        "<span class=kicker>On the docks</span>",
        "<span class=title>On the docks</span> Bridge reopens",
        "Bridge reopens <span class=kicker>on the docks</span>",
    ],
)
def test_any_other_words_of_the_headline_stay_in_it(heading: str) -> None:
    assert len(blocks(f"<h1>{heading}</h1>")) == 1


def test_a_lesser_heading_keeps_its_kicker() -> None:
    heading = "<h2><span class=kicker>On the docks</span> <span>Bridge reopens</span></h2>"
    assert forms(heading) == [(Kind.HEADING, 2, "On the docks Bridge reopens")]


# -- tables --------------------------------------------------------------------------------------

TIDES = (
    "<table><caption>Tides</caption><tr><th>Day<th>High</tr>"
    '<tr><td>Monday<td>3.1 m <span class="sr-only">metres</span></tr></table>'
)


def test_a_table_of_data_is_one_block_with_a_line_for_each_row() -> None:
    assert forms(TIDES)[:2] == [
        (Kind.PARAGRAPH, 0, "Tides"),
        (Kind.TABLE, 0, "Day | High\nMonday | 3.1 m"),
    ]


def test_a_table_that_holds_another_lays_out_the_page() -> None:
    inner = "<table><tr><td>Home<td>News</tr><tr><td>Rain fell<td>on Tuesday.</tr></table>"
    outer = f"<table><tr><td>Menu<td>Harbor</tr><tr><td>Tides<td>{inner}</tr></table>"
    assert [b.text for b in blocks(outer)] == [
        "Menu", "Harbor", "Tides", "Home | News\nRain fell | on Tuesday."
    ]  # fmt: skip


def test_hidden_text_in_a_table_of_data_stays_out_of_it() -> None:
    document = read_page(TIDES + "<p>Rain</p>")
    assert [b.text for b in document.blocks[2:]] == ["metres", "Rain"]
    assert document.elements[document.blocks[2].element].hidden
    assert [b.index for b in document.blocks] == [0, 1, 2, 3]


def test_a_picture_in_a_table_of_data_stands_before_a_block_that_exists() -> None:
    rows = "<tr><td>Monday<td>3.1 m<td><img src=sun.png></tr>" * 3
    document = read_page(f"<table>{rows}</table><p>Rain")
    assert [p.before for p in document.pictures] == [1, 1, 1]


@pytest.mark.parametrize(
    "row",
    [
        f"<tr><td>Menu<td><p>{BRIDGE}</p><p>{MAYOR * 6}</p></tr>",
        f"<tr><td><h2>Bridge reopens</h2><td>{BRIDGE}</tr>",
        f"<tr><td>{BRIDGE}</tr>",
        f"<tr><td>天气<td>{'港口的大桥在两年修缮之后于周二重新开放。' * 6}</tr>",
    ],
)
def test_a_table_used_for_layout_stays_in_blocks(row: str) -> None:
    assert Kind.TABLE not in {block.kind for block in blocks(f"<table>{row * 3}</table>")}
