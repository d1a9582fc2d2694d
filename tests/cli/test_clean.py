"""`scraper clean`, as a user types it."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal

import pytest

FIRST = "The old bridge over the river reopened on Tuesday"


def test_one_page_is_printed_without_a_summary(desk, run):
    code, out, err = run("clean", "pages/bridge.html")
    assert code == 0
    assert FIRST in out
    assert "==>" not in out
    assert "failed" not in err


def test_a_folder_gives_pages_and_dumps_in_order_under_their_names(desk, run):
    code, out, err = run("clean", "pages")
    titles = [line for line in out.splitlines() if line.startswith("==>")]
    assert titles == ["==> pages/bridge.html <==", "==> pages/ferry.txt <==",
                      "==> pages/old/bridge.html.gz <=="]  # fmt: skip
    assert out.count(FIRST) == 2
    assert "3 done" in err
    assert code == 0


def test_a_quoted_glob_is_expanded(desk, run):
    _, out, _ = run("clean", "pages/**/*.gz", "-f", "jsonl")
    assert json.loads(out)["input"] == "pages/old/bridge.html.gz"


def test_a_file_whose_name_looks_like_a_glob_is_a_file(desk, run):
    (desk / "what[1].txt").write_text((desk / "pages/ferry.txt").read_text())
    code, out, _ = run("clean", "what[1].txt")
    assert code == 0
    assert "ferry to the island" in out


def test_standard_input_is_read_and_unzipped(desk, run, monkeypatch):
    zipped = gzip.compress((desk / "pages/bridge.html").read_bytes())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(zipped)))
    code, out, _ = run("clean", "-", "--url", "https://daily.example/a", "-f", "jsonl")
    assert code == 0
    row = json.loads(out)
    assert row["url"] == "https://daily.example/a"
    assert FIRST in row["text"]


def test_a_manifest_gives_each_input_its_url_and_id(desk, run):
    rows = [{"path": "pages/bridge.html", "url": "https://daily.example/b", "id": "b#1"},
            {"path": "pages/ferry.txt"}]  # fmt: skip
    (desk / "list.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    code, out, _ = run("clean", "--manifest", "list.jsonl", "-f", "jsonl", "--fields", "url")
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == [
        {"id": "b#1", "input": "pages/bridge.html", "url": "https://daily.example/b"},
        {"input": "pages/ferry.txt", "url": None},
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("[1]", "no input named"), ("{", "not JSON"), ('{"path": 5}', "no input named"),
     ('{"path": "a", "url": 5}', "url is not a string"),
     ('{"path": "a"}\n{"path": "a"}', "two entries")],
)  # fmt: skip
def test_a_bad_manifest_is_wrong_usage_and_names_the_line(desk, run, line, complaint):
    (desk / "list.jsonl").write_text(line)
    code, _, err = run("clean", "--manifest", "list.jsonl")
    assert code == 2
    assert complaint in err
    assert "list.jsonl" in err


def test_an_output_folder_gets_one_file_for_each_input(desk, run):
    (desk / "pages/ferry.html").write_text((desk / "pages/bridge.html").read_text())
    code, out, err = run("clean", "pages", "-o", "out", "-f", "markdown")
    assert (code, out) == (0, "")
    made = ["bridge.html.md", "ferry.html.md", "ferry.txt.md", "old/bridge.html.gz.md"]
    assert names(desk / "out") == made
    assert "4 done" in err


def test_outputs_are_no_inputs_of_the_next_run(desk, run):
    run("clean", ".", "-o", "out")
    before = names(desk / "out")
    run("clean", ".", "-o", "out")
    assert names(desk / "out") == before


@pytest.mark.parametrize("paths", [["pages"], ["pages/ferry.txt"]])
def test_an_output_folder_that_holds_the_inputs_is_refused(desk, run, paths):
    code, _, err = run("clean", *paths, "-o", "pages")
    assert code == 2
    assert "output folder" in err


def test_a_failed_input_is_named_and_the_others_are_delivered(desk, run):
    (desk / "broken.html.gz").write_bytes(b"\x1f\x8b\x08broken")
    code, out, err = run("clean", "gone.html", "broken.html.gz", "pages/bridge.html")
    assert code == 1
    assert FIRST in out
    assert "gone.html: No such file" in err
    assert "broken.html.gz: damaged gzip" in err
    assert "1 done, 2 failed" in err


def test_an_input_that_unpacks_to_too_much_fails(desk, run):
    (desk / "bomb.html.gz").write_bytes(gzip.compress(b" " * 1_000_000))
    code, _, err = run("clean", "bomb.html.gz", "--max-bytes", "5000")
    assert code == 1
    assert "--max-bytes" in err


def test_an_input_of_just_the_allowed_size_passes(desk, run):
    size = (desk / "pages/ferry.txt").stat().st_size
    assert run("clean", "pages/ferry.txt", "--max-bytes", str(size))[0] == 0


def test_links_in_a_circle_and_locked_doors_stop_nothing(desk, run):
    (desk / "pages/round.html").symlink_to("round.html")
    (desk / "pages/lost.html").symlink_to("nowhere.html")
    code, _, _ = run("clean", "pages", "pages/round.html", "-o", "out")
    assert code == 1
    assert names(desk / "out") == ["bridge.html.txt", "ferry.txt.txt", "old/bridge.html.gz.txt"]


def test_a_file_name_cannot_drive_the_terminal(desk, run):
    _, _, err = run("clean", "gone\x1b[2J\nscraper: fine.html")
    assert "\x1b" not in err
    assert len([line for line in err.splitlines() if line.startswith("scraper: gone")]) == 1


def test_quiet_says_nothing_but_failures(desk, run):
    assert run("clean", "pages", "-q", "-o", "out") == (0, "", "")
    _, _, err = run("clean", "gone.html", "pages", "-q", "-o", "out")
    assert err.startswith("scraper: gone.html: ")
    assert err.count("\n") == 1


def test_strict_fails_an_input_that_is_no_article(desk, run):
    (desk / "empty.html").write_text("<p></p>")
    assert run("clean", "empty.html")[0] == 0
    code, _, err = run("clean", "empty.html", "--strict")
    assert code == 1
    assert "empty.html: " in err


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["clean"], "name files"),
        (["clean", "pages", "--manifest", "x"], "name files"),
        (["clean", "pages", "--url", "https://a.example"], "--url is for a single file"),
        (["clean", "pages", "-f", "html"], "-o"),
        (["clean", "pages", "-f", "pdf"], "invalid choice"),
        (["clean", "pages", "--fields", "headlin"], "did you mean 'headline'"),
        (["clean", "pages", "--keep", "adverts"], "choose from"),
        (["clean", "pages", "-j", "0"], "above 0"),
        (["clean", "pages", "--timeout", "nan"], "above 0"),
        (["clean", "pages/bridge.html", "--config", "nowhere"], "nowhere"),
        (["clean", "pages", "-o", "pages/bridge.html/x"], "-o"),
        (["clean", "bare"], "nothing to clean"),
        ([], "COMMAND"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_to_do(desk, run, argv, complaint):
    (desk / "bare").mkdir()
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert complaint in err


def test_keep_takes_labels_with_commas_and_again(desk, run):
    code, out, _ = run("clean", "pages/bridge.html", "-f", "jsonl", "--keep", "headline,nav",
                       "--keep", "body", "--fields", "url")  # fmt: skip
    assert code == 0
    assert {block["label"] for block in json.loads(out)["kept"]} <= {"headline", "nav", "body"}
    assert json.loads(out)["kept"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_ctrl_c_leaves_whole_files_and_says_how_many(desk, start):
    os.mkfifo(desk / "pipe.html")
    argv = ["clean", "pages/bridge.html", "pipe.html", "-o", "out", "-j", "1"]
    process = start(*argv)
    # Opening our end waits until the second input is being read: by then the first is written.
    with (desk / "pipe.html").open("wb"):
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"interrupted; 1 done" in err
    assert b"Traceback" not in err
    assert names(desk / "out") == ["pages/bridge.html.txt"]


def test_a_reader_that_had_enough_is_no_error(desk, start):
    for number in range(50):
        (desk / f"pages/{number}.txt").write_text((desk / "pages/ferry.txt").read_text())
    process = start("clean", "pages")
    process.stdout.close()
    assert process.wait(timeout=30) == 141
    assert process.stderr.read() == b""
    process.stderr.close()
    process.stdin.close()


def test_a_pipe_given_as_a_file_is_read(desk, start):
    page = (desk / "pages/bridge.html").read_bytes()
    process = start("clean", "/dev/stdin")
    out, _ = process.communicate(page, timeout=30)
    assert process.returncode == 0
    assert FIRST.encode() in out


@pytest.mark.parametrize("command", [[], ["clean"], ["explain"]])
def test_help_tells_examples_and_exit_codes(run, command):
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert "examples:\n  scraper " in out
    assert "exit codes:" in out


def test_the_version_is_told(run):
    code, out, _ = run("--version")
    assert code == 0
    assert out.startswith("scraper ")


def names(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


PLUG = "The Harbour Gazette is printed on paper from its own forest in the hills."
TOWNS = ("Aldwick", "Brenmouth", "Carrow", "Dunholm", "Eastmere", "Farleigh")


@pytest.fixture
def dumps(desk):
    """A folder of six stories of one paper, with one house line on each."""
    (desk / "dumps").mkdir()
    for town in TOWNS:
        (desk / "dumps" / f"{town}.txt").write_text(
            f"Bridge at {town} reopens\n\n"
            f"The bridge at {town} reopened on Tuesday after two winters of repairs.\n\n"
            f"A baker from {town} was the first to cross, with forty loaves in her van.\n\n"
            f"{PLUG}\n\n"
            f"Repairs cost twice what the council of {town} had set aside for them.\n"
        )
    return "dumps"


def test_lines_that_come_back_from_story_to_story_are_left_out_and_told(dumps, run):
    code, out, err = run("clean", dumps)
    assert PLUG not in out
    assert out.count("forty loaves") == 6
    assert "dumps/: 1 line comes back in many of 6 documents" in err
    assert code == 0


def test_no_cross_judges_every_document_by_itself(dumps, run):
    _, out, err = run("clean", dumps, "--no-cross")
    assert out.count(PLUG) == 6
    assert "comes back" not in err


def test_quiet_does_not_tell_what_comes_back(dumps, run):
    _, out, err = run("clean", dumps, "-q")
    assert PLUG not in out
    assert err == ""


def test_a_broken_document_is_named_once_though_it_was_surveyed(dumps, desk, run):
    (desk / dumps / "Torn.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    code, out, err = run("clean", dumps)
    assert err.count("Torn.txt") == 1
    assert out.count("forty loaves") == 6
    assert code == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no disk here that is full")
def test_a_full_disk_stops_the_run_instead_of_failing_every_input(start):
    with open("/dev/full", "wb") as full:
        stopped = start("clean", "pages", "-f", "jsonl", stdout=full)
        _, err = stopped.communicate(timeout=60)
    assert stopped.returncode == 2
    assert err.decode().count("No space left on device; make room") == 1
    assert "Traceback" not in err.decode()


def test_one_output_that_cannot_be_written_stops_nothing(desk, run):
    (desk / "out" / "bridge.html.txt").mkdir(parents=True)
    code, _, err = run("clean", "pages/bridge.html", "pages/ferry.txt", "-o", "out")
    assert code == 1
    assert "bridge.html: cannot be written" in err
    assert (desk / "out" / "ferry.txt.txt").read_text().startswith("Ferry stops")
