"""S16: importing and extracting ask nobody for anything and leave nothing behind."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile

from benchmarks.scorecard.row import Line, Row, Settings, Tally

LINE = Line(
    "S16",
    "No surprise: `import scraper` and every format of `extract` on a page with a date, a "
    "language, links and JSON-LD, in a new process with an audit hook that sees each socket "
    "and each file opened, from an empty folder",
    "no socket; no name looked up; nothing written",
    "newspaper4k asks for publicsuffix.org and raw.githubusercontent.com at its first article. The "
    "others were not tried",
)
WATCHED = """
import json, os, sys
seen = {"socket": [], "written": []}
CHANGING = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.link",
            "os.symlink", "os.chmod", "os.utime", "shutil.", "tempfile.", "sqlite3.connect")
def hook(event, arguments):
    if event.startswith("socket."):
        seen["socket"].append(f"{event} {arguments[1:]!r}")
    elif event == "open":
        path, _, flags = arguments
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and path != os.devnull:
            seen["written"].append(str(path))
    elif event.startswith(CHANGING) or event in ("subprocess.Popen", "os.posix_spawn", "os.fork"):
        seen["written"].append(f"{event} {arguments!r}")
sys.addaudithook(hook)
import scraper
from scraper.formats import FORMATS, write
from scraper import Page
article = scraper.extract(Page(url="https://gazette.example/2026/11/bridge", body=%r.encode()))
for name in FORMATS:
    write(article, name)
assert "reopened on Tuesday" in article.text, article
print(json.dumps(seen))
"""
STORY = """<!doctype html><html lang="en"><head><title>Harbor bridge reopens</title>
<link rel="canonical" href="https://gazette.example/2026/11/bridge">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbor bridge reopens",
"datePublished": "2026-11-17T08:00:00Z", "author": {"name": "Ana Ruiz"}}</script></head>
<body><article><h1>Harbor bridge reopens</h1><p>By Ana Ruiz</p>
<p>The harbor bridge reopened on Tuesday after nine months of repairs, a week ahead of the date that
the city council had given in the spring.</p><p>Traffic was light in the morning. Ferries, which had
carried most commuters since February, will run until the end of the month.</p></article></body>
</html>"""


async def surprises(settings: Settings) -> Row:
    """The line, tried."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as empty:
        told = subprocess.run(
            [sys.executable, "-B", "-c", WATCHED % STORY],  # -B: Python's own cache is not ours
            cwd=empty,
            capture_output=True,
            text=True,
            check=False,
        )
    if told.returncode:
        tally.check("the process ended well", False, told.stderr.strip().splitlines()[-1])
        return tally.row(LINE)
    seen = json.loads(told.stdout.splitlines()[-1])
    tally.check("sockets and names", not seen["socket"], _told(seen["socket"]))
    tally.check("files written", not seen["written"], _told(seen["written"]))
    return tally.row(LINE)


def _told(found: list[str]) -> str:
    return f"{len(found)}" + (f" ({found[0]} ...)" if found else "")
