"""Where articles go: one file for each input, or all of them down standard output in order."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol

from scraper.cli.inputs import Input
from scraper.cli.paint import printable
from scraper.cli.sheets import Sheets
from scraper.formats import Format

SUFFIXES: dict[str, str] = {
    "text": ".txt",
    "markdown": ".md",
    "jsonl": ".jsonl",
    "html": ".html",
    "jsonld": ".jsonld",
}

_MAX_NAME = 200  # bytes; common file systems allow 255, and the temporary name needs some


def write_whole(target: Path, content: str | bytes) -> None:
    """Nothing; the file appears under its name, its folders with it, only once it is whole.

    Raises OSError when it cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(
            content.encode("utf-8", "replace") if isinstance(content, str) else content
        )
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)


class Output(Protocol):
    """Takes articles one after another. `in_order` says whether it wants them in input order."""

    @property
    def in_order(self) -> bool: ...

    def put(self, item: Input, text: str) -> None:
        """Nothing; the text is delivered whole when this returns. Raises OSError when it cannot."""

    def finish(self) -> None:
        """Nothing; all is delivered. Raises OSError when something cannot be."""

    def leave(self) -> Path | None:
        """The file that is unfinished, if any; there is no more to come."""


@dataclass(slots=True)
class Stream:
    """Articles down one stream; `titled` puts a line with the input's name above each."""

    stream: BinaryIO
    format: Format
    titled: bool = False
    in_order: bool = True
    _begun: bool = False

    def put(self, item: Input, text: str) -> None:
        if self.titled:
            text = self._title(item.name) + text
        self._begun = True
        self.stream.write(text.encode("utf-8", "replace"))
        self.stream.flush()

    def finish(self) -> None:
        pass

    def leave(self) -> Path | None:
        return None

    def _title(self, name: str) -> str:
        name = printable(name)
        gap = "\n" if self._begun else ""
        if self.format == "markdown":
            # Two hyphens would end the comment in older parsers.
            return f"{gap}<!-- {re.sub('-(?=[->])', '- ', name)} -->\n\n"
        return f"{gap}==> {name} <==\n\n"


@dataclass(frozen=True, slots=True)
class Folder:
    """One file for each input, which appears under its name only once it is whole.

    The lines of JSON of an archive are one file together: `in_order` has to be True for these.
    """

    folder: Path
    format: Format
    in_order: bool = False
    _sheets: Sheets = field(default_factory=Sheets)

    def put(self, item: Input, text: str) -> None:
        if item.sheet is not None and self.format == "jsonl":
            self._sheets.put(self.target(item.sheet), text)
        else:
            write_whole(self.target(item.stem), text)

    def finish(self) -> None:
        self._sheets.finish()

    def leave(self) -> Path | None:
        return self._sheets.leave()

    def target(self, stem: str) -> Path:
        """The file for an input: its own name and the format's suffix, below the output folder."""
        path = self.folder / stem
        name = path.name
        if len(os.fsencode(name)) > _MAX_NAME:
            short = os.fsencode(name)[: _MAX_NAME - 20].decode("utf-8", "ignore")
            name = f"{short}-{sha256(os.fsencode(stem)).hexdigest()[:16]}"
        return path.with_name(name + SUFFIXES[self.format])
