"""The scorecard as a page of Markdown, of which lines can be tried anew one by one."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.scorecard.row import Row

TOP = """# Scorecard

What the fetcher promises, tried on the loopback addresses of one machine (`make scorecard`; the
servers that misbehave are in `tests/fetch/faultserver`). A line passes only if each of its checks
does, and figures are of the day that stands behind them.

What peers do was measured by us too, earlier and on the same kinds of test, with their default
settings: Scrapy 2.19.0, crawlee 1.11.0, trafilatura 2.3.1, newspaper4k 0.9.6, fundus 0.5.7, httpx
0.28.1. Defaults are not the best that they can do, and not every library claims every line: httpx
is a client, and leaves retries, robots.txt and limits on size and total time to its user;
trafilatura and newspaper4k do not promise to resume. Trials were few: small differences mean
nothing.

| line | what is done | it passes when | measured | | peers |
|---|---|---|---|---|---|
"""
_ROW = re.compile(r"^\| (S\d+) \|.*$", re.MULTILINE)


def cells(row: Row) -> str:
    """A row as a line of the table."""
    parts = (row.id, row.what, row.rule, row.figures, row.verdict, row.peers)
    return "| " + " | ".join(part.replace("|", "\\|").replace("\n", " ") for part in parts) + " |"


def update(file: Path, rows: Iterable[Row]) -> None:
    """Nothing; these rows are in the file, in place of earlier ones of the same lines."""
    before = file.read_text("utf-8") if file.exists() else ""
    lines = {found[1]: found[0] for found in _ROW.finditer(before)}
    lines |= {row.id: cells(_dated(row)) for row in rows}
    ordered = sorted(lines, key=lambda name: int(name[1:]))
    file.write_text(TOP + "".join(f"{lines[name]}\n" for name in ordered), "utf-8")


def _dated(row: Row) -> Row:
    when = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}"
    figures = f"{row.figures} ({when})"
    return Row(row.id, row.what, row.rule, row.peers, figures, row.failures, row.absent)
