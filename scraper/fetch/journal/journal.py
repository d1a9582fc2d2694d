"""The journal itself: which URLs are pending, done or failed, and what was written for them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import scraper.fetch.journal.queries as queries
from scraper.fetch.journal.appended import AppendedFiles, sync_folder
from scraper.fetch.journal.batch import NOTHING, Batch, Record
from scraper.fetch.journal.records import Ask, Counts, Failure, JournalError, Outcome, Pending
from scraper.fetch.journal.store import Store

NAME = ".scraper-fetch.sqlite"
DAY = 86_400.0  # seconds


class Journal:
    """What one folder's fetching has come to. A URL is pending, done, or failed with a reason.

    It loses nothing when its process is killed, and writes nothing twice: bytes are appended to
    the files, synced, and only then does one transaction commit rows and lengths together. On
    opening, each file is cut back to its committed length. Until a commit everything waits in
    memory, so whatever interrupts, a URL and its bytes are both there or both not.

    Refreshed pages are appended like others: of several lines of one URL the last one counts.
    One thread only; a commit blocks until the disk has it.
    """

    def __init__(self, folder: Path, store: Store, clock: Callable[[], float]) -> None:
        self.folder = folder
        self._store = store
        self._clock = clock
        self._files = AppendedFiles(folder, queries.lengths(store))
        self._batch = Batch(clock)
        self._held: dict[str, int] = {}  # row of each key taken, until its record is committed
        self._stopped = False

    @classmethod
    def open(cls, folder: Path, clock: Callable[[], float] = time.time) -> Self:
        """The folder's journal, made with the folder where there is none; `clock` tells POSIX time.

        Raises JournalError when it is in use, damaged or from a newer version, when the folder
        cannot be written, and when a file that it keeps has become shorter.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise JournalError(f"{folder}: {error.strerror}; choose another folder") from error
        store = Store(folder / NAME)
        try:
            journal = cls(folder, store, clock)
            journal._files.cut()
            sync_folder(folder)
        except BaseException:
            store.close()
            raise
        return journal

    def add(self, asks: Iterable[Ask]) -> int:
        """How many of them are new, all of them on the disk. Reads a million in little memory."""
        self.commit()
        return queries.add(self._store, asks)

    def take(self, count: int, busy: Collection[str] = ()) -> list[Pending]:
        """The next URLs, at most `count`, hosts taking turns; each is given once in this process.

        None of a host in `busy`: those that have enough to do. Empty when nothing is left.
        """
        self._check()
        found = queries.pending(self._store, count, self._held.values(), busy)
        self._held.update((pending.key, row) for row, pending in found)
        return [pending for _, pending in found]

    def give_back(self, key: str) -> None:
        """Nothing; the URL was taken and not begun, and may be taken again."""
        self._row(key)
        del self._held[key]

    def done(self, key: str, outcome: Outcome, appended: Mapping[str, bytes] = NOTHING) -> None:
        """Nothing; the URL gave a page. `appended` are bytes by file, named from the folder."""
        record = Record.done(self._row(key), self._clock(), outcome, appended)
        self._batch.add(key, record)

    def failed(
        self, key: str, reason: str, detail: str = "", appended: Mapping[str, bytes] = NOTHING
    ) -> None:
        """Nothing; the URL gave no page, and why. `appended` is as for `done`."""
        record = Record.failed(self._row(key), self._clock(), reason, detail, appended)
        self._batch.add(key, record)

    def unchanged(self, key: str) -> None:
        """Nothing; the page is as it was when it was last done, which was checked today."""
        self._batch.add(key, Record.unchanged(self._row(key), self._clock()))

    def is_known(self, final_key: str) -> bool:
        """Whether a URL that is done gave this page. Ask right before `done`."""
        return self._batch.gives(final_key) or queries.gave(self._store, final_key)

    def retry_failed(self, reasons: Collection[str] | None = None) -> int:
        """How many failed URLs are pending again: those of some reasons, or all."""
        self.commit()
        return queries.retry_failed(self._store, reasons)

    def refresh(self, older_than_days: float) -> int:
        """How many URLs, done so long ago, are pending again; they keep what a 304 needs."""
        self.commit()
        return queries.refresh(self._store, self._clock() - older_than_days * DAY)

    def counts(self) -> Counts:
        self.commit()
        return queries.counts(self._store)

    def waiting(self) -> Counter[str]:
        """How many URLs are pending, by host."""
        self.commit()
        return queries.waiting(self._store)

    def failures(self) -> Iterator[Failure]:
        """The URLs that failed, in the order of their addition."""
        self.commit()
        return queries.failures(self._store)

    @property
    def due(self) -> bool:
        """Whether enough has happened, or for long enough, that it should be committed."""
        return self._batch.due

    def commit_if_due(self) -> None:
        if self.due:
            self.commit()

    def commit(self) -> None:
        """Nothing; all that has happened is on the disk.

        After an error nothing of it is, the journal takes no more, and the folder is as it was
        after the commit before: open it anew.
        """
        self._check()
        if not self._batch.records:
            return
        self._stopped = True  # until it is whole: what was interrupted is not tried again
        try:
            self._write()
            for key in self._batch.records:
                del self._held[key]
            self._batch = Batch(self._clock)
        except BaseException:
            self._undo()
            raise
        self._stopped = False

    def close(self) -> None:
        """Nothing; what has happened is committed, and the folder is free for others."""
        try:
            if not self._stopped:
                self.commit()
        finally:
            self._stopped = True
            self._files.close()
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _write(self) -> None:
        pieces = self._batch.pieces()
        for name in pieces.keys() - self._files.lengths.keys():
            # Its length has to be known before it grows: a kill in between leaves a tail to cut.
            queries.keep_file(self._store, name, self._files.adopt(name))
        lengths = self._files.append(pieces)
        with self._store.transaction():
            for record in self._batch.records.values():
                record.write(self._store)
            queries.keep_lengths(self._store, lengths)
        self._files.lengths |= lengths

    def _undo(self) -> None:
        """Cuts the files to what the database says: it may have committed before the error."""
        with suppress(JournalError):  # a disk that fails twice; the next opening does the same
            self._files.lengths = queries.lengths(self._store)
            self._files.cut()

    def _row(self, key: str) -> int:
        self._check()
        if key not in self._held or key in self._batch.records:
            raise KeyError(f"{key}: not taken, or already settled")
        return self._held[key]

    def _check(self) -> None:
        if self._stopped:
            raise JournalError(f"{self._store.path}: closed, or stopped by an error; open it anew")
