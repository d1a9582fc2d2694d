"""Lines that a page prints twice."""

from __future__ import annotations

from scraper.label.echo import find_doubled_captions, find_echoes, find_second_print
from scraper.types import Label
from tests.desk import HEADLINE, STORY, article, page, relabel, roles

CAPTION = "A ferry passes the old quay at dusk"


def test_a_line_that_the_caption_below_it_repeats_is_the_caption_too() -> None:
    script = f"""
        body    | {CAPTION}.
        caption | {CAPTION}. (Photo: Mira Holt)
    """
    assert relabel(find_doubled_captions, script)[0] == f"caption | {CAPTION}."


def test_a_line_that_the_caption_above_it_is_equal_to_is_the_caption_too() -> None:
    script = f"""
        caption | {CAPTION}
        other   | {CAPTION}
    """
    assert relabel(find_doubled_captions, script)[1] == f"caption | {CAPTION}"


def test_a_paragraph_that_begins_otherwise_is_no_caption() -> None:
    script = f"""
        body    | A ferry was late at dusk, the port authority said.
        caption | {CAPTION}. (Photo: Mira Holt)
    """
    assert relabel(find_doubled_captions, script)[0].startswith("body |")


def test_a_word_or_two_come_twice_by_chance() -> None:
    script = """
        body    | Pier four
        caption | Pier four in the month of March
    """
    assert relabel(find_doubled_captions, script)[0] == "body | Pier four"


def test_a_subhead_that_a_caption_repeats_is_still_a_subhead() -> None:
    figure = f"<figure><figcaption>{CAPTION}. (Photo: Mira Holt)</figcaption></figure>"
    made = article(page(inside=f"<h2>{CAPTION}</h2>{figure}"))
    assert roles(made, CAPTION) == [Label.SUBHEAD, Label.CAPTION]


def test_a_plug_that_a_caption_repeats_is_still_a_plug() -> None:
    made = article(
        page(inside=f"<nav><p>{CAPTION}</p></nav><figure><figcaption>{CAPTION}</figcaption>")
    )
    assert roles(made, CAPTION) == [Label.NAV, Label.CAPTION]


def test_the_headline_again_is_the_headline_and_not_story() -> None:
    script = f"""
        headline | {HEADLINE}
        body     | {STORY[0]}
        body     | {HEADLINE}.
    """
    assert relabel(find_echoes, script)[2] == f"headline | {HEADLINE}."


def test_a_subhead_between_two_paragraphs_may_tell_the_headline_anew() -> None:
    anew = f"Harbor: {HEADLINE}"
    script = f"""
        headline | {HEADLINE}
        body     | {STORY[0]}
        subhead  | {anew}
        body     | {STORY[1]}
    """
    assert relabel(find_echoes, script)[2] == f"subhead | {anew}"
    assert relabel(find_echoes, script.replace(anew, HEADLINE))[2].startswith("headline |")
    below = script.replace(f"body     | {STORY[1]}", "other    | Read more")
    assert relabel(find_echoes, below)[2].startswith("headline |")


def test_a_paragraph_with_some_of_the_headlines_words_is_story() -> None:
    script = f"""
        headline | {HEADLINE}
        body     | {STORY[0]}
    """
    assert relabel(find_echoes, script)[1].startswith("body |")


def test_a_caption_again_in_the_story_is_the_caption() -> None:
    script = f"""
        caption | {CAPTION}
        body    | {STORY[0]}
        body    | {CAPTION}
    """
    assert relabel(find_echoes, script)[2] == f"caption | {CAPTION}"


def test_a_repeated_paragraph_stays_story() -> None:
    script = "body | No. Not this year, he said.\nbody | No. Not this year, he said."
    assert relabel(find_echoes, script) == script.splitlines()


def test_the_text_holds_the_headline_never_and_the_captions_never() -> None:
    figure = f"<figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure>"
    made = article(page(inside=f"<p>{HEADLINE}</p>{figure}<p>{CAPTION}</p>"))
    assert HEADLINE not in made.text
    assert CAPTION not in made.text


def prints(*lines: str) -> list[int]:
    """Indexes of the lines of a story that the search for a second print lets go."""
    script = "\n".join(f"body | {line}" for line in lines)
    labels = relabel(find_second_print, script)
    return [index for index, line in enumerate(labels) if not line.startswith("body")]


def test_a_story_that_is_printed_twice_is_told_once_with_its_subheads() -> None:
    story = [*STORY[:2], "Cracks in four piers", *STORY[2:]]
    assert prints(*story, "Read on your phone", *story) == list(
        range(len(story) + 1, 2 * len(story) + 1)
    )


def test_of_a_storys_end_and_the_whole_of_it_the_whole_stays() -> None:
    assert prints(*STORY[2:], *STORY) == list(range(len(STORY) - 2))


def test_a_paragraph_that_a_list_says_under_each_of_its_heads_stays() -> None:
    note = "Boats leave the northern pier every forty minutes, and the last waits for the train."
    heads = [word for name in ("Rye", "Holm", "Vik") for word in (name, note)]
    assert prints(*STORY, *heads) == []
    assert prints(*STORY, STORY[0]) == []
