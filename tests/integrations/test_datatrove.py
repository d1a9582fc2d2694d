"""Our block in real pipelines of datatrove, on archives made here."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("datatrove", reason="make test-integrations installs it")
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import WarcReader
from datatrove.pipeline.writers import JsonlWriter

from scraper.integrations.datatrove import ArticleExtractor, Made, Making
from scraper.types import Page
from tests.archiving import answer, story

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "integrations.md").read_text("utf-8")
HOST = "https://gazette.example/"
FIRST = "The old bridge over the river reopened on Tuesday"
PLUG = b'<div class="newsletter-signup"><p>Sign up for our newsletter.</p></div></article>'


@dataclass(frozen=True)
class Poisoned(Making):
    """Work that pages can hang and crash."""

    def prepare(self) -> Callable[[Page], Made]:
        make = super().prepare()

        def misbehave(page: Page) -> Made:
            if page.url == HOST + "hang":
                threading.Event().wait()
            if page.url == HOST + "crash":
                os.kill(os.getpid(), signal.SIGSEGV)
            return make(page)

        return misbehave


class Dangerous(ArticleExtractor):
    def task(self) -> Poisoned:
        return Poisoned(self.config, self.fields)


def crawl(folder: Path, *names: str, body: bytes | None = None) -> Path:
    """The folder of an archive with a story for each name."""
    folder.mkdir(exist_ok=True)
    records = [answer(HOST + name, body or story(name.title())) for name in names]
    (folder / f"{names[0]}.warc.gz").write_bytes(b"".join(records))
    return folder


def lines(folder: Path) -> list[dict]:
    found = sorted(folder.glob("*.jsonl.gz"))
    return [json.loads(line) for path in found for line in gzip.open(path, "rt")]


def stats_of(block: ArticleExtractor) -> dict[str, int]:
    return {name: stat.total for name, stat in block.stats.stats.items()}


def test_a_document_gets_the_story_and_all_that_is_known_of_it(tmp_path):
    body = story().replace(b"</article>", PLUG)
    block = ArticleExtractor()
    (document,) = block.run(WarcReader(str(crawl(tmp_path / "in", "bridge", body=body))).run())
    known = document.metadata
    assert document.text.startswith(FIRST)
    assert (known["url"], known["verdict"]) == (HOST + "bridge", "complete")
    assert (known["headline"], known["language"]) == ("Bridge reopens after nine years", "en")
    assert known["removed"] == {"newsletter": 1}
    assert {"authors", "published", "site", "provenance", "problems"} <= set(known)
    assert not {"text", "blocks"} & set(known)
    assert json.dumps(known)


def test_fields_can_be_chosen():
    block = ArticleExtractor(fields=["headline"])
    (document,) = block.run([Document(story().decode(), "1", metadata={"source": "mine"})])
    assert set(document.metadata) == {"source", "headline", "removed"}
    with pytest.raises(ValueError, match="did you mean 'headline'"):
        ArticleExtractor(fields=["headine"])


def test_documents_are_counted_by_verdict_and_only_stories_are_forwarded():
    links = "<ul>" + "<li><a href='/x'>All the news of May</a></li>" * 60 + "</ul>"
    texts = [story().decode(), f"<html><body>{links}</body></html>", "<p></p>"]
    block = ArticleExtractor()
    found = list(block.run([Document(text, str(n)) for n, text in enumerate(texts)]))
    counts = stats_of(block)
    assert [document.id for document in found] == ["0"]
    assert (counts["total"], counts["forwarded"], counts["dropped"]) == (3, 1, 2)
    assert counts["verdict_complete"] == 1
    assert sum(count for name, count in counts.items() if name.startswith("verdict_")) == 3
    assert block.stats.time_stats.n == 3


def test_other_verdicts_can_be_asked_for():
    block = ArticleExtractor(verdicts=["truncated"])
    assert not list(block.run([Document(story().decode(), "1")]))
    with pytest.raises(ValueError, match="whole"):
        ArticleExtractor(verdicts=["whole"])


def test_a_page_that_hangs_and_one_that_crashes_cost_only_themselves(tmp_path):
    folder = crawl(tmp_path / "in", "a", "hang", "b", "crash", "c")
    block = Dangerous(timeout=3.0)
    found = [document.metadata["url"] for document in block.run(WarcReader(str(folder)).run())]
    counts = stats_of(block)
    assert found == [HOST + "a", HOST + "b", HOST + "c"]
    assert (counts["total"], counts["timeout"], counts["failed"]) == (5, 1, 1)


def test_a_task_of_an_executor_survives_poison_and_says_what_it_dropped(tmp_path):
    crawl(tmp_path / "in", "a", "hang", "b")
    crawl(tmp_path / "in", "c", "crash", "d")
    dropped = JsonlWriter(str(tmp_path / "dropped"))
    pipeline = [
        WarcReader(str(tmp_path / "in")),
        Dangerous(timeout=3.0, exclusion_writer=dropped),
        JsonlWriter(str(tmp_path / "out")),
    ]
    LocalPipelineExecutor(pipeline, tasks=2, logging_dir=str(tmp_path / "logs")).run()
    assert [row["metadata"]["headline"] for row in lines(tmp_path / "out")] == list("ABCD")
    reasons = {
        row["metadata"]["url"]: row["metadata"]["error"] for row in lines(tmp_path / "dropped")
    }
    assert "took more than 3 s" in reasons[HOST + "hang"]
    assert "SIGSEGV" in reasons[HOST + "crash"]


def test_a_consumer_that_stops_early_leaves_no_process_behind():
    documents = (Document(story().decode(), str(n)) for n in range(1_000))
    running = ArticleExtractor().run(documents)
    next(iter(running))
    running.close()
    assert next(documents).id < "9"


def test_the_example_of_the_manual_runs_as_it_stands(tmp_path):
    (section,) = re.findall(r"^## datatrove: (\d+) lines\n(.+?)(?=^## |\Z)", DOCS, re.S | re.M)
    (example,) = re.findall(r"```python\n(.+?)```", section[1], re.S)
    assert len([line for line in example.splitlines() if line]) == int(section[0])
    crawl(tmp_path / "crawl", "bridge", "ferry")
    (tmp_path / "pipeline.py").write_text(example)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "pipeline.py"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert [row["metadata"]["headline"] for row in lines(tmp_path / "articles")] == [
        "Bridge",
        "Ferry",
    ]
