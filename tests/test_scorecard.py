"""The scorecard of fetching: its quick lines hold, and each line says what it is judged by."""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.scorecard import addresses
from benchmarks.scorecard.lines import LINES
from benchmarks.scorecard.row import Line, Row, Settings, Tally
from benchmarks.scorecard.surprises import surprises
from benchmarks.scorecard.table import update

WORDED = [(name, import_module(tried.__module__).LINE) for name, tried in LINES.items()]
LINE = Line("S3", "a bomb", "no more than 100 MB", "others hold | 900")


def row(figure: str, *, is_kept: bool = True) -> Row:
    tally = Tally()
    tally.check("peak", is_kept, figure)
    return tally.row(LINE)


@pytest.mark.parametrize(("name", "line"), WORDED)
def test_a_line_says_what_is_done_what_the_rule_is_and_what_peers_do(name: str, line: Line) -> None:
    assert line.id == name
    assert min(map(len, (line.what, line.rule, line.peers))) > 40


@pytest.mark.skipif(sys.platform == "win32", reason="its sockets report nothing to an audit hook")
def test_no_way_to_write_loopback_and_no_special_address_is_dialled() -> None:
    tally = Tally()
    asyncio.run(addresses.forms(tally))
    asyncio.run(addresses.rebinding(tally))
    row = asyncio.run(addresses.addresses(Settings(quick=True)))
    assert not tally.failures
    assert row.passed, row.verdict


def test_extracting_asks_nobody_and_writes_nothing() -> None:
    assert asyncio.run(surprises(Settings(quick=True))).verdict == "pass"


def test_a_broken_rule_is_named_and_a_line_without_its_data_does_not_pass() -> None:
    assert row("80 MB").verdict == "pass"
    assert row("120 MB", is_kept=False).verdict == "**FAIL**: peak"
    without = Tally(absent=["cases.json"]).row(LINE)
    assert not without.passed
    assert without.verdict == "skipped: no data (cases.json)"


def test_a_line_tried_anew_takes_the_place_of_the_old_one_and_leaves_the_others(
    tmp_path: Path,
) -> None:
    card = tmp_path / "SCORECARD.md"
    other = Tally().row(Line("S12", "gives up", "no harm", "httpx dies"))
    update(card, [other, row("80 MB")])
    update(card, [row("70 MB")])
    text = card.read_text("utf-8")
    assert "70 MB" in text
    assert "80 MB" not in text
    assert text.index("| S3 |") < text.index("| S12 |")
    assert text.count("\n| S") == 2
    assert r"hold \| 900" in text
