"""Answers of a few bytes that decompress to 300 MB. Each is made when first asked for, and kept."""

from __future__ import annotations

import bz2
import sys
import zlib
from functools import cache

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from tests.fetch.faultserver.answers import PAGE, answer, says
from tests.fetch.faultserver.connection import Connection, Handler
from tests.fetch.faultserver.request import Request

MEGABYTE = bytes(1_000_000)
MEGABYTES = 300
LAYERS = 10  # of the nested one; RFC 9110 sets no limit, clients know of no honest use beyond 2
NOISE = bytes(range(256)) * 8


def gzip(body: bytes) -> bytes:
    """A body as `Content-Encoding: gzip` has it."""
    return zlib.compress(body, 9, wbits=31)


@cache
def gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(MEGABYTE) for _ in range(MEGABYTES)) + packer.flush()


@cache
def deflate_bomb() -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(MEGABYTE) for _ in range(MEGABYTES)) + packer.flush()


@cache
def br_bomb() -> bytes:
    packer = brotli.Compressor(quality=9)
    parts = [packer.process(MEGABYTE) for _ in range(MEGABYTES)]
    return b"".join([*parts, packer.finish()])


@cache
def zstd_bomb() -> bytes:
    packer = zstd.ZstdCompressor()
    return b"".join(packer.compress(MEGABYTE) for _ in range(MEGABYTES)) + packer.flush()


@cache
def nested_bomb() -> bytes:
    body = gzip_bomb()
    for _ in range(LAYERS - 1):
        body = gzip(body)
    return body


NESTED = ", ".join(["gzip"] * LAYERS)
BOMBS = {
    "gzip": gzip_bomb,
    "deflate": deflate_bomb,
    "br": br_bomb,
    "zstd": zstd_bomb,
    NESTED: nested_bomb,
}


def bomb(encoding: str) -> Handler:
    """Sends the bomb of a Content-Encoding."""

    async def explode(connection: Connection, request: Request) -> None:
        await connection.send(
            answer(body=BOMBS[encoding](), headers={"Content-Encoding": encoding})
        )

    return explode


wrong_encoding = says(answer(headers={"Content-Encoding": "gzip"}))  # a page as it is
garbled_encoding = says(answer(body=NOISE, headers={"Content-Encoding": "gzip"}))
cut_encoding = says(answer(body=gzip(PAGE)[:-10], headers={"Content-Encoding": "gzip"}))
unknown_encoding = says(answer(body=bz2.compress(PAGE), headers={"Content-Encoding": "bzip2"}))
