"""What a run knows before it begins."""

from __future__ import annotations

from pathlib import Path

from scraper import load_config
from scraper.cli.fetching.session import manner_of
from scraper.fetch.policy import Manner

GAZETTE = """
name = "The Harbor Gazette"
hosts = ["gazette-live.example"]
checked = 2026-11-23
[fetch]
delay = 5.0
concurrency = 1
"""


def test_a_sites_config_says_how_it_wants_to_be_asked(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "gazette.example.toml").write_text(GAZETTE)
    manner = manner_of(load_config(tmp_path))
    assert manner("gazette.example") == Manner(5.0, 1)
    assert manner("www.gazette-live.example") == Manner(5.0, 1)
    assert manner("other.example") == Manner()
