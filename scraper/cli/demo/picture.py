"""A picture for a story: sky over water, its colours those of its name."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from hashlib import blake2b

WIDTH, HEIGHT = 640, 360  # pixels
HORIZON = 220  # rows of sky


def paint(name: str) -> bytes:
    """A PNG (https://www.w3.org/TR/png-3/), the same for the same name."""
    shade = blake2b(name.encode(), digest_size=3).digest()
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)  # 8 bits of red, green, blue
    rows = b"".join(_rows(shade))
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in parts)


def _rows(shade: bytes) -> Iterator[bytes]:
    """Rows of one colour each: towards the horizon the sky is lighter, and so is the water."""
    for row in range(HEIGHT):
        light = row / HORIZON if row < HORIZON else 0.8 * (1 - (row - HORIZON) / HEIGHT)
        colour = bytes(round(60 + 0.4 * part + 90 * light) for part in shade)
        yield b"\0" + colour * WIDTH


def _chunk(kind: bytes, body: bytes) -> bytes:
    checked = kind + body
    return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))
