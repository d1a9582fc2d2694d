"""Every reason is explained, in the code and in the docs, in the same words."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from scraper import FetchError
from scraper.types.reasons import EXPLAINED, Reason, explain

DOCS = Path(__file__).parents[2] / "docs" / "fetching.md"


@pytest.mark.parametrize("reason", Reason)
def test_a_reason_is_explained_and_the_docs_say_the_same(reason: Reason) -> None:
    assert f"| `{reason}` | {EXPLAINED[reason]} |" in DOCS.read_text("utf-8")


@pytest.mark.parametrize("status", [206, 301, 400, 403, 404, 418, 429, 451, 500, 503, 599])
def test_every_status_is_explained(status: int) -> None:
    assert explain(f"http_{status}")


def test_an_error_names_its_url_what_happened_and_what_to_do() -> None:
    error = FetchError("https://gazette.example/bridge", Reason.TOO_LARGE, "31 MB announced")
    assert str(error).startswith("https://gazette.example/bridge: too_large: larger than a page")
    assert "--max-bytes" in str(error)
    assert "31 MB announced" in str(error)


def test_an_error_crosses_from_one_process_to_another() -> None:
    error = FetchError("https://gazette.example/bridge", "http_404", "seen")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.url, copy.reason, copy.detail) == (error.url, error.reason, error.detail)
