"""The day in a page's address."""

from __future__ import annotations

from datetime import date

import pytest

from scraper.fields.address import find_day

DAY = date(2020, 1, 13)


@pytest.mark.parametrize(
    "path",
    ["2020/01/13/bridge", "2020/1/13/bridge", "news/2020-01-13-bridge", "20200113-bridge",
     "news/13-01-2020", "2020-01/13/bridge", "world/20200113-OYT1T5", "a/2020/01/13/b-2020-01-13"],
)  # fmt: skip
def test_archives_are_filed_by_the_day(path: str) -> None:
    assert find_day(f"https://gazette.example/{path}") == DAY


@pytest.mark.parametrize(
    "path",
    ["2020/01/bridge", "bridge-202001131234", "2020/13/45/bridge", "a-16.879.2020", "?d=2020-01-13",
     "2020/01/13/from-2019-12-01", "article120329158.html"],
)  # fmt: skip
def test_numbers_that_are_no_day_or_several_say_nothing(path: str) -> None:
    assert find_day(f"https://gazette.example/{path}") is None
