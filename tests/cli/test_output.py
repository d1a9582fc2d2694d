"""Where articles go: whole files, names that never clash."""

from __future__ import annotations

import io

import pytest

from scraper.cli.inputs import Input, Paths
from scraper.cli.manifest import Manifest
from scraper.cli.output import Folder, Stream


def test_a_file_appears_whole_and_nothing_beside_it(tmp_path):
    Folder(tmp_path, "text").put(Input("a", "day/a.html"), "Rain\n")
    assert [p.name for p in (tmp_path / "day").iterdir()] == ["a.html.txt"]
    assert (tmp_path / "day/a.html.txt").read_text() == "Rain\n"


def test_a_file_that_cannot_be_put_leaves_no_half_of_it(tmp_path):
    (tmp_path / "a.html.txt" / "in the way").mkdir(parents=True)
    with pytest.raises(OSError, match=r"a\.html\.txt"):
        Folder(tmp_path, "text").put(Input("a", "a.html"), "Rain\n")
    assert [p.name for p in tmp_path.iterdir()] == ["a.html.txt"]


def test_very_long_names_stay_apart_and_short_enough(tmp_path):
    folder = Folder(tmp_path, "jsonl")
    targets = {folder.target("ü" * 125 + end) for end in "ab"}
    assert len(targets) == 2
    assert all(len(t.name.encode()) < 240 for t in targets)


def test_inputs_of_one_run_never_share_a_name(tmp_path):
    for name in ("a.html", "a.txt", "a.html.gz", "sub/a.html", "other/a.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    stems = [item.stem for item in Paths((str(tmp_path),))]
    assert stems == ["a.html", "a.html.gz", "a.txt", "other/a.html", "sub/a.html"]


def test_folders_given_together_keep_their_names_apart(tmp_path):
    for day in ("mon", "tue"):
        (tmp_path / day).mkdir()
        (tmp_path / day / "a.html").write_text("x")
    paths = Paths((str(tmp_path / "mon"), str(tmp_path / "tue/a.html")))
    assert [item.stem for item in paths] == ["mon/a.html", "tue/a.html"]


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a/../../b", ".", "..",
                                  ".hidden/x", "a//b", "C:\\x", "a\nb"])  # fmt: skip
def test_no_manifest_leads_out_of_the_output_folder(tmp_path, path):
    manifest = tmp_path / "list.jsonl"
    manifest.write_text(f'{{"path": "{path}"}}'.replace("\\", "\\\\").replace("\n", "\\n"))
    (item,) = Manifest(manifest)
    target = Folder(tmp_path / "out", "text").target(item.stem)
    assert target.resolve().is_relative_to(tmp_path / "out")
    assert target.parent == tmp_path / "out"


def test_a_stream_puts_a_title_above_each_of_several():
    stream = io.BytesIO()
    output = Stream(stream, "text", titled=True)
    output.put(Input("a\x1b[2J\n==> b", "a"), "Rain\n")
    output.put(Input("c", "c"), "Snow\n")
    assert stream.getvalue() == b"==> a[2J ==> b <==\n\nRain\n\n==> c <==\n\nSnow\n"


def test_a_title_cannot_end_its_comment_in_markdown():
    stream = io.BytesIO()
    Stream(stream, "markdown", titled=True).put(Input("--> <script>", "a"), "Rain\n")
    assert stream.getvalue().count(b"-->") == 1
