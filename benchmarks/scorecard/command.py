"""`scraper fetch` as a user runs it, against a web on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

ARTICLES, ARCHIVE = "articles.jsonl", "pages.warc.gz"
STORY = b"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Harbor bridge reopens - The Gazette</title>
<meta property="article:published_time" content="2026-11-17T08:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Harbor bridge reopens</h1><p class="byline">By Ana Ruiz</p>
<p>The harbor bridge reopened on Tuesday after nine months of repairs, a week ahead of the date that
the city council had given in the spring.</p>
<p>Traffic was light in the morning. Ferries, which had carried most commuters since February, will
run until the end of the month.</p>
<p>The repairs cost less than was feared, the council said, because the piers were found
to be sound.</p></article><footer>All rights reserved.</footer></body></html>
"""


def fetch(listed: Path, output: Path, *more: str) -> list[str]:
    """The command that turns a list of loopback URLs into lines of JSON, without pauses."""
    return [
        *(sys.executable, "-m", "scraper", "fetch", str(listed), "-o", str(output), "-f", "jsonl"),
        *("--delay", "0", "--allow-private", "127.0.0.0/8", "-q", *more),
    ]
