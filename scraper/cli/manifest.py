"""A manifest: a file of JSON lines that names inputs and says what is known of each."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from scraper.cli.inputs import Input, UsageError, media_type_of

_PATH_KEYS = ("path", "html", "text")
_KEYS = ("url", "id", "media_type", "charset")
_UNSAFE = re.compile(r"[^\w.-]|^[.-]")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Inputs listed one a line: {"path": "a.html.gz", "url": "https://...", "id": "a"}.

    Paths are relative to the manifest's folder. "media_type" and "charset" may be given too; other
    keys are left alone.
    """

    file: Path

    def __iter__(self) -> Iterator[Input]:
        with self.file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield self._input(line, f"{self.file}, line {number}")

    def check(self) -> None:
        """Nothing; raises UsageError for a line that names no input or repeats another's."""
        seen: dict[bytes, int] = {}
        try:
            for number, item in enumerate(self, 1):
                mark = sha256(item.stem.casefold().encode("utf-8", "replace")).digest()[:8]
                if seen.setdefault(mark, number) != number:
                    raise UsageError(f"{self.file}: two entries for {item.name}; give each an id")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{self.file}: cannot be read as JSON lines: {error}") from error

    def is_one(self) -> bool:
        """False: a manifest is for many."""
        return False

    def _input(self, line: str, where: str) -> Input:
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(f"{where}: not JSON: {error}") from error
        path = next((row[k] for k in _PATH_KEYS if row.get(k)), None) if _is_row(row) else None
        if not isinstance(path, str) or "\0" in path:
            raise UsageError(f'{where}: no input named; write {{"path": "story.html"}}')
        known = {key: row.get(key) for key in _KEYS}
        wrong = [k for k, value in known.items() if not isinstance(value, str | None)]
        if wrong:
            raise UsageError(f"{where}: {wrong[0]} is not a string; put quotes around it")
        return Input(
            name=path,
            stem=_stem(known["id"] or path),
            path=self.file.parent / path,
            url=known["url"],
            media_type=known["media_type"] or media_type_of(path),
            charset=known["charset"],
            id=known["id"],
        )


def _is_row(row: object) -> bool:
    return isinstance(row, dict)


def _stem(name: str) -> str:
    """A relative path below the output folder, whatever the name says; its own for every name.

    >>> _stem("day1/a.html"), _stem("story#3")
    ('day1/a.html', 'story_3-89567483')
    """
    plain = os.path.normpath(name).split(os.sep)
    safe = [_UNSAFE.sub("_", part) for part in plain]
    if safe == name.split("/") and all(safe):  # an absolute path begins with an empty part
        return os.path.join(*safe)
    return f"{safe[-1]}-{sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"
