"""The clock a page keeps, by its country or its language."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from scraper.fields.zones import COUNTRIES, LANGUAGES, zone_of


@pytest.mark.parametrize(
    ("url", "language", "zone"),
    [
        ("https://www.blatt.de/a", "en", "Europe/Berlin"),
        ("https://www.gazette.co.uk/a", "en", "Europe/London"),
        ("https://diario.com.co/a", "es", "America/Bogota"),
        ("https://blatt.example/de", "de", "Europe/Berlin"),
        ("https://gazette.example/", "en", None),
        ("https://startup.io/a", "en", None),
        ("https://startup.co/a", "en", None),
        (None, "ja", "Asia/Tokyo"),
        (None, None, None),
    ],
)
def test_a_country_tells_the_zone_else_a_language(
    url: str | None, language: str | None, zone: str | None
) -> None:
    assert zone_of(url, language) == zone


def test_every_zone_has_a_name_that_is_known() -> None:
    assert {*COUNTRIES.values(), *LANGUAGES.values()} <= available_timezones()
