"""Times as sitemaps and feeds write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.discover.when import read_time


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026", "2026-01-01T00:00:00"),
        ("2026-05", "2026-05-01T00:00:00"),
        ("2026-05-06", "2026-05-06T00:00:00"),
        ("2026-05-06T12:00Z", "2026-05-06T12:00:00"),
        ("2026-05-06T12:00:00", "2026-05-06T12:00:00"),
        ("2026-05-06T12:00:00.1234567Z", "2026-05-06T12:00:00.123456"),
        ("2026-05-06T14:00:00+02:00", "2026-05-06T12:00:00"),
        ("2026-05-06T14:00:00+0200", "2026-05-06T12:00:00"),
        ("2026-05-06 14:00:00 +0200", "2026-05-06T12:00:00"),
        ("2026-05-05T23:00:00-13:00", "2026-05-06T12:00:00"),
        (" Wed, 06 May 2026 12:00:00 GMT\n", "2026-05-06T12:00:00"),
        ("Wed, 06 May 2026 14:00:00 +0200", "2026-05-06T12:00:00"),
        ("6 May 2026 12:00:00 -0000", "2026-05-06T12:00:00"),
        ("Wed, 06 May 2026 08:00:00 EDT", "2026-05-06T12:00:00"),
        ("Wed, 06 May 2026 12:00 UT", "2026-05-06T12:00:00"),
    ],
)
def test_a_time_is_read_in_utc(written: str, read: str) -> None:
    moment = read_time(written)
    assert moment is not None
    assert moment.isoformat() == f"{read}+00:00"


@pytest.mark.parametrize(
    "written",
    ["", " ", "today", "2026-13", "2026-02-30", "20:26", "0000", "6 Mai 2026", "٢٠٢٦-05-06",
     "7" * 99, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "1777777777"],
)  # fmt: skip
def test_what_is_no_time_is_none(written: str) -> None:
    assert read_time(written) is None


@given(st.text(max_size=80) | st.text("0123456789-:TZ+. ,WedMayGMT", max_size=40))
def test_no_text_raises_anything(text: str) -> None:
    moment = read_time(text)
    assert moment is None or moment.utcoffset() is not None
