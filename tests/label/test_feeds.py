"""Rows of other stories, and of comments, below this one."""

from __future__ import annotations

import pytest

from scraper.types import Article, Label
from tests.desk import HEADLINE, STORY, article, paragraphs, role

TEXT = (
    "The council of the island wants the boats to sail twice an hour all summer, says note {}, and "
    "the crews of the older boats want a second shift to be paid for from the first of May."
)
END = '<div class="newsletter"><p>Sign up for our newsletter</p></div>'
LINK = '<div class="x1"><a href="/{0}">Ferry number {0} is late again</a></div>'
TIME = '<div class="x2">{0} May 2024, 10:1{0}</div>'


def entries(above: str, count: int = 9) -> str:
    return "".join(
        f'<section>{above.format(n)}<div class="x3">{TEXT.format(n)}</div></section>'
        for n in range(1, count + 1)
    )


def below(*parts: str, head: str = "") -> str:
    """A page with these parts below its story, in the element that holds that as well."""
    story = f"<div class='s1'>{paragraphs(*STORY)}</div>"
    return f"<head>{head}</head><main><h1>{HEADLINE}</h1>{story}{''.join(parts)}</main>"


def labels_of(made: Article) -> set[Label]:
    return {b.label for b in made.blocks if "The council of the island" in b.text}


def labels(markup: str, start: str = "The council of the island") -> set[Label]:
    return {b.label for b in article(markup).blocks if b.text.startswith(start)}


@pytest.mark.parametrize("above", [LINK, TIME, "<h3>A plain title {0}</h3>" + TIME])
def test_entries_below_the_end_of_a_story_are_other_stories(above: str) -> None:
    made = article(below(END, entries(above)))
    assert {b.rule for b in made.blocks if b.text.startswith("The council")} == {"revise/feed"}
    assert made.text.endswith(STORY[-1])


def test_the_same_entries_are_the_story_where_nothing_has_ended_it() -> None:
    assert labels(below(entries(TIME))) == {Label.BODY}


def test_two_entries_make_no_feed() -> None:
    assert labels(below(END, entries(TIME, 2))) == {Label.BODY}


def test_paragraphs_with_nothing_between_them_make_no_feed() -> None:
    assert labels(below(END, entries(""))) == {Label.BODY}


def test_the_entries_of_a_live_blog_are_its_story() -> None:
    live = '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
    assert labels(below(END, entries(TIME), head=live)) == {Label.BODY}


def test_sections_of_a_page_with_hardly_a_story_stay() -> None:
    markup = f"<h1>Boats</h1><main><p>Boats for all.</p></main>{END}{entries(LINK)}"
    assert labels(markup) == {Label.BODY}


def thread(reply: str, count: int = 9) -> str:
    return "".join(
        f'<div class="y1"><b>riverman {n}</b><div class="y2"><p>{TEXT.format(n)}</p>'
        f"<p>And another word on it, as if {n} were not enough.</p></div>{reply}</div>"
        for n in range(count)
    )


def test_text_parted_by_lines_to_reply_by_is_a_thread_of_comments() -> None:
    made = article(below(thread("<a href='#'>Reply</a>")))
    assert role(made, "And another word on it, as if 3") is Label.COMMENTS
    assert {b.rule for b in made.blocks if b.text.startswith("And another")} == {"revise/thread"}
    assert made.text.endswith(STORY[-1])


def test_text_with_one_such_line_below_it_stays() -> None:
    assert labels(below(thread(""), "<a href='#'>Reply</a>")) == {Label.BODY}


def test_a_story_whose_own_paragraphs_may_be_answered_stays() -> None:
    story = "".join(
        f"<section><p>{line}</p><a href='#'>Reply</a></section>" for line in (*STORY, TEXT)
    )
    assert labels(f"<h1>Boats</h1><main>{story}</main>", STORY[0][:20]) == {Label.BODY}


def test_text_below_the_heading_of_comments_is_a_thread_whatever_holds_it() -> None:
    lines = paragraphs(*STORY, "12 Comments", *(TEXT.format(n) for n in range(3)))
    made = article(f"<h1>{HEADLINE}</h1><div>{lines}</div>")
    assert {b.rule for b in made.blocks if b.text.startswith("The council")} == {"revise/thread"}
    assert made.text.endswith(STORY[-1])


@pytest.mark.parametrize("words", ["Comment", "Top Comment", '<a href="#c">12 Comments</a>'])
def test_one_comment_or_a_link_to_them_ends_no_story(words: str) -> None:
    lines = paragraphs(*STORY, words, *(TEXT.format(n) for n in range(3)))
    assert labels(f"<h1>{HEADLINE}</h1><div>{lines}</div>") == {Label.BODY}


# -- dumps, which have no elements -------------------------------------------------------------


def test_all_text_of_a_dump_below_the_heading_of_its_comments_is_a_comment() -> None:
    lines = "\n\n".join((HEADLINE, *STORY, "12 comments", *(TEXT.format(n) for n in range(4))))
    made = article(lines)
    assert {b.rule for b in made.blocks if b.text.startswith("The council")} == {"revise/thread"}
    assert made.text.endswith(STORY[-1])


def test_a_dump_whose_story_has_hardly_begun_goes_on_below_such_words() -> None:
    lines = "\n\n".join((HEADLINE, "Boats for all.", "12 comments", *STORY))
    assert article(lines).text.endswith(STORY[-1])


def test_a_list_right_below_words_for_other_stories_is_theirs() -> None:
    items = [f"* {TEXT.format(n)}" for n in range(4)]
    made = article("\n".join((HEADLINE, *STORY, "* You might also like", *items)))
    assert labels_of(made) == {Label.RELATED}
    told = article("\n".join((HEADLINE, *STORY, "The council has asked for four things:", *items)))
    assert labels_of(told) == {Label.LIST}
