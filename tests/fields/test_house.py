"""People told from papers, agencies and programs."""

from __future__ import annotations

import pytest

from scraper.fields.house import is_person, names_nobody


@pytest.mark.parametrize("name", ["Ana Ruiz", "Jan van der Berg", "谢若含", "J.R. Hart", "Jules"])
def test_a_person_is_known(name: str) -> None:
    assert is_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Harbor News",
        "dpa",
        "gazette.test",
        "Blank GmbH",
        "MND Staff",
        "Blatt (www.blatt.test)",
        "admin",
    ],
)
def test_a_house_or_a_program_is_no_person(name: str) -> None:
    assert not is_person(name)


def test_only_words_of_programs_name_nobody() -> None:
    assert names_nobody("Administrator")
    assert not names_nobody("Redaktion")
