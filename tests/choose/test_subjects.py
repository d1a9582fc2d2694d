"""Section and tags."""

from __future__ import annotations

from tests.choose.head import ld, meta
from tests.desk import article, page


def test_a_section_that_says_nothing_is_none() -> None:
    assert article(page(head=meta(article__section="News"))).section is None
    assert article(page(head=meta(article__section="Harbor"))).section == "Harbor"


def test_tags_come_from_one_source_once_each() -> None:
    head = ld(keywords="ferries, harbor, ferries") + '<meta name="keywords" content="paper, news">'
    assert article(page(head=head)).tags == ("ferries", "harbor")


def test_what_programs_tell_each_other_is_no_tag() -> None:
    head = ld(keywords="26157981-b4f7-4929-adc1-e860c6f03636, harbor, gazette.com")
    assert article(page(head=head)).tags == ("harbor",)


def test_tags_linked_below_the_story_are_trusted_before_keywords_for_search_engines() -> None:
    linked = '<p><a rel="tag" href="/t/1">ferries</a><a rel="tag" href="/t/2">harbor</a></p>'
    head = '<meta name="keywords" content="paper, news, weather">'
    made = article(page(head=head, inside=linked))
    assert made.tags == ("ferries", "harbor")
    assert made.provenance["tags"] == "a[rel=tag]"


def test_tags_of_another_story_further_down_are_not_this_ones() -> None:
    def linked(word: str) -> str:
        return f'<div><div><p><a rel="tag" href="/{word}">{word}</a></p></div></div>'

    assert article(page(inside=linked("ferries") + linked("football"))).tags == ("ferries",)


def test_a_category_is_the_section_unless_a_better_one_is_named_and_never_a_tag() -> None:
    filed = '<p><a rel="category tag" href="/c/1">Harbor</a> <a rel="tag" href="/2">ferries</a></p>'
    assert article(page(inside=filed)).section == "Harbor"
    assert article(page(inside=filed)).tags == ("ferries",)
    named = article(page(head=meta(article__section="Coast"), inside=filed))
    assert named.section == "Coast"


def test_lines_that_list_tags_count_before_keywords_and_what_announces_them_does_not() -> None:
    listed = (
        '<h3>Topics</h3><p class="tags">Tags: <a href="/1">#ferries</a> <a href="/2">#harbor</a>'
    )
    head = '<meta name="keywords" content="paper, news, weather">'
    assert article(page(head=head, inside=listed)).tags == ("ferries", "harbor")


def test_keys_and_codes_of_programs_are_no_tags_and_a_title_with_a_colon_is() -> None:
    keyed = ld(keywords=["Page Type: Article", "Day: Friday", "harbor"])
    assert article(page(head=keyed)).tags == ("harbor",)
    coded = ld(keywords=["AERO", "INDG08", "MTVID", "ASXPAC"])
    assert article(page(head=coded + meta(article__tag="harbor"))).tags == ("harbor",)
    titled = ld(keywords=["Harbor Lights: The Return", "NATO", "UN", "film"])
    assert article(page(head=titled)).tags == ("Harbor Lights: The Return", "NATO", "UN", "film")


def test_each_of_several_tags_is_one_even_with_a_comma_in_it() -> None:
    head = "".join(
        f'<meta property="article:tag" content="{w}">' for w in ("Rye, NH", "(2) ferries")
    )
    assert article(page(head=head)).tags == ("Rye, NH", "ferries")
