"""A journal's process killed again and again, and started again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.fetch.killing import journal_trial, kill_until_done


@pytest.mark.skipif(os.name == "nt", reason="POSIX only")
def test_six_kills_lose_nothing_and_write_nothing_twice(tmp_path: Path) -> None:
    """`python -m benchmarks.killing` does the same at full size."""
    trial = journal_trial(600, tmp_path / "fetches.log")
    toll = kill_until_done(trial, tmp_path, kills=6, seed=5)
    assert toll.kills == 6
    assert toll.clean, toll
    assert toll.refetched <= 6 * (25 + 8), "a batch and what is in flight, at each kill"
