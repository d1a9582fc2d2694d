"""Where an archive can be read on after a part that is damaged."""

from __future__ import annotations

import re
from typing import BinaryIO

from scraper.magic import is_warc

_MEMBER = b"\x1f\x8b\x08"  # RFC 1952, section 2.3.1; three bytes that come by chance as well
_RECORD = re.compile(rb"\x1f\x8b\x08|\r\n\r\n(?=WARC/[01]\.\d)")
_HEAD = 512  # compressed bytes that have to give the first five of a record
_SLICE = 1 << 20
_OVERLAP = 16  # bytes; more than the longest that is looked for


def next_record(stream: BinaryIO, start: int) -> int | None:
    """The first byte, from `start` on, at which a record begins; None where there is none.

    In a gzipped archive that is a member which can be unpacked and begins a record, in a plain one
    a version line after the two breaks that end every record.
    """
    at = start
    while True:
        stream.seek(at)
        piece = stream.read(_SLICE + _OVERLAP)
        for found in _RECORD.finditer(piece):
            position = at + found.start() + (0 if found[0] == _MEMBER else len(found[0]))
            if position >= start and _begins(stream, position):
                return position
        if len(piece) < _SLICE + _OVERLAP:
            return None
        at += _SLICE


def _begins(stream: BinaryIO, position: int) -> bool:
    stream.seek(position)
    return is_warc(stream.read(_HEAD))
