"""Lines that come back from story to story, and those that only seem to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from scraper import Label, Page, extract, survey
from scraper.repeats import MIN_STORIES, SAMPLE, Lines, Survey, find_common, mark

PLUG = "The Harbour Gazette is printed on paper from its own forest in the hills"
TOWNS = ("Aldwick", "Brenmouth", "Carrow", "Dunholm", "Eastmere", "Farleigh", "Gillstead")


def story(town: str) -> list[str]:
    """Paragraphs that no other town's story has."""
    return [
        f"Bridge at {town} reopens",
        f"The bridge at {town} reopened on Tuesday after two winters of repairs, the mayor said.",
        f"A baker from {town} was the first to cross, with forty loaves in the back of her van.",
        f"Repairs cost twice what the council of {town} had set aside for them three years ago.",
    ]


def dump(lines: list[str], url: str | None = None) -> Page:
    return Page(url, "\n\n".join(lines).encode(), "text/plain")


def page_of(town: str, *extra: str, host: str = "gazette.example") -> Page:
    return dump([*story(town), *extra], f"https://{host}/{town}")


def role(page: Page, line: str, corpus: list[Page]) -> Label:
    article = extract(page, repeats=survey(corpus))
    return next(b.label for b in article.blocks if b.text == line)


def test_a_line_on_every_story_of_a_site_is_its_furniture() -> None:
    corpus = [page_of(town, PLUG + ".") for town in TOWNS]
    assert role(corpus[0], PLUG + ".", []) is Label.BODY  # by itself it reads like a sentence
    assert role(corpus[0], PLUG + ".", corpus) is Label.OTHER


def test_what_was_left_out_says_why() -> None:
    corpus = [page_of(town, PLUG + ".") for town in TOWNS]
    article = extract(corpus[0], repeats=survey(corpus))
    assert [b.rule for b in article.removed() if b.text.startswith(PLUG)] == ["revise/repeated"]
    assert story("Aldwick")[1] in article.text


def test_few_stories_tell_nothing() -> None:
    corpus = [page_of(town, PLUG + ".") for town in TOWNS[: MIN_STORIES - 1]]
    assert survey(corpus).groups == {}


def test_a_line_on_two_stories_of_many_stays() -> None:
    corpus = [page_of(town, *([PLUG + "."] if i < 2 else [])) for i, town in enumerate(TOWNS)]
    assert role(corpus[0], PLUG + ".", corpus) is Label.BODY


def test_a_story_saved_many_times_keeps_its_lines() -> None:
    copies = [dump(story("Aldwick"), f"https://gazette.example/a?copy={i}") for i in range(6)]
    corpus = [*copies, *(page_of(town) for town in TOWNS[1:])]
    assert role(copies[0], story("Aldwick")[1], corpus) is Label.BODY


def test_an_agency_story_that_six_outlets_print_keeps_its_lines() -> None:
    agency = story("Aldwick")
    folder = [
        Lines("folder/", {mark(line): len(line.split()) for line in (*agency, f"{town} Post home")})
        for town in TOWNS
    ]
    assert find_common(folder) == frozenset()


def test_another_site_s_lines_are_its_own_affair() -> None:
    corpus = [page_of(town, PLUG + ".") for town in TOWNS]
    other = page_of("Aldwick", PLUG + ".", host="post.example")
    assert role(other, PLUG + ".", corpus) is Label.BODY


def test_a_subhead_may_come_back() -> None:
    lines = story("Aldwick")
    corpus = [
        dump(
            [*story(town)[:2], "What we know so far", *story(town)[2:]], f"https://g.example/{town}"
        )
        for town in TOWNS
    ]
    assert role(corpus[0], "What we know so far", corpus) is Label.SUBHEAD
    assert lines[2] in extract(corpus[0], repeats=survey(corpus)).text


def test_a_page_that_cannot_be_read_is_passed_over() -> None:
    corpus = [page_of(town, PLUG + ".") for town in TOWNS]
    picture = Page("https://gazette.example/x", b"\xff\xd8\xff\xe0\x00\x10JFIF", "text/plain")
    assert survey([picture, *corpus]).groups.keys() == {"gazette.example"}


def test_a_group_is_full_at_some_point() -> None:
    found = Survey()
    for number in range(SAMPLE + 5):
        found.add(Lines("gazette.example", {number: 5}))
    assert len(found.groups["gazette.example"]) == SAMPLE


@given(st.lists(st.sets(st.integers(0, 30), max_size=12), max_size=12))
def test_no_line_is_common_that_fewer_than_three_documents_have(pages: list[set[int]]) -> None:
    documents = [Lines("g", dict.fromkeys(page, 12)) for page in pages]
    common = find_common(documents)
    assert all(sum(line in page for page in pages) >= 3 for line in common)
