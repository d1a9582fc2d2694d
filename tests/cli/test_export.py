"""`scraper export`, and tables of `scraper clean`, as a user types them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from scraper.cli.tables import open_table
from scraper.formats import write
from scraper.formats.record import Record, read_line
from scraper.types import Article, Caption

SCHEMA = Path(__file__).parents[2] / "docs" / "article.schema.json"
RAIN = Article(
    headline="Rain", authors=("Ana Ruiz", "Li Wei"), captions=(Caption("Wet"),), text="It."
)


@pytest.fixture
def lines(desk: Path) -> Path:
    """articles.jsonl on the desk: two articles, the second of which was fetched."""
    path = desk / "articles.jsonl"
    fetched = '{"asked": "https://daily.example/a", ' + write(RAIN, "jsonl")[1:]
    path.write_text(write(RAIN, "jsonl") + fetched, "utf-8")
    return path


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


# ---- CSV, JSON-LD: nothing else is needed


def test_lines_become_rows_with_lists_joined_and_parts_as_json(lines, run):
    code, out, err = run("export", "articles.jsonl", "-f", "csv")
    assert (code, err) == (0, "")
    first, second = rows(out)
    assert first["authors"] == "Ana Ruiz; Li Wei"
    assert json.loads(first["captions"])[0]["text"] == "Wet"
    assert (first["asked"], second["asked"]) == ("", "https://daily.example/a")


def test_the_name_of_the_output_tells_the_format(lines, run, desk):
    assert run("export", "articles.jsonl", "-o", "out/rain.csv", "--fields", "headline")[0] == 0
    (header, *_) = (desk / "out/rain.csv").read_text().splitlines()
    assert header == '"id","input","asked","fetched_at","duplicate_of","headline"'
    assert not list(desk.glob("out/*.part"))


def test_lines_become_json_ld_one_article_a_line(lines, run):
    _, out, _ = run("export", "articles.jsonl", "-f", "jsonld")
    assert [json.loads(line)["@type"] for line in out.splitlines()] == ["NewsArticle"] * 2


def test_lines_come_out_as_they_went_in(lines, run):
    _, out, _ = run("export", "articles.jsonl", "-f", "jsonl")
    assert [json.loads(line) for line in out.splitlines()] == [
        json.loads(line) for line in lines.read_text().splitlines()
    ]


def test_a_torn_line_is_named_and_the_others_are_delivered(lines, run):
    lines.write_text(lines.read_text()[:-40] + "\n" + write(RAIN, "jsonl"))
    code, out, err = run("export", "articles.jsonl", "-f", "csv", "--fields", "headline")
    assert code == 1
    assert len(rows(out)) == 2
    assert "articles.jsonl, line 2: no article" in err


def test_zipped_lines_are_read_and_a_file_that_is_not_there_is_named(lines, run, desk):
    (desk / "may.jsonl.gz").write_bytes(gzip.compress(lines.read_bytes()))
    code, out, err = run("export", "june.jsonl", "may.jsonl.gz", "-f", "csv")
    assert (code, len(rows(out))) == (1, 2)
    assert "june.jsonl: cannot be read: No such file" in err


def test_a_zipped_file_that_ends_in_the_middle_is_named(lines, run, desk):
    (desk / "may.jsonl.gz").write_bytes(gzip.compress(lines.read_bytes())[:-20])
    code, _, err = run("export", "may.jsonl.gz", "-f", "csv")
    assert code == 1
    assert "may.jsonl.gz: " in err


@pytest.mark.parametrize(
    ("argv", "fix"),
    [([], "name a file"), (["articles.jsonl"], "say -f"),
     (["articles.jsonl", "-o", "articles.jsonl"], "name another output"),
     (["articles.jsonl", "-f", "csv", "--fields", "headine"], "did you mean 'headline'"),
     (["articles.jsonl", "-f", "csv", "--fields", "blocks"], "write -f jsonl"),
     (["articles.jsonl", "-f", "parquet"], "")],
)  # fmt: skip
def test_a_command_that_makes_no_sense_names_the_fix(lines, run, argv, fix):
    before = lines.read_bytes()
    code, out, err = run("export", *argv)
    assert (code, out) == (2, "")
    assert fix in err
    assert lines.read_bytes() == before


def test_the_published_schema_is_up_to_date(run):
    _, out, _ = run("export", "--schema")
    assert SCHEMA.read_text("utf-8") == out, "scraper export --schema > docs/article.schema.json"


def test_what_is_written_is_as_the_schema_says(desk, run):
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    _, out, _ = run("clean", "pages", "-f", "jsonl", "--keep", "nav")
    _, everything, _ = run("clean", "pages", "-f", "jsonl", "--fields", "headline,blocks")
    for line in (out + everything).splitlines():
        validator.validate(json.loads(line))
    assert not validator.is_valid({"authors": "Ana Ruiz"})
    assert not validator.is_valid({"published": "last Tuesday"})


# ---- tables of `scraper clean`


def test_a_folder_becomes_one_csv_file(desk, run):
    code, _, err = run("clean", "pages", "-f", "csv", "-o", "articles.csv")
    found = rows((desk / "articles.csv").read_bytes().decode())
    assert (code, "3 done" in err) == (0, True)
    assert [row["input"] for row in found] == [
        "pages/bridge.html", "pages/ferry.txt", "pages/old/bridge.html.gz"]  # fmt: skip
    assert "\n\n" in found[0]["text"]


def test_csv_goes_to_standard_output_too(desk, run):
    _, out, _ = run("clean", "pages", "-f", "csv", "--fields", "headline")
    assert [row["headline"] for row in rows(out)][1] == "Ferry stops for the winter"


def test_a_table_of_clean_is_what_export_makes_of_its_lines(desk, run):
    run("clean", "pages", "-f", "csv", "-o", "articles.csv")
    _, out, _ = run("clean", "pages", "-f", "jsonl")
    (desk / "lines.jsonl").write_text(out)
    assert run("export", "lines.jsonl", "-o", "exported.csv")[0] == 0
    assert (desk / "exported.csv").read_bytes() == (desk / "articles.csv").read_bytes()


def test_a_table_has_no_place_for_kept_blocks(desk, run):
    code, _, err = run("clean", "pages", "-f", "csv", "--keep", "nav")
    assert code == 2
    assert "write -f jsonl" in err


def test_a_table_that_is_cut_short_can_be_read_under_the_name_of_its_part(desk):
    table = open_table("csv", desk / "articles.csv", None)
    table.add(Record(RAIN, {}))
    assert "what was done is in" in table.close(is_whole=False)
    assert not (desk / "articles.csv").exists()
    assert len(rows((desk / "articles.csv.part").read_text())) == 1


def test_a_run_that_fails_before_its_first_article_leaves_nothing(desk):
    assert open_table("csv", desk / "articles.csv", None).close(is_whole=False) == ""
    assert not list(desk.glob("articles.*"))


def test_a_table_that_cannot_be_written_ends_the_run_in_plain_words(desk, run):
    (desk / "articles.csv.part").mkdir()
    code, _, err = run("clean", "pages", "-f", "csv", "-o", "articles.csv")
    assert code == 2
    assert "articles.csv: cannot be written: Is a directory; make room" in err


def test_a_fetch_says_how_to_make_a_table(run):
    code, _, err = run("fetch", "https://daily.example/a", "-f", "parquet", "-o", "out")
    assert code == 2
    assert "scraper export DIR/articles.jsonl -f parquet" in err


# ---- Parquet and Arrow


@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_lines_go_through_a_table_and_come_back(lines, run, kind):
    pytest.importorskip("pyarrow")
    assert run("export", "articles.jsonl", "-o", f"rain.{kind}")[0] == 0
    code, out, _ = run("export", f"rain.{kind}", "-f", "jsonl")
    assert code == 0
    assert [read_line(line) for line in out.splitlines()] == [
        read_line(line) for line in lines.read_text().splitlines()
    ]


def test_a_folder_becomes_one_parquet_file(desk, run):
    parquet = pytest.importorskip("pyarrow.parquet")
    code, _, _ = run("clean", "pages", "-f", "parquet", "-o", "articles.parquet")
    table = parquet.read_table(desk / "articles.parquet")
    assert (code, table.num_rows) == (0, 3)
    assert table["verdict"].to_pylist() == ["complete"] * 3


def test_parquet_needs_a_file(desk, run):
    pytest.importorskip("pyarrow")
    code, _, err = run("clean", "pages", "-f", "parquet")
    assert code == 2
    assert "-o articles.parquet" in err


def test_a_table_of_something_else_is_named(desk, run):
    arrow = pytest.importorskip("pyarrow")
    pytest.importorskip("pyarrow.parquet").write_table(arrow.table({"a": [1]}), "numbers.parquet")
    arrow.parquet.write_table(arrow.table({"authors": ["A, B"]}), "names.parquet")
    (desk / "torn.parquet").write_bytes(b"PAR1 nothing more")
    code, _, err = run("export", "numbers.parquet", "names.parquet", "torn.parquet", "-f", "csv")
    assert code == 1
    assert "none of its columns is an article's" in err
    assert "its column authors is string" in err
    assert "torn.parquet: no table of articles" in err
