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


def test_a_name_alone_in_an_element_called_the_authors_is_the_writers() -> None:
    for name in ("published-by", "author-card-name", "byline"):
        lone = f'<div class="info"><div class="{name}">Tom Okafor</div></div>'
        assert article(page(before=lone)).authors == ("Tom Okafor",), name
    other = '<div class="newsletter-name"><div>Morning Tide</div></div>'
    assert article(page(before=other)).authors == ()


def test_a_linked_name_below_the_headline_is_the_writers_unless_the_story_tells_of_them() -> None:
    link = '<ul class="x1"><li class="x2"><a href="/p/1">{}</a></li></ul>'
    assert article(page(before=link.format("Tom Okafor"))).authors == ("Tom Okafor",)
    told = page(
        before=link.format("Lena Brook"), after="<p>Lena Brook took the first boat out.</p>"
    )
    assert article(told).authors == ()


def test_a_job_behind_a_linked_name_is_no_part_of_it_and_a_newsroom_keeps_its_word() -> None:
    def by(name: str) -> tuple[str, ...]:
        return article(page(before=f'<p><a rel="author" href="/a">{name}</a></p>')).authors

    assert by("Eva Blank Redakteurin") == ("Eva Blank",)
    assert by("Harbor News Staff") == ("Harbor News Staff",)


def test_the_hour_of_a_line_is_nobodys_name() -> None:
    made = article(page(before='<p class="date">11:00 AM PDT • May 16, 2024</p>'))
    assert made.authors == ()


def test_what_stands_below_a_name_in_its_byline_is_no_part_of_it() -> None:
    made = article(page(before="<p>By ANA RUIZ<br>Associated Press</p>"))
    assert made.authors == ("Ana Ruiz",)
    posted = "<div class='sub'>By Ana Ruiz<br>harbor.example<br>Archive | Contact</div>"
    assert article(page(before=posted)).authors == ("Ana Ruiz",)


def test_writers_of_other_stories_are_not_this_ones_whose_byline_is_an_agencys() -> None:
    item = "<li><h3><a href='/b{0}'>Ferry {0} late</a></h3><p>The ferry left at {0}.</p></li>"
    items = "".join(item.format(hour) for hour in range(1, 13))
    card = f"<aside><ul>{items}<li><p class='byline'>By Li Wei</p></li></ul></aside>"
    assert article(page(below=card)).authors == ("Li Wei",)
    assert article(page(before="<p class='byline'>AFP</p>", below=card)).authors == ("AFP",)
    assert article(page(before="<p class='byline'>By Ana Ruiz</p>", below=card)).authors == (
        "Ana Ruiz",
    )


def test_a_number_or_a_word_for_nobody_is_no_author() -> None:
    for nobody in ("name", "104363", "未知"):
        assert article(page(head=meta(author=nobody))).authors == (), nobody
