"""Articles a second from URL to file: `scraper fetch` over loopback, everything on.

    python -m benchmarks.articles ../shared/data --urls 3000

Real pages (the evaluation set) under 200 hosts, with a journal, two workers and JSON lines. Beside
it `scraper clean` on the same pages, which is what the fetching adds to.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.loopback import host, web

HOSTS = 200


def main() -> None:
    """Prints articles a second of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--urls", type=int, default=3_000)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    files = sorted((args.data / "pages").glob("*.html.gz"))
    pages = [gzip.decompress(file.read_bytes()) for file in files]
    with tempfile.TemporaryDirectory() as folder, web(pages) as port:
        urls = Path(folder) / "urls.txt"
        urls.write_text("".join(f"http://{host(n % HOSTS)}:{port}/{n}\n" for n in range(args.urls)))
        fetch = _scraper("fetch", str(urls), "-o", f"{folder}/out", "-f", "jsonl", "-q")
        manners = ["--delay", "0", "--allow-private", "127.0.0.0/8", "-j", str(args.jobs)]
        _tell("scraper fetch", args.urls, [*fetch, *manners])
        saved = Path(folder) / "saved"
        saved.mkdir()
        for number in range(args.urls):
            (saved / f"{number}.html").write_bytes(pages[number % len(pages)])
        clean = _scraper("clean", str(saved), "-o", f"{folder}/cleaned", "-f", "jsonl", "-q")
        _tell("scraper clean", args.urls, [*clean, "--no-cross", "-j", str(args.jobs)])


def _scraper(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "scraper", *arguments]


def _tell(name: str, count: int, command: list[str]) -> None:
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    print(
        f"{name}: {count / seconds:.1f} articles/s ({seconds:.1f} s, exit code {done.returncode})"
    )


if __name__ == "__main__":
    main()
