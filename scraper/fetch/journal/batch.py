"""What has happened to URLs and is not on the disk yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from scraper.fetch.journal.records import Outcome
from scraper.fetch.journal.store import Store, Value

MAX_RECORDS = 25  # this many at most are fetched again after a kill, and those in flight
MAX_SECONDS = 0.2  # since the first of them
MAX_BYTES = 8_000_000  # to append: what a batch may hold in memory
NOTHING: Mapping[str, bytes] = MappingProxyType({})

_DONE = """
UPDATE urls SET state = 'done', at = :at, final_url = :final_url, final_key = :final_key,
    verdict = :verdict, etag = :etag, last_modified = :last_modified, reason = NULL, detail = NULL
WHERE id = :row
"""
_FAILED = """
UPDATE urls SET state = 'failed', at = :at, reason = :reason, detail = :detail WHERE id = :row
"""
_UNCHANGED = """
UPDATE urls SET state = 'done', at = :at, reason = NULL, detail = NULL WHERE id = :row
"""


@dataclass(frozen=True, slots=True)
class Record:
    """What happened to one URL: a statement with its values, and bytes to append, by file."""

    statement: str
    values: Mapping[str, Value]
    appended: Mapping[str, bytes] = field(default_factory=dict)
    page: str | None = None  # final key

    @classmethod
    def done(cls, row: int, at: float, outcome: Outcome, appended: Mapping[str, bytes]) -> Self:
        told = {name: _storable(getattr(outcome, name)) for name in Outcome.__slots__}
        return cls(_DONE, {"row": row, "at": at, **told}, dict(appended), outcome.final_key)

    @classmethod
    def failed(
        cls, row: int, at: float, reason: str, detail: str, appended: Mapping[str, bytes]
    ) -> Self:
        told = {"reason": _storable(reason), "detail": _storable(detail)}
        return cls(_FAILED, {"row": row, "at": at, **told}, dict(appended))

    @classmethod
    def unchanged(cls, row: int, at: float) -> Self:
        return cls(_UNCHANGED, {"row": row, "at": at})

    def write(self, store: Store) -> None:
        """Nothing; the row is changed, in the transaction that is open."""
        store.change(self.statement, self.values)

    @property
    def size(self) -> int:
        return sum(map(len, self.appended.values()))


@dataclass(slots=True)
class Batch:
    """Records by the key of their URL. Each enters in one step, whole, whatever interrupts."""

    clock: Callable[[], float]
    records: dict[str, Record] = field(default_factory=dict)
    _begun: float = 0.0

    def add(self, key: str, record: Record) -> None:
        if not self.records:
            self._begun = self.clock()
        self.records[key] = record

    @property
    def due(self) -> bool:
        """Whether it is large or old enough to be committed."""
        if not self.records:
            return False
        if len(self.records) >= MAX_RECORDS:
            return True
        if sum(record.size for record in self.records.values()) >= MAX_BYTES:
            return True
        return not 0 <= self.clock() - self._begun < MAX_SECONDS  # a clock set back: now

    def gives(self, page: str) -> bool:
        """Whether one of its URLs gave the page with this key."""
        return any(record.page == page for record in self.records.values())

    def pieces(self) -> dict[str, bytes]:
        """All bytes to append, by file."""
        found: dict[str, bytearray] = {}
        for record in self.records.values():
            for name, piece in record.appended.items():
                found.setdefault(name, bytearray()).extend(piece)
        return {name: bytes(piece) for name, piece in found.items()}


def _storable(text: str | None) -> str | None:
    """Text as UTF-8 can hold it: what servers send need not be."""
    return None if text is None else text.encode("utf-8", "backslashreplace").decode("utf-8")
