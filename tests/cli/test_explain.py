"""`scraper explain`, as a user types it."""

from __future__ import annotations

import gzip
import json

from scraper.cli.explain import as_text
from scraper.cli.paint import Paint
from scraper.types import Article, Block, Kind, Label, LabelledBlock, Strength, Vote

STORY = Article(
    headline="Bridge reopens",
    provenance={"headline": "h1.title"},
    problems=("no author found",),
    blocks=(
        LabelledBlock(
            Block(0, "The bridge reopened.", Kind.PARAGRAPH), Label.BODY, "shape/sentence"
        ),
        LabelledBlock(
            Block(1, "Five more bridges\x1b[2J", Kind.PARAGRAPH), Label.RELATED, "words/more",
            (Vote(1, Label.RELATED, Strength.WORDS, "words/more"),
             Vote(1, Label.BODY, Strength.SHAPE, "shape/sentence")),
        ),
    ),
)  # fmt: skip


def test_every_block_shows_its_label_its_rule_and_its_losing_votes():
    lines = as_text(STORY, Paint()).splitlines()
    assert "body        [shape/sentence]  The bridge reopened." in lines
    place = lines.index("related     [words/more]  Five more bridges[2J")
    assert lines[place + 1] == "            not body: shape/sentence (shape)"


def test_fields_show_where_they_came_from_and_problems_are_told():
    text = as_text(STORY, Paint())
    assert "headline       Bridge reopens  (h1.title)" in text
    assert "problem        no author found" in text


def test_totals_are_counted_by_kind():
    assert as_text(STORY, Paint()).endswith(
        "kept 1 block: body 1\nremoved 1 block: related 1\n"
    )  # fmt: skip


def test_lines_fit_the_terminal():
    assert max(map(len, as_text(STORY, Paint(width=40)).splitlines())) <= 40


def test_a_page_is_explained(desk, run):
    code, out, _ = run("explain", "pages/bridge.html")
    assert code == 0
    assert "Bridge reopens after nine years" in out
    assert "\x1b" not in out
    assert "\nkept " in out


def test_colour_can_be_forced(desk, run):
    assert "\x1b[" in run("explain", "pages/ferry.txt", "--color", "always")[1]


def test_json_has_a_line_for_the_article_each_block_and_the_totals(desk, run):
    code, out, _ = run("explain", "pages/old/bridge.html.gz", "-f", "json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [rows[0]["type"], rows[-1]["type"]] == ["article", "totals"]
    assert {row["type"] for row in rows[1:-1]} == {"block"}
    assert all(row["label"] and row["rule"] for row in rows[1:-1])


def test_a_page_that_cannot_be_read_is_a_failure(desk, run):
    (desk / "cut.html.gz").write_bytes(gzip.compress(b"<p>Rain")[:-5])
    code, _, err = run("explain", "cut.html.gz")
    assert code == 1
    assert "cut.html.gz: damaged gzip" in err


def test_a_folder_is_wrong_usage(desk, run):
    assert run("explain", "pages")[0] == 2


def test_a_report_is_written_to_a_file_and_said_so(desk, run):
    code, out, err = run("explain", "pages/bridge.html", "--html", "report.html")
    assert (code, out, err) == (0, "", "wrote report.html\n")
    page = (desk / "report.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Bridge reopens after nine years" in page


def test_a_report_can_go_down_a_pipe(desk, run):
    code, out, err = run("explain", "pages/ferry.txt", "--html", "-")
    assert (code, err) == (0, "")
    assert out.startswith("<!doctype html>")


def test_a_report_is_never_written_over_its_page(desk, run):
    before = (desk / "pages/bridge.html").read_bytes()
    code, _, err = run("explain", "pages/bridge.html", "--html", "pages/../pages/bridge.html")
    assert code == 2
    assert "name another file" in err
    assert (desk / "pages/bridge.html").read_bytes() == before


def test_a_report_that_cannot_be_written_says_where(desk, run):
    code, _, err = run("explain", "pages/bridge.html", "--html", "pages/ferry.txt/report.html")
    assert code == 2
    assert "--html pages/ferry.txt/report.html: " in err


def test_a_report_of_a_page_that_cannot_be_read_is_not_written(desk, run):
    assert run("explain", "pages/photo.jpg", "--html", "report.html")[0] == 1
    assert not (desk / "report.html").exists()


def test_a_report_is_no_json(desk, run):
    assert run("explain", "pages/bridge.html", "--html", "report.html", "-f", "json")[0] == 2
