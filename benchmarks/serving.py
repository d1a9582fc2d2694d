"""`scraper serve` beside `scraper clean` on the same pages: pages a second, latency, memory.

    python -m benchmarks.serving DATA [--jobs 2] [--clients 6] [--rounds 2]

The clients run on the same machine and take their share of it.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import httpx


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--rounds", type=int, default=2)
    args = parser.parse_args()
    rows = [json.loads(line) for line in (args.data / "manifest.jsonl").open()]
    pages = [(r["url"], gzip.decompress((args.data / r["html"]).read_bytes())) for r in rows]
    for _ in range(args.rounds):
        took = clean(pages, args.jobs)
        print(
            f"clean -j {args.jobs}: {len(pages) / took:.1f} pages/s with its start ({took:.1f} s)"
        )
        served(pages, args.jobs, args.clients)


def clean(pages: Sequence[tuple[str, bytes]], jobs: int) -> float:
    """Seconds that the command takes, its start included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "pages.jsonl").open("w") as manifest:
            for number, (url, body) in enumerate(pages):
                (folder / f"{number}.html").write_bytes(body)
                manifest.write(json.dumps({"path": f"{number}.html", "url": url}) + "\n")
        command = ["clean", "--manifest", str(folder / "pages.jsonl"), "--no-cross", "-q"]
        began = time.perf_counter()
        with (folder / "out").open("w") as out:
            subprocess.run(
                [sys.executable, "-m", "scraper", *command, "-f", "jsonl", "-j", str(jobs)],
                stdout=out,
                check=True,
            )
        return time.perf_counter() - began


def served(pages: Sequence[tuple[str, bytes]], jobs: int, clients: int) -> None:
    """Nothing; prints what the service does with the pages."""
    command = [sys.executable, "-m", "scraper", "serve", "--port", "0", "-q", "-j", str(jobs)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().strip()
        print(f"serve -j {jobs}: listens after {time.perf_counter() - began:.2f} s")
        try:
            asyncio.run(ask(url, pages[:50], 2))  # the workers have read their rules then
            print(f"  memory at the start: {memory(process.pid)}")
            began = time.perf_counter()
            asyncio.run(ask(url, pages, clients))
            took = time.perf_counter() - began
            print(f"  {len(pages) / took:.1f} pages/s for {clients} clients ({took:.1f} s)")
            times = sorted(asyncio.run(ask(url, pages, 1)))
            cuts = statistics.quantiles(times, n=20)
            print(
                f"  idle: p50 {cuts[9] * 1000:.1f} ms, p95 {cuts[18] * 1000:.1f} ms, "
                f"longest {times[-1] * 1000:.0f} ms"
            )
            health = asyncio.run(healthy(url, 200))
            print(f"  GET /health: p50 {statistics.median(health) * 1000:.2f} ms")
            print(f"  memory at the end: {memory(process.pid)}")
        finally:
            process.terminate()


async def ask(url: str, pages: Sequence[tuple[str, bytes]], clients: int) -> list[float]:
    """Seconds for each page, so many clients asking at once."""
    left, times = iter(pages), list[float]()

    async def client() -> None:
        async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as http:
            for where, body in left:
                began = time.perf_counter()
                answer = await http.post(
                    "/clean", params={"url": where}, content=body, headers=_HTML
                )
                times.append(time.perf_counter() - began)
                assert answer.status_code == 200, answer.text

    await asyncio.gather(*(client() for _ in range(clients)))
    return times


async def healthy(url: str, number: int) -> list[float]:
    """Seconds for each question after its health."""
    times = []
    async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
        for _ in range(number):
            began = time.perf_counter()
            await http.get("/health")
            times.append(time.perf_counter() - began)
    return times


_HTML = {"Content-Type": "text/html"}


def memory(pid: int) -> str:
    """What a process and its children hold, shared pages counted once (PSS)."""
    own = _pss(pid)
    children = [_pss(child) for child in _children(pid)]
    return f"{own:.0f} MB and " + " + ".join(f"{each:.0f}" for each in children) + " MB in workers"


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task")
    return [int(c) for t in tasks.iterdir() for c in (t / "children").read_text().split()]


def _pss(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1000


if __name__ == "__main__":
    main()
