"""Lines of a dump that follow each other and begin alike."""

from __future__ import annotations

import pytest

from scraper.label.series import find_series
from tests.desk import STORY, relabel

TOUR = (
    "June 9 -- Harbor Hall, Puerto Gris",
    "June 10 -- The Old Dock, Lima",
    "June 14 -- Riverside, Berlin",
    "July 2 -- Lighthouse, Oslo",
    "Aug. 8 -- Pier Four, Hull",
)


def script(lines: tuple[str, ...], kept: int) -> str:
    rows = [f"{'list ' if i < kept else 'other'} | {line}" for i, line in enumerate(lines)]
    return "\n".join((f"body | {STORY[0]}", *rows, "other | Read more"))


@pytest.mark.parametrize("form", ["{}", "{}: more"])
def test_a_series_that_begins_in_the_story_is_all_of_it(form: str) -> None:
    lines = tuple(form.format(line) for line in TOUR)
    told = relabel(find_series, script(lines, 3))
    assert told[1:6] == [f"list | {line}" for line in lines]
    assert told[6] == "other | Read more"


def test_times_make_a_series_as_well() -> None:
    lines = tuple(f"{hour}:15 – The ferry leaves for the northern docks" for hour in range(10, 15))
    assert {line.split(" | ")[0] for line in relabel(find_series, script(lines, 3))[1:6]} == {
        "list"
    }


def test_a_series_of_which_hardly_a_line_is_story_stays() -> None:
    assert relabel(find_series, script(TOUR, 2))[3].startswith("other |")


def test_a_series_that_the_story_announces_is_all_of_it() -> None:
    rows = script(TOUR, 0).replace(STORY[0], "The boats sail on these days:")
    assert {line.split(" | ")[0] for line in relabel(find_series, rows)[1:6]} == {"list"}
    assert relabel(find_series, script(TOUR, 0))[1].startswith("other |")


def test_a_series_that_begins_outside_the_story_stays() -> None:
    rows = script(TOUR, 4).replace(f"list  | {TOUR[0]}", f"other | {TOUR[0]}")
    assert relabel(find_series, rows)[5].startswith("other |")


def test_lines_that_begin_otherwise_are_no_series() -> None:
    lines = tuple(line.replace(" -- ", " in ") for line in TOUR)
    assert relabel(find_series, script(lines, 3))[4].startswith("other |")
