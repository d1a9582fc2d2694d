"""Content-Encoding undone in bounded steps: 253 bytes of brotli may hold 300 MB."""

from __future__ import annotations

import io
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from scraper.fetch.faults import Fault
from scraper.types.reasons import Reason

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

try:  # an extra: it takes 5 MB, and whoever sends brotli sends gzip to those who ask for that
    import brotli  # type: ignore[import-untyped]
except ImportError:
    brotli = None

# One that is older decodes in one go, whatever size that is.
HAS_BROTLI = brotli is not None and hasattr(brotli.Decompressor, "can_accept_more_data")
ACCEPT_ENCODING = "gzip, deflate, br, zstd" if HAS_BROTLI else "gzip, deflate, zstd"
MAX_CODINGS = 5  # one over another; curl stops at 5 too, and honest servers at 2
MAX_MEMBERS = 2_000  # streams in a row; bgzip makes one of 64 KiB. Empty ones cost time, not size
SLICE = 65_536  # bytes put in at a time
PIECE = 65_536  # bytes let out at a time; brotli rounds it up to 96 KiB
ZSTD_WINDOW: dict[int, int] = {  # 8 MB at most (RFC 9659)
    zstd.DecompressionParameter.window_log_max: 23
}

_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Compressed bytes may begin with "<" as well, and are full of controls.
_MARKUP = re.compile(rb"\s*<[^\x00-\x08\x0b\x0e-\x1f\x7f]{1,255}")
_MARKUP_HEAD = 256


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """A body as it was before the codings of a Content-Encoding header, the last one undone first.

    No step gives more than `limit` bytes: raises Fault(TOO_LARGE) for what would, and
    Fault(BAD_ENCODING) for what is broken, cut off or in a coding not asked for. A page that says
    it is compressed and is not comes back as it is: servers do say so, and browsers show it.

    >>> unpack(zlib.compress(b"<p>Rain fell."), "deflate", limit=100)
    b'<p>Rain fell.'
    >>> unpack(b"<p>Rain fell.", "gzip", limit=100)
    b'<p>Rain fell.'
    """
    named = [name for part in encoding.split(",") if (name := part.strip().lower())]
    codings = [name for name in named if name != "identity"]
    if len(codings) > MAX_CODINGS:
        raise Fault(
            Reason.BAD_ENCODING, f"{len(codings)} codings; at most {MAX_CODINGS} are undone"
        )
    for name in reversed(codings):
        body = _undo(name, body, limit)
    if len(body) > limit:
        raise Fault(Reason.TOO_LARGE, f"more than {limit} bytes")
    return body


def _undo(name: str, body: bytes, limit: int) -> bytes:
    if not body:  # of an error page, often: compressed is what it would have been
        return body
    try:
        if name not in _CODINGS:
            raise Fault(Reason.BAD_ENCODING, _unknown(name))
        return _gather(_pieces(_CODINGS[name], body), limit)
    except _BROKEN as error:
        fault = Fault(Reason.BAD_ENCODING, f"not {name}: {error}")
        fault.__cause__ = error
    except Fault as found:
        fault = found
    if fault.reason == Reason.BAD_ENCODING and _is_markup(body):
        return body
    raise fault


def _unknown(name: str) -> str:
    if name == "br":
        return "brotli, which was not asked for: pip install 'scraper[brotli]'"
    return f"{name[:40]!r} is no coding that was asked for"


def _gather(pieces: Iterator[bytes], limit: int) -> bytes:
    kept = io.BytesIO()  # gives its bytes away without a second copy
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            kept.close()  # the error remembers this frame, and may be kept for long
            raise Fault(Reason.TOO_LARGE, f"more than {limit} bytes once decompressed")
        kept.write(piece)
    return kept.getvalue()


def _is_markup(body: bytes) -> bool:
    return body.startswith(_BOMS) or _MARKUP.fullmatch(body[:_MARKUP_HEAD]) is not None


class _Decoder(Protocol):
    """A stream half undone; zstd's decompressor is one as it stands, save for `step`."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def step(self, fresh: bytes) -> bytes:
        """The next piece. There may be more of it while no input is needed."""


@dataclass(frozen=True, slots=True)
class _Coding:
    """`begin` takes the first bytes of a stream; another may follow that starts with `again`."""

    begin: Callable[[bytes], _Decoder]
    again: bytes = b""


def _pieces(coding: _Coding, body: bytes) -> Iterator[bytes]:
    """What the streams hold. Bytes after the last are ignored, as browsers do."""
    at = 0
    for _ in range(MAX_MEMBERS):
        decoder = coding.begin(body[at : at + 4])
        while not decoder.eof:
            fresh = body[at : at + SLICE] if decoder.needs_input else b""
            if decoder.needs_input and not fresh:
                raise Fault(Reason.BAD_ENCODING, "cut off")
            at += len(fresh)
            yield decoder.step(fresh)
        at -= len(decoder.unused_data)
        if not coding.again or not body.startswith(coding.again, at):
            return
    raise Fault(Reason.BAD_ENCODING, f"more than {MAX_MEMBERS} streams in a row")


class _Zlib:
    def __init__(self, window: int) -> None:
        self._stream = zlib.decompressobj(window)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def step(self, fresh: bytes) -> bytes:
        piece = self._stream.decompress(self._stream.unconsumed_tail + fresh, PIECE)
        self.needs_input = not self._stream.unconsumed_tail and len(piece) < PIECE
        return piece


class _Brotli:
    unused_data = b""  # it counts bytes after the stream as an error

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return bool(self._stream.is_finished())

    def step(self, fresh: bytes) -> bytes:
        piece = bytes(self._stream.process(fresh, output_buffer_limit=PIECE))
        # It accepts more as soon as all that went in is read, be there more to come out or not.
        self.needs_input = self._stream.can_accept_more_data() and len(piece) < PIECE
        return piece


class _Zstd:
    def __init__(self) -> None:
        self._stream = zstd.ZstdDecompressor(options=ZSTD_WINDOW)

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def needs_input(self) -> bool:
        return self._stream.needs_input

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    def step(self, fresh: bytes) -> bytes:
        return self._stream.decompress(fresh, max_length=PIECE)


def _inflater(head: bytes) -> _Zlib:
    """For "deflate", which RFC 9110 wraps as zlib does (8.4.1.2) and some servers leave bare."""
    is_wrapped = len(head) > 1 and head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    return _Zlib(zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS)


_BROKEN = (zlib.error, zstd.ZstdError, *((brotli.error,) if HAS_BROTLI else ()))
_GZIPPED = _Coding(lambda head: _Zlib(_GZIP), again=_GZIP_MAGIC)
_CODINGS = {
    "gzip": _GZIPPED,
    "x-gzip": _GZIPPED,
    "deflate": _Coding(_inflater),
    "zstd": _Coding(lambda head: _Zstd(), again=_ZSTD_MAGIC),
    **({"br": _Coding(lambda head: _Brotli())} if HAS_BROTLI else {}),
}
