"""Where a story goes on: the rules of its site, else a link that can lead nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.choose.onward import is_next_part
from tests.desk import HEADLINE, STORY, article, page, write_rules

HOST = "https://gazette.example"
SLUG = "/2024/05/harbor-bridge-reopens"
URL = HOST + SLUG


@pytest.mark.parametrize(
    ("own", "link"),
    [
        (SLUG, f"{SLUG}/2"),
        (f"{SLUG}/", f"{SLUG}/2/"),
        (SLUG, f"{SLUG}/page-2"),
        (SLUG, f"{SLUG}/seite-2"),
        (SLUG, f"{SLUG}/p2"),
        (SLUG, f"{SLUG}?page=2"),
        (f"{SLUG}?page=1", f"{SLUG}?page=2"),
        (f"{SLUG}?view=all&page=9", f"{SLUG}?view=all&page=10"),
        (f"{SLUG}?utm_source=feed", f"{SLUG}/2"),
        (f"{SLUG}/2", f"{SLUG}/3"),
        (f"{SLUG}.html", f"{SLUG}-page-2.html"),
        (f"{SLUG}_p2.html", f"{SLUG}_p3.html"),
        ("/artikel/a-1234567.html", "/artikel/a-1234567.html?seite=2"),
        ("/news/4512377", "/news/4512377/2"),
        ("/2024/%D7%92%D7%A9%D7%A8-%D7%94%D7%A0%D7%9E%D7%9C-%D7%A0%D7%A4%D7%AA%D7%97",
         "/2024/%d7%92%d7%a9%d7%a8-%d7%94%d7%a0%d7%9e%d7%9c-%d7%a0%d7%a4%d7%aa%d7%97/2"),
    ],
)  # fmt: skip
def test_the_same_address_with_the_next_number_is_the_next_page(own: str, link: str) -> None:
    assert is_next_part(HOST + own, HOST + link)


@pytest.mark.parametrize(
    ("own", "link"),
    [
        (SLUG, "/2024/05/ferry-fares-rise-again"),  # the next story
        (SLUG, f"{SLUG}-2"),  # another story of the same name
        ("/2024/05/three-days-of-rain-1", "/2024/05/three-days-of-rain-2"),  # a series
        ("/news/4512377", "/news/4512378"),
        ("/?p=41", "/?p=42"),
        (SLUG, f"{SLUG}/comment-page-2"),
        (SLUG, f"{SLUG}?cpage=2"),
        (SLUG, f"{SLUG}?comments=all&page=2"),
        (SLUG, f"{SLUG}?page=1"),  # a pager that counts from nought: not of a story
        (SLUG, f"{SLUG}/3"),  # one was skipped
        (f"{SLUG}/3", f"{SLUG}/2"),  # back
        (f"{SLUG}/2", SLUG),
        (f"{SLUG}/2", f"{SLUG}/2"),
        (SLUG, f"{SLUG}/2/2"),
        (SLUG, f"{SLUG}/2024"),
        (SLUG, f"{SLUG}/02"),
        (SLUG, "/2024/05/harbor-bridge/2"),
        ("/", "/2"),
        ("/", "/?page=2"),
        ("/news", "/news/2"),
        ("/news", "/news/page/2"),
        ("/news/", "/news/?page=2"),
        ("/2024/05", "/2024/05/2"),
        ("/2024", "/2024?page=2"),
        ("/2024/05/12", "/2024/05/13"),
        ("/category/harbor-bridge-repairs", "/category/harbor-bridge-repairs/2"),
        ("/tag/harbor-bridge-repairs/", "/tag/harbor-bridge-repairs/?page=2"),
        ("/author/ana-maria-ruiz", "/author/ana-maria-ruiz/2"),
        ("/harbor-bridge-repairs", "/harbor-bridge-repairs/page/2"),  # as lists are numbered
    ],
)
def test_an_address_of_something_else_is_spared(own: str, link: str) -> None:
    assert not is_next_part(HOST + own, HOST + link)


@pytest.mark.parametrize(
    "link", [f"https://other.example{SLUG}/2", "https://[bad/2", "mailto:desk@gazette.example", ""]
)
def test_another_host_is_another_story(link: str) -> None:
    assert not is_next_part(URL, link)


NEXT = f"<link rel='next' href='{SLUG}/2'>"


@pytest.mark.parametrize(
    "source",
    [
        page(head=NEXT),
        page(head="<link rel='nofollow NEXT' href='/2024/05/harbor-bridge-reopens/2#story'>"),
        page(after=f"<p><a rel='next' href='{SLUG}/2'>Next page</a></p>"),
        page(head="<link rel=next href='/2024/05/ferry-fares-rise'>", after=NEXT),
    ],
)
def test_a_page_says_where_its_story_goes_on(source: str) -> None:
    made = article(source, url=URL)
    assert made.next_page == f"{URL}/2"
    assert made.provenance["next_page"].endswith("[rel=next]")


@pytest.mark.parametrize(
    "source",
    [
        page(),
        page(head="<link rel='prev' href='/2024/05/harbor-bridge-reopens/2'>"),
        page(head="<link rel='nextish' href='/2024/05/harbor-bridge-reopens/2'>"),
        page(head="<link rel='next'>"),
        page(head="<link rel='next' href='/2024/05/ferry-fares-rise'>"),
        page(after=f"<a href='{SLUG}/2'>Next page</a>"),
        page(below=f"<div id='comments'><ul><li><a rel='next' href='{SLUG}?page=2'>Older</a></ul>"),
    ],
)
def test_a_page_that_does_not_say_so_has_no_next_one(source: str) -> None:
    made = article(source, url=URL)
    assert (made.next_page, made.single_page) == (None, None)


def test_without_an_address_of_its_own_a_page_is_told_by_its_canonical_one() -> None:
    canonical = f"<link rel='canonical' href='{URL}'>"
    assert article(page(head=canonical + NEXT.replace(SLUG, URL))).next_page == f"{URL}/2"
    assert article(page(head=NEXT.replace(SLUG, URL))).next_page is None


def test_what_is_no_story_does_not_go_on() -> None:
    lost = f"{NEXT}<h1>404 Not Found</h1><p>{STORY[0]}</p>"
    assert article(lost, url=URL).next_page is None


def test_the_rules_of_a_site_name_any_page_and_nothing_else_does(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path,
        sites__gazette_example="[fetch]\n"
        "next_page = ['a.on::attr(href)']\nsingle_page = ['a.print::attr(href)']\n",
    )
    links = "<p><a class='on' href='/s2'>On</a> <a class='print' href='/print?id=7'>Print</a></p>"
    made = article(page(head=NEXT, after=links), rules, URL)
    assert (made.next_page, made.single_page) == (f"{HOST}/s2", f"{HOST}/print?id=7")
    assert article(page(head=NEXT), rules, URL).next_page is None, "the last page, by its rules"


@pytest.mark.parametrize("href", [URL, "#story", f"{SLUG}#top", "javascript:print()", "mailto:x"])
def test_a_link_that_leads_to_no_other_page_is_none(href: str, tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path, sites__gazette_example="[fetch]\nsingle_page = ['a.print::attr(href)']\n"
    )
    link = f"<p><a class='print' href='{href}'>Print</a></p>"
    assert article(page(after=link), rules, URL).single_page is None


def test_a_site_whose_stories_are_read_from_one_page_only(tmp_path: Path) -> None:
    rules = write_rules(
        tmp_path,
        sites__gazette_example="[fetch]\nmax_pages = 1\nnext_page = ['a.on::attr(href)']\n",
    )
    made = article(page(head=NEXT, after="<a class='on' href='/s2'>On</a>"), rules, URL)
    assert (made.headline, made.next_page) == (HEADLINE, None)
