"""What is known of a line of the scorecard once it was tried."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PASSED, FAILED, SKIPPED = "pass", "**FAIL**", "skipped: no data"


@dataclass(frozen=True, slots=True)
class Settings:
    """How much is tried, and where data of others lies: conformance cases and robots.txt files."""

    quick: bool = False
    shared: Path | None = None
    robots_files: Path | None = None

    def size(self, full: int, quick: int) -> int:
        """How many of something to try."""
        return quick if self.quick else full


@dataclass(frozen=True, slots=True)
class Row:
    """A line: what is done, the rule it passes by, what was measured, and what peers do.

    `failures` are the checks that failed, in words; `absent` names data that was not there.
    """

    id: str
    what: str
    rule: str
    peers: str
    figures: str = ""
    failures: tuple[str, ...] = ()
    absent: str = ""

    @property
    def passed(self) -> bool:
        return not self.failures and not self.absent

    @property
    def verdict(self) -> str:
        if self.failures:
            return f"{FAILED}: {'; '.join(self.failures)}"
        return f"{SKIPPED} ({self.absent})" if self.absent else PASSED


@dataclass(slots=True)
class Tally:
    """Figures and failed checks, gathered while a line is tried."""

    figures: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    def check(self, name: str, is_kept: bool, figure: str = "") -> None:
        """Nothing; notes a figure and, where the rule it belongs to was broken, the rule's name."""
        if figure:
            self.figures.append(f"{name}: {figure}")
        if not is_kept:
            self.failures.append(name)
        print(f"  {'ok  ' if is_kept else 'FAIL'} {name}: {figure}", file=sys.stderr, flush=True)

    def row(self, line: Line) -> Row:
        """The line, tried."""
        return Row(
            line.id,
            line.what,
            line.rule,
            line.peers,
            "; ".join(self.figures),
            tuple(self.failures),
            ", ".join(self.absent),
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was not tried yet."""

    id: str
    what: str
    rule: str
    peers: str


def counted(found: Mapping[str, int]) -> str:
    """How often each was found: "page 3, timeout 1"."""
    return ", ".join(f"{name} {count}" for name, count in sorted(found.items()))
