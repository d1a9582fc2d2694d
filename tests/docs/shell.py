"""What a page of the documentation has a reader type, and what it says comes back."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_GAP = re.compile(r"^\.\.\.\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Typed:
    """A command, and what is shown below it: "..." stands for any lines, nothing for anything."""

    command: str
    shown: str

    def is_answered_by(self, output: str) -> bool:
        """Whether what came back is what is shown."""
        if not self.shown:
            return True
        parts = map(re.escape, _GAP.split(self.shown))
        return re.fullmatch(r"(?:.*\n)*".join(parts), output) is not None

    def run(self, folder: Path) -> subprocess.CompletedProcess[str]:
        """How it ends, typed in that folder."""
        shell = re.sub(r"\bscraper (?=[a-z])", f"{sys.executable} -m scraper ", self.command)
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "80"}
        return subprocess.run(
            shell,
            shell=True,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )


def blocks(page: str, kind: str) -> list[str]:
    """The fenced blocks of one kind."""
    return [body for name, body in _BLOCK.findall(page) if name == kind]


def typed(page: str) -> Iterator[Typed]:
    """The commands of the page's console blocks, in their order."""
    for block in blocks(page, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield Typed(command, shown.strip("\n") + "\n" if shown.strip() else "")
