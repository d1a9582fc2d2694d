"""When a story was published, and when it was changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.choose.head import ld, meta
from tests.desk import HEADLINE, article, page


def test_a_date_with_a_time_is_aware() -> None:
    made = article(page(head=ld(datePublished="2024-05-03T10:15:00+02:00")))
    assert made.published == datetime.fromisoformat("2024-05-03T10:15:00+02:00")


def test_a_time_in_utc_is_aware_too() -> None:
    made = article(page(head=ld(datePublished="2024-05-03T10:15:00Z")))
    assert made.published == datetime(2024, 5, 3, 10, 15, tzinfo=UTC)


def test_a_page_that_gives_no_time_gives_a_day() -> None:
    made = article(page(head=ld(datePublished="2024-05-03")))
    assert made.published == date(2024, 5, 3)
    assert not isinstance(made.published, datetime)


def test_a_date_that_is_seen_counts_where_the_page_says_nothing_else() -> None:
    made = article(page(before="<p>Published 3 May 2024</p>"))
    assert made.published == date(2024, 5, 3)
    assert made.provenance["published"].startswith("news/timestamp at ")


def test_structured_data_beats_the_date_that_is_seen() -> None:
    made = article(page(head=ld(datePublished="2024-05-02"), before="<p>Published 3 May 2024</p>"))
    assert made.published == date(2024, 5, 2)


def test_a_date_that_is_none_is_passed_over() -> None:
    head = ld(datePublished="soon") + meta(article__published_time="2024-05-03")
    assert article(page(head=head)).published == date(2024, 5, 3)


def test_a_date_in_the_story_is_not_its_date() -> None:
    made = article(page(inside="<p>The council met on 3 May 2024 and voted for the ramps.</p>"))
    assert made.published is None


def test_the_day_of_a_change_is_kept_apart() -> None:
    made = article(page(head=ld(datePublished="2024-05-03", dateModified="2024-05-04")))
    assert (made.published, made.modified) == (date(2024, 5, 3), date(2024, 5, 4))


def test_the_day_of_a_change_is_not_the_day_of_publication() -> None:
    made = article(
        page(before="<p>Updated 4 May 2024</p>"), url="https://gazette.example/2024/05/03/a"
    )
    assert (made.published, made.modified) == (date(2024, 5, 3), date(2024, 5, 4))


def test_a_line_may_give_both_days_in_either_order() -> None:
    for line in (
        "Published 3 May 2024, updated 4 May 2024",
        "Updated 4 May 2024, published 3 May 2024",
    ):
        assert article(page(before=f"<p>{line}</p>")).published == date(2024, 5, 3)


def test_two_kinds_of_source_beat_one() -> None:
    head = ld(datePublished="2024-04-01") + meta(article__published_time="2024-05-03")
    made = article(page(head=head, before="<p>Published 3 May 2024</p>"))
    assert made.published == date(2024, 5, 3)


def test_a_loose_date_of_metadata_yields_to_an_earlier_one_in_print() -> None:
    head = '<meta name="date" content="2024-05-09">'
    assert article(page(head=head, before="<p>Published 3 May 2024</p>")).published == date(
        2024, 5, 3
    )


def test_an_american_date_of_metadata_is_read_as_it_is_printed() -> None:
    head = '<html lang="de"><meta name="date" content="11/01/2024 08:00:00">'
    made = article(page(head=head, before="<p>01.11.2024</p>"))
    assert made.published == date(2024, 11, 1)


def test_the_address_dates_a_page_that_prints_no_day() -> None:
    made = article(page(), url="https://gazette.example/2024/05/03/bridge.html")
    assert (made.published, made.provenance["published"]) == (date(2024, 5, 3), "url")


def test_a_title_that_ends_in_a_day_dates_the_page() -> None:
    made = article(page(head=meta(og__title=f"{HEADLINE} | Gazette | 03.05.2024")))
    assert made.published == date(2024, 5, 3)


def test_a_line_by_the_headline_that_lists_who_and_when_dates_the_page() -> None:
    made = article(page(before="<div>Posted in Docks by riverman on August 3, 2019</div>"))
    assert made.published == date(2019, 8, 3)


def test_a_caption_by_the_headline_that_ends_in_a_day_does_not() -> None:
    line = "Divers pour concrete around one of the four cracked piers, 24 April 2023"
    assert article(page(before=f"<div>{line}</div>")).published is None


def test_a_time_in_greenwich_is_told_on_the_clock_of_the_countrys_readers() -> None:
    head = ld(datePublished="2024-05-02T22:30:00Z")
    made = article(page(head=head), url="https://blatt.example.de/a")
    assert made.published == datetime(2024, 5, 2, 22, 30, tzinfo=UTC)
    assert made.published.isoformat() == "2024-05-03T00:30:00+02:00"


def test_a_page_that_prints_the_day_of_greenwich_keeps_its_clock() -> None:
    head = ld(datePublished="2024-05-02T22:30:00Z")
    made = article(page(head=head, before="<p>02.05.2024</p>"), url="https://blatt.example.de/a")
    assert isinstance(made.published, datetime)
    assert made.published.isoformat() == "2024-05-02T22:30:00+00:00"


def test_a_line_that_counts_the_comments_beside_the_day_dates_the_page() -> None:
    made = article(page(before="<div>3 May 2024 Leave a comment</div>"))
    assert made.published == date(2024, 5, 3)


def test_the_day_of_a_comment_does_not() -> None:
    below = "<div class='comments'><p>3 May 2024</p><p>Leave a comment</p></div>"
    assert article(page(below=below)).published is None


def test_the_day_of_the_visit_above_the_headline_yields_to_the_day_below_it() -> None:
    visit = "<div><p>31. Oktober 2023</p></div>"
    made = article(page(above=visit, before="<div>30. Oktober 2023 Tom Okafor Hafen</div>"))
    assert made.published == date(2023, 10, 30)
    assert article(page(above=visit)).published == date(2023, 10, 31)


def test_a_line_in_a_sidebar_dates_the_page_if_its_element_is_called_a_date() -> None:
    line = '<div class="sidebar"><div class="{}">5 June 2025</div></div>'
    assert article(page(before=line.format("meta-date"))).published == date(2025, 6, 5)
    assert article(page(before=line.format("event"))).published is None


def test_the_hour_of_a_day_in_print_is_told_by_the_element_of_that_day() -> None:
    other = '<time datetime="2024-05-09T10:00:00+02:00"></time>'
    timed = '<time datetime="2024-05-03T08:04:00+02:00"></time>'
    seen = "<p>Published 3 May 2024</p>"
    made = article(page(before=seen + timed))
    assert made.published == datetime(2024, 5, 3, 6, 4, tzinfo=UTC)
    assert article(page(before=seen + other)).published == date(2024, 5, 3)


def test_the_address_a_page_gives_for_itself_dates_it_where_its_own_is_not_known() -> None:
    head = '<link rel="canonical" href="https://gazette.example/2024/05/03/a">'
    assert article(page(head=head)).published == date(2024, 5, 3)
    assert article(page(head=head), url="https://reader.example/a").published is None


def test_a_line_anywhere_that_says_when_the_page_was_published_dates_it() -> None:
    told = '<aside class="sidebar"><p>This story was posted on 3 May 2024 by the desk of the {}</p>'
    assert article(page(below=told.format("Gazette"))).published == date(2024, 5, 3)
    other = told.format("Gazette") + told.format("Herald").replace("3 May", "9 May")
    assert article(page(below=other)).published is None  # cards of other stories


def test_a_day_below_a_line_that_says_published_dates_the_page() -> None:
    pair = "<aside class='sidebar'><ul><li><p>{}</p><p>3 May 2024</p></li></ul></aside>"
    assert article(page(below=pair.format("Mise en ligne"))).published == date(2024, 5, 3)
    assert article(page(below=pair.format("Next tide"))).published is None


def test_a_story_may_open_or_close_with_its_day() -> None:
    dated = page().replace("<p>", "<p>03.05.2024 ", 1)
    assert article(dated).published == date(2024, 5, 3)
    assert article(dated.replace("03.05.2024", "Of 03.05.2024")).published is None
    closing = "<p>So long, and thanks for the boats.<br>Ana<br>3 May 2024</p>"
    assert article(page(after=closing)).published == date(2024, 5, 3)


def test_the_page_itself_is_dated_where_it_calls_itself_no_article() -> None:
    head = ld(datePublished="2024-05-03").replace("NewsArticle", "WebPage")
    made = article(page(head=head))
    assert (made.published, made.provenance["published"]) == (date(2024, 5, 3), "@ld datePublished")
    both = head + ld(datePublished="2024-05-02")
    assert article(page(head=both)).published == date(2024, 5, 2)


def test_a_time_among_the_comments_is_a_readers() -> None:
    time = '<time datetime="2024-05-09T08:00:00Z">9 May</time>'
    thread = f'<div class="comment-list"><div>Li Wei {time}</div></div>'
    assert article(page(below=thread)).published is None
    posted = article(page(below=f'<div class="meta"><div>Desk {time}</div></div>')).published
    assert posted == datetime(2024, 5, 9, 8, tzinfo=UTC)


def test_an_element_that_calls_itself_the_day_of_publication_dates_the_page() -> None:
    for day in ('content="2024-05-03">Friday', ">3 May 2024"):
        made = article(page(before=f'<div><span itemprop="datePublished" {day}</span></div>'))
        assert made.published == date(2024, 5, 3)


def test_the_country_of_the_pages_language_tells_the_day_from_the_month() -> None:
    printed = page(before='<div class="date">3/5/2024</div>')
    british = printed.replace("<html", '<html lang="en-GB"', 1)
    assert "en-GB" in british
    assert article(british).published == date(2024, 5, 3)
    assert article(british.replace("en-GB", "en-US")).published == date(2024, 3, 5)


def test_of_two_days_by_the_headline_the_upper_dates_the_page() -> None:
    first = '<p class="meta">May 3, 2024 Ana 0</p>'
    listed = "<ul><li>Camera: old</li><li>Date: 31/08/2023</li></ul>"
    assert article(page(before=first + listed)).published == date(2024, 5, 3)
