"""Articles that somebody put right: what they say, and the rules that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from scraper.errors import InputError
from scraper.learn import Corrected, Learned, learn
from scraper.learn.corrected import corrected_from, put_right
from scraper.learn.report import report
from scraper.types import Label
from tests.desk import house
from tests.learn.paper import HOST, STORIES, Story, as_pages, page, samples

# What reads like the story, each in words of its own, so that nothing but its class tells it.
ASIDES = (
    "The island's schools were founded by the widow of a salt merchant, in 1786.",
    "Brewing began here under the bishops and left the river for the hill later.",
    "Sand of this kind lies under a single farm, which sells it by the cart.",
)


def with_asides(tag: str = "<p class='chronicle'>", end: str = "</p>") -> list[str]:
    """Three pages with a paragraph of the paper's chronicle amid each story."""
    pairs = zip(STORIES, ASIDES, strict=True)
    return [page(story, inside=f"{tag}{aside}{end}") for story, aside in pairs]


def text_of(story: Story) -> str:
    return "\n\n".join(story.lines)


def taught(pages: Sequence[str], **right: Corrected) -> Learned:
    """What pages teach of which some articles were put right: `one=` for the first."""
    names = {"one": "1.html", "two": "2.html"}
    return learn(as_pages(*pages), house(), HOST, {names[n]: c for n, c in right.items()})


def of(learned: Learned, table: str) -> list[str]:
    return [rule.name for rule in learned.rules if rule.name.startswith(table)]


def test_a_line_struck_from_one_article_is_struck_from_the_others() -> None:
    learned = taught(with_asides(), one=Corrected(text=text_of(STORIES[0])))
    assert "blocks.other .chronicle" in of(learned, "blocks.other")
    for number, aside in enumerate(ASIDES, 1):
        assert aside in learned.before[f"{number}.html"].text
        assert aside not in learned.after[f"{number}.html"].text


def test_without_a_word_from_anybody_the_same_line_stays() -> None:
    learned = taught(with_asides())
    assert all(ASIDES[n] in learned.after[f"{n + 1}.html"].text for n in range(3))


def test_a_line_that_no_name_tells_from_the_story_gets_no_rule() -> None:
    learned = taught(with_asides("<p>"), one=Corrected(text=text_of(STORIES[0])))
    assert of(learned, "blocks.other") == []
    left = "\n".join(report(learned))
    assert f"still not right: has {ASIDES[0][:70]!r}" in left


def test_a_name_that_holds_story_elsewhere_gets_no_rule() -> None:
    both = [
        page(s, inside=f"<p class='chronicle'>{a}</p>")
        for s, a in zip(STORIES, ASIDES, strict=True)
    ]
    right = {
        "one": Corrected(text=text_of(STORIES[0])),
        "two": Corrected(text=f"{text_of(STORIES[1])}\n\n{ASIDES[1]}"),
    }
    assert of(taught(both, **right), "blocks.other") == []


def test_a_line_put_back_into_one_article_comes_into_the_others() -> None:
    pages = with_asides("<p class='promo chronicle'>")
    learned = taught(pages, one=Corrected(text=f"{text_of(STORIES[0])}\n\n{ASIDES[0]}"))
    assert ASIDES[1] not in learned.before["2.html"].text
    assert ASIDES[1] in learned.after["2.html"].text


def test_known_furniture_of_another_kind_is_not_let_in_with_it() -> None:
    pages = with_asides("<p class='promo chronicle'>")
    pages[1] = page(STORIES[1], inside="<p class='chronicle'>Sign up for our newsletter</p>")
    learned = taught(pages, one=Corrected(text=f"{text_of(STORIES[0])}\n\n{ASIDES[0]}"))
    assert "newsletter" not in learned.after["2.html"].text


def test_a_deck_that_was_put_right_is_found_on_the_other_pages() -> None:
    pages = [page(s).replace("standfirst", "opener") for s in STORIES]
    plain = [p.replace('<p class="opener">', '<div class="opener">Harbor · ') for p in pages]
    learned = taught(plain, one=Corrected(deck=f"Harbor · {STORIES[0].deck}"))
    assert learned.after["1.html"].deck == f"Harbor · {STORIES[0].deck}"
    assert learned.after["3.html"].deck == f"Harbor · {STORIES[2].deck}"


def test_a_headline_is_taken_from_where_two_pages_have_it_right() -> None:
    pages = with_long_headlines()
    right = {
        "one": Corrected(headline=long(STORIES[0])),
        "two": Corrected(headline=long(STORIES[1])),
    }
    learned = taught(pages, **right)
    assert "fields.headline @meta og:title" in of(learned, "fields.headline")
    assert learned.after["3.html"].headline == long(STORIES[2])


def test_one_page_alone_does_not_say_which_of_two_headlines_is_the_right_one() -> None:
    learned = taught(with_long_headlines(), one=Corrected(headline=long(STORIES[0])))
    assert learned.after["3.html"].headline == STORIES[2].headline
    assert any("one page speaks for it" in reason for _, reason in learned.dropped)


def long(story: Story) -> str:
    return f"{story.headline}, and what comes next"


def with_long_headlines() -> list[str]:
    return [page(s, head=f'<meta property="og:title" content="{long(s)}">') for s in STORIES]


def test_no_rule_is_kept_that_moves_a_page_away_from_what_was_put_right() -> None:
    crossheads = [page(s, inside=f"<p class='crosshead'>+ {s.subhead}</p>") for s in STORIES]
    assert "blocks.subhead .crosshead" in of(taught(crossheads), "blocks")
    learned = taught(crossheads, one=Corrected(text=text_of(STORIES[0])))
    assert "blocks.subhead .crosshead" not in of(learned, "blocks")


def test_an_article_that_was_right_changes_nothing() -> None:
    pages = [page(s) for s in STORIES]
    as_is = taught(pages)
    right = Corrected(text=text_of(STORIES[0]), headline=STORIES[0].headline, deck=STORIES[0].deck)
    assert taught(pages, one=right).after == as_is.after


def test_what_a_caption_says_is_no_story_though_the_text_may_have_it() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>{}</figcaption></figure>"
    [sample] = samples(page(STORIES[0], inside=figure.format(ASIDES[0])))
    right = put_right(sample.made, Corrected(text=f"{text_of(STORIES[0])}\n\n{ASIDES[0]}"))
    [block] = [b for b in right.blocks if b.text == ASIDES[0]]
    assert block.label is Label.CAPTION


def test_a_key_that_is_missing_is_not_said_and_one_that_is_null_says_none() -> None:
    assert corrected_from({"deck": None, "input": "a.html"}) == Corrected(deck="")
    told = corrected_from(
        {
            "text": "One.",
            "authors": ["Ana Ruiz"],
            "published": "2024-05-03",
            "captions": [{"text": "A ferry", "credit": None}],
        }
    )
    assert told.text == "One."
    assert told.authors == ("Ana Ruiz",)
    assert told.published == date(2024, 5, 3)
    assert told.captions == ("A ferry",)
    assert not told.says("headline")


def test_a_value_of_another_kind_is_refused_by_the_name_of_its_key() -> None:
    with pytest.raises(InputError, match=r"\$\.authors"):
        corrected_from({"authors": "Ana Ruiz"})
