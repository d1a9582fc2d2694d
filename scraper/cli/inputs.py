"""What the user named on the command line, one input after another, and the bytes of each."""

from __future__ import annotations

import glob
import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from scraper.errors import InputError
from scraper.magic import is_warc
from scraper.types import Page

if TYPE_CHECKING:
    from scraper.integrations.warc import Record

HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
TEXT_SUFFIXES = frozenset({".txt", ".text"})
WARC_SUFFIX = ".warc"
WARC = "application/warc"  # https://www.iana.org/assignments/media-types/application/warc
STANDARD_INPUT = "-"

_GZIP_MAGIC = b"\x1f\x8b"  # RFC 1952, section 2.3.1
_HEAD = 512  # bytes that tell an archive, gzipped or not


class UsageError(Exception):
    """A command that makes no sense: exit code 2."""


@dataclass(frozen=True, slots=True)
class Input:
    """One document to clean.

    `name` is how the user knows it; `stem` is the relative path its output gets, less the suffix.
    `path` is None for standard input; `body` is set by `read_here` alone. A web archive has the
    media type `WARC`, and each of its pages is an input with a `record`; `sheet` is the relative
    path of the file that all of an archive's lines go to, less the suffix.
    """

    name: str
    stem: str
    path: Path | None = None
    body: bytes | None = None
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    id: str | None = None
    record: Record | None = None
    sheet: str | None = None

    @property
    def is_archive(self) -> bool:
        """Whether it holds many pages."""
        return self.media_type == WARC


@dataclass(frozen=True, slots=True)
class Paths:
    """Inputs named by path, folder, glob or "-"; every iteration walks the folders anew.

    `avoid` is the output folder: what lies in it was written by us and is no input.
    """

    names: tuple[str, ...]
    url: str | None = None
    avoid: Path | None = None

    def __iter__(self) -> Iterator[Input]:
        root = self._root()
        for name in self.names:
            if name == STANDARD_INPUT:
                media_type = WARC if _streams_archive() else None
                yield Input("standard input", "standard-input", None, None, self.url, media_type)
            else:
                for path in _expand(name, self.avoid):
                    yield self._input(path, root)

    def check(self) -> None:
        """Nothing; raises UsageError where an output could overwrite an input."""
        for name in self.names:
            if self.avoid and name != STANDARD_INPUT and _within(Path(name), self.avoid):
                advice = "choose a folder of its own for the output: -o clean"
                raise UsageError(f"{name} lies in the output folder {self.avoid}; {advice}")

    def is_one(self) -> bool:
        """Whether exactly one document is named, and no folder, pattern or archive."""
        return (
            len(self.names) == 1
            and not (os.path.isdir(self.names[0]) or _is_pattern(self.names[0]))
            and not any(item.is_archive for item in self)
        )

    def _root(self) -> str:
        """The deepest folder that all inputs share: outputs repeat the paths below it."""
        anchors = [os.path.abspath(_anchor(n)) for n in self.names if n != STANDARD_INPUT]
        return os.path.commonpath(anchors) if anchors else os.getcwd()

    def _input(self, path: Path, root: str) -> Input:
        # The stem keeps ".gz": a.html and a.html.gz may well lie in one folder.
        stem = os.path.relpath(os.path.abspath(path), root)
        media_type = media_type_of(path.name) or (WARC if _is_warc(path) else None)
        return Input(str(path), stem, path, None, self.url, media_type)


def read_here(items: Iterable[Input], max_bytes: int) -> Iterator[Input]:
    """The inputs, with the bodies of those no other process can open: standard input, pipes.

    Archives are left closed.
    """
    for item in items:
        if item.is_archive:
            yield item
        elif item.path is None:
            yield replace(item, body=_read_capped(sys.stdin.buffer, max_bytes))
        elif _is_pipe(item.path):
            with item.path.open("rb") as pipe:
                yield replace(item, body=_read_capped(pipe, max_bytes))
        else:
            yield item


def media_type_of(name: str) -> str | None:
    """The media type a file name promises; None where it promises nothing.

    >>> media_type_of("story.HTML.gz"), media_type_of("story.txt"), media_type_of("story")
    ('text/html', 'text/plain', None)
    >>> media_type_of("may.warc.gz")
    'application/warc'
    """
    suffix = _suffix(name)
    if suffix in HTML_SUFFIXES:
        return "text/html"
    if suffix == WARC_SUFFIX:
        return WARC
    return "text/plain" if suffix in TEXT_SUFFIXES else None


def load(item: Input, max_bytes: int) -> bytes:
    """The bytes of an input, gunzipped; at most `max_bytes` of them.

    Raises InputError when there are more or the gzip is damaged, OSError when it cannot be read.
    """
    if item.body is not None:
        body = item.body
    else:
        assert item.path is not None, "an input without a body has a path"
        with item.path.open("rb") as file:
            body = _read_capped(file, max_bytes)
    if len(body) <= max_bytes and body.startswith(_GZIP_MAGIC):
        body = _gunzip(body, max_bytes)
    if len(body) > max_bytes:
        limit = f"{max_bytes / 1e6:g} MB"
        raise InputError(f"holds more than {limit}; if it is one article, raise --max-bytes")
    return body


def load_page(item: Input, max_bytes: int) -> Page:
    """An input as a page, with what is known of it. Raises as `load` does, and for an archive."""
    if item.is_archive:
        raise InputError("a web archive, which holds many pages; give it to scraper clean")
    return Page(item.url, load(item, max_bytes), item.media_type, item.charset)


def _gunzip(body: bytes, max_bytes: int) -> bytes:
    # As many bytes as are allowed and no more: a small file can unpack to a million times its size.
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as unpacked:
            return unpacked.read(max_bytes + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"damaged gzip ({error}); fetch or compress it again") from error


def _is_pipe(path: Path) -> bool:
    """Whether a path is one such as <(curl ...) that can be opened, but only once or only here."""
    try:
        mode = path.stat().st_mode
    except OSError:  # the worker reports it when it opens the file
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode) and os.access(path, os.R_OK)


def _is_warc(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return is_warc(file.read(_HEAD))
    except OSError:  # the worker reports it when it opens the file
        return False


def _streams_archive() -> bool:
    """Whether an archive comes down standard input; nothing of it is taken."""
    stream = sys.stdin.buffer
    return isinstance(stream, io.BufferedReader) and is_warc(stream.peek(_HEAD)[:_HEAD])


def _read_capped(stream: BinaryIO, max_bytes: int) -> bytes:
    return stream.read(max_bytes + 1)  # one more than allowed, which tells `load` it is too much


def _expand(name: str, avoid: Path | None) -> Iterator[Path]:
    if os.path.isdir(name):
        yield from _walk(Path(name), avoid)
    elif _is_pattern(name):
        found = [p for p in sorted(glob.glob(name, recursive=True)) if not os.path.isdir(p)]
        found = [p for p in found if not (avoid and _within(Path(p), avoid))]
        yield from map(Path, found or [name])  # an empty pattern is reported as a missing file
    else:
        yield Path(name)


def _walk(folder: Path, avoid: Path | None) -> Iterator[Path]:
    if avoid and _within(folder, avoid):
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder  # opening it fails again, where failures are reported
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, avoid)
        elif media_type_of(entry.name) and os.path.isfile(entry):
            yield folder / entry.name


def _is_pattern(name: str) -> bool:
    return glob.has_magic(name) and not os.path.lexists(name)


def _anchor(name: str) -> str:
    if os.path.isdir(name):
        return name
    folder = os.path.dirname(name)
    while _is_pattern(folder):
        folder = os.path.dirname(folder)
    return folder or "."


def _within(path: Path, folder: Path) -> bool:
    # Not Path.resolve, which raises for links that lead in a circle (Python 3.11).
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _suffix(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix
