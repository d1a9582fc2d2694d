"""What stands below a story: orphaned headings, the author's bio, other stories' parts."""

from __future__ import annotations

from scraper.label.tail import find_bio, find_far_off, find_orphans, find_teasers
from scraper.types import Label
from tests.desk import STORY, article, dump, page, paragraphs, relabel, role

BIO = "Ana Ruiz covers the harbor district for the Gazette."


def test_a_subhead_with_text_below_it_stays() -> None:
    script = f"""
        subhead | What the divers found
        body    | {STORY[3]}
    """
    assert relabel(find_orphans, script)[0].startswith("subhead |")


def test_a_subhead_above_a_picture_stays() -> None:
    script = """
        subhead | What the divers found
        caption | Pier four in March
    """
    assert relabel(find_orphans, script)[0].startswith("subhead |")


def test_a_plug_between_subhead_and_text_takes_nothing_away() -> None:
    script = f"""
        subhead | What the divers found
        ad      | Advertisement
        body    | {STORY[3]}
    """
    assert relabel(find_orphans, script)[0].startswith("subhead |")


def test_a_heading_between_two_promos_is_a_promo() -> None:
    script = f"""
        body    | {STORY[0]}
        promo   | Win a cabin for two
        subhead | Sail with the Gazette
        promo   | Book before June
    """
    assert relabel(find_orphans, script)[2] == "promo | Sail with the Gazette"


def test_a_heading_with_nothing_below_it_is_other() -> None:
    script = f"""
        body    | {STORY[0]}
        subhead | The end of the line
    """
    assert relabel(find_orphans, script)[1] == "other | The end of the line"


def test_a_heading_above_links_to_other_stories_belongs_to_them() -> None:
    links = "".join(f'<li><a href="/{n}">Ferry fares rise again</a></li>' for n in range(3))
    below = f"<h3>Stories of the week</h3><ul>{links}</ul>"
    assert role(f"<main>{paragraphs(*STORY)}{below}</main>", "Stories of") is Label.RELATED


# -- the bio ------------------------------------------------------------------------------------


def test_a_line_about_the_author_at_the_end_is_the_bio() -> None:
    made = article(page(after=f"<p>{BIO}</p>"))
    assert role(made, BIO) is Label.BIO
    assert (made.bio, BIO in made.text) == (BIO, False)


def test_a_line_about_the_author_at_the_end_of_a_dump_is_the_bio() -> None:
    assert role(dump(after=BIO), BIO) is Label.BIO


def test_the_same_line_in_the_middle_of_a_story_is_story() -> None:
    head = "\n".join(f"        body | {line}" for line in STORY * 2)
    script = f"{head}\n        body | {BIO}\n{head}"
    assert relabel(find_bio, script)[8] == f"body | {BIO}"


def test_what_somebody_of_the_story_does_is_no_bio() -> None:
    last = "Ana Ruiz said on Monday that she covers the costs of the ferry herself."
    assert role(page(after=f"<p>{last}</p>"), last) is Label.BODY


# -- far off ------------------------------------------------------------------------------------


def far(label: str, text: str, gap: int) -> str:
    """A story, `gap` lines of furniture, and a line below them."""
    between = "\n".join(["        other | Archive"] * gap)
    story = "\n".join(f"        body | {line}" for line in STORY)
    return f"{story}\n{between}\n        {label} | {text}"


def test_a_byline_far_below_is_some_other_storys() -> None:
    assert (
        relabel(find_far_off, far("byline", "By Tom Okafor", 30))[-1] == "related | By Tom Okafor"
    )


def test_a_byline_at_the_foot_of_the_story_is_the_storys() -> None:
    assert relabel(find_far_off, far("byline", "By Tom Okafor", 5))[-1] == "byline | By Tom Okafor"


def test_a_caption_far_below_is_some_other_storys() -> None:
    found = relabel(find_far_off, far("caption", "A tram at the depot", 30))
    assert found[-1] == "related | A tram at the depot"


def test_tags_far_below_are_still_the_storys() -> None:
    assert relabel(find_far_off, far("tags", "harbor, ferries", 30))[-1] == "tags | harbor, ferries"


def test_a_byline_far_above_the_headline_is_some_other_storys() -> None:
    above = "\n".join(["        other | Archive"] * 10)
    script = f"        byline | By Tom Okafor\n{above}\n        body | {STORY[0]}"
    assert relabel(find_far_off, script)[0] == "related | By Tom Okafor"


def test_a_page_without_story_has_nothing_far_off() -> None:
    script = "byline | By Tom Okafor"
    assert relabel(find_far_off, script) == [script]


# -- teasers ------------------------------------------------------------------------------------


def test_headlines_after_the_end_of_a_dump_are_teasers() -> None:
    script = f"""
        body  | {STORY[0]}
        other | Ferry fares rise again in ward nine
        other | Tram depot to close for the winter
        other | Culture
    """
    assert [line.partition(" ")[0] for line in relabel(find_teasers, script)] == [
        "body", "related", "related", "related",
    ]  # fmt: skip


def test_short_lines_after_the_end_of_a_dump_are_a_menu_and_stay_other() -> None:
    script = f"""
        body  | {STORY[0]}
        other | Culture
        other | Contact
        other | Archive
    """
    assert relabel(find_teasers, script)[1:] == [
        "other | Culture",
        "other | Contact",
        "other | Archive",
    ]


def test_lines_below_the_comments_heading_of_a_dump_are_comments() -> None:
    script = f"""
        body     | {STORY[0]}
        comments | 2 comments
        other    | finally a bridge that one can drive over
        other    | and who is going to pay for it
    """
    assert [line.partition(" ")[0] for line in relabel(find_teasers, script)] == [
        "body", "comments", "comments", "comments",
    ]  # fmt: skip


def test_what_is_known_by_its_words_stays_what_it_is_among_teasers() -> None:
    script = f"""
        body  | {STORY[0]}
        other | Ferry fares rise again in ward nine
        legal | All rights reserved
        other | Tram depot to close for the winter
    """
    assert relabel(find_teasers, script)[2] == "legal | All rights reserved"


def test_a_headline_below_the_story_of_a_page_is_a_teaser() -> None:
    scrap = "<div><section><div>Ferry fares rise again in ward nine</div></section></div>"
    assert role(page(below=scrap), "Ferry fares") is Label.RELATED


# -- notes on writers and companies -------------------------------------------------------------

WRITER = '<meta name="author" content="Ana Ruiz">'
NOTE = "The novelist Ana Ruiz grew up on the northern docks and has never owned a car."


def test_a_last_line_that_begins_with_the_writers_name_is_a_bio() -> None:
    made = page(after=f"<p>{NOTE}</p>", head=WRITER)
    assert role(made, NOTE) is Label.BIO


def test_a_last_line_about_somebody_else_is_the_storys() -> None:
    assert role(page(after=f"<p>{NOTE}</p>"), NOTE) is Label.BODY


def test_a_sentence_in_which_the_writer_comes_up_late_is_the_storys() -> None:
    line = "The driver of the last truck would not talk to Ana Ruiz of the Gazette."
    assert role(page(after=f"<p>{line}</p>", head=WRITER), line) is Label.BODY


def test_the_first_line_of_a_story_about_its_writer_stays() -> None:
    line = "Ana Ruiz has driven the harbor road since she was sixteen years old."
    made = page(head=WRITER, before=f"<p>{line}</p>")
    assert role(made, line) is not Label.BIO


ABOUT = "<h3>About Harbor Foods</h3><p>Harbor Foods cans fish in eleven countries.</p>"


def test_what_a_press_release_says_of_its_company_is_no_part_of_it() -> None:
    made = article(page(after=ABOUT))
    assert "cans fish" not in made.text
    assert "About Harbor" not in made.text


def test_a_subhead_about_something_is_a_subhead() -> None:
    below = "<h3>About the new pier</h3><p>Divers will look at it every spring from now on.</p>"
    assert "Divers will look" in article(page(after=below)).text


# -- quotations set apart -----------------------------------------------------------------------


def test_a_quotation_that_the_story_holds_word_for_word_is_left_out() -> None:
    pulled = " ".join(STORY[1].split()[2:11])
    made = page(inside=f"<blockquote>{pulled}</blockquote>")
    assert role(made, pulled) is Label.OTHER


def test_a_quotation_that_stands_nowhere_else_is_the_storys() -> None:
    said = "Nobody crossed that bridge without counting the rivets, my father used to say"
    assert role(page(inside=f"<blockquote>{said}</blockquote>"), said) is Label.QUOTE


def test_a_linked_heading_that_says_to_read_another_story_is_a_plug_wherever_it_stands() -> None:
    plug = "READ MORE: Storm delays the evening ferry by three hours"
    linked = article(page(inside=f"<h3><a href='/storm'>{plug}</a></h3>"))
    assert role(linked, plug) is Label.RELATED


def test_a_heading_of_such_words_without_a_link_heads_the_prose_below_it() -> None:
    bare = article(page(inside="<h3>More stories from the harbor</h3>"))
    assert role(bare, "More stories from the harbor") is Label.SUBHEAD


def test_a_linked_heading_of_other_words_heads_the_prose_below_it() -> None:
    linked = article(page(inside="<h3><a href='/divers'>What the divers found</a></h3>"))
    assert role(linked, "What the divers found") is Label.SUBHEAD
