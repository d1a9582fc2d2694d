"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of conformance data and pages; the test is skipped where there is none."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("SCRAPER_SHARED", beside))
    if not folder.is_dir():
        pytest.skip(f"no shared folder at {folder.name!r}: set SCRAPER_SHARED")
    return folder
