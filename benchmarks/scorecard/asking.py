"""URLs asked for with the fetcher as it is, and what came of each in a word."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scraper import Fetcher, FetchError, FetchPolicy
from tests.fetch.faultserver import NETWORK, Names, certificates
from tests.fetch.faultserver.server import TLS_ADDRESS

PAGE = "page"
TLS_NAMES = dict.fromkeys(map(certificates.name_of_kind, certificates.KINDS), TLS_ADDRESS)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a URL: "page" or the reason why there is none, and when it was known."""

    word: str
    detail: str
    seconds: float


class Prompt(random.Random):
    """Draws the shortest pause there is."""

    def random(self) -> float:
        return 0.0


def loopback(**chosen: object) -> FetchPolicy:
    """A policy that may ask the fault server, as fast as it can unless told otherwise."""
    given: Mapping[str, object] = {"allow_private": (NETWORK,), "delay": 0.0, **chosen}
    return FetchPolicy(**given)  # type: ignore[arg-type]


async def word_of(fetcher: Fetcher, url: str) -> Came:
    """What comes of a URL."""
    begun = time.monotonic()
    try:
        await fetcher.get(url)
    except FetchError as error:
        return Came(error.reason, error.detail, time.monotonic() - begun)
    return Came(PAGE, "", time.monotonic() - begun)


async def one_by_one(policy: FetchPolicy, urls: Iterable[str]) -> dict[str, Came]:
    """What comes of each URL, with a fetcher of its own for each."""
    found = {}
    for url in urls:
        async with Fetcher(policy, resolve=Names(TLS_NAMES), random=Prompt()) as fetcher:
            found[url] = await word_of(fetcher, url)
    return found


async def at_once(policy: FetchPolicy, urls: Sequence[str]) -> list[Came]:
    """What comes of each URL, all asked for at once by one fetcher."""
    async with Fetcher(policy, resolve=Names(TLS_NAMES), random=Prompt()) as fetcher:
        return await asyncio.gather(*(word_of(fetcher, url) for url in urls))


async def streamed(policy: FetchPolicy, urls: Sequence[str]) -> dict[str, Came]:
    """What comes of each URL of a list, and how long after the beginning."""
    found = {}
    begun = time.monotonic()
    async with Fetcher(policy, resolve=Names(TLS_NAMES)) as fetcher:
        async for outcome in fetcher.stream(urls):
            since = time.monotonic() - begun
            if isinstance(outcome, FetchError):
                found[outcome.url] = Came(outcome.reason, outcome.detail, since)
            else:
                found[outcome.asked or ""] = Came(PAGE, "", since)
    return found


def trust(authority: str) -> None:
    """Nothing; fetchers made from now on believe the certificates of the fault server."""
    os.environ["SSL_CERT_FILE"] = authority
