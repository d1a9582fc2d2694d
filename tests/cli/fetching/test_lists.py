"""What to fetch: every shape of list people keep, and what is said of a line that is no URL."""

from __future__ import annotations

import gzip
import io
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.cli.fetching.lists import PATIENCE, Listed, Lists
from scraper.cli.inputs import UsageError

BRIDGE = "https://gazette.example/bridge"
FERRY = "https://gazette.example/ferry"

Write = Callable[[str, str | bytes], str]


def packed(content: bytes) -> bytes:
    """Gzipped, the same on every day: parallel test runs compare what names their tests."""
    return gzip.compress(content, mtime=0)


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file into the current folder; hands back its name."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, content: str | bytes) -> str:
        Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
        return name

    return write


def read(*names: str, column: str | None = None) -> list[Listed]:
    return list(Lists(names, column))


def urls(*names: str, column: str | None = None) -> list[str]:
    return [listed.url for listed in read(*names, column=column) if not listed.wrong]


def complaint(*names: str, column: str | None = None) -> str:
    with pytest.raises(UsageError) as caught:
        Lists(names, column).check()
    with pytest.raises(UsageError) as later:
        read(*names, column=column)
    assert str(later.value) == str(caught.value)
    return str(caught.value)


def test_a_list_has_a_url_on_each_line(write: Write) -> None:
    name = write("urls.txt", f"{BRIDGE}\n{FERRY}\n")
    assert read(name) == [Listed(BRIDGE, "urls.txt, line 1"), Listed(FERRY, "urls.txt, line 2")]


@pytest.mark.parametrize(
    "line",
    [
        f"{BRIDGE}  # the bridge",
        f"  {BRIDGE}\t",
        f'"{BRIDGE}"',
        f"'{BRIDGE}'",
        f"<{BRIDGE}>",
        f'"{BRIDGE}",',
        f"{BRIDGE}#comments",
        "gazette.example/bridge",
        f"\ufeff{BRIDGE}",
    ],
)
def test_a_url_is_found_in_what_people_put_around_it(write: Write, line: str) -> None:
    assert urls(write("urls.txt", f"{FERRY}\n{line}\n")) == [FERRY, BRIDGE]


@pytest.mark.parametrize("line", ["", "   ", "# the bridge", "  # https://gazette.example/a", "#"])
def test_comments_and_blank_lines_are_passed_over_and_counted(write: Write, line: str) -> None:
    found = read(write("urls.txt", f"{line}\n{BRIDGE}\n"))
    assert found == [Listed(BRIDGE, "urls.txt, line 2")]


@pytest.mark.parametrize(
    "content",
    [
        f"{BRIDGE}\r\n{FERRY}\r\n".encode(),
        f"{BRIDGE}\r{FERRY}".encode(),
        f"{BRIDGE}\n{FERRY}".encode("utf-8-sig"),
        f"{BRIDGE}\r\n{FERRY}\r\n".encode("utf-16"),
        packed(f"{BRIDGE}\n{FERRY}\n".encode()),
        packed(f"{BRIDGE}\n".encode()) + packed(f"{FERRY}\n".encode()),
    ],
)
def test_line_ends_marks_and_gzip_do_not_matter(write: Write, content: bytes) -> None:
    assert urls(write("urls.txt", content)) == [BRIDGE, FERRY]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("urls.csv", f"url\n{BRIDGE}\n{FERRY}\n"),
        ("urls.csv", f'title,url\n"Bridge, open",{BRIDGE}\nFerry,{FERRY}\n'),
        ("urls.csv", f'title;Link\n"Bridge\nopen";{BRIDGE}\n\nFerry;{FERRY}\n'),
        ("urls.tsv", f"Page URL\ttitle\n{BRIDGE}\tBridge, open\n{FERRY}\tFerry\n"),
        ("urls.csv", f'"title","href"\r\n"Bridge","{BRIDGE}"\r\n"Ferry","{FERRY}"\r\n'),
        ("urls.csv", f"\ufefflink,date\n{BRIDGE},2026-05-06\n{FERRY},\n"),
        ("urls.csv", f"Bridge,{BRIDGE}\nFerry,{FERRY}\n"),
        ("urls.csv", f"link,url\nbridge,{BRIDGE}\nferry,{FERRY}\n"),
        ("urls.txt", f"id,url\n1,{BRIDGE}\n2,{FERRY}\n"),
        ("urls.txt", f"url\n{BRIDGE}\n{FERRY}\n"),
        ("urls.csv.gz", packed(f"url,id\n{BRIDGE},1\n{FERRY},2\n".encode())),
        ("urls.jsonl", f'{{"url": "{BRIDGE}"}}\n\n{{"id": 2, "link": "{FERRY}"}}\n'),
        ("urls.jsonl", f'{{"loc": "{BRIDGE}"}}\n{{"URL": "{FERRY}"}}\n'),
        ("urls.jsonl", f'"{BRIDGE}"\n"{FERRY}"\n'),
        ("urls", f'{{"url": "{BRIDGE}"}}\n{{"url": "{FERRY}"}}\n'),
        ("urls.jsonl.gz", packed(f'{{"url": "{BRIDGE}"}}\n{{"url": "{FERRY}"}}'.encode())),
    ],
)
def test_tables_and_json_lines_are_read_by_their_columns(
    write: Write, name: str, content: str | bytes
) -> None:
    assert urls(write(name, content)) == [BRIDGE, FERRY]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("urls.csv", f"url,amp page\nhttps://a.example/,{BRIDGE}\n"),
        ("urls.txt", f"url|Amp-Page\nhttps://a.example/|{BRIDGE}\n"),
        ("urls.jsonl", json.dumps({"url": "https://a.example/", "amp_page": BRIDGE})),
    ],
)
def test_a_column_can_be_named(write: Write, name: str, content: str) -> None:
    assert urls(write(name, content), column="amp page") == [BRIDGE]


@pytest.mark.parametrize(
    ("name", "line", "wrong"),
    [
        ("urls.txt", "ftp://gazette.example/a", "ftp is not http or https"),
        ("urls.txt", "The bridge reopened", "white space within"),
        ("urls.txt", f"{BRIDGE} {FERRY}", "white space within"),
        ("urls.txt", "bridge", "neither a URL nor the name of a site"),
        ("urls.txt", "https://ana:secret@gazette.example/", "it holds a password"),
        ("urls.txt", "https://gazette.example/" + "a" * 9_000, "longer than 8,000 characters"),
        ("urls.txt", "https://gazette.example/" + "a" * 3_000_000, "longer than 8,000 characters"),
        ("urls.txt", b"https://gazette.example/stra\xdfe", "not UTF-8"),
        ("urls.csv", ",", ""),
        ("urls.csv", ",Ferry", "column 1 is empty"),
        ("urls.csv", '""', ""),
        ("urls.csv", f'"{BRIDGE}\nopen",Bridge', "white space within"),
        ("urls.csv", '"' + "a" * 200_000 + '"', "no row of a table"),
        ("urls.jsonl", "{", "not JSON"),
        ("urls.jsonl", "[" * 100_000, "not JSON"),
        ("urls.jsonl", "[]", 'neither {"url"'),
        ("urls.jsonl", "7" * 5_000, "not JSON"),
        ("urls.jsonl", '{"url": null, "id": 7}', "no url in it; it has url, id: name a key"),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_read(
    write: Write, name: str, line: str | bytes, wrong: str
) -> None:
    first = {"urls.csv": "url,title", "urls.jsonl": f'"{BRIDGE}"'}.get(name, BRIDGE)
    last = f'"{FERRY}"' if name == "urls.jsonl" else FERRY
    bad = line.encode() if isinstance(line, str) else line
    found = read(write(name, first.encode() + b"\n" + bad + b"\n" + last.encode()))
    assert found[-1].url == FERRY
    assert found[-1].where == f"{name}, line {3 + bad.count(10)}"
    named = [listed for listed in found if listed.wrong]
    assert [listed.where for listed in named] == ([f"{name}, line 2"] if wrong else [])
    assert all(listed.wrong.startswith(wrong) for listed in named)
    assert all(len(listed.url) <= 8_000 for listed in named)


def test_a_list_that_breaks_off_gives_what_it_has_and_says_so(write: Write) -> None:
    whole = "".join(f"{BRIDGE}/{number * 7919}\n" for number in range(20_000))
    found = read(write("urls.txt.gz", packed(whole.encode())[:-2_000]))
    assert len(found) > 1_000
    assert found[-1].wrong.startswith("the list breaks off here (Compressed file ended")
    assert found[-1].where.startswith("urls.txt.gz, after line ")
    assert not any(listed.wrong for listed in found[:-2])  # the last line is half a URL, if that


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("urls.txt", "", "urls.txt: holds no URL; write one a line"),
        ("urls.txt", "# nothing yet\n\n", "urls.txt: holds no URL; write one a line"),
        ("urls.txt", "bridge\nferry\n", "urls.txt: holds no URL (line 1: neither a URL nor the"),
        ("a.txt", "The bridge.\n" * PATIENCE + BRIDGE, "a.txt: holds no URL (line 1: white space"),
        ("urls.csv", "url\n", "urls.csv: holds no URL; write one a line"),
        ("urls.csv", "id,title\n1,a\n", "urls.csv: no column of URLs; it has id, title; name one"),
        ("urls.jsonl", '{"id": 7}', "urls.jsonl: holds no URL (line 1: no url in it; it has id"),
        ("urls.json", f'[\n"{BRIDGE}"\n]', "urls.json: one JSON array, not JSON lines; write"),
        ("a.pdf", b"%PDF-1.7 a\n", "a.pdf: a PDF document (extract its text first), not a list"),
        ("urls.gz", packed(b"%PDF-1.7 a\n"), "urls.gz: a PDF document"),
        ("a.bin", b"https://a.example\0\1", "a.bin: a binary file, not a list of URLs"),
        ("a.html", "<!DOCTYPE html><p>a", "a.html: an HTML page, not a list of URLs; to clean it"),
        ("map.xml", "<?xml version='1.0'?>", "map.xml: XML, not a list of URLs; for a sitemap"),
        ("urls.gz", b"\x1f\x8bhttps://", "urls.gz: cannot be read: "),
    ],
)
def test_a_list_of_no_urls_is_a_mistake_of_the_command(
    write: Write, name: str, content: str | bytes, said: str
) -> None:
    assert complaint(write(name, content)).startswith(said)


def test_a_column_that_is_not_there_is_told_with_those_that_are(write: Write) -> None:
    name = write("urls.csv", f"url,title\n{BRIDGE},Bridge\n")
    said = "urls.csv: no column named 'amp'; it has url, title; name one with --column"
    assert complaint(name, column="amp") == said


def test_a_folder_is_no_list(write: Write) -> None:
    os.mkdir("pages")
    assert complaint("pages").startswith("pages: a folder, not a list of URLs")


def test_a_file_one_may_not_read_is_a_mistake_of_the_command(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = write("urls.txt", BRIDGE)

    def refuse(*args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert complaint(name) == "urls.txt: cannot be read: Permission denied"


@pytest.mark.parametrize("name", ["urls.txt", "my-urls.csv.gz", "lists/urls.txt", "bridge", "a b"])
def test_a_misspelt_file_is_not_taken_for_a_site(write: Write, name: str) -> None:
    assert complaint(name) == f"{name}: no such file, and no URL; URLs begin with https://"


@pytest.mark.parametrize("name", [BRIDGE, "gazette.example/bridge", f"{BRIDGE}#top"])
def test_a_url_can_stand_on_the_command_line(write: Write, name: str) -> None:
    assert read(name) == [Listed(BRIDGE, "the command line")]


def test_one_bad_url_among_many_on_the_command_line_stops_nothing(write: Write) -> None:
    found = read(BRIDGE, "ftp://gazette.example/a", write("urls.txt", FERRY))
    assert [listed.url for listed in found] == [BRIDGE, "ftp://gazette.example/a", FERRY]
    assert found[1].wrong == "ftp is not http or https"


def test_standard_input_is_a_list_and_stays_open(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(f"{BRIDGE}\nbridge\n".encode())))
    monkeypatch.setattr("sys.stdin", stdin)
    Lists(("-",)).check()  # which must leave it unread
    assert read("-") == [
        Listed(BRIDGE, "standard input, line 1"),
        Listed("bridge", "standard input, line 2", "neither a URL nor the name of a site"),
    ]
    assert not stdin.closed
    with pytest.raises(UsageError, match="standard input: holds no URL"):
        read("-")


def test_a_pipe_gives_its_first_url_before_its_last_is_written(write: Write) -> None:
    os.mkfifo("pipe")
    go_on = threading.Event()

    def feed() -> None:
        with open("pipe", "wb", buffering=0) as pipe:
            pipe.write(f"{BRIDGE}\n".encode())
            go_on.wait(10)
            pipe.write(f"{FERRY}\n".encode())

    feeder = threading.Thread(target=feed)
    feeder.start()
    lists = Lists(("pipe",))
    lists.check()  # which must leave it unread
    listed = iter(lists)
    assert next(listed).url == BRIDGE
    go_on.set()
    assert next(listed).url == FERRY
    feeder.join()


@given(st.binary(max_size=300), st.sampled_from(["txt", "csv", "tsv", "jsonl", "gz", "txt.gz"]))
def test_no_bytes_do_anything_but_give_urls_or_say_what_is_wrong(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("lists") / f"urls.{suffix}"
    path.write_bytes(content)
    try:
        found = read(str(path))
    except UsageError as error:
        assert str(error).startswith(f"{path}: ")  # noqa: PT017 - either outcome will do
    else:
        assert any(not listed.wrong for listed in found)
