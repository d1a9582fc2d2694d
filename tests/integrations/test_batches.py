"""A table of pages in, a table of articles out, whatever the pages do."""

from __future__ import annotations

import os
import signal
from multiprocessing import active_children
from pathlib import Path
from threading import Thread

import pytest

from scraper.errors import ConfigError
from scraper.types import Article
from tests.integrations.rows import PHOTO, Row, articles, endless, pages

pa = pytest.importorskip("pyarrow")
from scraper.integrations import batches as module  # noqa: E402
from scraper.integrations.arrow import ARTICLE_SCHEMA, from_batch  # noqa: E402
from scraper.integrations.batches import Order, Packed, clean_batch  # noqa: E402

SCHEMA = pa.schema([("url", pa.string()), ("html", pa.binary())])


def table(*rows: Row) -> pa.Table:
    return pa.Table.from_pylist([{"url": url, "html": html} for url, html in rows], SCHEMA)


def kill_children() -> None:
    for child in active_children():
        os.kill(child.pid or 0, signal.SIGKILL)
        child.join()


def test_every_page_comes_out_as_a_single_process_makes_it():
    found = clean_batch(table(*pages()))
    assert found.schema.equals(pa.schema([*ARTICLE_SCHEMA, ("error", pa.string())]))
    assert found["error"].null_count == len(pages())
    assert tuple(from_batch(found)) == articles()


def test_a_row_that_cannot_be_cleaned_says_why_and_costs_nobody_else_anything():
    first, second = pages()[:2]
    found = clean_batch(table(first, ("https://a.example/photo", PHOTO), ("b", None), second))
    assert [row["url"] for row in found.to_pylist()] == [
        first[0], "https://a.example/photo", "b", second[0]]  # fmt: skip
    assert "JPEG" in found["error"][1].as_py()
    assert "null" in found["error"][2].as_py()
    assert found["verdict"][1].as_py() is None
    assert tuple(from_batch(found.take([0, 3]))) == articles()[:2]


def test_a_page_that_takes_too_long_is_given_up():
    first, second = pages()[:2]
    found = clean_batch(table(first, ("https://a.example/1", endless()), second), timeout=0.5)
    assert "took more than 0.5 s" in found["error"][1].as_py()
    assert tuple(from_batch(found.take([0, 2]))) == articles()[:2]


def test_a_process_that_is_killed_between_batches_is_replaced():
    halves = table(*pages()).to_batches(max_chunksize=len(pages()) // 2 + 1)
    found = []
    for batch in Order().run(halves):
        found.extend(from_batch(batch))
        kill_children()
    assert tuple(found) == articles()


def test_a_process_that_is_killed_at_work_has_its_page_done_by_another():
    child = Thread(target=kill_when_busy, daemon=True)
    child.start()
    (row,) = clean_batch(table(("https://a.example/1", endless(20_000)))).to_pylist()
    child.join()
    assert row["error"] is None
    assert row["text"].startswith("Line 0 of a page without end")


def kill_when_busy() -> None:
    """Kills the first process that has been at work for a tenth of a second."""
    ticks = os.sysconf("SC_CLK_TCK") / 10
    while True:
        for child in active_children():
            before = used(child.pid)
            while used(child.pid) - before < ticks and child.is_alive():
                pass
            os.kill(child.pid or 0, signal.SIGKILL)
            return


def used(pid: int | None) -> int:
    """Ticks of the clock that a process has computed."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return 0
    return int(stat.rpartition(")")[2].split()[11])


def test_the_process_waits_for_the_next_call():
    clean_batch(table(pages()[0]))
    before = {child.pid for child in active_children()}
    clean_batch(table(pages()[0]))
    assert {child.pid for child in active_children()} == before


def test_calls_from_threads_do_not_meet():
    found: list[tuple[Article, ...]] = []
    threads = [
        Thread(target=lambda: found.append(tuple(from_batch(clean_batch(table(*pages()[:9]))))))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [articles()[:9]] * 2


def test_columns_are_named_and_carried():
    url, html = pages()[0]
    columns = {"page": [html.decode()], "type": ["text/html"], "from": [url]}
    given = pa.table({"id": pa.array([7], pa.int32()), **columns})
    found = clean_batch(given, "page", "from", media_type="type", carry=["id"])
    assert found.schema.field("id").type == pa.int32()
    assert found["id"].to_pylist() == [7]
    assert tuple(from_batch(found)) == articles()[:1]


def test_a_content_type_header_tells_the_charset():
    page = "<html><body><h1>Мост</h1><p>Мост открыт.</p></body></html>".encode("koi8-r")
    header = "text/html; charset=koi8-r"
    given = pa.table({"html": [page], "url": ["https://a.example/1"], "type": [header]})
    assert clean_batch(given, media_type="type")["headline"].to_pylist() == ["Мост"]


def test_an_empty_table_has_the_columns_all_the_same():
    assert clean_batch(table()).schema.names[-1] == "error"


def test_a_column_of_the_article_cannot_be_carried():
    with pytest.raises(ValueError, match="'url' is a column of the article"):
        clean_batch(table(pages()[0]), carry=["url"])


def test_rules_of_ones_own_travel_to_the_process(tmp_path):
    (tmp_path / "sites").mkdir()
    site = tmp_path / "sites" / "a.example.toml"
    site.write_text('name = "A"\n[fields]\nkicker = ["h6.odd"]\n')
    rules = Packed.of(tmp_path)
    site.unlink()
    page = b"<html><body><h6 class=odd>Weather</h6><h1>Rain</h1><p>It rained.</p></body></html>"
    found = clean_batch(table(("https://a.example/1", page)), config=rules)
    assert found["kicker"].to_pylist() == ["Weather"]


def test_a_folder_without_rules_is_refused_before_anything_is_done(tmp_path):
    with pytest.raises(ConfigError, match="no rules here"):
        clean_batch(table(pages()[0]), config=tmp_path)


@pytest.fixture(autouse=True)
def _nothing_waits():
    """Leaves no process behind."""
    yield
    module._WAITING.clear()
    kill_children()
