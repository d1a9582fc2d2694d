"""How far a run has come, told on standard error: a live bar on a terminal, a line now and then."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO

from scraper.cli.screen import Screen, bar
from scraper.types import Verdict

BAR_SECONDS = 0.1  # between redraws of the bar
LINE_SECONDS = 10.0  # between lines in a log


@dataclass(slots=True)
class Progress:
    """Counts what was done and says so. `total` is None while nobody has counted."""

    stream: TextIO
    total: int | None = None
    live: bool = False
    quiet: bool = False
    width: int = 80
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    failed: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    _began: float = field(init=False)
    _told: float = field(init=False)
    _screen: Screen = field(init=False)

    def __post_init__(self) -> None:
        self._screen = Screen(self.stream, lambda: os.terminal_size((self.width, 24)))
        self._began = self._told = self.clock()

    def count(self, verdict: Verdict) -> None:
        """Nothing; one more input is done."""
        self.done += 1
        self.verdicts[verdict] += 1
        self._tell()

    def fail(self, name: str, reason: str) -> None:
        """Nothing; prints which input failed, why, and what to do."""
        self.failed += 1
        self.say(f"{name}: {reason}")
        self._tell()

    def skip(self, kind: str) -> None:
        """Nothing; one more record of an archive is no page."""
        self.skipped[kind] += 1

    def say(self, message: str) -> None:
        """Nothing; prints a line of its own, above the bar."""
        self._screen.say(message)

    def note(self, message: str) -> None:
        """Nothing; as `say`, but not where quiet was asked for."""
        if not self.quiet:
            self.say(message)

    def clear(self) -> None:
        """Nothing; wipes the bar, so that something else can be printed."""
        self._screen.clear()

    def finish(self, interrupted: bool = False) -> None:
        """Nothing; prints the summary line."""
        self.clear()
        if self.quiet and not interrupted:
            return
        of = f" of {self.total}" if self.total is not None else ""
        counts = [f"{self.done}{of} done", f"{self.failed} failed" if self.failed else ""]
        counts += [f"{n} {v}" for v, n in self.verdicts.items() if v is not Verdict.COMPLETE]
        lead = "interrupted; " if interrupted else ""
        elapsed = self.clock() - self._began
        self.say(f"{lead}{', '.join(filter(None, counts))} in {elapsed:.1f} s")
        if self.skipped:
            kinds = ", ".join(f"{n} {kind}" for kind, n in self.skipped.most_common())
            self.say(f"records that are no page: {kinds}")

    def _tell(self) -> None:
        now = self.clock()
        if self.quiet or now - self._told < (BAR_SECONDS if self.live else LINE_SECONDS):
            return
        self._told = now
        if self.live:
            self._screen.draw([self._bar(now)])
        else:
            self.say(self._counts(now))

    def _bar(self, now: float) -> str:
        if not self.total:
            return self._counts(now)
        return f"{bar(self.done + self.failed, self.total)} {self._counts(now)}"

    def _counts(self, now: float) -> str:
        past = self.done + self.failed
        rate = past / max(now - self._began, 0.001)
        parts = [f"{past} of {self.total}" if self.total else f"{past} done", f"{rate:.0f}/s"]
        if self.failed:
            parts.append(f"{self.failed} failed")
        if self.total and rate:
            parts.append(f"{(self.total - past) / rate:.0f} s left")
        return ", ".join(parts)
