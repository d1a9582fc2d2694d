"""`scraper clean` on web archives, as a user types it."""

from __future__ import annotations

import io
import json
import os
import random
import signal
from pathlib import Path

import pytest

pytest.importorskip("fastwarc")
from tests.archiving import HTML, answer, bare, story

HOST = "https://gazette.example/"
FIRST = "The old bridge over the river reopened on Tuesday"


def archive(*names: str, zipped: bool = True) -> bytes:
    opening = bare("urn:about", "warcinfo", b"software: a crawler", "application/warc-fields")
    pages = [answer(HOST + name, story(name.title()), zipped=zipped) for name in names]
    return b"".join([opening, *pages] if zipped else pages)


@pytest.fixture
def crawl(desk: Path) -> Path:
    """crawl.warc.gz on the desk: two pages, and a photo between them."""
    photo = answer(HOST + "photo", b"\xff\xd8\xff", ("Content-Type", "image/jpeg"))
    path = desk / "crawl.warc.gz"
    path.write_bytes(archive("bridge") + photo + answer(HOST + "ferry", story("Ferry")))
    return path


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_an_archive_gives_a_line_for_each_page_in_its_order(crawl, run):
    code, out, err = run("clean", "crawl.warc.gz", "-f", "jsonl")
    first, second = rows(out)
    assert code == 0
    assert (first["input"], first["url"]) == ("crawl.warc.gz", HOST + "bridge")
    assert first["fetched_at"] == "2026-05-04T08:30:00+00:00"
    assert FIRST in first["text"]
    assert second["url"] == HOST + "ferry"
    assert 0 < first["offset"] < second["offset"]
    assert "2 done" in err
    assert "records that are no page: 1 warcinfo, 1 not HTML" in err


def test_in_a_folder_each_archive_is_one_file_of_lines(crawl, run):
    Path("may.warc").write_bytes(archive("harbor", "market", zipped=False))
    code, out, _ = run("clean", "crawl.warc.gz", "may.warc", "-f", "jsonl", "-o", "out")
    assert (code, out) == (0, "")
    assert sorted(os.listdir("out")) == ["crawl.warc.gz.jsonl", "may.warc.jsonl"]
    assert [row["url"] for row in rows(Path("out/may.warc.jsonl").read_text())] == [
        HOST + "harbor",
        HOST + "market",
    ]


def test_in_other_formats_each_page_is_a_file_named_for_its_address(crawl, run):
    code, _, _ = run("clean", "crawl.warc.gz", "-f", "markdown", "-o", "out")
    found = sorted(Path("out/crawl.warc.gz/gazette.example").iterdir())
    assert code == 0
    assert [path.name.rpartition("-")[0] for path in found] == ["bridge", "ferry"]
    assert FIRST in found[0].read_text()


def test_a_page_that_is_in_an_archive_twice_is_delivered_twice(desk, run):
    Path("crawl.warc.gz").write_bytes(archive("bridge", "bridge"))
    run("clean", "crawl.warc.gz", "-o", "out")
    assert len(list(Path("out").rglob("bridge-*.txt"))) == 2


def test_archives_are_found_in_folders_beside_pages(crawl, run):
    os.replace("crawl.warc.gz", "pages/crawl.warc.gz")
    code, out, _ = run("clean", "pages", "-f", "jsonl")
    assert code == 0
    assert [row["input"] for row in rows(out)] == [
        "pages/bridge.html",
        *["pages/crawl.warc.gz"] * 2,
        "pages/ferry.txt",
        "pages/old/bridge.html.gz",
    ]


@pytest.mark.parametrize("zipped", [True, False])
def test_an_archive_by_any_name_is_known_by_its_first_bytes(desk, run, zipped):
    Path("download").write_bytes(archive("bridge", zipped=zipped))
    code, out, _ = run("clean", "download", "-f", "jsonl")
    assert code == 0
    assert rows(out)[0]["url"] == HOST + "bridge"


def test_a_page_that_speaks_of_archives_is_a_page(desk, run):
    Path("story").write_text("WARCraft sold well in May.\n\n" + "The shop was full. " * 30)
    code, out, _ = run("clean", "story", "-f", "jsonl")
    assert code == 0
    assert rows(out)[0]["input"] == "story"


def test_an_archive_comes_down_standard_input(desk, run, monkeypatch):
    stream = io.BufferedReader(io.BytesIO(archive("bridge", "ferry")))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))
    code, out, _ = run("clean", "-", "-f", "jsonl")
    assert code == 0
    assert [row["input"] for row in rows(out)] == ["standard input"] * 2


def test_an_archive_comes_down_a_pipe(desk, start):
    process = start("clean", "-", "-f", "jsonl")
    out, err = process.communicate(archive("bridge", "ferry"), timeout=60)
    assert process.returncode == 0, err
    assert len(rows(out.decode())) == 2


def test_a_manifest_may_name_archives(crawl, run):
    Path("list.jsonl").write_text('{"path": "crawl.warc.gz", "id": "may"}\n')
    code, out, _ = run("clean", "--manifest", "list.jsonl", "-f", "jsonl")
    assert code == 0
    assert [(row["id"], row["input"]) for row in rows(out)] == [("may", "crawl.warc.gz")] * 2


def test_a_record_that_fails_is_named_and_costs_itself_only(desk, run):
    bad = answer(HOST + "bad", b"\x00\x01nothing", HTML, ("Content-Encoding", "gzip"))
    before, after = archive("bridge"), answer(HOST + "c", story("C"))
    Path("crawl.warc.gz").write_bytes(before + bad + after)
    code, out, err = run("clean", "crawl.warc.gz", "-f", "jsonl", "--report", "report.json")
    place = f"crawl.warc.gz, byte {len(before)} ({HOST}bad)"
    assert code == 1
    assert len(rows(out)) == 2
    assert f"{place}: the answer is not compressed the way it says" in err
    assert err.count("byte") == 1
    report = json.loads(Path("report.json").read_text())
    assert list(report["failed"]) == [place]
    assert report["skipped"] == {"warcinfo": 1}


def test_an_archive_that_is_damaged_gives_what_is_before_and_after(desk, run):
    noise = random.Random(6).randbytes(300_000)
    torn = bytearray(answer(HOST + "torn", noise))
    torn[150_000:150_040] = bytes(40)
    Path("crawl.warc.gz").write_bytes(archive("a") + torn + answer(HOST + "b", story("B")))
    code, _, err = run("clean", "crawl.warc.gz", "-f", "jsonl", "-o", "out")
    assert code == 1
    assert f"({HOST}torn): damaged" in err
    assert len(rows(Path("out/crawl.warc.gz.jsonl").read_text())) == 2


def test_a_file_that_only_claims_to_be_an_archive_is_named(desk, run):
    Path("fake.warc.gz").write_bytes(b"<p>Sorry, no such archive.")
    code, _, err = run("clean", "fake.warc.gz", "missing.warc.gz", "-f", "jsonl")
    assert code == 1
    assert "fake.warc.gz, byte 0: what follows is damaged" in err
    assert "missing.warc.gz: No such file or directory" in err


def test_an_interrupted_run_leaves_whole_lines_under_another_name(desk, start):
    Path("crawl.warc.gz").write_bytes(archive(*(f"page-{n}" for n in range(3_000))))
    process = start("clean", "crawl.warc.gz", "-f", "jsonl", "-o", "out", "-j", "1")
    part = desk / "out" / "crawl.warc.gz.jsonl.part"
    while not (part.exists() and part.stat().st_size):
        assert process.poll() is None, process.stderr.read()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"crawl.warc.gz.jsonl.part: what was done until then" in err
    assert rows(part.read_text())
    assert not (desk / "out" / "crawl.warc.gz.jsonl").exists()


def test_an_archive_is_no_single_page(crawl, run):
    assert "for a single file" in run("clean", "crawl.warc.gz", "--url", HOST)[2]
    assert "no single one" in run("clean", "crawl.warc.gz", "-f", "html")[2]
    code, _, err = run("explain", "crawl.warc.gz")
    assert code == 2
    assert "takes one page" in err


def test_without_the_library_the_command_says_what_to_install(crawl, run, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    code, _, err = run("clean", "crawl.warc.gz")
    assert code == 2
    assert "pip install 'scraper[warc]'" in err


def test_one_worker_and_many_say_the_same(desk, run):
    Path("crawl.warc.gz").write_bytes(archive(*(f"page-{n}" for n in range(60))))
    one, three = (run("clean", "crawl.warc.gz", "-f", "jsonl", "-j", n)[1] for n in "13")
    assert one == three
