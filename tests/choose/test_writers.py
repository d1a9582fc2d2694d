"""Who wrote a story."""

from __future__ import annotations

from tests.choose.head import ld, meta
from tests.desk import article, page


def test_authors_of_structured_data_come_first() -> None:
    head = ld(author=[{"@type": "Person", "name": name} for name in ("Ana Ruiz", "Li Wei")])
    made = article(page(head=head, before="<p>By Tom Okafor</p>"))
    assert made.authors == ("Ana Ruiz", "Li Wei")
    assert made.provenance["authors"].startswith("@ld author")


def test_a_paper_that_names_itself_as_author_is_passed_over_for_the_byline() -> None:
    head = ld(author={"name": "The Harbor Gazette"}) + meta(og__site_name="The Harbor Gazette")
    assert article(page(head=head, before="<p>By Tom Okafor</p>")).authors == ("Tom Okafor",)


def test_the_byline_is_kept_as_printed_beside_the_names() -> None:
    made = article(page(before="<p>By Tom Okafor and Li Wei</p>"))
    assert (made.byline, made.authors) == ("By Tom Okafor and Li Wei", ("Tom Okafor", "Li Wei"))


def test_the_bio_names_the_author_where_nothing_else_does() -> None:
    made = article(page(after="<p>Ana Ruiz covers the harbor district for the Gazette.</p>"))
    assert (made.authors, made.provenance["authors"]) == (("Ana Ruiz",), "bio")


def test_a_story_without_byline_has_no_authors_and_says_nothing_of_them() -> None:
    made = article(page())
    assert (made.authors, made.byline) == ((), None)
    assert "authors" not in made.provenance


def test_a_person_of_print_beats_a_paper_of_metadata() -> None:
    before = "<p class='byline'>By Tom Okafor</p>"
    for house in ("gazette.example", "Gazette News", "admin", "Harbor (www.harbor.example)"):
        assert article(page(head=meta(author=house), before=before)).authors == ("Tom Okafor",)


def test_a_paper_is_the_author_where_no_person_is_named() -> None:
    head = ld(author={"@type": "Organization", "name": "The Harbor Gazette"})
    assert article(page(head=head + meta(og__site_name="The Harbor Gazette"))).authors == (
        "The Harbor Gazette",
    )


def test_what_a_program_puts_for_nobody_is_no_author() -> None:
    assert article(page(head=meta(author="admin"))).authors == ()


def test_a_paper_spelled_like_its_address_is_no_person() -> None:
    made = article(
        page(head=meta(author="El Faro"), before="<p>By Tom Okafor</p>"),
        url="https://elfaro.example/a",
    )
    assert made.authors == ("Tom Okafor",)


def test_names_of_one_byline_may_stand_in_elements_of_their_own() -> None:
    names = "".join(f"<p class='byline'>{name}</p>" for name in ("Ana Ruiz", "Tom Okafor"))
    assert article(page(before=names)).authors == ("Ana Ruiz", "Tom Okafor")


def test_the_byline_of_another_story_adds_no_names() -> None:
    card = "<div class='related'><p class='byline'>By Li Wei</p></div>"
    assert article(page(before="<p>By Ana Ruiz</p>", below=card)).authors == ("Ana Ruiz",)


def test_the_editor_is_not_the_writer() -> None:
    before = "<p class='byline'>Ana Ruiz</p><p class='byline'>Editor: Tom Okafor</p>"
    head = ld(author={"@type": "Person", "name": "Tom Okafor"})
    assert article(page(head=head, before=before)).authors == ("Ana Ruiz",)


def test_a_line_that_lists_who_posted_a_page_and_when_names_its_author() -> None:
    made = article(page(before="<div>Posted in Docks by riverman on August 3, 2019</div>"))
    assert made.authors == ("riverman",)


def test_a_link_to_all_posts_names_the_same_author() -> None:
    links = "<a rel='author'>Ana Ruiz</a> <a rel='author'>View all posts by Ana Ruiz</a>"
    assert article(page(before=f"<p>{links}</p>")).authors == ("Ana Ruiz",)
