"""Twenty thousand pages take no more memory than four thousand; a hundred thousand: benchmarks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
URLS, HOSTS = 20_000, 200
PROGRAM = f"""
import asyncio, json, os
from benchmarks.loopback import host, web
from scraper import Fetcher, FetchPolicy

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

async def main(port):
    urls = (f"http://{{host(n % {HOSTS})}}:{{port}}/{{n}}" for n in range({URLS}))
    seen = []
    policy = FetchPolicy(delay=0, per_host=4, allow_private=("127.0.0.0/8",))
    async with Fetcher(policy) as fetcher:
        done = 0
        async for page in fetcher.stream(urls):
            assert page.body
            done += 1
            if done % {URLS // 20} == 0:
                seen.append((resident(), len(os.listdir("/proc/self/fd"))))
    return seen

if __name__ == "__main__":
    with web([b"<p>" + b"The harbor bridge reopened. " * 200 + b"</p>"]) as port:
        print(json.dumps(asyncio.run(main(port))))
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_memory_and_open_files_stay_where_they_were(tmp_path: Path) -> None:
    script = tmp_path / "plateau.py"
    script.write_text(PROGRAM)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, env=env, timeout=240
    )
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout)
    assert len(seen) == 20
    early, late = seen[3], seen[-1]
    assert late[0] <= max(early[0] * 1.1, early[0] + 20)
    assert late[1] <= early[1] + HOSTS  # a connection to each host may be open, or not yet
