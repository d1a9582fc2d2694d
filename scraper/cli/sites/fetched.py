"""Pages to learn from that are still on the web: fetched politely, and saved beside the rules."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from scraper.cli.fetching.choices import contact
from scraper.cli.fetching.naming import stem_of
from scraper.cli.output import write_whole
from scraper.errors import FetchError
from scraper.fetch.client import Fetcher
from scraper.fetch.policy import FetchPolicy
from scraper.fetch.urls import key
from scraper.formats.parts import inert
from scraper.types import Page


def save_pages(urls: Sequence[str], folder: Path, allowed: Sequence[str]) -> tuple[list[str], int]:
    """The files that the pages at some URLs were saved to, and how many could not be had.

    `allowed` are private networks that may be asked.
    """
    policy = FetchPolicy(contact=contact(), allow_private=tuple(allowed))
    saved: list[str] = []
    failed = 0
    for outcome in asyncio.run(_fetch(urls, policy)):
        if isinstance(outcome, FetchError):
            print(f"scraper: {inert(str(outcome))}", file=sys.stderr)
            failed += 1
            continue
        url = outcome.url or ""
        target = folder / f"{stem_of(url, key(url))}.html"
        write_whole(target, outcome.body)
        print(f"scraper: {inert(url)} is saved as {inert(str(target))}", file=sys.stderr)
        saved.append(str(target))
    return saved, failed


async def _fetch(urls: Sequence[str], policy: FetchPolicy) -> list[Page | FetchError]:
    async with Fetcher(policy) as fetcher:
        return [outcome async for outcome in fetcher.stream(urls)]
