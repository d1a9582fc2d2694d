"""`scraper sites edit`: the config beside the pages, and a server that serves only its user."""

from __future__ import annotations

import http.client
import os
import re
import signal
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode, urlsplit

import pytest

from scraper.cli.editing.bench import Bench, lay_out
from scraper.cli.editing.draft import Draft, digest, open_draft
from scraper.cli.editing.server import Editor
from scraper.cli.inputs import UsageError
from scraper.types import Label, Page
from tests.desk import page

PAGE = page(inside='<div class="tide"><p>High water at noon, low water at six.</p></div>')
NONE = "[blocks]\n"
TIDE = '[blocks]\nad = [".tide"]\n'


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder of the user's with rules for the Gazette, which say nothing yet."""
    folder = tmp_path / "rules"
    (folder / "sites").mkdir(parents=True)
    (folder / "sites" / "gazette.example.toml").write_text(NONE, "utf-8")
    return folder


@pytest.fixture
def draft(rules: Path, tmp_path: Path) -> Draft:
    return open_draft("gazette.example", rules, tmp_path / "scratch")


@pytest.fixture
def bench(draft: Draft) -> Bench:
    return lay_out(draft, [("story.html", Page(None, PAGE.encode()))])


# ---- where the rules are


def test_a_draft_is_the_file_of_the_host_in_the_folder_named(draft, rules):
    assert draft.path == rules / "sites" / "gazette.example.toml"
    assert draft.read() == NONE


def test_a_host_that_another_file_names_is_edited_there(rules, tmp_path):
    gazette = rules / "sites" / "gazette.example.toml"
    gazette.write_text('hosts = ["tide.example"]\n', "utf-8")
    assert open_draft("tide.example", rules, tmp_path / "s").path == gazette


def test_a_site_of_the_package_starts_as_a_copy(tmp_path):
    draft = open_draft("https://www.haaretz.com/a", tmp_path / "new", tmp_path / "scratch")
    assert draft.path == tmp_path / "new" / "sites" / "haaretz.com.toml"
    assert 'name = "Haaretz"' in draft.read()
    assert not draft.is_saved


def test_a_site_nobody_knows_starts_with_something_to_fill_in(tmp_path):
    draft = open_draft("daily.example", tmp_path / "new", tmp_path / "scratch")
    assert draft.try_out(draft.read()).site("https://daily.example/")


def test_rules_of_the_package_are_not_edited_in_place(tmp_path):
    with pytest.raises(UsageError, match="--config DIR is needed"):
        open_draft("haaretz.com", None, tmp_path)


@pytest.mark.parametrize("host", ["../../etc/passwd", "..", "", "a/../b", "-", "paper"])
def test_what_is_no_host_names_no_file(host, tmp_path):
    with pytest.raises(UsageError, match="no host"):
        open_draft(host, tmp_path, tmp_path / "scratch")


# ---- saving


def test_a_save_writes_the_file_and_tells_which_lines_changed(bench):
    work = bench.save(TIDE, bench.work.base)
    assert work.is_saved
    assert bench.draft.path.read_text("utf-8") == TIDE
    (change,) = [c for c in work.changes if c.block >= 0]
    assert change.subject == "High water at noon, low water at six."
    assert change.before.startswith("body (")
    assert change.after == "ad (gazette.example/ad .tide)"


def test_a_second_save_compares_with_the_first(bench):
    first = bench.save(TIDE, bench.work.base)
    again = bench.save(f"{TIDE}# the same\n", first.base)
    assert again.is_saved
    assert again.changes == ()


def test_a_field_that_changed_is_told(bench):
    text = '[fields]\nsection = ["@const Harbor"]\n'
    work = bench.save(text, bench.work.base)
    assert ("section", "nothing", "Harbor") in {
        (change.subject, change.before, change.after) for change in work.changes
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[blocks\n", "not valid TOML"),
        ('[blocks]\nadd = [".tide"]\n', "did you mean `ad`?"),
        ('[body]\nroot = ["p["]\n', "body.root: not a CSS selector"),
        (
            '[[section]]\nname = "live"\npath = "/live"\n[section.blocks]\nad = ["p["]\n',
            "blocks.ad",
        ),
        ('family = "wordpres"\n', "did you mean `wordpress`?"),
        ('hosts = ["WWW.x.example"]\n', "is no host"),
    ],
)
def test_a_text_that_is_no_config_is_not_saved_and_the_mistake_is_told(bench, rules, text, words):
    work = bench.save(text, bench.work.base)
    assert work.error
    assert words in work.error
    assert work.text == text
    assert bench.draft.path.read_text("utf-8") == NONE
    assert "scratch" not in work.error, "the user knows nothing of our folder"
    assert not bench.work.error, "the last good work stays on the bench"


def test_a_file_changed_elsewhere_is_left_alone(bench):
    bench.draft.path.write_text("# by an editor\n", "utf-8")
    work = bench.save(TIDE, bench.work.base)
    assert work.error
    assert "has been changed by something else" in work.error
    assert bench.draft.path.read_text("utf-8") == "# by an editor\n"
    assert bench.reload().text == "# by an editor\n"


def test_a_file_that_is_broken_already_can_be_opened_and_mended(draft):
    draft.path.write_text("[blocks\n", "utf-8")
    bench = lay_out(draft, [("story.html", Page(None, PAGE.encode()))])
    assert bench.work.error
    assert "not valid TOML" in bench.work.error
    assert bench.work.articles[0].headline
    assert bench.save(TIDE, bench.work.base).is_saved


def test_other_rules_of_the_folder_hold_in_a_trial(draft, rules):
    (rules / "family").mkdir()
    (rules / "family" / "harbor.toml").write_text(TIDE, "utf-8")
    draft.path.write_text('family = "harbor"\n', "utf-8")
    bench = lay_out(draft, [("story.html", Page(None, PAGE.encode()))])
    tide = [b for b in bench.work.articles[0].blocks if b.text.startswith("High water")]
    assert [block.label for block in tide] == [Label.AD]


def test_a_page_is_taken_to_be_at_its_canonical_address_if_that_is_the_sites(draft):
    def address(url: str) -> str | None:
        saved = page(head=f'<link rel="canonical" href="{url}">')
        return lay_out(draft, [("a.html", Page(None, saved.encode()))]).pages[0].url

    assert address("https://gazette.example/live/a") == "https://gazette.example/live/a"
    assert address("https://elsewhere.example/live/a") == "https://gazette.example/"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(bench, tmp_path):
    real = tmp_path / "kept-elsewhere.toml"
    bench.draft.path.rename(real)
    bench.draft.path.symlink_to(real)
    assert bench.save(TIDE, bench.work.base).is_saved
    assert stat.S_ISLNK(bench.draft.path.lstat().st_mode)
    assert real.read_text("utf-8") == TIDE


# ---- the server

Ask = Callable[..., tuple[int, dict[str, str], str]]


@pytest.fixture
def editor(bench: Bench) -> Iterator[Editor]:
    with Editor(bench) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def ask(editor: Editor) -> Ask:
    """Sends a request: its status, headers and body. `headers` come on top of a browser's own."""

    def ask(path: str = "", form: dict[str, str] | None = None, **headers: str):
        url = urlsplit(editor.url)
        given = {"Host": url.netloc}
        if form is not None:
            given |= {"Origin": editor.origin, "Content-Type": "application/x-www-form-urlencoded"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
        target = path if path.startswith("/") else url.path + path
        body = None if form is None else urlencode(form)
        connection.request("GET" if form is None else "POST", target, body, given)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, text

    return ask


def test_it_listens_on_this_machine_alone(editor):
    assert editor.server_address[0] == "127.0.0.1"


def test_the_page_holds_the_config_and_a_frame_for_the_report(ask):
    status, headers, text = ask()
    assert status == 200
    assert "[blocks]\n</textarea>" in text
    assert '<iframe name="report" title="The report" sandbox="allow-scripts"' in text
    assert "unsafe" not in headers["content-security-policy"]


def test_the_report_of_a_page_is_served(ask):
    status, headers, text = ask("pages/0")
    assert status == 200
    assert "High water at noon" in text
    assert headers["content-security-policy"] == "frame-ancestors 'self'"


def test_a_save_leads_back_to_the_page_which_tells_what_changed(ask, bench):
    form = {"text": TIDE.replace("\n", "\r\n"), "base": bench.work.base}  # as browsers send it
    status, headers, _ = ask("?page=0", form)
    assert (status, headers["location"]) == (303, "?page=0")
    assert bench.draft.path.read_text("utf-8") == TIDE
    text = ask()[2]
    assert "1 line and 0 fields changed" in text
    assert re.search(r'href="pages/0\?save=1#b\d+" target="report"', text)


def test_a_mistake_is_shown_beside_the_text_that_has_it(ask, bench):
    status, _, text = ask("", {"text": "[blocks\n<b>", "base": bench.work.base})
    assert status == 422
    assert "Not saved." in text
    assert "[blocks\n&lt;b&gt;</textarea>" in text


@pytest.mark.parametrize("path", ["/", "/wrong-token/", "/wrong-token/pages/0", "//"])
def test_without_the_token_there_is_nothing(ask, path):
    status, _, text = ask(path)
    assert status == 404
    assert "textarea" not in text


def test_a_name_that_leads_here_is_refused(ask, bench):
    assert ask(Host="evil.example")[0] == 403
    assert ask("", {"text": TIDE, "base": bench.work.base}, Host="evil.example")[0] == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://127.0.0.1:1"])
def test_only_its_own_page_may_save(ask, bench, origin):
    status = ask("", {"text": TIDE, "base": bench.work.base}, Origin=origin)[0]
    assert status == 403
    assert bench.draft.path.read_text("utf-8") == NONE


@pytest.mark.parametrize(
    ("path", "status"),
    [("pages/1", 404), ("pages/x", 404), ("pages/-1", 404), ("pages/" + "9" * 5000, 404),
     ("?page=7", 404), ("../../etc/passwd", 404), ("pages/0/../../", 404)],
)  # fmt: skip
def test_there_are_no_other_pages(ask, path, status):
    assert ask(path)[0] == status


def test_what_is_no_form_of_ours_is_refused(ask, bench):
    form = {"text": TIDE, "base": bench.work.base}
    assert ask("", {"text": TIDE})[0] == 400
    assert ask("", {**form, "more": "x"})[0] == 400
    assert ask("", form, Content_Type="text/plain")[0] == 400
    assert ask("", form, Content_Length="x")[0] == 400
    assert ask("", form, Content_Length="9999999999")[0] == 413
    assert bench.draft.path.read_text("utf-8") == NONE


def test_a_method_nobody_asked_for_is_refused(editor):
    url = urlsplit(editor.url)
    connection = http.client.HTTPConnection(url.hostname, url.port, timeout=30)
    connection.request("PUT", url.path)
    assert connection.getresponse().status == 501
    connection.close()


# ---- the command


def test_it_says_where_to_look_and_ctrl_c_ends_it(desk, start):
    process = start("sites", "edit", "gazette.example", "pages/bridge.html", "--config", "rules")
    url = process.stdout.readline().decode()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{20,}/\n", url)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert err.decode().endswith("Stopped.\n")
    assert not (desk / "rules").exists(), "nothing was saved"


def test_without_a_folder_of_ones_own_it_says_what_to_do(desk, run):
    code, _, err = run("sites", "edit", "haaretz.com", "pages/bridge.html")
    assert code == 2
    assert "--config DIR is needed" in err


def test_without_a_page_that_can_be_read_there_is_nothing_to_edit(desk, run):
    code, _, err = run("sites", "edit", "a.example", "pages/photo.jpg", "nope", "--config", "rules")
    assert code == 2
    assert "pages/photo.jpg: " in err
    assert "nope: No such file" in err


@pytest.mark.parametrize("port", ["x", "-1", "70000"])
def test_what_is_no_port_is_wrong_usage(desk, run, port):
    assert run("sites", "edit", "a.example", "pages", "--config", "r", f"--port={port}")[0] == 2


def test_a_port_that_is_taken_is_told(desk, run, editor):
    port = str(editor.server_port)
    code, _, err = run("sites", "edit", "a.example", "pages", "--config", "r", "--port", port)
    assert code == 2
    assert f"--port {port}: " in err


def test_a_digest_tells_texts_apart():
    assert digest(NONE) != digest(TIDE)
