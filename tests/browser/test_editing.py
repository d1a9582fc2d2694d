"""`scraper sites edit` in a real browser: a rule is written, and the page beside it changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from scraper.cli.editing.bench import lay_out
from scraper.cli.editing.draft import open_draft
from scraper.cli.editing.server import Editor
from scraper.types import Page
from tests.desk import page

PAGE = page(inside='<div class="tide"><p>High water at noon, low water at six.</p></div>')
TIDE = '[blocks]\nad = [".tide"]\n'


@pytest.fixture
def editor(chromium: str, tmp_path: Path) -> Iterator[Editor]:
    """Two saved pages of a site nobody has written rules for."""
    draft = open_draft("gazette.example", tmp_path / "rules", tmp_path / "scratch")
    pages = [("plain.html", page()), ("tide.html", PAGE)]
    bench = lay_out(draft, [(name, Page(None, text.encode())) for name, text in pages])
    with Editor(bench) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_rule_is_saved_and_the_report_shows_what_it_did(tab, editor):
    tab.goto(editor.url)
    tab.get_by_role("link", name="tide.html").click()
    row = tab.frame_locator("iframe").locator(".blocks li", has_text="High water")
    row.locator("b", has_text="body").wait_for()
    tab.locator("textarea").fill(TIDE)
    tab.keyboard.press("Control+s")
    row.locator("b", has_text="ad").wait_for()
    assert "1 line and 0 fields changed" in tab.locator("#outcome").text_content()
    assert editor.bench.draft.path.read_text("utf-8") == TIDE
    assert tab.complaints == []
    assert all(url.startswith(editor.origin) for url in tab.asked)


def test_a_changed_line_leads_to_its_place_in_the_report(tab, editor):
    tab.goto(editor.url)
    tab.locator("textarea").fill(TIDE)
    tab.get_by_role("button", name="Save").click()
    tab.get_by_role("link", name="High water").click()
    row = tab.frame_locator("iframe").locator(".blocks li:target")
    row.locator("span", has_text="High water").wait_for()  # it is laid out once it is in view
    assert "High water" in row.locator("span").text_content()


def test_a_mistake_leaves_the_text_the_report_and_the_file_as_they_are(tab, editor):
    tab.goto(editor.url)
    tab.locator("textarea").fill("[blocks\n")
    tab.get_by_role("button", name="Save").click()
    tab.locator(".error").wait_for()
    assert "not valid TOML" in tab.locator(".error").text_content()
    assert tab.locator("textarea").input_value() == "[blocks\n"
    assert not editor.bench.draft.path.exists()
    assert tab.frame_locator("iframe").locator("article h1").is_visible()


def test_a_save_after_a_mistake_succeeds(tab, editor):
    tab.goto(editor.url)
    for text in ("[blocks\n", TIDE):
        tab.locator("textarea").fill(text)
        tab.keyboard.press("Control+s")
        tab.locator(".error" if text != TIDE else ".saved").wait_for()
    assert editor.bench.draft.path.read_text("utf-8") == TIDE


def test_it_saves_without_its_script_as_well(browser, editor):
    tab = browser.new_page(java_script_enabled=False)
    tab.goto(editor.url)
    tab.locator("textarea").fill(TIDE)
    tab.get_by_role("button", name="Save").click()
    tab.locator(".saved").wait_for()
    assert tab.locator("textarea").input_value() == TIDE
    tab.close()


def test_the_report_cannot_reach_the_editor(tab, editor):
    tab.goto(editor.url)
    tab.frame_locator("iframe").locator("article h1").wait_for()
    frame = tab.frames[1]
    assert frame.evaluate("origin") == "null"
    reach = "() => { try { return parent.document.title } catch { return 'no way' } }"
    assert frame.evaluate(reach) == "no way"


def test_another_site_can_neither_frame_nor_save(tab, editor, tmp_path):
    elsewhere = tmp_path / "elsewhere.html"
    elsewhere.write_text(
        f'<iframe src="{editor.url}"></iframe><form method="post" action="{editor.url}">'
        f'<textarea name="text">{TIDE}</textarea>'
        f'<input name="base" value="{editor.bench.work.base}"><button>Go</button></form>',
        "utf-8",
    )
    tab.goto(elsewhere.as_uri())
    assert "gazette" not in tab.frames[1].content()
    tab.get_by_role("button", name="Go").click()
    tab.get_by_text("only the editor's own page may save").wait_for()
    assert not editor.bench.draft.path.exists()
