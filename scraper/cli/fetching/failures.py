"""Every URL that failed, and why: in the report; where they are many, in a file of their own."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import msgspec

from scraper.formats.jsonl import dump

LISTED = 1000  # in the report itself, which programs read whole


class Failed(msgspec.Struct, frozen=True):
    """A URL that gave no article: the reason's word, and what was seen."""

    url: str
    reason: str
    detail: str = ""


@dataclass(slots=True)
class Failures:
    """Holds the first `LISTED`; when there are more, all of them go to `file`, one JSON line each.

    The file appears under its name once it is whole. Before, and after a kill, the journal knows
    each of them too. Without a `file` those that are not listed are not kept.
    """

    file: Path | None = None
    listed: list[Failed] = field(default_factory=list)
    _stream: BinaryIO | None = None

    def add(self, failed: Failed) -> None:
        """Nothing; one more is noted. Raises OSError where it cannot be written."""
        if len(self.listed) < LISTED:
            self.listed.append(failed)
            return
        if self.file is None:
            return
        if self._stream is None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            self._stream = self._part(self.file).open("wb")
            self._stream.writelines(map(_line, self.listed))
        self._stream.write(_line(failed))

    def finish(self) -> str | None:
        """The name of the file that holds all failures; None when the list does.

        A file of an earlier run goes, so that nobody takes it for this one's. Raises OSError.
        """
        if self.file is None:
            return None
        if self._stream is None:
            self.file.unlink(missing_ok=True)
            return None
        self._stream.close()
        self._stream = None
        os.replace(self._part(self.file), self.file)
        return self.file.name

    @staticmethod
    def _part(file: Path) -> Path:
        return file.with_name(f".{file.name}.part")


def _line(failed: Failed) -> bytes:
    row = {"url": failed.url, "reason": failed.reason, "detail": failed.detail}
    return dump({**row}).encode()
