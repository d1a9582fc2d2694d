"""`scraper fetch` from its list to its articles, on the demo site: nothing here is made up."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from scraper.cli.demo.server import DemoSite, serve
from scraper.cli.demo.site import FORBIDDEN, GONE, MOVED
from scraper.cli.demo.stories import load_shelf
from tests.cli.conftest import ROOT, Run

STORIES = load_shelf().stories
PATHS = [story.path for story in STORIES]
PAGED = [story.path for story in STORIES if story.page_two]


class Fetched(NamedTuple):
    """A folder that `scraper fetch` has filled, how the command ended, and what it said."""

    folder: Path
    code: int
    said: str

    @property
    def rows(self) -> dict[str, dict[str, object]]:
        """The articles by the URL that was asked for."""
        lines = (self.folder / "articles.jsonl").read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        assert len({row["asked"] for row in rows}) == len(rows), "an article is there twice"
        return {row["asked"]: row for row in rows}

    @property
    def report(self) -> dict[str, object]:
        return dict(json.loads((self.folder / "report.json").read_bytes()))


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with serve(0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def fetch(*arguments: str, folder: Path | None = None) -> Fetched:
    """What became of a command, in a process of its own."""
    where = ["-o", str(folder)] if folder else []
    command = [sys.executable, "-m", "scraper", "fetch", *arguments, *where]
    manners = ["--allow-private", "127.0.0.1", "--delay", "0", "-j", "1"]
    done = subprocess.run(
        [*command, *manners],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "SCRAPER_FTR": "", "NO_PROXY": "*"},
        timeout=120,
    )
    return Fetched(folder or Path(), done.returncode, done.stdout + done.stderr)


@pytest.fixture(scope="module")
def whole(site: DemoSite, tmp_path_factory: pytest.TempPathFactory) -> Fetched:
    """Everything on the site, and everything kept."""
    folder = tmp_path_factory.mktemp("whole")
    listed = folder / "urls.txt"
    paths = [*PATHS, MOVED, FORBIDDEN, GONE]
    tracked = f"{PATHS[0]}?utm_source=mail#top"
    listed.write_text("".join(f"{site.origin}{path}\n" for path in [*paths, tracked]))
    out = folder / "out"
    kept = ["--warc", str(out / "pages.warc.gz"), "--html-dir", str(out / "html")]
    return fetch(str(listed), "-f", "jsonl", *kept, folder=out)


def test_every_story_comes_out_as_it_was_written(whole: Fetched, site: DemoSite) -> None:
    for story in STORIES:
        asked = site.origin + story.path
        if asked in whole.rows:  # or its former address was quicker
            row = whole.rows[asked]
            assert row["text"] == story.text
            assert row["headline"] == story.headline
            assert row["authors"] == [story.author]
            assert row["verdict"] == ("truncated" if story.paywall else "complete")
    assert len(whole.rows) == len(STORIES)


def test_the_pages_of_a_story_are_joined(whole: Fetched, site: DemoSite) -> None:
    (paged,) = (story for story in STORIES if story.page_two)
    assert whole.rows[site.origin + paged.path]["text"] == paged.text


def test_what_failed_is_named_with_its_reason(whole: Fetched, site: DemoSite) -> None:
    assert whole.code == 1
    assert whole.report["reasons"] == {"http_404": 1, "robots_denied": 1}
    assert f"{site.origin}{GONE}: http_404: no such page" in whole.said
    assert whole.report["failures"] == sorted(
        whole.report["failures"],  # type: ignore[call-overload]
        key=lambda failure: failure["reason"] != "robots_denied",
    )


def test_a_page_with_two_addresses_comes_out_once(whole: Fetched) -> None:
    assert whole.report["outcomes"] == {
        "done": len(STORIES), "unchanged": 0, "duplicate": 1, "failed": 2,
    }  # fmt: skip


def test_pages_kept_as_they_were_can_be_cleaned_again(whole: Fetched, run: Run) -> None:
    manifest = str(whole.folder / "html" / "manifest.jsonl")
    code, out, _ = run("clean", "--manifest", manifest, "-f", "jsonl", "-j", "1")
    assert code == 0
    texts = {json.loads(line)["text"] for line in out.splitlines()}
    assert {story.text for story in STORIES if not story.page_two} <= texts


def test_the_archive_holds_every_answer(whole: Fetched, site: DemoSite) -> None:
    archives = pytest.importorskip("warcio.archiveiterator")
    with (whole.folder / "pages.warc.gz").open("rb") as stream:
        records = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
            for record in archives.ArchiveIterator(stream, check_digests="raise")
        ]
    assert records[0] == ("warcinfo", None)
    assert {url for kind, url in records if kind == "response"} >= {
        site.origin + path for path in [*PATHS, MOVED, GONE]
    }


def test_run_again_it_has_nothing_to_do(whole: Fetched, site: DemoSite) -> None:
    before = (whole.folder / "articles.jsonl").read_bytes()
    again = fetch("-f", "jsonl", folder=whole.folder)
    assert again.code == 1, "two URLs of the list still have no article"
    assert f"nothing left to do: {len(STORIES)} done, 2 failed" in again.said
    assert (whole.folder / "articles.jsonl").read_bytes() == before


def test_what_failed_is_asked_for_again_when_told_to(whole: Fetched) -> None:
    again = fetch("-f", "jsonl", "--retry-failed", "http_404", folder=whole.folder)
    assert again.report["reasons"] == {"http_404": 1}
    assert again.report["urls"] == 1


def test_one_url_comes_out_on_standard_output(site: DemoSite) -> None:
    story = next(story for story in STORIES if not story.page_two)
    alone = fetch(site.origin + story.path, "-q")
    assert alone.code == 0
    assert story.text in alone.said


def test_each_article_gets_a_file_of_its_own(site: DemoSite, tmp_path: Path) -> None:
    urls = [site.origin + path for path in PATHS[:2]]
    done = fetch(*urls, "-f", "markdown", folder=tmp_path / "out")
    assert done.code == 0
    files = sorted((tmp_path / "out").rglob("*.md"))
    assert len(files) == 2
    assert all(file.read_text("utf-8").startswith("# ") for file in files)


def test_a_run_can_be_limited_and_gone_on_with(site: DemoSite, tmp_path: Path) -> None:
    urls = [site.origin + path for path in PATHS]
    first = fetch(*urls, "-f", "jsonl", "--limit", "3", folder=tmp_path)
    assert len(first.rows) == 3
    rest = fetch("-f", "jsonl", folder=tmp_path)
    assert len(rest.rows) == len(PATHS)


def test_ctrl_c_finishes_what_is_under_way_and_says_how_to_go_on(
    site: DemoSite, tmp_path: Path
) -> None:
    urls = [site.origin + path for path in PATHS]
    manners = ["--allow-private", "127.0.0.1", "--delay", "2", "-f", "jsonl", "-o", str(tmp_path)]
    command = [sys.executable, "-m", "scraper", "fetch", *urls, *manners]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
    articles = tmp_path / "articles.jsonl"
    while process.poll() is None and not (articles.exists() and articles.stat().st_size):
        pass
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "finishing what is under way" in said
    assert "interrupted; go on with: scraper fetch" in said
    assert 1 <= len(articles.read_text().splitlines()) < len(PATHS)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "nothing to fetch: name a URL"),
        (("nowhere.txt",), "nowhere.txt: no such file"),
        (("https://news.example/", "--warc", "x.warc.gz"), "--warc needs a folder to keep: -o DIR"),
        (("https://news.example/", "--retry-failed"), "--retry-failed needs a folder"),
        (("--retry-failed", "http_5o3", "-o", "x"), "'http_5o3' is none of: http_NNN, bad_url"),
        (("https://news.example/", "--allow-private", "lan"), "allow_private: 'lan' is no address"),
        (("https://news.example/", "--fields", "headlin"), "headline"),
        (("https://news.example/", "--proxy", "socks9://x"), "proxy socks9://x"),
        (("https://news.example/", "--user-agent", "a\nb"), "user_agent holds what no header may"),
        (("https://news.example/", "-f", "html"), "write them to a folder: -o DIR"),
    ],
)
def test_a_command_that_makes_no_sense_is_told_so(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    code, out, err = run("fetch", *arguments)
    assert (code, out) == (2, "")
    assert told in err


def test_private_addresses_are_not_asked_unless_allowed(site: DemoSite, run: Run) -> None:
    code, out, err = run("fetch", f"{site.origin}{PATHS[0]}", "-q")
    assert (code, out) == (1, "")
    assert "blocked_address" in err
    assert "--allow-private" in err


def test_a_line_that_is_no_url_is_named_and_costs_nobody_else(
    site: DemoSite, tmp_path: Path
) -> None:
    listed = tmp_path / "urls.txt"
    listed.write_text(f"# stories\n{site.origin}{PATHS[0]}\nmailto:ana@gazette.example\n")
    done = fetch(str(listed), "-f", "jsonl", folder=tmp_path / "out")
    assert done.code == 1
    assert "urls.txt, line 3" in done.said
    assert len(done.rows) == 1


@pytest.mark.parametrize(
    "where", [("--sitemap", "/sitemap.xml"), ("--feed", "/feed.xml"), ("--discover", "/")]
)
def test_a_site_says_itself_what_there_is(
    site: DemoSite, tmp_path: Path, where: tuple[str, str]
) -> None:
    option, path = where
    done = fetch(option, site.origin + path, "-f", "jsonl", folder=tmp_path)
    assert done.code == 0
    assert set(done.rows) == {site.origin + path for path in PATHS}


def test_what_is_older_than_asked_for_is_left_out(site: DemoSite, tmp_path: Path) -> None:
    feed = f"{site.origin}/feed.xml"
    done = fetch("--feed", feed, "--since", "2026-01-01", "-f", "jsonl", folder=tmp_path)
    recent = {site.origin + s.path for s in STORIES if s.published.year >= 2026}
    assert 0 < len(recent) < len(PATHS)
    assert set(done.rows) == recent


def test_what_has_not_changed_is_not_sent_again(site: DemoSite, tmp_path: Path) -> None:
    urls = [site.origin + path for path in PATHS if path not in PAGED]
    first = fetch(*urls, "-f", "jsonl", folder=tmp_path)
    again = fetch("-f", "jsonl", "--refresh", "0.0000001", folder=tmp_path)
    assert again.code == 0
    assert again.report["outcomes"] == {
        "done": 0, "unchanged": len(urls), "duplicate": 0, "failed": 0,
    }  # fmt: skip
    assert again.report["bytes"] == 0
    assert again.rows == first.rows


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="files of any size may be written here")
@pytest.mark.parametrize("form", ["jsonl", "text"])
def test_a_full_disk_stops_the_run_and_spoils_nothing(
    site: DemoSite, tmp_path: Path, form: str
) -> None:
    out = tmp_path / "out"
    urls = " ".join(site.origin + path for path in PATHS)
    manners = "--allow-private 127.0.0.1 --delay 0 -j 1"
    limited = (
        "import resource, signal, sys; from scraper.cli.main import main\n"
        "if __name__ == '__main__':\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))\n"
        f"    sys.exit(main('fetch {urls} {manners} -f {form} -o {out}"
        f" --html-dir {out}/html --warc {out}/all.warc.gz'.split()))"
    )
    script = tmp_path / "limited.py"
    script.write_text(limited)
    (out / "html").mkdir(parents=True)
    (out / "html" / "manifest.jsonl").write_bytes(b"{}\n" * 199_990)  # nearly 600,000 bytes
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    stopped = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, env=env, timeout=60
    )
    assert stopped.returncode == 2
    assert "manifest.jsonl" in stopped.stderr
    assert "run the same command again" in stopped.stderr
    assert "Traceback" not in stopped.stderr
    (out / "html" / "manifest.jsonl").write_bytes(b"{}\n" * 199_990)
    rest = fetch("-f", form, folder=out)
    assert rest.code == 0
    if form == "jsonl":
        assert len(rest.rows) == len(PATHS)
