"""The pages of one story joined, in three layouts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scraper import Article, FetchError, InputError, Label, Page, Verdict, extract, extract_pages
from tests.desk import HEADLINE, STORY, house, paragraphs, roles, write_rules

URL = "https://gazette.example/2024/05/harbor-bridge-reopens"
DECK = "Trucks to the northern docks no longer have to take the long way round the bay."
MORE = (
    "Traffic on the ring road fell by a third within a day, the council said on Wednesday, and "
    "the two petrol stations at its northern end reported their quietest morning in years.",
    "For the ferry the summer will be the last one, Ms. Ruiz said, and the boat is to be sold to "
    "a company that carries hikers to the islands further up the coast.",
    "The contract for the ramps will be let in October, and nobody at the port authority would "
    "say on the record what they are going to cost.",
)
CAPTION = "The harbor bridge on Monday evening, seen from the northern docks"
BIO = "Tom Okafor writes about transport for The Harbor Gazette."

Layout = Callable[..., str]


def semantic(number: int, *lines: str, head: str = "", after: str = "") -> str:
    """HTML5 as a newsroom of today writes it; both pages print deck, picture and writer."""
    return (
        f"<html lang='en'><head><title>{HEADLINE} - page {number}</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><main><article>"
        f"<header><h1>{HEADLINE}</h1><p class='deck'>{DECK}</p>"
        "<p class='byline'>By Tom Okafor</p></header>"
        f"<figure><img src='/bridge.jpg'><figcaption>{CAPTION}. Photo: Ana Ruiz</figcaption>"
        f"</figure>{paragraphs(*lines)}{after}</article></main>"
        "<aside class='newsletter'><p>Sign up for our newsletter</p></aside></body></html>"
    )


def wordpress(number: int, *lines: str, head: str = "", after: str = "") -> str:
    """A blog's theme: the story in divs, its pages in a list below it."""
    return (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body class='single'>"
        f"<div id='page'><h1 class='entry-title'>{HEADLINE}</h1>"
        "<div class='entry-meta'><span class='author'>By Tom Okafor</span></div>"
        f"<div class='entry-content'><div class='wp-caption'><img src='/bridge.jpg'>"
        f"<p class='wp-caption-text'>{CAPTION}</p></div>{paragraphs(*lines)}{after}"
        "<div class='page-links'>Pages: <a href='1'>1</a> <a href='2'>2</a></div></div>"
        "<div class='sharedaddy'><p>Share this:</p><ul><li>Facebook</li></ul></div>"
        "</div></body></html>"
    )


def tables(number: int, *lines: str, head: str = "", after: str = "") -> str:
    """What papers wrote before: tables, and line breaks for paragraphs."""
    return (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><table><tr><td width='150'>"
        "<a href='/'>Home</a><br><a href='/sport'>Sport</a></td><td><table><tr><td>"
        f"<h1>{HEADLINE}</h1><font size='2'>By Tom Okafor</font><br><br>"
        f"{'<br><br>'.join(lines)}<br><br>{after}</td></tr></table></td></tr></table></body></html>"
    )


LAYOUTS = pytest.mark.parametrize("layout", [semantic, wordpress, tables])


def page(html: str, url: str = URL) -> Page:
    return Page(url, html.encode(), charset="utf-8")


def joined(*htmls: str) -> Article:
    urls = [URL, *(f"{URL}/{number}" for number in range(2, len(htmls) + 1))]
    return extract_pages([page(*pair) for pair in zip(htmls, urls, strict=True)], house())


def text(*lines: str) -> str:
    return "\n\n".join(lines)


# ---- what the pages make together


@LAYOUTS
def test_the_pages_of_a_story_are_one_text_in_order(layout: Layout) -> None:
    made = joined(layout(1, *STORY), layout(2, *MORE[:2]), layout(3, MORE[2]))
    assert made.text == text(*STORY, *MORE)
    assert made.headline == HEADLINE
    assert made.authors == ("Tom Okafor",)
    assert (made.verdict, made.problems) == (Verdict.COMPLETE, ())


@LAYOUTS
def test_blocks_are_numbered_through_and_say_which_page_they_stand_on(layout: Layout) -> None:
    made = joined(layout(1, *STORY), layout(2, *MORE))
    assert [b.block.index for b in made.blocks] == list(range(len(made.blocks)))
    assert all(vote.block == b.block.index for b in made.blocks for vote in b.votes)
    (last,) = [b for b in made.blocks if b.text == MORE[2]]
    assert last.place.startswith("page 2: body")
    (first,) = [b for b in made.blocks if b.text == STORY[0]]
    assert first.place.startswith("body")


@LAYOUTS
def test_one_page_alone_is_what_it_always_was(layout: Layout) -> None:
    single = page(layout(1, *STORY))
    assert extract_pages([single], house()) == extract(single, house())


def test_a_caption_on_every_page_comes_once_with_its_credit() -> None:
    made = joined(semantic(1, *STORY), semantic(2, *MORE))
    assert [(c.text, c.credit) for c in made.captions] == [(CAPTION + ".", "Ana Ruiz")]
    assert made.images == ("https://gazette.example/bridge.jpg",)
    assert roles(made, CAPTION) == [Label.CAPTION, Label.CAPTION]


def test_another_picture_on_a_later_page_is_kept_with_its_caption() -> None:
    ferry = "<figure><img src='/ferry.jpg'><figcaption>The ferry in its last summer</figcaption>"
    made = joined(semantic(1, *STORY), semantic(2, *MORE, after=f"{ferry}</figure>"))
    assert [(c.text, c.image_url) for c in made.captions][1:] == [
        ("The ferry in its last summer", "https://gazette.example/ferry.jpg")
    ]
    assert made.images[1:] == ("https://gazette.example/ferry.jpg",)


def test_furniture_between_the_pages_is_kept_as_furniture() -> None:
    made = joined(wordpress(1, *STORY), wordpress(2, *MORE))
    assert roles(made, "Share this") == [Label.SHARE, Label.SHARE]


def test_a_note_on_the_writer_at_the_end_of_the_last_page_is_found() -> None:
    made = joined(semantic(1, *STORY), semantic(2, *MORE, after=f"<p class='bio'>{BIO}</p>"))
    assert made.bio == BIO
    assert made.text == text(*STORY, *MORE)


def test_what_the_first_page_says_of_itself_holds() -> None:
    head = '<meta property="article:published_time" content="2024-05-0%d">'
    made = joined(semantic(1, *STORY, head=head % 3), semantic(2, *MORE, head=head % 9))
    assert str(made.published).startswith("2024-05-03")
    assert made.url == URL


def test_a_story_that_is_long_only_as_a_whole_is_judged_as_a_whole() -> None:
    plea = "<p>Subscribe to continue reading</p>"
    long = [f"{line} Chapter {n}." for n in range(3) for line in MORE]
    assert joined(semantic(1, *STORY), semantic(2, MORE[0], after=plea)).verdict is (
        Verdict.TRUNCATED
    )
    assert joined(semantic(1, *STORY, *long), semantic(2, MORE[0], after=plea)).verdict is (
        Verdict.COMPLETE
    )


def test_the_entries_of_a_live_blog_go_on(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path,
        sites__gazette_example='[[section]]\nname = "live"\npath = "/live/"\n'
        '[section.entry]\nitem = ".post"\nheadline = "h2"\n',
    )
    first, second = (
        page(
            f"<h1>{HEADLINE}</h1><main>"
            + "".join(f"<div class='post'><h2>{h}</h2><p>{p}</p></div>" for h, p in posts)
            + "</main>",
            f"https://gazette.example/live/bridge?page={number}",
        )
        for number, posts in enumerate(
            ([("Noon", STORY[0]), ("Ten", STORY[1])], [("Nine", MORE[0]), ("Eight", MORE[1])]), 1
        )
    )
    made = extract_pages([first, second], rules)
    assert [(e.headline, e.text) for e in made.entries] == [
        ("Noon", STORY[0]), ("Ten", STORY[1]), ("Nine", MORE[0]), ("Eight", MORE[1]),
    ]  # fmt: skip


# ---- what stands on several pages


@LAYOUTS
def test_paragraphs_on_both_pages_come_once(layout: Layout) -> None:
    made = joined(layout(1, *STORY), layout(2, *STORY[2:], *MORE))
    assert made.text == text(*STORY, *MORE)
    again = [b for b in made.blocks if b.rule == "join/repeated"]
    assert [b.text for b in again] == list(STORY[2:])


def test_a_short_line_beside_an_overlap_belongs_to_it() -> None:
    made = joined(semantic(1, *STORY, "Not at all."), semantic(2, STORY[3], "Not at all.", *MORE))
    assert made.text == text(*STORY, "Not at all.", *MORE)


def test_a_short_line_that_comes_again_by_itself_is_story() -> None:
    lines = (MORE[0], "Not at all.", MORE[1])
    made = joined(semantic(1, *STORY[:2], "Not at all.", *STORY[2:]), semantic(2, *lines))
    assert made.text == text(*STORY[:2], "Not at all.", *STORY[2:], *lines)


def test_a_deck_printed_as_a_paragraph_of_a_later_page_is_no_text() -> None:
    made = joined(semantic(1, *STORY), tables(2, DECK, *MORE))
    assert made.text == text(*STORY, *MORE)
    assert roles(made, DECK) == [Label.DECK, Label.DECK]


def test_a_subhead_that_a_list_of_contents_announced_stays() -> None:
    contents = "<nav><ul><li><a href='2'>What it means for the ferry</a></li></ul></nav>"
    second = f"</p><h2>What it means for the ferry</h2><p>{MORE[0]}"
    made = joined(semantic(1, *STORY, after=contents), semantic(2, second, *MORE[1:]))
    assert made.text == text(*STORY, "What it means for the ferry", *MORE)


# ---- pages that are missing


def test_a_page_that_could_not_be_had_is_a_problem_and_the_story_cut() -> None:
    lost = FetchError(f"{URL}/2", "timeout")
    made = extract_pages([page(semantic(1, *STORY)), lost], house())
    assert made.text == text(*STORY)
    assert made.verdict is Verdict.TRUNCATED
    assert made.problems == (f"page 2 of the story could not be had: {lost}",)


def test_a_page_between_others_may_be_missing() -> None:
    pages = [page(semantic(1, *STORY)), FetchError(URL, "dns"), page(semantic(3, *MORE))]
    made = extract_pages(pages, house())
    assert made.text == text(*STORY, *MORE)
    assert made.verdict is Verdict.TRUNCATED
    assert [b.place[:7] for b in made.blocks if b.text == MORE[0]] == ["page 3:"]


def test_a_page_that_is_none_is_a_problem_too() -> None:
    made = extract_pages([page(semantic(1, *STORY)), Page(URL, b"%PDF-1.7\n%\xe2\xe3")], house())
    assert made.problems[0].startswith("page 2 of the story could not be had: ")
    with pytest.raises(InputError):
        extract_pages([Page(URL, b"%PDF-1.7\n%\xe2\xe3"), page(semantic(1, *STORY))], house())


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("<nav><a href='/'>Home</a></nav>", "page 2 of the story gave no text"),
        (semantic(1, *STORY), "page 2 of the story only repeats what stands before it"),
        (
            f"<h1>404 Not Found</h1>{paragraphs('No such page here, have a look at the map.')}",
            "page 2 of the story is an error page: 404 Not Found",
        ),
    ],
)
def test_a_page_without_text_of_its_own_leaves_the_story_cut(html: str, problem: str) -> None:
    made = joined(semantic(1, *STORY), html)
    assert made.text == text(*STORY)
    assert (made.verdict, made.problems) == (Verdict.TRUNCATED, (problem,))


def test_a_last_page_of_one_sentence_is_part_of_the_story() -> None:
    made = joined(
        semantic(1, *STORY), semantic(2, "The ramps will be open by Christmas, she said.")
    )
    assert made.verdict is Verdict.COMPLETE
    assert made.text.endswith("she said.")


def test_without_a_first_page_there_is_no_story() -> None:
    with pytest.raises(FetchError):
        extract_pages([FetchError(URL, "timeout"), page(semantic(2, *MORE))], house())
    with pytest.raises(ValueError, match="no pages"):
        extract_pages([], house())


# ---- where to go on


def onward(number: int) -> str:
    return f"<link rel='next' href='{URL}/{number}'>"


def test_the_next_page_is_the_last_ones_and_none_when_all_are_there() -> None:
    first, second = page(semantic(1, *STORY, head=onward(2))), semantic(2, *MORE, head=onward(3))
    assert extract(first, house()).next_page == f"{URL}/2"
    assert extract_pages([first, page(second, f"{URL}/2")], house()).next_page == f"{URL}/3"
    last = page(semantic(2, *MORE), f"{URL}/2")
    assert extract_pages([first, last], house()).next_page is None


def test_a_circle_of_pages_ends(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path, sites__gazette_example="[fetch]\nnext_page = ['a.next::attr(href)']\n"
    )
    back = f"<p><a class='next' href='{URL}'>Next</a></p>"
    pages = [page(semantic(1, *STORY)), page(semantic(2, *MORE, after=back), f"{URL}/2")]
    assert extract(pages[1], rules).next_page == URL
    assert extract_pages(pages, rules).next_page is None


def test_after_the_most_pages_the_site_allows_the_story_is_cut(tmp_path: Path) -> None:
    rules = write_rules(tmp_path, sites__gazette_example="[fetch]\nmax_pages = 2\n")
    pages = [page(semantic(1, *STORY)), page(semantic(2, *MORE, head=onward(3)), f"{URL}/2")]
    made = extract_pages(pages, rules)
    assert (made.next_page, made.verdict) == (None, Verdict.TRUNCATED)
    assert made.problems == (f"the story goes on after page 2, the last that is joined: {URL}/3",)


def test_twenty_pages_are_joined_and_no_more() -> None:
    def numbered(number: int) -> Page:
        lines = (f"{line} That was part {number} of it." for line in MORE[:2])
        url = f"{URL}/{number}" if number > 1 else URL
        return page(semantic(number, *lines, head=onward(number + 1)), url)

    pages = [numbered(n) for n in range(1, 21)]
    assert extract_pages(pages[:19], house()).next_page == f"{URL}/20"
    made = extract_pages(pages, house())
    assert made.next_page is None
    assert made.text.count("That was part") == 40
