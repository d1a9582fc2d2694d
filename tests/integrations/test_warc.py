"""Web archives are read record by record, and a bad record costs itself only."""

from __future__ import annotations

import gzip
import io
import random
import re
import tracemalloc
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("fastwarc")
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.errors import ConfigError
from scraper.integrations.warc import WarcError, read_warc
from scraper.integrations.warc.chunks import join_chunks
from scraper.types import Page
from tests.archiving import HTML, answer, bare, in_one_member, story

HOST = "https://gazette.example/"
NOISE = random.Random(6).randbytes  # does not compress, so that damage hits where it is aimed


def read(archive: bytes, **options) -> tuple[list[Page], list[WarcError], Counter[str]]:
    skipped: Counter[str] = Counter()
    found = list(read_warc(io.BytesIO(archive), skipped=skipped, **options))
    pages = [entry for entry in found if isinstance(entry, Page)]
    return pages, [entry for entry in found if isinstance(entry, WarcError)], skipped


def noisy(name: str, size: int = 400_000) -> bytes:
    return answer(HOST + name, b"<p>" + NOISE(size))


def paths(pages: list[Page]) -> list[str]:
    return [(page.url or "").removeprefix(HOST) for page in pages]


def test_a_page_comes_with_the_archives_address_time_and_charset():
    body = "<p>Über die Brücke".encode("latin-1")
    record = answer(HOST + "bridge", body, ("content-type", "Text/HTML; Charset=ISO-8859-1"))
    (page,), _, _ = read(record)
    assert (page.url, page.body, page.media_type) == (HOST + "bridge", body, "text/html")
    assert page.charset == "ISO-8859-1"
    assert page.fetched_at == datetime(2026, 5, 4, 8, 30, tzinfo=UTC)


def test_what_is_no_page_is_passed_over_and_counted_by_kind():
    archive = b"".join(
        [
            bare("urn:about", "warcinfo", b"software: a crawler", "application/warc-fields"),
            answer(HOST + "a", b"", kind="request"),
            answer(HOST + "a", story()),
            bare("metadata://a", "metadata", b"took: 5", "application/warc-fields"),
            answer(HOST + "b", b"", kind="revisit"),
            answer(HOST + "c", b"gone", status="404 Not Found"),
            answer(HOST + "d", b"", status="301 Moved Permanently"),
            answer(HOST + "robots.txt", b"User-agent: *", ("Content-Type", "text/plain")),
            answer(HOST + "photo", b"\xff\xd8\xff", ("Content-Type", "image/jpeg")),
            answer(HOST + "notes", b"Rain.", ("Content-Type", "text/plain")),
            answer(HOST + "liar", b"%PDF-1.7 ..."),
            bare("dns:gazette.example", "response", b"192.0.2.7", "text/dns"),
        ]
    )
    pages, errors, skipped = read(archive)
    assert paths(pages) == ["a"]
    assert not errors
    assert skipped == {
        "warcinfo": 1, "request": 1, "metadata": 1, "revisit": 1, "status 404": 1, "status 301": 1,
        "robots.txt": 1, "not HTML": 3, "not HTTP": 1,
    }  # fmt: skip


def test_a_page_about_robots_is_a_page():
    pages, _, _ = read(answer(HOST + "news/robots.txt-explained", story()))
    assert paths(pages) == ["news/robots.txt-explained"]


def test_a_page_that_does_not_say_what_it_is_is_looked_at():
    (page,), _, _ = read(answer(HOST + "a", story(), ("Server", "old")))
    assert page.media_type is None


@pytest.mark.parametrize("zipped", [True, False])
def test_archives_may_be_gzipped_or_not(zipped):
    pages, errors, _ = read(b"".join(answer(HOST + n, story(), zipped=zipped) for n in "abc"))
    assert paths(pages) == ["a", "b", "c"]
    assert not errors


def test_an_archive_that_was_zipped_whole_is_read_as_well():
    pages, errors, _ = read(in_one_member(*(answer(HOST + n, story()) for n in "abc")))
    assert paths(pages) == ["a", "b", "c"]
    assert not errors


def test_chunks_and_compression_are_undone():
    packed = gzip.compress(story())
    sent = b"%x\r\n%s\r\n%x;note=1\r\n%s\r\n0\r\n\r\n" % (
        9,
        packed[:9],
        len(packed) - 9,
        packed[9:],
    )
    headers = (HTML, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))
    (page,), _, _ = read(answer(HOST + "a", sent, *headers))
    assert page.body == story()


def test_headers_may_speak_of_what_the_archiver_has_undone():
    headers = (HTML, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip"))
    (page,), _, _ = read(answer(HOST + "a", story(), *headers))
    assert page.body == story()


def test_a_part_of_an_answer_is_delivered_with_a_word_about_it():
    sent = b"%x\r\n%s" % (len(story()) + 500, story())
    broken = answer(HOST + "a", sent, HTML, ("Transfer-Encoding", "chunked"))
    cut = answer(HOST + "b", story(), named={"WARC-Truncated": "length"})
    (first, second), _, _ = read(broken + cut)
    assert first.body == story()
    assert "only a part" in first.problems[0]
    assert "WARC-Truncated: length" in second.problems[0]


def test_brackets_around_an_address_are_no_part_of_it():
    raw = answer(HOST + "a", story(), zipped=False).replace(HOST.encode() + b"a", b"<http://a.b/>")
    (page,), _, _ = read(raw)
    assert page.url == "http://a.b/"


def test_a_bomb_fails_and_is_named():
    bomb = gzip.compress(bytes(3_000_000))
    archive = answer(HOST + "bomb", bomb, HTML, ("Content-Encoding", "gzip"))
    pages, (error,), _ = read(archive + answer(HOST + "b", story()), max_bytes=100_000)
    assert paths(pages) == ["b"]
    assert (error.offset, error.url) == (0, HOST + "bomb")
    assert "more than 100000 bytes" in error.reason
    assert str(error).startswith(f"archive, byte 0 ({HOST}bomb): ")


def test_a_record_that_is_too_large_is_not_even_read():
    large = answer(HOST + "large", bytes(50_000_000))
    tracemalloc.start()
    pages, (error,), _ = read(large + answer(HOST + "b", story()), max_bytes=1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert paths(pages) == ["b"]
    assert "more than 1 MB" in error.reason
    assert peak < 5_000_000


def test_after_a_damaged_record_reading_goes_on_with_the_next():
    records = [noisy("a"), noisy("b"), noisy("c"), noisy("d")]
    at = len(records[0])
    broken = bytearray(b"".join(records))
    broken[at + 200_000 : at + 200_040] = bytes(40)
    pages, (error,), _ = read(bytes(broken))
    assert paths(pages) == ["a", "c", "d"]
    assert (error.offset, error.url) == (at, HOST + "b")
    assert f"goes on at byte {at + len(records[1])}" in error.reason


def test_several_damaged_records_in_a_row_are_one_gap():
    records = [noisy(name, 2_000) for name in "abcdef"]
    for index in (1, 2, 3):
        records[index] = records[index][:300] + bytes(50) + records[index][350:]
    pages, (error,), _ = read(b"".join(records))
    assert paths(pages) == ["a", "e", "f"]
    assert error.offset == 0
    assert "what follows is damaged" in error.reason


def test_a_plain_archive_is_read_on_at_the_next_version_line():
    records = [answer(HOST + name, story(), zipped=False) for name in "abcd"]
    records[1] = records[1].replace(b"WARC/1.0", b"W4RC/1.0")
    pages, errors, _ = read(b"".join(records))
    assert paths(pages) == ["a", "c", "d"]
    assert len(errors) == 1


def test_an_archive_that_breaks_off_gives_what_came_before():
    records = [noisy("a"), noisy("b")]
    pages, (error,), _ = read(b"".join(records)[:-1_000])
    assert paths(pages) == ["a"]
    assert error.url == HOST + "b"
    assert "cut off" in error.reason


def test_a_file_that_is_no_archive_is_one_error():
    for other in (b"hello", gzip.compress(b"<p>Rain."), gzip.compress(b"x" * 500)[:20]):
        pages, errors, _ = read(other)
        assert not pages
        assert len(errors) <= 1


class Pipe(io.RawIOBase):
    """A stream that only goes forward."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._content.read(size)

    def seekable(self) -> bool:
        return False


def test_a_pipe_is_read_as_it_comes_and_given_up_where_it_is_damaged():
    records = [noisy("a"), noisy("b"), noisy("c")]
    assert paths([p for p in read_warc(Pipe(b"".join(records)))]) == ["a", "b", "c"]  # type: ignore[list-item]
    records[1] = records[1][:200_000] + bytes(40) + records[1][200_040:]
    first, error = read_warc(Pipe(b"".join(records)))
    assert isinstance(first, Page)
    assert "cannot be read any further" in str(error)


def test_a_missing_file_and_a_missing_library_are_errors_of_their_own(tmp_path, monkeypatch):
    with pytest.raises(FileNotFoundError):
        list(read_warc(tmp_path / "none.warc.gz"))
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    with pytest.raises(ConfigError, match=r"scraper\[warc\]"):
        list(read_warc(io.BytesIO(answer(HOST, story()))))


def test_what_the_fetcher_archives_is_read_back():
    from scraper.fetch.reply import Reply
    from scraper.fetch.warc import Archivist

    at = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    packed = gzip.compress(story())
    lines = ((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip"))
    reply = Reply(HOST + "a", 200, {}, story(), at, packed, lines, "HTTP/2", "192.0.2.7")
    scribe = Archivist("scraper")
    (page,), _, skipped = read(scribe.opening("a.warc.gz") + scribe.record(reply))
    assert (page.url, page.body, page.fetched_at) == (HOST + "a", story(), at)
    assert skipped == {"warcinfo": 1}


@settings(max_examples=150, deadline=None)
@given(
    zipped=st.booleans(),
    cuts=st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=40)), max_size=6),
)
def test_no_damage_stops_the_reader_for_good(zipped, cuts):
    archive = bytearray(b"".join(answer(HOST + n, story(), zipped=zipped) for n in "abcd"))
    for at, junk in cuts:
        at %= len(archive)
        archive[at : at + len(junk)] = junk
    pages, errors, _ = read(bytes(archive))
    assert len(pages) <= 4
    assert cuts or (len(pages), len(errors)) == (4, 0)


@given(st.lists(st.binary(min_size=1, max_size=50), min_size=1, max_size=5))
def test_chunks_come_back_as_they_were(pieces):
    sent = b"".join(b"%X\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    assert join_chunks(sent + b"0\r\n\r\n") == (b"".join(pieces), True)
    assert join_chunks(sent)[1] is False


@given(st.binary(max_size=200))
def test_any_body_can_be_looked_at_for_chunks(body):
    joined, _ = join_chunks(body)
    assert len(joined) <= len(body)


def test_the_example_of_the_manual_runs_as_it_stands(tmp_path, monkeypatch, capsys):
    manual = (Path(__file__).parents[2] / "docs" / "integrations.md").read_text("utf-8")
    (section,) = re.findall(r"^## WARC: (\d+) lines\n(.+?)(?=^## |\Z)", manual, re.S | re.M)
    (example,) = re.findall(r"```python\n(.+?)```", section[1], re.S)
    assert len([line for line in example.splitlines() if line]) == int(section[0])
    bad = answer(HOST + "bad", b"\x00nothing", HTML, ("Content-Encoding", "gzip"))
    (tmp_path / "crawl.warc.gz").write_bytes(answer(HOST + "a", story()) + bad)
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "the manual", "exec"), {})
    first, second = capsys.readouterr().out.splitlines()
    assert first == "2026-05-04 08:30:00+00:00 Bridge reopens after nine years"
    assert f"({HOST}bad): the answer is not compressed the way it says" in second
