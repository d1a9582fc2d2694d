"""Files of many lines, for the articles of an archive: a thousand of them fit no folder well."""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import FileIO
from pathlib import Path


@dataclass(slots=True)
class Sheets:
    """One file after another, each NAME.part until all its lines are there."""

    _target: Path | None = None
    _file: FileIO | None = None

    def put(self, target: Path, line: str) -> None:
        """Nothing; the line is in the file whole, or not at all. Raises OSError if it cannot be.

        Another target than the last one's ends that one's file.
        """
        if target != self._target:
            self.finish()
            target.parent.mkdir(parents=True, exist_ok=True)
            self._file, self._target = FileIO(_part(target), "w"), target
        assert self._file is not None, "it is opened with its target"
        before = self._file.tell()
        try:
            left = memoryview(line.encode("utf-8", "replace"))
            while left:
                left = left[self._file.write(left) :]
        except OSError:
            os.ftruncate(self._file.fileno(), before)
            self._file.seek(before)
            raise

    def finish(self) -> None:
        """Nothing; the file that is open is whole, and gets its name. Raises OSError."""
        target = self._target
        if target is not None:
            self.leave()
            os.replace(_part(target), target)

    def leave(self) -> Path | None:
        """The file that is not whole yet, now closed; None where there is none."""
        if self._file is None or self._target is None:
            return None
        self._file.close()
        part = _part(self._target)
        self._file = self._target = None
        return part


def _part(target: Path) -> Path:
    return target.with_name(target.name + ".part")
