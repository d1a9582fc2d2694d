"""Content-Encoding undone: what honest and dishonest servers send, and what bombs may cost."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import tracemalloc
import zlib
from contextlib import suppress
from functools import cache, partial, reduce
from importlib.util import find_spec, module_from_spec
from itertools import product
from types import SimpleNamespace

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch import unpack as module
from scraper.fetch.faults import Fault
from scraper.fetch.unpack import ACCEPT_ENCODING, MAX_MEMBERS, PIECE, unpack
from scraper.types.reasons import Reason

zstd = module.zstd

PAGE = b"<!doctype html><title>Ferry</title><p>The ferry sails again on Tuesday." * 40
LIMIT = 1_000_000
MIB = 1 << 20


def deflate_raw(body: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=5),
    "zstd": zstd.compress,
}


def fault_of(body: bytes, encoding: str, limit: int = LIMIT) -> Fault:
    with pytest.raises(Fault) as caught:
        unpack(body, encoding, limit)
    return caught.value


@pytest.mark.parametrize("coding", PACK)
def test_each_coding_is_undone(coding: str) -> None:
    assert unpack(PACK[coding](PAGE), coding, LIMIT) == PAGE


def test_what_we_say_we_accept_is_what_we_can_undo() -> None:
    assert {name.strip() for name in ACCEPT_ENCODING.split(",")} == PACK.keys() - {"x-gzip"}


@pytest.mark.parametrize(
    "installed", [None, SimpleNamespace(Decompressor=object)], ids=["no", "old"]
)
def test_without_a_brotli_that_keeps_bounds_it_is_not_asked_for(installed, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", installed)
    spec = find_spec("scraper.fetch.unpack")
    assert spec
    assert spec.loader
    monkeypatch.setitem(sys.modules, spec.name, fresh := module_from_spec(spec))
    spec.loader.exec_module(fresh)
    assert fresh.ACCEPT_ENCODING == "gzip, deflate, zstd"
    assert fresh.unpack(PACK["gzip"](PAGE), "gzip", LIMIT) == PAGE
    with pytest.raises(Fault, match=r"pip install 'scraper\[brotli\]'"):
        fresh.unpack(PACK["br"](PAGE), "br", LIMIT)


@given(st.binary(max_size=2_000), st.lists(st.sampled_from(sorted(PACK)), max_size=5))
def test_whatever_was_packed_comes_back(body: bytes, codings: list[str]) -> None:
    packed = reduce(lambda inner, coding: PACK[coding](inner), codings, body)
    assert unpack(packed, ", ".join(codings), LIMIT) == body


@given(st.binary(max_size=500), st.sampled_from(sorted(PACK)))
def test_rubbish_comes_back_or_is_said_to_be_rubbish(body: bytes, coding: str) -> None:
    with suppress(Fault):
        assert len(unpack(body, coding, LIMIT)) <= LIMIT


@pytest.mark.parametrize("encoding", ["", "identity", " , ", "IDENTITY, identity"])
def test_no_coding_leaves_the_body_alone(encoding: str) -> None:
    assert unpack(PAGE, encoding, LIMIT) is PAGE


def test_a_coding_is_known_by_any_case_and_with_identity_beside_it() -> None:
    assert unpack(gzip.compress(PAGE), "identity, GZip", LIMIT) == PAGE


def test_deflate_is_undone_without_its_wrapper_too() -> None:
    assert unpack(deflate_raw(PAGE), "deflate", LIMIT) == PAGE


def test_a_body_of_several_gzip_members_is_joined() -> None:
    assert unpack(gzip.compress(PAGE) + gzip.compress(b"<p>More."), "gzip", LIMIT) == (
        PAGE + b"<p>More."
    )


def test_a_body_of_several_zstd_frames_is_joined() -> None:
    assert unpack(zstd.compress(PAGE) + zstd.compress(b"<p>More."), "zstd", LIMIT) == (
        PAGE + b"<p>More."
    )


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_bytes_after_the_end_are_ignored_as_browsers_do(coding: str) -> None:
    assert unpack(PACK[coding](PAGE) + b"\0\0\r\n", coding, LIMIT) == PAGE


def test_a_body_longer_than_a_slice_is_undone_whole() -> None:
    body = bytes(i * i % 251 for i in range(700)) * 300 + os.urandom(400_000)
    for coding, pack in PACK.items():
        assert unpack(pack(body), coding, LIMIT) == body


@pytest.mark.parametrize("more", [-1, 0, 1, 100, 257, PIECE])
def test_what_is_left_inside_a_decoder_that_has_read_everything_comes_out(more: int) -> None:
    body = bytes(PIECE + more)  # its last symbol stands for 258 bytes, and nothing follows it
    assert unpack(deflate_raw(body), "deflate", LIMIT) == body
    assert unpack(brotli.compress(body), "br", LIMIT) == body


@pytest.mark.parametrize("coding", PACK)
def test_an_empty_body_is_empty_whatever_it_says(coding: str) -> None:
    assert unpack(b"", coding, LIMIT) == b""


@pytest.mark.parametrize(("coding", "keep"), list(product(PACK, (0.3, 0.6, 0.95))))
def test_a_body_cut_off_in_the_middle_is_no_page(coding: str, keep: float) -> None:
    packed = PACK[coding](os.urandom(3_000) + PAGE)
    fault = fault_of(packed[: int(len(packed) * keep)], coding)
    assert (fault.reason, fault.detail) == (Reason.BAD_ENCODING, "cut off")


@pytest.mark.parametrize("coding", ["gzip", "deflate", "zstd"])
def test_a_body_broken_in_the_middle_names_its_coding(coding: str) -> None:
    packed = bytearray(PACK[coding](os.urandom(3_000)))
    packed[0:6] = b"\x1f\x8b\x07\x07\x07\x07"
    fault = fault_of(bytes(packed), coding)
    assert fault.reason == Reason.BAD_ENCODING
    assert fault.detail.startswith(f"not {coding}: ")


def test_a_checksum_that_does_not_hold_is_no_page() -> None:
    packed = bytearray(gzip.compress(PAGE))
    packed[-6] ^= 1
    assert fault_of(bytes(packed), "gzip").reason == Reason.BAD_ENCODING


@pytest.mark.parametrize(
    "body",
    [
        PAGE,
        b"\n <p>Rain fell.",
        b"<p>F\xe4rjan g\xe5r.",
        b"\xef\xbb\xbfRain fell.",
        "<p>Rain fell.".encode("utf-16"),
    ],
)
@pytest.mark.parametrize("coding", [*PACK, "utf-8", "none"])
def test_a_page_that_only_says_it_is_compressed_is_a_page(body: bytes, coding: str) -> None:
    assert unpack(body, coding, LIMIT) == body


def test_a_page_compressed_once_that_says_twice_is_a_page() -> None:
    assert unpack(gzip.compress(PAGE), "gzip, gzip", LIMIT) == PAGE


@pytest.mark.parametrize("body", [b"Rain fell.", b"<\0\1\2\3", b"\x89PNG\r\n"])
def test_other_bytes_that_say_they_are_compressed_are_not_guessed_at(body: bytes) -> None:
    assert fault_of(body, "gzip").reason == Reason.BAD_ENCODING


def test_a_coding_nobody_asked_for_is_named() -> None:
    assert fault_of(b"BZh91AY&SY", "bzip2").detail == "'bzip2' is no coding that was asked for"


def test_five_codings_are_undone_and_six_are_not() -> None:
    five = reduce(lambda inner, _: gzip.compress(inner), range(5), PAGE)
    assert unpack(five, "gzip, gzip, gzip, gzip, gzip", LIMIT) == PAGE
    fault = fault_of(gzip.compress(five), ", ".join(["gzip"] * 6))
    assert (fault.reason, fault.detail) == (
        Reason.BAD_ENCODING,
        "6 codings; at most 5 are undone",
    )


@pytest.mark.parametrize("coding", PACK)
def test_a_body_may_be_as_large_as_the_limit_and_no_larger(coding: str) -> None:
    packed = PACK[coding](PAGE)
    assert unpack(packed, coding, len(PAGE)) == PAGE
    assert fault_of(packed, coding, len(PAGE) - 1).reason == Reason.TOO_LARGE


def test_a_body_that_is_not_compressed_is_bounded_as_well() -> None:
    assert fault_of(PAGE, "", len(PAGE) - 1).reason == Reason.TOO_LARGE


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_hundred_thousand_streams_of_nothing_are_not_waited_for(coding: str) -> None:
    fault = fault_of(PACK[coding](b"") * 100_000, coding)
    assert fault.detail == f"more than {MAX_MEMBERS} streams in a row"


def test_a_frame_that_wants_a_large_window_is_refused() -> None:
    option = zstd.CompressionParameter
    packed = zstd.compress(bytes(20 * MIB), options={option.window_log: 25})
    assert "too much memory" in fault_of(packed, "zstd").detail


# 300 MB of one letter, made in pieces: the bomb's maker has to live within its means too.
BOMB = 300 * MIB
BOMB_LIMIT = 20 * MIB
PACKERS = {
    "gzip": lambda: zlib.compressobj(9, zlib.DEFLATED, 31),
    "deflate": lambda: zlib.compressobj(9),
    "zstd": zstd.ZstdCompressor,
}


@cache
def bomb(coding: str) -> bytes:
    piece = b"a" * MIB
    packed = io.BytesIO()
    if coding == "br":
        brotlier = brotli.Compressor(quality=5)
        for _ in range(BOMB // MIB):
            packed.write(brotlier.process(piece))
        packed.write(brotlier.finish())
    else:
        packer = PACKERS[coding]()
        for _ in range(BOMB // MIB):
            packed.write(packer.compress(piece))
        packed.write(packer.flush())
    return packed.getvalue()


def nested(times: int) -> bytes:
    return reduce(lambda inner, _: gzip.compress(inner, 9), range(times - 1), bomb("gzip"))


CASES = {
    "gzip": ("gzip", Reason.TOO_LARGE),
    "deflate": ("deflate", Reason.TOO_LARGE),
    "br": ("br", Reason.TOO_LARGE),
    "zstd": ("zstd", Reason.TOO_LARGE),
    "nested": ("gzip, gzip, gzip", Reason.TOO_LARGE),
    "nested x10": (", ".join(["gzip"] * 10), Reason.BAD_ENCODING),
}


def bomb_of(case: str) -> bytes:
    return nested(CASES[case][0].count("gzip")) if case.startswith("nested") else bomb(case)


@pytest.mark.parametrize("case", CASES)
def test_a_bomb_is_given_up_within_its_limit(case: str) -> None:
    encoding, reason = CASES[case]
    packed = bomb_of(case)
    assert len(packed) < MIB
    tracemalloc.start()
    try:
        fault = fault_of(packed, encoding, BOMB_LIMIT)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert fault.reason == reason
    assert peak <= 1.5 * BOMB_LIMIT + MIB  # what is kept grows by an eighth at a time


# The peak of the process itself: getrusage would tell that of the one which started it.
MEASURE = """
import re, sys
from pathlib import Path
from scraper.fetch.faults import Fault
from scraper.fetch.unpack import unpack

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024

packed, before = sys.stdin.buffer.read(), peak()
try:
    unpack(packed, sys.argv[1], int(sys.argv[2]))
except Fault:
    print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
@pytest.mark.parametrize("case", CASES)
def test_a_bomb_costs_a_process_little_more_than_its_limit(case: str) -> None:
    command = [sys.executable, "-c", MEASURE, CASES[case][0], str(BOMB_LIMIT)]
    done = subprocess.run(command, input=bomb_of(case), check=True, capture_output=True, timeout=60)
    cost = float(done.stdout)
    assert cost <= 50  # MB; decoders keep windows of up to 16 MB beside the 20
    assert cost >= 15 or CASES[case][1] != Reason.TOO_LARGE  # else nothing was measured


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_an_error_that_is_kept_does_not_keep_what_was_decompressed(coding: str) -> None:
    packed = bomb(coding)
    tracemalloc.start()
    try:
        fault = fault_of(packed, coding, 20 * MIB)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert fault.reason == Reason.TOO_LARGE
    assert held < 4 * MIB
