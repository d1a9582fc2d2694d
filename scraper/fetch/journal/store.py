"""The database of a journal: its tables, its lock, and its errors in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scraper.fetch.journal.records import JournalError

VERSION = 1  # raise it with the tables; an older journal then needs a step that brings it here
PATIENCE = 0.5  # seconds to wait for a run that is just ending

_TABLES = (
    """
    CREATE TABLE hosts (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        asked INTEGER NOT NULL DEFAULT 0  -- URLs of it that were ever added
    )""",
    """
    CREATE TABLE urls (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL,
        host INTEGER NOT NULL REFERENCES hosts,
        turn INTEGER NOT NULL,  -- its place among the URLs of its host
        state TEXT NOT NULL DEFAULT 'pending',  -- or 'done', 'failed'
        at REAL,  -- when it was last done, found unchanged, or failed
        final_url TEXT, final_key TEXT, verdict TEXT, etag TEXT, last_modified TEXT,
        reason TEXT, detail TEXT
    )""",
    "CREATE TABLE files (name TEXT PRIMARY KEY, length INTEGER NOT NULL)",
    "CREATE INDEX urls_by_turn ON urls (state, turn, host)",
    "CREATE INDEX urls_by_page ON urls (final_key) WHERE final_key IS NOT NULL",
    """
    CREATE TRIGGER count_asked AFTER INSERT ON urls BEGIN
        UPDATE hosts SET asked = new.turn WHERE id = new.host;
    END""",
)

_ADVICE = {  # SQLite's primary result codes, https://sqlite.org/rescode.html
    sqlite3.SQLITE_BUSY: "another run is writing to this folder; let it end, or choose another",
    sqlite3.SQLITE_FULL: "free some space, then run the same command again to go on",
    sqlite3.SQLITE_IOERR: "look after the disk (is it full?), then run the same command again",
    sqlite3.SQLITE_READONLY: "make it and its folder writable, or choose another folder",
    sqlite3.SQLITE_CANTOPEN: "make its folder writable, or choose another folder",
    sqlite3.SQLITE_NOTADB: "move it away to begin anew",
    sqlite3.SQLITE_CORRUPT: "move it away to begin anew",
}
_OTHERWISE = "run the same command again; move the file away to begin anew"

Value = str | int | float | None
Row = tuple[Value, ...]
Values = tuple[Value, ...] | Mapping[str, Value]


class Store:
    """An open database, which nobody else can open until it is closed or its process is gone."""

    def __init__(self, path: Path) -> None:
        """Creates it where there is none. Raises JournalError for a file that is no journal."""
        self.path = path
        with self._errors_in_words():
            # Transactions are begun by hand: the module's own would begin too late.
            self._database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            self._lock()
            self._prepare()
        except BaseException:
            self._database.close()
            raise

    def _lock(self) -> None:
        with self._errors_in_words():
            # Exclusive from the first access on, so that WAL needs no shared memory. The lock is
            # the operating system's, hence gone with the process, however it ends.
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute("PRAGMA cache_size = -32768")  # KiB: keys arrive in any order

    def _prepare(self) -> None:
        with self.transaction():
            (version,) = next(self.rows("PRAGMA user_version"))
            if version == VERSION:
                return
            if version or any(self.rows("SELECT 1 FROM sqlite_master")):
                raise JournalError(
                    f"{self.path}: no journal of this version of scraper (it says {version}, this "
                    f"one reads {VERSION}); upgrade scraper, or move the file away to begin anew"
                )
            for statement in _TABLES:
                self.change(statement)
            self.change(f"PRAGMA user_version = {VERSION}")

    def rows(self, query: str, values: Values = ()) -> Iterator[Row]:
        """What a query finds, row by row."""
        with self._errors_in_words():
            found = self._database.execute(query, values)
            for row in found:  # noqa: UP028 - `yield from` closes it, maybe after the database
                yield row

    def change(self, statement: str, values: Values = ()) -> int:
        """How many rows a statement changed."""
        with self._errors_in_words():
            return self._database.execute(statement, values).rowcount

    def change_each(self, statement: str, several: Iterable[Values]) -> int:
        """How many rows a statement changed, run once for each of several values."""
        with self._errors_in_words():
            return self._database.executemany(statement, several).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is changed inside is on the disk when this ends; after an error none of it."""
        with self._errors_in_words():
            try:
                self._database.execute("BEGIN IMMEDIATE")
                yield
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def close(self) -> None:
        with self._errors_in_words():
            self._database.close()

    @contextmanager
    def _errors_in_words(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            # The low byte is the primary code; the module's own errors (misuse) have none.
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            told = f"{self.path}: {error}; {_ADVICE.get(code, _OTHERWISE)}"
            raise JournalError(told) from error
