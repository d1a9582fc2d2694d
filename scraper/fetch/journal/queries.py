"""What a journal asks its database, in SQL, and what comes back, in its own words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import cast

from scraper.fetch.journal.records import Ask, Counts, Failure, Pending
from scraper.fetch.journal.store import Store, Value

_PendingRow = tuple[int, str, str, str, str | None, str | None, int]

AT_ONCE = 5_000  # URLs added in one transaction: what is held in memory of a list of any length

_ADD = """
INSERT OR IGNORE INTO urls (key, url, host, turn)
SELECT ?, ?, id, asked + 1 FROM hosts WHERE name = ?
"""
PENDING = """
SELECT id, key, url, (SELECT name FROM hosts WHERE id = urls.host), etag, last_modified, turn
FROM urls
WHERE state = 'pending'
    AND id NOT IN (SELECT value FROM json_each(:held))
    AND host NOT IN (SELECT id FROM hosts WHERE name IN (SELECT value FROM json_each(:busy)))
ORDER BY turn, host LIMIT :count
"""
_RETRY = """
UPDATE urls SET state = 'pending'
WHERE state = 'failed' AND (:reasons IS NULL OR reason IN (SELECT value FROM json_each(:reasons)))
"""
_FAILURES = """
SELECT url, (SELECT name FROM hosts WHERE id = urls.host), reason, detail, at
FROM urls WHERE state = 'failed' ORDER BY id
"""


def add(store: Store, asks: Iterable[Ask]) -> int:
    """How many URLs are new."""
    new, rest = 0, iter(asks)
    while some := list(islice(rest, AT_ONCE)):
        with store.transaction():
            hosts = sorted({ask.host for ask in some})
            store.change_each("INSERT OR IGNORE INTO hosts (name) VALUES (?)", zip(hosts))
            new += store.change_each(_ADD, ((ask.key, ask.url, ask.host) for ask in some))
    return new


def pending(
    store: Store, count: int, held: Iterable[int], busy: Iterable[str]
) -> list[tuple[int, Pending]]:
    """Rows and URLs, at most `count`: no row that is held, and none of a host that is busy."""
    values: dict[str, Value] = {
        "held": json.dumps([*held]),
        "busy": json.dumps([*busy]),
        "count": count,
    }
    rows = cast("Iterator[_PendingRow]", store.rows(PENDING, values))
    return [(row[0], Pending(*row[1:])) for row in rows]


def gave(store: Store, page: str) -> bool:
    """Whether a URL that is done gave the page with this key."""
    query = "SELECT 1 FROM urls WHERE final_key = ? AND state = 'done' LIMIT 1"
    return any(store.rows(query, (page,)))


def retry_failed(store: Store, reasons: Collection[str] | None) -> int:
    with store.transaction():
        told = None if reasons is None else json.dumps([*reasons])
        return store.change(_RETRY, {"reasons": told})


def refresh(store: Store, before: float) -> int:
    with store.transaction():
        return store.change(
            "UPDATE urls SET state = 'pending' WHERE state = 'done' AND at <= ?", (before,)
        )


def counts(store: Store) -> Counts:
    states: Counter[str] = Counter()
    words: dict[str, Counter[str]] = {"failed": Counter(), "done": Counter(), "pending": Counter()}
    query = "SELECT state, iif(state = 'failed', reason, verdict), count(*) FROM urls GROUP BY 1, 2"
    for state, word, count in cast("Iterator[tuple[str, str, int]]", store.rows(query)):
        states[state] += count
        words[state][word] += count
    (hosts,) = cast("tuple[int]", next(store.rows("SELECT count(*) FROM hosts")))
    return Counts(
        states["pending"], states["done"], dict(words["failed"]), dict(words["done"]), hosts
    )


def waiting(store: Store) -> Counter[str]:
    """How many URLs are pending, by host."""
    query = """
    SELECT (SELECT name FROM hosts WHERE id = urls.host), count(*)
    FROM urls WHERE state = 'pending' GROUP BY host
    """
    return Counter(dict(cast("Iterator[tuple[str, int]]", store.rows(query))))


def failures(store: Store) -> Iterator[Failure]:
    rows = cast("Iterator[tuple[str, str, str, str, float]]", store.rows(_FAILURES))
    for url, host, reason, detail, at in rows:
        yield Failure(url, host, reason, detail, datetime.fromtimestamp(at, UTC))


def lengths(store: Store) -> dict[str, int]:
    """The committed length of each file."""
    return dict(cast("Iterator[tuple[str, int]]", store.rows("SELECT name, length FROM files")))


def keep_file(store: Store, name: str, length: int) -> None:
    with store.transaction():
        store.change("INSERT INTO files VALUES (?, ?)", (name, length))


def keep_lengths(store: Store, lengths: Mapping[str, int]) -> None:
    for name, length in lengths.items():
        store.change("UPDATE files SET length = ? WHERE name = ?", (length, name))
