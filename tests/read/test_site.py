"""A site's own selectors: which elements they mark, and which values they give."""

from __future__ import annotations

from textwrap import dedent

import msgspec
import pytest

from scraper.config.merge import Layer, merge
from scraper.config.rules import Site
from scraper.config.schema import SiteFile
from scraper.read import open_page, read
from scraper.types import Candidate, Document, Label, Mark, Page

PROSE = "The bridge over the Sava reopened on Tuesday, and the mayor spoke of the cost. " * 3
HOST = "gazette.example"


def site(text: str) -> Site:
    """The site that a file of these lines describes."""
    file = msgspec.toml.decode(dedent(text), type=SiteFile)
    return merge(HOST, [Layer(HOST, f"sites/{HOST}.toml", file)])


def read_page(markup: str, rules: Site, url: str = "https://gazette.example/1") -> Document:
    return read(open_page(Page(url, markup.encode(), "text/html")), rules)


def marks(document: Document) -> list[tuple[str, Mark]]:
    return [(e.tag, e.mark) for e in document.elements if e.mark]


def regions(document: Document) -> list[str]:
    return [tag for tag, mark in marks(document) if mark.region]


def labels(document: Document) -> list[tuple[str, Label | None]]:
    return [(tag, mark.label) for tag, mark in marks(document)]


def values(markup: str, *sources: str, zone: str = "") -> list[str]:
    lines = [f"fields.deck = [{', '.join(sources)}]"]
    if zone:
        lines.insert(0, f'timezone = "{zone}"')
    document = read_page(markup, site("\n".join(lines)))
    return [c.value for c in document.candidates if c.own]


# -- the body's region ---------------------------------------------------------------------------

ROOTS = 'body.root = [".story", "main"]'


def test_the_first_root_with_text_is_the_region() -> None:
    document = read_page(f'<main><div class="story">{PROSE}</div></main>', site(ROOTS))
    assert regions(document) == ["div"]


def test_a_root_that_is_an_empty_shell_gives_way_to_the_next() -> None:
    shell = f'<main><div class="story">Loading</div>{PROSE}</main>'
    assert regions(read_page(shell, site(ROOTS))) == ["main"]


def test_of_a_root_only_what_the_site_keeps_is_the_region() -> None:
    rules = site('[body]\nroot = ["main"]\nkeep = ["section"]')
    markup = f"<main><section>{PROSE}</section><p>{PROSE}</p></main><section>{PROSE}</section>"
    assert [b.place for b in read_page(markup, rules).blocks] == [
        "body > main > section",
        "body > main > p",
        "body > section",
    ]
    assert regions(read_page(markup, rules)) == ["section"]


def test_a_story_lies_between_its_start_and_its_stop() -> None:
    rules = site("[body]\nstart = ['hr.top']\nstop = ['#more', '.related']")
    markup = '<p>Menu</p><hr class="top"><p>One</p><p>Two</p><i id="more"></i><p>Three</p>'
    document = read_page(markup, rules)
    assert document.span
    assert [b.text for b in document.blocks[document.span.first : document.span.last]] == [
        "One",
        "Two",
    ]
    assert document.span.stop == "gazette.example/stop #more"


def test_a_stop_before_the_start_is_another_storys() -> None:
    rules = site("[body]\nstart = ['h1']\nstop = ['.end']")
    document = read_page('<p class="end">Menu</p><h1>Rain</h1><p>One</p>', rules)
    assert document.span
    assert (document.span.first, document.span.last) == (1, 3)


def test_a_page_without_marks_has_no_span() -> None:
    assert read_page("<p>One</p>", site("body.stop = ['.end']")).span is None


# -- marks ---------------------------------------------------------------------------------------


def test_an_element_that_a_block_selector_matches_is_marked() -> None:
    rules = site('blocks.credit = ["p.photo", "small"]')
    document = read_page('<p class="photo">Ana Ruiz</p><p>Rain</p><small>AFP</small>', rules)
    assert labels(document) == [("p", Label.CREDIT), ("small", Label.CREDIT)]
    assert [b.text for b in document.blocks] == ["Ana Ruiz", "Rain", "AFP"]


def test_a_marked_word_is_a_block_of_its_own_and_an_unmarked_one_is_not() -> None:
    document = read_page(
        '<p><b class="writer">Ana Ruiz</b> <b>Rain</b> fell.</p>',
        site('blocks.byline = ["b.writer"]'),
    )
    assert [b.text for b in document.blocks] == ["Ana Ruiz", "Rain fell."]


def test_of_two_labels_for_an_element_the_first_in_the_file_counts() -> None:
    document = read_page(
        '<p class="box big">Rain</p>', site("[blocks]\nad = ['.big']\npromo = ['.box']")
    )
    assert labels(document) == [("p", Label.AD)]


def test_a_region_may_have_a_label_as_well() -> None:
    rules = site("body.root = ['main']\nblocks.list = ['main']")
    ((_, mark),) = marks(read_page(f"<main>{PROSE}</main>", rules))
    assert (mark.label, mark.region) == (Label.LIST, "gazette.example/body")


def test_a_rule_may_ask_for_words_and_mark_what_stands_around_them() -> None:
    rules = site("blocks.related = [{ css = 'h3', text = '^read (more|also)', up = 'div.box' }]")
    box = '<div class="box"><h3>{}</h3><p>Rain</p></div>'
    document = read_page(box.format("Read also: rain") + box.format("Readers wrote"), rules)
    assert labels(document) == [("div", Label.RELATED)]


def test_a_rule_may_spare_elements_that_hold_something() -> None:
    rules = site("blocks.ad = [{ css = 'aside', unless = 'blockquote' }]")
    document = read_page("<aside>Buy</aside><aside><blockquote>So</blockquote></aside>", rules)
    assert [mark.label for _, mark in marks(document)] == [Label.AD]


def test_the_rules_that_found_something_are_named() -> None:
    rules = site(
        """
        body.root = ["main"]
        [fields]
        headline = ["h1"]
        deck = ["h2"]
        [blocks]
        share = [".bar", ".gone"]
        """
    )
    markup = f'<h1>Rain</h1><main><p class="bar">Post</p>{PROSE}</main>'
    assert read_page(markup, rules).fired == (
        "sites/gazette.example.toml",
        "gazette.example/body main",
        "gazette.example/share .bar",
        "gazette.example/headline h1",
    )


# -- fields --------------------------------------------------------------------------------------


def test_a_value_is_the_text_that_a_reader_sees() -> None:
    markup = "<h2>The cost<br>of<script>x()</script> the <b>b</b>ridge</h2>"
    assert values(markup, '"h2"') == ["The cost of the bridge"]


def test_values_of_several_elements_are_kept_apart() -> None:
    markup = "<ul><li>Ana Ruiz</li><li>Tom Hart</li></ul>"
    assert values(markup, "{ css = 'li', all = true }") == ["Ana Ruiz", "Tom Hart"]
    assert values(markup, '"li"') == ["Ana Ruiz"]
    assert values(markup, '"ul"') == ["Ana Ruiz Tom Hart"]


def test_a_value_may_stand_in_an_attribute() -> None:
    markup = '<h2 data-deck=" The  cost ">x</h2>'
    assert values(markup, '"h2::attr(data-deck)"') == ["The cost"]
    assert values(markup, '"h2::attr(data-gone)"') == []


def test_a_value_may_be_named_by_what_the_page_says_of_itself() -> None:
    markup = '<meta property="og:description" content="The cost">'
    assert values(markup, '"@meta OG:description"') == ["The cost"]
    assert values(markup, '"@meta og:gone"') == []


def test_a_meta_element_may_be_one_that_nobody_else_reads() -> None:
    markup = '<meta name="Gazette:Summary" content=" The  cost "><p>x</p>'
    assert values(markup, '"@meta gazette:summary"') == ["The cost"]
    assert values(markup, '"@meta gazette"') == []


@pytest.mark.parametrize(
    ("pattern", "kept"),
    [(r"Cost: (.+)", ["forty million"]), (r"forty \w+", ["forty million"]), ("fifty", [])],
)
def test_a_pattern_keeps_its_group_or_its_match_or_nothing(pattern: str, kept: list[str]) -> None:
    source = f"{{ css = 'p', re = '{pattern}' }}"
    assert values("<p>Cost: forty million</p>", source) == kept


def test_a_time_in_the_sites_format_is_a_time_in_the_sites_zone() -> None:
    source = "{ css = 'p', format = ['%Y', '%d %B %Y, %H:%M'] }"
    assert values("<p>1 May 2024, 08:00</p>", source, zone="Europe/Berlin") == [
        "2024-05-01T08:00:00+02:00"
    ]
    assert values("<p>yesterday</p>", source, zone="Europe/Berlin") == []


def test_words_are_put_for_others_in_the_order_given() -> None:
    source = "{ css = 'p', sub = [['^by ', ''], ['[.]$', ' (Gazette)']] }"
    assert values("<p>By Ana Ruiz.</p>", source) == ["Ana Ruiz (Gazette)"]


def test_a_list_in_one_element_is_split() -> None:
    source = "{ css = 'p', split = ' and |, ' }"
    assert values("<p>Ana Ruiz, Tom Hart and Li Wei</p>", source) == [
        "Ana Ruiz",
        "Tom Hart",
        "Li Wei",
    ]


def test_a_value_may_stand_in_the_pages_address_or_in_the_config() -> None:
    assert values("<p>x</p>", "'@url //(\\w+)[.]'") == ["gazette"]
    assert values("<p>x</p>", "'@url /(\\d{8})/'") == []
    assert values("<p>x</p>", "'@const The Gazette'") == ["The Gazette"]


@pytest.mark.parametrize(
    ("script", "found"),
    [
        (
            '{"page": {"by": [{"name": "Ana Ruiz"}, {"name": "Tom Hart"}]}}',
            ["Ana Ruiz", "Tom Hart"],
        ),
        ('{"page": {"by": {"name": ["Ana Ruiz"]}}}', ["Ana Ruiz"]),
        ('{"page": {"by": null}}', []),
        ('{"page": ', []),
    ],
)
def test_a_value_may_stand_in_a_scripts_json(script: str, found: list[str]) -> None:
    markup = f"<script id='state' type='application/json'>{script}</script><p>x</p>"
    assert values(markup, "'@json #state page.by.name'") == found


def test_the_sites_values_come_first_in_the_order_of_its_sources() -> None:
    rules = site("fields.headline = ['.gone', 'h1', '@const Gazette']")
    markup = '<meta property="og:title" content="In a card"><h1>In print</h1>'
    assert [c for c in read_page(markup, rules).candidates if c.field == "headline"] == [
        Candidate("headline", "In print", "gazette.example/headline h1", own=True),
        Candidate("headline", "Gazette", "gazette.example/headline @const Gazette", own=True),
        Candidate("headline", "In a card", "@meta og:title"),
    ]


def test_the_addresses_of_further_parts_are_read() -> None:
    rules = site("fetch.next_page = ['a.next::attr(href)']")
    document = read_page('<a class="next" href="/1?page=2">On</a>', rules)
    assert document.values("next_page") == ("/1?page=2",)


def test_the_entries_of_a_live_blog_have_headline_and_time() -> None:
    rules = site(
        """
        [[section]]
        name = "live"
        path = "."
        """
    )
    assert read_page("<p>x</p>", rules).entries == ()
