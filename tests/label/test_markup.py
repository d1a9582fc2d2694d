"""What elements, their roles and their class words say of the blocks in them."""

from __future__ import annotations

import pytest

from scraper.types import Label
from tests.desk import HEADLINE, STORY, article, found, page, paragraphs, role, roles

CARD = "<div class='related-articles'><figure><img src=a.jpg><figcaption>A ferry at dusk in the bay"
LD = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":%s}</script>'


def story_in(opening: str, closing: str, *, head: str = "") -> str:
    """A page whose story stands in an element of the test's own."""
    inner = f"{opening}{paragraphs(*STORY)}{closing}"
    return f"<html><head>{head}</head><body><h1>{HEADLINE}</h1>{inner}</body></html>"


@pytest.mark.parametrize(
    ("markup", "label"),
    [
        ("<nav><p>World and business today</p></nav>", Label.NAV),
        ("<footer><p>World and business today</p></footer>", Label.NAV),
        ("<form><p>World and business today</p></form>", Label.OTHER),
        ("<dialog><p>World and business today</p></dialog>", Label.OTHER),
    ],
    ids=["nav", "footer", "form", "dialog"],
)
def test_an_element_settles_the_label_of_what_is_in_it(markup: str, label: Label) -> None:
    assert role(page(above=markup), "World and") is label


def test_a_sentence_in_a_menu_is_still_menu() -> None:
    menu = "<nav><p>Ana Ruiz and her crew have sailed the bay for nineteen years.</p></nav>"
    assert found(page(above=menu), "Ana Ruiz and").rule == "markup/nav"


def test_a_figcaption_is_a_caption() -> None:
    figure = "<figure><img src=a.jpg><figcaption>A ferry at dusk in the bay</figcaption></figure>"
    block = found(page(inside=figure), "A ferry at dusk")
    assert (block.label, block.rule) == (Label.CAPTION, "markup/figcaption")


def test_a_caption_in_a_box_of_related_stories_is_no_caption() -> None:
    box = f"{CARD}</figcaption></figure></div>"
    assert role(page(inside=box), "A ferry at dusk") is Label.RELATED


@pytest.mark.parametrize(
    ("names", "label"),
    [
        ("share-bar", Label.SHARE),
        ("newsletterSignup", Label.NEWSLETTER),
        ("related-articles", Label.RELATED),
        ("cookie-banner", Label.CONSENT),
        ("ad-slot", Label.AD),
    ],
)
def test_a_class_that_names_furniture_labels_a_small_box(names: str, label: Label) -> None:
    box = f"<div class='{names}'><p>Something to do with ferries</p></div>"
    assert role(page(inside=box), "Something to do") is label


@pytest.mark.parametrize(
    "names", ["share-bar", "related-articles", "newsletter", "ad-slot", "promo"]
)
def test_a_class_worn_by_the_story_itself_is_void(names: str) -> None:
    made = article(story_in(f"<div class='{names}'>", "</div>"))
    assert [role(made, line) for line in STORY] == [Label.BODY] * 4


def test_a_class_worn_by_every_paragraph_of_the_story_is_void() -> None:
    lines = "".join(f"<div class='promo-text'>{line}</div>" for line in STORY)
    made = article(f"<h1>{HEADLINE}</h1><main>{lines}</main>")
    assert [role(made, line) for line in STORY] == [Label.BODY] * 4


@pytest.mark.parametrize("names", ["caption", "byline", "deck", "author-bio", "timestamp", "tags"])
def test_a_class_of_the_storys_head_around_the_whole_story_is_void(names: str) -> None:
    made = article(story_in(f"<div class='{names}'>", "</div>"))
    assert [role(made, line) for line in STORY] == [Label.BODY] * 4


@pytest.mark.parametrize(
    ("names", "label"), [("author-bio", Label.BIO), ("site-footer", Label.NAV)]
)
def test_a_storys_own_footer_may_be_about_its_writer(names: str, label: Label) -> None:
    about = "Ana Ruiz covers the harbor for the Gazette and lives on a boat in it."
    made = article(page(below=f"<footer class='{names}'><p>{about}</p></footer>"))
    assert role(made, about) is label


def test_a_footer_around_the_whole_story_is_void() -> None:
    made = article(story_in("<footer>", "</footer>"))
    assert [role(made, line) for line in STORY] == [Label.BODY] * 4


def test_what_holds_the_headline_is_no_furniture() -> None:
    deck = "The port expects a calmer summer on the northern docks"
    header = f"<div class='promo-header'><h1>{HEADLINE}</h1><p>{deck}</p></div>"
    made = article(f"<body>{header}<div>{paragraphs(*STORY)}</div></body>")
    assert not role(made, deck).is_boilerplate


def test_comments_may_be_longer_than_the_story() -> None:
    remark = "I drive over that bridge each morning and nobody asked me what I think of the ramps."
    box = "<section class='comments'>" + f"<p>{remark}</p>" * 9 + "</section>"
    made = article(page(below=box))
    assert set(roles(made, remark)) == {Label.COMMENTS}
    assert role(made, STORY[0]) is Label.BODY


@pytest.mark.parametrize("tag", ["body", "main"])
def test_the_classes_of_the_whole_page_are_not_read(tag: str) -> None:
    extra = "<p>Ferry crews were not told.</p>"
    made = article(
        f"<{tag} class='newsletter ad'><h1>{HEADLINE}</h1>{paragraphs(*STORY)}{extra}</{tag}>"
    )
    assert role(made, "Ferry crews") is Label.BODY


def test_an_embedded_post_is_not_judged_by_what_it_embeds() -> None:
    post = (
        "<blockquote class='social-embed'><p>We sail until the end of August, weather allowing.</p>"
    )
    assert role(page(inside=f"{post}</blockquote>"), "We sail until") is Label.QUOTE


def test_an_inline_element_that_covers_a_line_names_it() -> None:
    line = "<p><span class='photo-credit'>Mira Holt for the harbor desk</span></p>"
    assert role(page(inside=line), "Mira Holt") is Label.CREDIT


def test_an_inline_element_that_covers_a_word_names_nothing() -> None:
    line = "<p>The picture that <span class='photo-credit'>Mira Holt</span> took is gone.</p>"
    assert role(page(inside=line), "The picture that") is Label.BODY


def test_hidden_text_is_left_out() -> None:
    hidden = (
        "<div style='display:none'><p>This sentence is for machines and not for readers.</p></div>"
    )
    block = found(page(inside=hidden), "This sentence")
    assert (block.label, block.rule) == (Label.OTHER, "markup/hidden")


def test_a_story_that_only_a_script_would_show_is_story() -> None:
    made = article(story_in("<div style='display:none'>", "</div>"))
    assert [role(made, line) for line in STORY] == [Label.BODY] * 4


def test_a_hidden_story_stays_hidden_where_the_page_says_it_is_not_free() -> None:
    made = article(story_in("<div style='display:none'>", "</div>", head=LD % "false"))
    assert made.text == ""
    assert made.paywalled is True


def test_a_hidden_story_is_shown_where_the_page_says_it_is_free() -> None:
    made = article(story_in("<div style='display:none'>", "</div>", head=LD % "true"))
    assert STORY[0] in made.text


def test_many_captions_of_one_class_are_captions() -> None:
    line = "A ferry passes the old quay on its way to the northern docks, hills behind it, at pier"
    figures = "".join(f"<div><p class='pic-caption'>{line} {n}.</p></div>" for n in range(10))
    long = paragraphs(*(f"{text} Number {n}." for n in range(8) for text in STORY))
    assert set(roles(page(inside=f"{figures}{long}"), line)) == {Label.CAPTION}


def test_a_caption_in_what_opens_the_picture_is_a_caption() -> None:
    figure = "<figure><img src=b.jpg><figcaption>The pier at dawn</figcaption></figure>"
    assert role(page(inside=f'<div class="lightbox">{figure}</div>'), "The pier") is Label.CAPTION


def test_other_words_in_what_opens_a_picture_are_not_for_reading() -> None:
    box = '<div class="lightbox"><p>The picture is shown at its full size here.</p></div>'
    assert role(page(inside=box), "The picture is shown") is Label.OTHER


def test_what_stands_in_an_aside_is_beside_the_story() -> None:
    line = "Harbor towns have three hundred bridges, and every tenth of them is closed."
    assert role(page(inside=f"<aside><p>{line}</p></aside>"), line) is Label.RELATED


def test_an_aside_names_the_writer_all_the_same() -> None:
    aside = '<aside><p class="byline">By Ana Ruiz</p></aside>'
    assert role(page(before=aside), "By Ana") is Label.BYLINE
