"""Who posted a page, from a line that lists more than a byline does."""

from __future__ import annotations

import pytest

from scraper.fields.poster import find_poster

POSTERS = {
    "5 May 2024 | Ana Ruiz | 3 replies": "Ana Ruiz",
    "11.12.2019 - Eva Blank": "Eva Blank",
    "28. Juni 201914. Januar 2020 | Eva Blank": "Eva Blank",
    "26. September 2019 Eva Blank Schreibe einen Kommentar": "Eva Blank",
    "Eingestellt von flusskind am 24. Juli 2017 - 18:55": "flusskind",
    "Accueil | Par Jean Le Roux | 30 septembre 2018": "Jean Le Roux",
    "Ana Ruiz · Gazette News · Posted: Oct 14, 2022 9:27 AM": "Ana Ruiz",
    "Verfasst von: flusskind | 31. Dezember 2008": "flusskind",
}


@pytest.mark.parametrize(("line", "name"), POSTERS.items())
def test_the_poster_is_told_from_day_section_and_replies(line: str, name: str) -> None:
    assert find_poster(line) == (name,)


@pytest.mark.parametrize(
    "line",
    [
        "5 May 2024 | Port Authority | Berlin",
        "11.12.2019 - Sport",
        "May 10, 2022 | Harbor News | Opinion",
        "She was driven to the docks by Ana Ruiz",
        "Fragen und Antworten von A bis Z",
        "Ana Ruiz and Tom Okafor crossed the bridge",
    ],
)
def test_sections_houses_and_sentences_name_no_poster(line: str) -> None:
    assert find_poster(line) == ()


def test_a_name_without_by_counts_only_where_names_are_listed() -> None:
    assert find_poster("11.12.2019 - Eva Blank", listed=False) == ()
