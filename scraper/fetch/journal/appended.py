"""Files that only grow, each cut back to the length that was committed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from scraper.fetch.journal.records import JournalError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class AppendedFiles:
    """The files of a folder that a journal keeps; `lengths` are those that were committed."""

    def __init__(self, folder: Path, lengths: Mapping[str, int]) -> None:
        self._folder = folder
        self.lengths = dict(lengths)
        self._open: dict[str, BinaryIO] = {}

    def cut(self) -> None:
        """Nothing; bytes after a file's length are gone, since nobody knows whether they are whole.

        Raises JournalError for a file that is shorter: something else has changed it.
        """
        for name, length in self.lengths.items():
            path = self._folder / name
            with _errors_in_words(path):
                size = path.stat().st_size if path.exists() else 0
                if size > length:
                    with path.open("r+b") as file:
                        file.truncate(length)
                        os.fsync(file.fileno())
            if size < length:
                raise JournalError(
                    f"{path}: {size:,} bytes, where {length:,} were written; put the whole file "
                    f"back, or move it and the journal away to begin anew"
                )

    def adopt(self, name: str) -> int:
        """The length of a file nobody has written to yet: created, or found with what it holds."""
        path = self._folder / name
        with _errors_in_words(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.open("ab").close()
            sync_folder(path.parent)
            self.lengths[name] = path.stat().st_size
        return self.lengths[name]

    def append(self, pieces: Mapping[str, bytes]) -> dict[str, int]:
        """The lengths to commit, once all pieces are on the disk. `lengths` stays as it is."""
        return {name: self._append(name, piece) for name, piece in pieces.items()}

    def _append(self, name: str, piece: bytes) -> int:
        path = self._folder / name
        with _errors_in_words(path):
            if name not in self._open:
                self._open[name] = path.open("r+b", buffering=0)
            file, rest = self._open[name], memoryview(piece)
            file.seek(self.lengths[name])
            while rest:  # an unbuffered write may take a part only
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        return self.lengths[name] + len(piece)

    def close(self) -> None:
        for file in self._open.values():
            file.close()
        self._open.clear()


def sync_folder(folder: Path) -> None:
    """Nothing; the names of new files are on the disk too, where folders can be told so."""
    if os.name == "nt":  # Windows opens no folders, and needs no telling
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _errors_in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        fix = "run the same command again to go on"
        if error.errno in _FULL:
            fix = f"free some space, then {fix}"
        elif error.errno in _FORBIDDEN:
            fix = f"make it writable, then {fix}, or choose another folder"
        raise JournalError(f"{path}: {error.strerror or error}; {fix}") from error
