"""Feeds, books and reader pages, as a user types them; and the examples of docs/reading.md."""

from __future__ import annotations

import re
import shlex
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scraper.cli.editions import EditionFile, Masthead, open_edition
from scraper.cli.tables import TableError
from scraper.formats import write
from scraper.formats.record import Record
from scraper.types import Article, Verdict
from tests.edition.binding import NOTE, RAIN, SNOW

DOCS = Path(__file__).parents[2] / "docs" / "reading.md"
COMMANDS = re.findall(r"^\$ (scraper .+)$", DOCS.read_text("utf-8"), re.MULTILINE)


@pytest.fixture
def lines(desk: Path) -> Path:
    path = desk / "articles.jsonl"
    path.write_text("".join(write(a, "jsonl") for a in (RAIN, NOTE, SNOW)), "utf-8")
    return path


def titles(feed: str) -> list[str]:
    return re.findall("<title>(.+?)</title>", feed)


def test_lines_become_a_feed_down_standard_output(lines, run):
    code, out, err = run("export", "articles.jsonl", "--feed")
    assert (code, err) == (0, "")
    assert titles(out)[1:] == ["Snow", "Rain &amp; wind", "Note"]
    assert run("export", "articles.jsonl", "-f", "atom")[1] == out


@pytest.mark.parametrize(
    ("name", "begins"),
    [("feed.xml", b"<?xml"), ("feed.atom", b"<?xml"), ("feed.rss", b"<?xml"),
     ("week.epub", b"PK"), ("week.html", b"<!doctype html>")],
)  # fmt: skip
def test_the_name_of_the_output_tells_the_format(lines, run, desk, name, begins):
    assert run("export", "articles.jsonl", "-o", f"out/{name}")[0] == 0
    assert (desk / "out" / name).read_bytes().startswith(begins)
    assert [path.name for path in (desk / "out").iterdir()] == [name]


def test_a_feed_takes_its_title_its_address_and_the_newest(lines, run):
    _, out, _ = run("export", "articles.jsonl", "-f", "rss", "--feed-title", "My <news>",
                    "--feed-url", "https://my.example/feed.rss", "--newest", "2")  # fmt: skip
    assert titles(out) == ["My &lt;news&gt;", "Snow", "Rain &amp; wind"]
    assert 'rel="self" type="application/rss+xml" href="https://my.example/feed.rss"' in out


def test_a_title_is_the_one_site_s_or_plain(lines, run):
    assert titles(run("export", "articles.jsonl", "--feed")[1])[0] == "Saved articles"
    lines.write_text(write(RAIN, "jsonl"), "utf-8")
    assert titles(run("export", "articles.jsonl", "--feed")[1])[0] == "The Harbor Gazette"


def test_an_article_that_comes_again_is_there_once_as_it_was_changed_last(lines, run):
    later = replace(RAIN, headline="Rain, again", modified=date(2024, 5, 4))
    lines.write_text("".join(write(a, "jsonl") for a in (RAIN, later, RAIN, SNOW)), "utf-8")
    code, out, err = run("export", "articles.jsonl", "--feed")
    assert (code, titles(out)[1:]) == (0, ["Snow", "Rain, again"])
    assert "2 there already" in err


def test_what_is_no_article_is_left_out_and_told_of(lines, run):
    none = Article(headline="Page not found", verdict=Verdict.NOT_ARTICLE)
    lines.write_text("".join(write(a, "jsonl") for a in (RAIN, none, Article())), "utf-8")
    code, out, err = run("export", "articles.jsonl", "--feed")
    assert (code, titles(out)[1:]) == (0, ["Rain &amp; wind"])
    assert "2 with nothing to read, or no article, left out" in err


def test_a_torn_line_is_named_and_the_others_are_bound(lines, run, desk):
    lines.write_text(lines.read_text() + '{"headline": "To')
    code, _, err = run("export", "articles.jsonl", "-o", "week.epub")
    assert code == 1
    assert "articles.jsonl, line 4: no article" in err
    assert len([n for n in zipfile.ZipFile("week.epub").namelist() if n[-7:-6].isdigit()]) == 3


@pytest.mark.parametrize(
    ("argv", "fix"),
    [(["-f", "epub"], "-o articles.epub"),
     (["-o", "a.epub", "--feed-url", "https://my.example/"], "say --feed"),
     (["--feed", "--feed-url", "my.example"], "begin it with https://"),
     (["--feed", "--fields", "headline"], "leave it out"),
     (["-f", "csv", "--newest", "3"], "-f csv, which is a table"),
     (["-o", "week.mobi"], "epub, reader")],
)  # fmt: skip
def test_a_command_that_makes_no_sense_names_the_fix(lines, run, argv, fix):
    code, out, err = run("export", "articles.jsonl", *argv)
    assert (code, out) == (2, "")
    assert fix in err


# ---- nothing half-written


@pytest.mark.parametrize("kind", ["atom", "rss", "epub", "reader"])
def test_an_edition_that_is_cut_short_leaves_nothing_and_spares_what_was_there(desk, kind):
    path = desk / "week"
    path.write_text("last week's")
    edition = open_edition(kind, path, Masthead())
    edition.add(Record(RAIN, {}))
    assert edition.close(is_whole=False) == ""
    assert path.read_text() == "last week's"
    assert [p.name for p in desk.iterdir() if p.name.startswith("week")] == ["week"]


def test_a_disk_that_is_full_ends_the_run_in_plain_words(desk, monkeypatch):
    edition = EditionFile(desk / "week.epub", "epub", Masthead())
    edition.add(Record(RAIN, {}))

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("scraper.cli.editions.os.replace", fail)
    with pytest.raises(TableError, match=r"week\.epub: cannot be written: No space left"):
        edition.finish()
    assert not list(desk.glob("week.*"))


# ---- from pages


def test_a_folder_of_pages_becomes_a_book(desk, run):
    code, out, err = run("clean", "pages", "-f", "epub", "-o", "week.epub")
    assert (code, out) == (0, "")
    assert "3 done" in err
    with zipfile.ZipFile("week.epub") as book:
        assert "Bridge reopens after nine years" in book.read("book/contents.xhtml").decode()


def test_pages_keep_the_subheads_that_lines_of_json_lose(desk, run):
    text = (desk / "pages/bridge.html").read_text()
    (desk / "pages/bridge.html").write_text(text.replace("<p>Repairs", "<h2>What it cost</h2><p>R"))
    assert "<h2>What it cost</h2>" in run("clean", "pages/bridge.html", "-f", "reader")[1]
    run("clean", "pages/bridge.html", "-f", "jsonl", "-o", "out")
    lines = next((desk / "out").rglob("*.jsonl"))
    assert "<p>What it cost</p>" in run("export", str(lines), "-f", "reader")[1]


def test_a_book_of_pages_is_set_whole(desk, run):
    code, _, err = run("clean", "pages", "-f", "epub", "-o", "week.epub", "--keep", "nav")
    assert code == 2
    assert "leave out --keep" in err


# ---- the documentation


def test_the_examples_of_the_documentation_are_right(lines, run, desk):
    assert len(COMMANDS) >= 6
    (desk / "articles").mkdir()
    lines.rename(desk / "articles/articles.jsonl")
    (desk / "pages").rename(desk / "saved")
    for command in COMMANDS:
        argv = shlex.split(command)[1:]
        code, _, err = run(*argv)
        assert code == 0, (command, err)
        assert (desk / argv[argv.index("-o") + 1]).exists()
