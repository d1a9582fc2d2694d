"""--duplicates, --drop-duplicates and --detect-language, and what docs/corpus.md shows of them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shlex
import subprocess
import sys
from contextlib import redirect_stdout
from itertools import chain
from pathlib import Path

import pytest

from scraper.formats import write
from scraper.types import Article
from tests.cli.conftest import PAGE
from tests.desk import STORY

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "corpus.md").read_text("utf-8")
TEXT = "\n\n".join(STORY)
GERMAN = "Der Regen hat am Dienstag die Straßen am Hafen unter Wasser gesetzt, so die Stadt."
ICELANDIC = (
    "Brúin yfir ána var opnuð á ný á þriðjudag, níu árum eftir að flóð hafði lokað henni, að sögn "
    "bæjarstjórans. Viðgerðin kostaði þrjár milljónir og helminginn greiddi sýslan."
)


def needs(*libraries: str) -> None:
    for library in libraries:
        pytest.importorskip(library)


def rows(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def firsts(text: str) -> list[object]:
    """What each line says that it repeats."""
    return [row["duplicate_of"] for row in rows(text)]


def lines_of(*articles: Article, **origin: str) -> str:
    """Lines as `fetch` writes them."""
    head = json.dumps(origin)[1:-1] + ", " if origin else ""
    return "".join("{" + head + write(article, "jsonl")[1:] for article in articles)


# ---- clean


def test_a_page_that_is_there_twice_names_the_first(desk, run):
    needs("rensa")
    code, out, err = run("clean", "pages", "-f", "jsonl", "--duplicates")
    assert code == 0
    assert firsts(out) == [None, None, "pages/bridge.html"]
    assert "1 duplicate: 1 word for word, 0 nearly" in err


def test_the_manifest_names_the_first_by_its_id(desk, run):
    needs("rensa")
    named = [{"path": "pages/bridge.html", "id": "b7"}, {"path": "pages/old/bridge.html.gz"}]
    (desk / "list.jsonl").write_text("\n".join(map(json.dumps, named)))
    _, out, _ = run("clean", "--manifest", "list.jsonl", "-f", "jsonl", "--duplicates")
    assert firsts(out) == [None, "b7"]


def test_the_first_is_the_same_however_many_work(desk, run):
    needs("rensa")
    for number in range(12):
        page = PAGE.replace("three million", f"{number % 3} million")
        (desk / "pages" / f"copy{number:02}.html").write_text(
            page + "<!-- -->" * 5000 * (9 - number)
        )
    found = {run("clean", "pages", "-f", "jsonl", "--duplicates", "-j", n)[1] for n in "13"}
    assert len(found) == 1
    assert firsts(*found)[1:] == ["pages/bridge.html"] * 12 + [None, "pages/bridge.html"]


def test_a_folder_of_files_is_marked_in_input_order_too(desk, run):
    needs("rensa")
    assert run("clean", "pages", "-f", "jsonl", "-o", "out", "--duplicates", "-j", "2")[0] == 0
    files = ("bridge.html.jsonl", "ferry.txt.jsonl", "old/bridge.html.gz.jsonl")
    found = [firsts((desk / "out" / name).read_text()) for name in files]
    assert found == [[None], [None], ["pages/bridge.html"]]


def test_the_text_need_not_be_written_to_be_compared(desk, run):
    needs("rensa")
    _, out, _ = run("clean", "pages", "-f", "jsonl", "--duplicates", "--fields", "headline")
    assert firsts(out) == [None, None, "pages/bridge.html"]
    assert "text" not in rows(out)[0]


def test_a_table_has_a_column_for_it(desk, run):
    needs("rensa")
    _, out, _ = run("clean", "pages", "-f", "csv", "--duplicates")
    found = [row["duplicate_of"] for row in csv.DictReader(io.StringIO(out, newline=""))]
    assert found == ["", "", "pages/bridge.html"]


def test_a_page_of_an_archive_is_named_by_its_url(desk, run):
    needs("rensa", "fastwarc")
    from tests.archiving import answer, story

    urls = ("https://gazette.example/bridge", "https://daily.example/bridge")
    (desk / "crawl.warc.gz").write_bytes(b"".join(answer(url, story()) for url in urls))
    _, out, _ = run("clean", "crawl.warc.gz", "-f", "jsonl", "--duplicates")
    assert firsts(out) == [None, urls[0]]
    (desk / "lines.jsonl").write_text(out)
    assert firsts(run("export", "lines.jsonl", "-f", "jsonl", "--duplicates")[1]) == firsts(out)


def test_nobody_pays_who_did_not_ask(desk):
    code = (
        "import sys; from scraper.cli.main import main; main(sys.argv[1:]); "
        "print({'rensa', 'py3langid', 'numpy'} & set(sys.modules), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "clean", "pages", "-f", "jsonl", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == "set()\n"
    assert "duplicate_of" not in done.stdout


# ---- export


def test_the_first_across_files_is_named_and_marks_are_made_anew(desk, run):
    needs("rensa")
    story = Article(text=TEXT)
    (desk / "may.jsonl").write_text(lines_of(story, asked="https://gazette.example/a"))
    june = lines_of(story, input="b.html", duplicate_of="gone.html") + lines_of(story)
    (desk / "june.jsonl.gz").write_bytes(gzip.compress(june.encode()))
    code, out, err = run("export", "may.jsonl", "june.jsonl.gz", "-f", "jsonl", "--duplicates")
    assert (code, err) == (0, "scraper: 2 duplicates: 2 word for word, 0 nearly\n")
    assert firsts(out) == [None, *["https://gazette.example/a"] * 2]
    _, out, _ = run("export", "june.jsonl.gz", "may.jsonl", "-f", "jsonl", "--duplicates")
    assert firsts(out) == [None, *["b.html"] * 2]


def test_an_article_without_any_name_is_named_by_its_place(desk, run):
    needs("rensa")
    (desk / "a.jsonl").write_text(lines_of(Article(text="Rain."), Article(text="Rain")))
    assert firsts(run("export", "a.jsonl", "-f", "jsonl", "--duplicates")[1]) == [
        None, "a.jsonl, article 1"]  # fmt: skip


def test_duplicates_are_left_out_and_counted(desk, run):
    needs("rensa")
    other = Article(text=TEXT + " The ferry stops.")
    (desk / "a.jsonl").write_text(lines_of(Article(text=TEXT), other, Article(), Article()))
    for kind, count in (("jsonl", 3), ("jsonld", 3), ("csv", 4 + TEXT.count("\n"))):
        code, out, err = run("export", "a.jsonl", "-f", kind, "--drop-duplicates")
        assert (code, len(out.splitlines())) == (0, count)
        assert err == "scraper: left out 1 duplicate: 0 word for word, 1 nearly\n"
    assert "duplicate_of" not in run("export", "a.jsonl", "-f", "jsonl", "--drop-duplicates")[1]
    _, out, _ = run("export", "a.jsonl", "-f", "jsonl", "--drop-duplicates", "--alike", "1")
    assert len(out.splitlines()) == 4


# ---- languages


def test_the_language_of_a_dump_is_detected(desk, run):
    needs("py3langid")
    (desk / "pages" / "brú.txt").write_text(f"Brúin opnuð á ný\n\n{ICELANDIC}\n")
    _, out, _ = run("clean", "pages/brú.txt", "-f", "jsonl", "--detect-language")
    assert rows(out)[0]["language"] == "is"
    assert rows(out)[0]["provenance"]["language"] == "detected"
    assert rows(run("clean", "pages/brú.txt", "-f", "jsonl")[1])[0]["language"] is None


def test_export_detects_the_languages_of_what_was_written(desk, run):
    needs("py3langid")
    (desk / "a.jsonl").write_text(
        lines_of(Article(text=GERMAN), Article(language="fr", text="Oui."))
    )
    _, out, _ = run("export", "a.jsonl", "-f", "jsonl", "--detect-language")
    assert [row["language"] for row in rows(out)] == ["de", "fr"]


# ---- what makes no sense


@pytest.mark.parametrize(
    ("argv", "fix"),
    [("clean pages --duplicates", "-f text has no place for it; write -f jsonl"),
     ("clean pages -f markdown -o out --duplicates", "write -f jsonl"),
     ("export a.jsonl -f jsonld --duplicates", "write -f jsonl"),
     ("export a.jsonl -f csv --alike 0.5", "give --duplicates"),
     ("clean pages -f jsonl --duplicates --alike 70", "such as 0.8")],
)  # fmt: skip
def test_a_command_that_makes_no_sense_names_the_fix(desk, run, argv, fix):
    code, out, err = run(*argv.split())
    assert (code, out) == (2, "")
    assert fix in err
    assert not (desk / "out").exists()


@pytest.mark.parametrize(
    ("option", "library"),
    [("--duplicates", "rensa"), ("--drop-duplicates", "rensa"), ("--detect-language", "py3langid")],
)
def test_without_the_library_it_says_what_to_install(desk, run, monkeypatch, option, library):
    monkeypatch.setitem(sys.modules, library, None)
    (desk / "a.jsonl").write_text(lines_of(Article(text=TEXT)))
    code, out, err = run("export", "a.jsonl", "-f", "jsonl", option)
    assert (code, out) == (2, "")
    assert f"{option} needs {library}: pip install 'scraper[corpus]'" in err


# ---- the guide


def test_the_commands_of_the_guide_run(desk, run):
    needs("rensa", "py3langid", "pyarrow")
    commands = re.findall(r"^\$ scraper (.+)$", GUIDE, re.MULTILINE)
    assert len(commands) == 5
    for command in commands:
        named = [
            sorted(map(str, Path().glob(w))) if "*" in w else [w] for w in shlex.split(command)
        ]
        code, _, err = run(*chain(*named))
        assert code == 0, err
    assert [row["input"] for row in rows((desk / "corpus.jsonl").read_text())] == [
        "pages/bridge.html", "pages/ferry.txt"]  # fmt: skip


def test_the_python_of_the_guide_prints_what_it_says():
    needs("rensa", "py3langid")
    shown = re.findall(r"^```python\n(.*?)^```\n\nprints\n\n```text\n(.*?)^```", GUIDE, re.M | re.S)
    assert len(shown) == 2
    for code, printed in shown:
        with redirect_stdout(io.StringIO()) as out:
            exec(compile(code, "docs/corpus.md", "exec"), {})
        assert out.getvalue() == printed
