from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fields.dates import is_timestamp, parse_date

MOMENTS = {
    "2024-05-01T10:00:00+0200": "2024-05-01T10:00:00+02:00",
    "2024-05-01T10:00:00+02": "2024-05-01T10:00:00+02:00",
    "2024-05-01 10:00:00": "2024-05-01T10:00:00+00:00",
    "2024-05-01T10:00:00.467000Z": "2024-05-01T10:00:00+00:00",
    "2024-05-01T10:00:00.467000123Z": "2024-05-01T10:00:00+00:00",
    "20240501T100000Z": "2024-05-01T10:00:00+00:00",
    "Wed, 08 Jan 2020 15:51:00 +0200": "2020-01-08T15:51:00+02:00",
    "Wed Jan 8 15:51:00 2020": "2020-01-08T15:51:00+00:00",
    "1578491460": "2020-01-08T13:51:00+00:00",
    "1578491460000": "2020-01-08T13:51:00+00:00",
    "8 January 2020, 3:51 pm": "2020-01-08T15:51:00+00:00",
    "January 8, 2020 at 3:51 p.m. EST": "2020-01-08T15:51:00-05:00",
    "8 Jan 2020 • 3:51PM ET": "2020-01-08T15:51:00-05:00",
    "14:35 GMT, 8 January 2020": "2020-01-08T14:35:00+00:00",
    "Updated 1909 GMT November 18, 2019": "2019-11-18T19:09:00+00:00",
    "5 May 2021 at 12:30am (GMT+2)": "2021-05-05T00:30:00+02:00",
    "08.01.2020, 15:51 Uhr": "2020-01-08T15:51:00+00:00",
    "Erstellt am 8.1.20 um 9 Uhr": "2020-01-08T09:00:00+00:00",
    "le 8 janvier 2020 à 15h51": "2020-01-08T15:51:00+00:00",
    "2 мая 2020 г., 15:51 МСК": "2020-05-02T15:51:00+03:00",
    "2020年1月8日 15:51": "2020-01-08T15:51:00+00:00",
    "2020년 1월 8일 오후 3:51": "2020-01-08T15:51:00+00:00",
}

DAYS = [
    "Datum:8. Januar 2020",
    "Jan 082020",
    "8. Januar 20209. Januar 2020 | Ana Ruiz",
    "08/01/202009/01/2020",
    "Jan. 8, 2020",
    "Published: 8th January 2020",
    "8. Januar 2020",
    "8 janvier 2020",
    "8 de enero de 2020",
    "8 gennaio 2020",
    "8 januari 2020",
    "8 de janeiro de 2020",
    "8 stycznia 2020",
    "8 января 2020",
    "8 בינואר 2020",
    "8 يناير 2020",
    "٨ كانون الثاني ٢٠٢٠",
    "2020年1月8日",
    "2020. 1. 8.",
    "2020. január 8.",
    "ngày 8 tháng 1 năm 2020",
    "8-Jan-20",
    "20200108",
]

NO_DATES = [
    "",
    "hello 12",
    "31/2/2020",
    "1 May 1850",
    "Section 8.3 of 2020",
    "12 people in 2020",
    "99999999999999",
]


@pytest.mark.parametrize(("text", "moment"), MOMENTS.items())
def test_a_printed_time_becomes_an_aware_moment(text: str, moment: str) -> None:
    parsed = parse_date(text)
    assert isinstance(parsed, datetime)
    assert parsed.tzinfo is not None
    assert parsed.replace(microsecond=0).isoformat() == moment


@pytest.mark.parametrize("text", DAYS)
def test_a_day_without_time_stays_a_date(text: str) -> None:
    parsed = parse_date(text)
    assert parsed == date(2020, 1, 8)
    assert not isinstance(parsed, datetime)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_names_no_plausible_day_is_none(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("language", "timezone", "month"),
    [
        ("en", None, 3),
        ("en-US", "Asia/Jerusalem", 3),
        ("en", "America/Chicago", 3),
        ("en", "Europe/London", 4),
        ("en-GB", None, 4),
        ("fr", None, 4),
        (None, None, 4),
    ],
)
def test_language_and_zone_tell_the_month_from_the_day(
    language: str | None, timezone: str | None, month: int
) -> None:
    parsed = parse_date("3/4/2020", language=language, timezone=timezone)
    assert parsed is not None
    assert parsed.month == month
    assert parse_date("13/4/2020", language=language) == date(2020, 4, 13)


def test_the_sites_zone_is_taken_where_the_page_prints_none() -> None:
    zone = "Asia/Jerusalem"
    assert str(parse_date("8 July 2020, 3:51 pm", timezone=zone)).endswith("+03:00")
    assert str(parse_date("8 January 2020, 3:51 pm IST", timezone=zone)).endswith("+02:00")
    assert str(parse_date("8 July 2020, 3:51 pm GMT", timezone=zone)).endswith("+00:00")


@given(st.text(alphabet="0123456789:-./ TZJan+年月日apm,GMT", max_size=220))
def test_no_string_breaks_the_parser(text: str) -> None:
    parsed = parse_date(text)
    assert parsed is None or 1990 <= parsed.year <= 2100


TIMESTAMPS = [
    "Published 8 January 2020",
    "Updated 3 hours ago",
    "4h ago",
    "an hour ago",
    "Yesterday at 15:51",
    "14:35 GMT, 8 January 2020",
    "Last modified on Fri 8 Jan 2020 15.51 GMT",
    "Jan 8, 2020 | 3:51 PM EST",
    "vor 2 Stunden",
    "Stand: 08.01.2020, 15:51 Uhr",
    "Il y a 3 heures",
    "Publié le 8 janvier 2020 à 15h51",
    "hace 3 horas",
    "Publicado el 8 de enero de 2020",
    "3 ore fa",
    "Aggiornato il 8 gennaio 2020 alle 15:51",
    "há 2 horas",
    "2 uur geleden",
    "Gepubliceerd op 8 januari 2020 om 15:51",
    "2 godziny temu",
    "Opublikowano: 8 stycznia 2020",
    "לפני 3 שעות",
    "פורסם ב-8 בינואר 2020, 15:51",
    "منذ 3 ساعات",
    "نشر في 8 يناير 2020",
    "3 часа назад",
    "Обновлено 8 января 2020, 15:51",
    "3時間前",
    "公開日時：2020年1月8日 15:51",
    "3小时前",
    "发布时间：2020-01-08 15:51",
    "입력 2020.01.08. 15:51",
    "8.1.2020",
    "14:35",
]

NOT_TIMESTAMPS = [
    "5 min read",
    "On 8 January 2020 the bridge fell.",
    "It fell on 8 January 2020",
    "The year 2020",
    "In May 2020",
    "25 November 1947",
    "Monday",
    "May 8",
    "2020",
    "2:1",
    "12 hours a day",
    "3.5 million a day",
    "De 8 a 10 horas",
    "Updated guidance for 8 January",
    "Three days ago the bridge fell",
    "2020年1月8日に橋が落ちた",
]


@pytest.mark.parametrize("line", TIMESTAMPS)
def test_a_date_with_its_words_is_a_timestamp(line: str) -> None:
    assert is_timestamp(line)


@pytest.mark.parametrize("line", NOT_TIMESTAMPS)
def test_a_line_that_says_more_than_a_date_is_spared(line: str) -> None:
    assert not is_timestamp(line)
