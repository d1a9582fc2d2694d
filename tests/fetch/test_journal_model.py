"""A journal beside a plain dict, through random days of work, kills and restarts."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from scraper.fetch.journal import Ask, Journal, Outcome

HOSTS = ("a.example", "b.example", "c.example")
KEYS = st.builds("{}/{}".format, st.sampled_from(HOSTS), st.integers(0, 12))
REASONS = ("timeout", "http_404", "dns")


@dataclass
class Known:
    """What a journal should know: the state and turn of each URL, and the lines it wrote."""

    states: dict[str, str] = field(default_factory=dict)
    turns: dict[str, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def add(self, key: str) -> None:
        host = key.split("/")[0]
        self.turns[key] = 1 + sum(other.startswith(host) for other in self.turns)
        self.states[key] = "pending"

    def count(self, state: str) -> int:
        return list(self.states.values()).count(state)


class Work(RuleBasedStateMachine):
    """`now` is what the journal should say, `safe` what it should say after a kill."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.lives = 0
        self.now, self.safe = Known(), Known()
        self.held: list[str] = []

    @initialize()
    def begin(self) -> None:
        self.journal = Journal.open(self.folder)

    @property
    def folder(self) -> Path:
        return self.home / str(self.lives)

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
        shutil.rmtree(self.home)

    def _committed(self) -> None:
        self.safe = copy.deepcopy(self.now)

    @rule(keys=st.lists(KEYS, max_size=8))
    def add(self, keys: list[str]) -> None:
        new = [key for key in dict.fromkeys(keys) if key not in self.now.states]
        for key in new:
            self.now.add(key)
        asks = [Ask(key, f"https://{key}", key.split("/")[0]) for key in keys]
        assert self.journal.add(asks) == len(new)
        self._committed()

    @rule(count=st.integers(1, 6), busy=st.sets(st.sampled_from(HOSTS), max_size=2))
    def take(self, count: int, busy: set[str]) -> None:
        free = sorted(
            self.now.turns[key]
            for key, state in self.now.states.items()
            if state == "pending" and key not in self.held and key.split("/")[0] not in busy
        )
        taken = self.journal.take(count, busy)
        assert [pending.priority for pending in taken] == free[:count], "hosts take turns"
        for pending in taken:
            assert self.now.states[pending.key] == "pending"
            assert self.now.turns[pending.key] == pending.priority
            assert pending.host not in busy
        self.held += [pending.key for pending in taken]

    def _settle(self, at: int, state: str) -> str:
        key = self.held.pop(at % len(self.held))
        self.now.states[key] = state
        return key

    @rule(at=st.integers(0, 99), size=st.integers(0, 3_000))
    def done(self, at: int, size: int) -> None:
        if self.held:
            key = self._settle(at, "done")
            line = f"{key} {'x' * size}"
            self.now.lines.append(line)
            outcome = Outcome(f"https://{key}", key, "complete")
            self.journal.done(key, outcome, {"articles.jsonl": f"{line}\n".encode()})
            assert self.journal.is_known(key)

    @rule(at=st.integers(0, 99), reason=st.sampled_from(REASONS))
    def failed(self, at: int, reason: str) -> None:
        if self.held:
            self.journal.failed(self._settle(at, reason), reason)

    @rule(at=st.integers(0, 99))
    def give_back(self, at: int) -> None:
        if self.held:
            self.journal.give_back(self.held.pop(at % len(self.held)))

    @rule(reasons=st.none() | st.sets(st.sampled_from(REASONS)))
    def retry(self, reasons: set[str] | None) -> None:
        wanted = REASONS if reasons is None else reasons
        again = [key for key, state in self.now.states.items() if state in wanted]
        assert self.journal.retry_failed(reasons) == len(again)
        self.now.states |= dict.fromkeys(again, "pending")
        self._committed()

    @rule()
    def refresh(self) -> None:
        again = [key for key, state in self.now.states.items() if state == "done"]
        assert self.journal.refresh(0) == len(again)
        self.now.states |= dict.fromkeys(again, "pending")
        self._committed()

    @rule()
    def commit(self) -> None:
        self.journal.commit()
        self._committed()

    @rule()
    def run_again(self) -> None:
        self.journal.close()
        self._committed()
        self.held.clear()
        self.journal = Journal.open(self.folder)

    @rule(tail=st.binary(max_size=50))
    def be_killed(self, tail: bytes) -> None:
        """Goes on in a copy of the folder as it is at this moment, with a torn tail."""
        before = self.folder
        self.lives += 1
        shutil.copytree(before, self.folder)
        self.journal.close()
        if (self.folder / "articles.jsonl").exists():
            with (self.folder / "articles.jsonl").open("ab") as file:
                file.write(tail)
        self.now = copy.deepcopy(self.safe)
        self.held.clear()
        self.journal = Journal.open(self.folder)

    @rule()
    def count(self) -> None:
        counts = self.journal.counts()
        self._committed()
        failed: Mapping[str, int] = {r: n for r in REASONS if (n := self.now.count(r))}
        assert counts.failed == failed
        assert counts.pending == self.now.count("pending")
        assert counts.done == self.now.count("done")
        assert sum(1 for _ in self.journal.failures()) == sum(failed.values())

    @invariant()
    def the_file_holds_the_lines_that_are_safe(self) -> None:
        path = self.folder / "articles.jsonl"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        assert lines == self.safe.lines


Work.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestAJournalAgreesWithADict = Work.TestCase
