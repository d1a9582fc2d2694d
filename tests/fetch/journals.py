"""Words for tests of a journal: a clock to move, asks, and URLs finished in one go."""

from __future__ import annotations

from datetime import UTC, datetime

from scraper.fetch.journal import Ask, Journal, Outcome

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON.timestamp()

    def __call__(self) -> float:
        return self.now


def asks(*urls: str) -> list[Ask]:
    """Asks for "host/story"; the key is the URL itself."""
    return [Ask(url, f"https://{url}", url.split("/")[0]) for url in urls]


def keys(journal: Journal, count: int, *busy: str) -> list[str]:
    return [pending.key for pending in journal.take(count, busy)]


def page(key: str, etag: str | None = None) -> Outcome:
    return Outcome(f"https://{key}", key, "complete", etag)


def line(key: str) -> dict[str, bytes]:
    return {"articles.jsonl": f"{key}\n".encode()}


def finish(journal: Journal, count: int = 1) -> None:
    for pending in journal.take(count):
        journal.done(pending.key, page(pending.key), line(pending.key))
