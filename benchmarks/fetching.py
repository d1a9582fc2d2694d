"""Pages a second over loopback: a bare httpx loop, and the fetcher with everything on.

    python -m benchmarks.fetching --hosts 200 --pages 10000

Both ask the same server for the same URLs in one run, turn about, with as many requests at once.
The fetcher also asks each host for its robots.txt, checks every address, keeps its gates, bounds
what it reads, and gives back decoded pages.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Sequence

import httpx

from benchmarks.loopback import host, web
from scraper import Fetcher, FetchError, FetchPolicy

CONCURRENCY = 32


async def bare(urls: Sequence[str]) -> int:
    """How many pages a loop around httpx gets."""
    got = 0
    limits = httpx.Limits(max_connections=CONCURRENCY, max_keepalive_connections=CONCURRENCY)
    todo = iter(urls)

    async def worker(client: httpx.AsyncClient) -> None:
        nonlocal got
        for url in todo:
            response = await client.get(url)
            got += response.status_code == 200

    async with httpx.AsyncClient(limits=limits) as client:
        await asyncio.gather(*(worker(client) for _ in range(CONCURRENCY)))
    return got


async def full(urls: Sequence[str]) -> int:
    """How many pages the fetcher gets."""
    policy = FetchPolicy(
        delay=0, per_host=4, concurrency=CONCURRENCY, allow_private=("127.0.0.0/8",)
    )
    got = 0
    async with Fetcher(policy) as fetcher:
        async for outcome in fetcher.stream(urls):
            if isinstance(outcome, FetchError):
                raise outcome
            got += 1
    return got


def main() -> None:
    """Prints pages a second of both, and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--bytes", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    page = b"<p>" + b"The harbor bridge reopened. " * (args.bytes // 28) + b"</p>"
    rates: dict[str, list[float]] = {"bare httpx": [], "fetcher": []}
    with web([page]) as port:
        urls = [f"http://{host(n % args.hosts)}:{port}/{n}" for n in range(args.pages)]
        for _ in range(args.rounds):
            for name, fetch in (("bare httpx", bare), ("fetcher", full)):
                began = time.perf_counter()
                assert asyncio.run(fetch(urls)) == len(urls)
                rates[name].append(len(urls) / (time.perf_counter() - began))
                print(f"{name}: {rates[name][-1]:.0f} pages/s", flush=True)
    ratio = statistics.median(rates["fetcher"]) / statistics.median(rates["bare httpx"])
    print(f"fetcher / bare httpx, medians of {args.rounds}: {ratio:.2f}")


if __name__ == "__main__":
    main()
