"""The verdict on a page, and its evidence."""

from __future__ import annotations

import pytest

from scraper import Verdict
from tests.desk import HEADLINE, STORY, article, dump, page, paragraphs

PROMPT = "Subscribe to continue reading"
LD = '<script type="application/ld+json">%s</script>'
FREE = LD % '{"@type":"NewsArticle","isAccessibleForFree":%s%s}'


def links(count: int) -> str:
    line = '<li><a href="/%d">Ferry fares rise again in ward %d of the city</a></li>'
    return "".join(line % (n, n) for n in range(count))


def test_a_story_with_its_headline_is_complete() -> None:
    made = article(page())
    assert (made.verdict, made.problems) == (Verdict.COMPLETE, ())
    assert 0.5 < made.confidence <= 1


def test_a_story_in_a_dump_is_complete() -> None:
    assert article(dump()).verdict is Verdict.COMPLETE


def test_a_brief_is_an_article() -> None:
    assert article(f"<h1>{HEADLINE}</h1><p>{STORY[0]}</p>").verdict is Verdict.COMPLETE


@pytest.mark.parametrize("source", ["", "<html><body></body></html>", "  \n \n"])
def test_a_page_without_text_is_empty(source: str) -> None:
    made = article(source)
    assert (made.verdict, made.confidence, made.text) == (Verdict.EMPTY, 1.0, "")
    assert made.problems == ("the page has no text",)


ERRORS = ["404 Not Found", "Page not found", "Just a moment...", "Error 503", "404", "Forbidden"]


@pytest.mark.parametrize("title", [*ERRORS, "Access denied | Gazette"])
def test_an_error_page_is_no_article(title: str) -> None:
    made = article(f"<title>{title}</title><h1>{title}</h1>{paragraphs(*STORY)}")
    assert made.verdict is Verdict.NOT_ARTICLE
    assert made.problems == (f"headline: {title}",)


@pytest.mark.parametrize(
    "title", ["Just a moment of rain stopped the race", "500 march for the northern docks"]
)
def test_a_headline_that_begins_like_an_error_is_none(title: str) -> None:
    made = article(f"<title>{title}</title><h1>{title}</h1>{paragraphs(*STORY)}")
    assert made.verdict is Verdict.COMPLETE


def test_a_page_of_a_few_words_is_no_article() -> None:
    made = article("<p>Ferries sail at noon.</p>")
    assert made.verdict is Verdict.NOT_ARTICLE
    assert "read like a story" in made.problems[0]


def test_a_page_that_lists_stories_is_no_article() -> None:
    made = article(f"<h1>Harbor</h1><div><p>{STORY[0]}</p></div><ul>{links(60)}</ul>")
    assert made.verdict is Verdict.NOT_ARTICLE
    assert "links to other stories" in made.problems[-1]


def test_a_story_with_a_few_links_below_it_is_an_article() -> None:
    assert article(page(below=f"<ul>{links(12)}</ul>")).verdict is Verdict.COMPLETE


def test_a_prompt_to_subscribe_after_a_short_text_means_there_is_more() -> None:
    made = article(page(after=f"<p>{PROMPT}</p>"))
    assert (made.verdict, made.paywalled) == (Verdict.TRUNCATED, True)
    assert made.problems == (f"a prompt follows the story: {PROMPT}",)


def test_the_same_prompt_in_a_dump_says_the_same() -> None:
    assert article(dump(after=PROMPT)).verdict is Verdict.TRUNCATED


def test_the_same_prompt_after_a_long_story_is_a_plea() -> None:
    long = paragraphs(*(f"{text} Number {n}." for n in range(5) for text in STORY))
    assert article(page(inside=long, after=f"<p>{PROMPT}</p>")).verdict is Verdict.COMPLETE


def test_the_same_prompt_on_a_page_that_is_free_is_a_plea() -> None:
    made = article(page(head=FREE % ("true", ""), after=f"<p>{PROMPT}</p>"))
    assert (made.verdict, made.paywalled) == (Verdict.COMPLETE, False)


def test_a_prompt_in_the_middle_of_a_story_is_a_plea() -> None:
    assert article(page(inside=f"<p>{PROMPT}</p>")).verdict is Verdict.COMPLETE


def test_a_text_that_breaks_off_on_a_page_that_is_not_free_is_cut() -> None:
    made = article(page(head=FREE % ("false", ""), after="<p>The council, which had…</p>"))
    broken = article(page(head=FREE % ("false", "")).replace("each of them.", "each of..."))
    assert made.paywalled is True
    assert broken.verdict is Verdict.TRUNCATED
    assert "the text breaks off" in broken.problems


def test_a_text_that_breaks_off_on_a_page_that_says_nothing_is_complete() -> None:
    assert article(page().replace("each of them.", "each of...")).verdict is Verdict.COMPLETE


def test_a_page_whose_data_hold_more_than_it_shows_is_cut() -> None:
    body = ', "articleBody": "' + " ".join(STORY * 3) + '"'
    made = article(page(head=FREE % ("false", body)))
    assert made.verdict is Verdict.TRUNCATED
    assert "the page's own articleBody is longer" in made.problems


@pytest.mark.parametrize(
    ("tier", "paywalled"), [("free", False), ("metered", True), ("locked", True)]
)
def test_the_tier_of_a_page_says_whether_it_is_paid_for(tier: str, paywalled: bool) -> None:
    head = f'<meta property="article:content_tier" content="{tier}">'
    assert article(page(head=head)).paywalled is paywalled


def test_a_page_that_says_nothing_of_payment_leaves_it_open() -> None:
    assert article(page()).paywalled is None


def test_confidence_grows_with_length_headline_and_date() -> None:
    bare = article(f"<main>{paragraphs(*STORY)}</main>").confidence
    headed = article(page()).confidence
    head = '<meta property="article:published_time" content="2024-05-03">'
    dated = article(page(head=head)).confidence
    assert bare < headed < dated <= 1
