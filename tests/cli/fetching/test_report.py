"""The report of a fetch, for programs."""

from __future__ import annotations

import json

import pytest

from scraper.cli.fetching.failures import LISTED, Failed
from scraper.cli.report import make_reporter
from scraper.drift import Seen
from scraper.errors import FetchError
from scraper.types import Reason, Verdict
from tests.cli.fetching.runs import Run

NEWS, DAILY = "https://news.example", "https://daily.example:8443"


def written(folder):
    return json.loads((folder / "report.json").read_text("utf-8"))


def lines(file):
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_the_report_counts_outcomes_reasons_and_verdicts(tmp_path):
    run = Run(tmp_path).done(f"{NEWS}/a").done(f"{NEWS}/b", Verdict.TRUNCATED)
    run.failed(f"{NEWS}/c", "http_404").failed(f"{NEWS}/d", Reason.TIMEOUT, "60 s used up")
    run.failed(f"{NEWS}/e", Reason.NOT_MODIFIED).failed(f"{NEWS}/f", Reason.DUPLICATE, f"{NEWS}/a")
    run.later(30).record.finish()
    found = written(tmp_path)
    assert found["outcomes"] == {"done": 2, "unchanged": 1, "duplicate": 1, "failed": 2}
    assert found["reasons"] == {"http_404": 1, "timeout": 1}
    assert found["verdicts"] == {"complete": 1, "truncated": 1, "not_article": 0, "empty": 0}
    assert (found["urls"], found["interrupted"]) == (6, False)
    assert found["started"] == "2026-11-23T08:00:00Z"
    assert found["finished"] == "2026-11-23T08:00:30Z"


def test_failures_are_listed_and_what_need_not_be_fetched_is_none(tmp_path):
    run = Run(tmp_path).failed(f"{NEWS}/d", Reason.TIMEOUT, "60 s used up")
    run.failed(f"{NEWS}/e", Reason.NOT_MODIFIED).record.finish()
    detail = {"url": f"{NEWS}/d", "reason": "timeout", "detail": "60 s used up"}
    assert written(tmp_path)["failures"] == [detail]
    assert written(tmp_path)["failures_file"] is None


def test_hosts_are_told_with_requests_bytes_and_time(tmp_path):
    run = Run(tmp_path).done(f"{NEWS}/a", size=500).later(9).done(f"{NEWS}/b", size=700)
    run.record.answered(f"{DAILY}/", 20)
    run.failed(f"{DAILY}/", "http_503", times=2)
    for _ in range(2):
        run.record.asked_robots()
    run.record.finish()
    found = written(tmp_path)
    news = {"done": 2, "failed": {}, "requests": 2, "bytes": 1200, "seconds": 9.0}
    daily = {"done": 0, "failed": {"http_503": 2}, "requests": 1, "bytes": 20, "seconds": 0.0}
    assert found["hosts"] == {"daily.example:8443": daily, "news.example": news}
    assert (found["requests"], found["bytes"], found["robots_asked"]) == (3, 1220, 2)


def test_keys_come_in_the_same_order_whatever_came_first(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    Run(one).failed(f"{NEWS}/a", "timeout").failed(f"{DAILY}/a", "dns").record.finish()
    Run(other).failed(f"{DAILY}/a", "dns").failed(f"{NEWS}/a", "timeout").record.finish()

    def keys(value):
        return [(key, keys(inner)) for key, inner in value.items()] if type(value) is dict else 0

    assert keys(written(one)) == keys(written(other))


def test_a_few_failures_need_no_file_of_their_own(tmp_path):
    (tmp_path / "failures.jsonl").write_text("of an earlier run\n")
    Run(tmp_path).failed(f"{NEWS}/a", "dns", times=LISTED).record.finish()
    assert not (tmp_path / "failures.jsonl").exists()
    assert len(written(tmp_path)["failures"]) == LISTED


def test_more_failures_than_the_report_lists_are_all_in_a_file(tmp_path):
    run = Run(tmp_path)
    for number in range(LISTED + 5):
        run.failed(f"{NEWS}/{number}", "http_404")
    assert not (tmp_path / "failures.jsonl").exists()  # not yet whole
    run.record.finish()
    assert len(written(tmp_path)["failures"]) == LISTED
    assert written(tmp_path)["failures_file"] == "failures.jsonl"
    named = [row["url"] for row in lines(tmp_path / "failures.jsonl")]
    assert named == [f"{NEWS}/{number}" for number in range(LISTED + 5)]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["failures.jsonl", "report.json"]


def test_without_a_folder_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    report = Run().failed(f"{NEWS}/a", "dns", times=LISTED + 5).record.finish()
    assert report.outcomes["failed"] == LISTED + 5
    assert report.failures[0] == Failed(f"{NEWS}/a", "dns")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["", "http://[", "mailto:a@b.example", "https://a.example:99999/"])
def test_a_url_without_a_host_is_counted_all_the_same(tmp_path, url):
    Run(tmp_path).failed(url, Reason.BAD_URL).record.finish()
    found = written(tmp_path)
    assert found["reasons"] == {"bad_url": 1}
    assert found["hosts"] == {}


def test_hostile_urls_are_written_as_valid_json(tmp_path):
    run = Run(tmp_path)
    hostile = "https://evil.example\udc80/\x1b]0;x\r\n\u2028\udcff"
    run.failed(hostile, "http_404", "\ud800\x00", times=LISTED + 1).record.finish()
    assert written(tmp_path)["failures"][0]["url"] == hostile.encode("utf-8", "replace").decode()
    assert len((tmp_path / "failures.jsonl").read_text("utf-8").split("\n")) == LISTED + 2


def test_what_cannot_be_written_is_said(tmp_path):
    (tmp_path / "out").write_text("a file, no folder")
    with pytest.raises(OSError, match="out"):
        Run(tmp_path / "out").record.finish()


def test_drift_of_a_site_is_told_and_serves_as_a_baseline_for_clean(tmp_path):
    run = Run(tmp_path)
    for number in range(10):
        seen = Seen("news.example", ("news.example/share .bar",), ("found no authors",))
        run.record.done(f"{NEWS}/{number}", Verdict.COMPLETE, seen)
    run.record.finish()
    alarms = written(tmp_path)["sites"]["news.example"]["alarms"]
    assert alarms == ["found no authors on 10 of 10 pages"]
    before = make_reporter(None, tmp_path / "report.json").watch.before
    assert before["news.example"].fired == {"news.example/share .bar": 10}


def test_an_interrupted_run_says_so(tmp_path):
    run = Run(tmp_path)
    run.record.failed(FetchError(f"{NEWS}/a", "timeout"))
    assert run.record.finish(interrupted=True).interrupted
    assert written(tmp_path)["interrupted"] is True
