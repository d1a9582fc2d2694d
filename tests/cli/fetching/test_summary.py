"""What a fetch says at its end."""

from __future__ import annotations

import pytest

from scraper.cli.fetching.failures import LISTED
from scraper.cli.fetching.summary import may_pass, summarize
from scraper.drift import Seen
from scraper.types import Reason, Verdict
from scraper.types.reasons import EXPLAINED, explain
from tests.cli.fetching.runs import Run

NEWS, SLOW = "https://news.example", "https://slow.example"
AGAIN = "scraper fetch urls.txt -o out/"


def told(run, again=AGAIN, width=0, interrupted=False):
    return "\n".join(summarize(run.record.finish(interrupted), again, width))


def test_the_summary_tells_outcomes_reasons_hosts_and_what_to_do():
    run = Run()
    for number in range(1200):
        run.done(f"{NEWS}/{number}")
    run.done(f"{SLOW}/a", Verdict.TRUNCATED).failed(f"{NEWS}/x", Reason.NOT_MODIFIED)
    run.failed(f"{NEWS}/x", "http_404", times=3).failed(f"{SLOW}/x", "http_503", times=12)
    run.later(600).done(f"{SLOW}/b")
    run.record.asked_robots()
    assert told(run).splitlines() == [
        "outcome     URLs   share",
        "complete   1,201  98.6 %",
        "truncated      1   0.1 %",
        "unchanged      1   0.1 %",
        "failed        15   1.2 %",
        "",
        "failed    URLs  what it means, and what to do",
        f"http_503    12  {explain('http_503')}",
        "http_404     3  no such page",
        "",
        "slowest hosts  URLs  failed          in",
        "slow.example     14      12  10 min 0 s",
        "",
        "1,218 URLs in 10 min 0 s (2.0/s), 1,202 requests, 1 robots.txt, 12.0 MB",
        f"12 failed in ways that may pass: {AGAIN} --retry-failed",
    ]


def test_a_run_without_a_flaw_says_little():
    run = Run().done(f"{NEWS}/a").later(2)
    assert told(run).splitlines() == [
        "outcome   URLs    share",
        "complete     1  100.0 %",
        "",
        "1 URL in 2.0 s (30/min), 1 request, 0 robots.txt, 10.0 kB",
    ]


def test_a_run_that_had_nothing_to_do_has_no_table():
    assert told(Run()) == "0 URLs in 0.0 s (0/s), 0 requests, 0 robots.txt, 0 bytes"


def test_explanations_are_broken_within_their_column():
    run = Run().failed(f"{NEWS}/a", Reason.ROBOTS_UNREACHABLE)
    shown = told(run, width=60).splitlines()
    assert all(len(line) <= 60 for line in shown if "robots" in line)
    assert shown[5].startswith(" " * len("robots_unreachable     1  "))


@pytest.mark.parametrize("width", [0, 1, 20])
def test_where_there_is_no_room_for_a_column_lines_are_left_whole(width):
    run = Run().failed(f"{NEWS}/a", Reason.ROBOTS_UNREACHABLE)
    assert explain(Reason.ROBOTS_UNREACHABLE) in told(run, width=width)


def test_an_interrupted_run_says_how_to_go_on():
    assert told(Run(), interrupted=True).endswith(f"interrupted; go on with: {AGAIN}")
    assert told(Run(), again=None, interrupted=True).endswith("\ninterrupted")


def test_failures_for_good_are_not_offered_again():
    assert "--retry-failed" not in told(Run().failed(f"{NEWS}/a", "http_404"))


def test_a_run_that_kept_nothing_is_not_offered_again():
    shown = told(Run().failed(f"{NEWS}/a", "timeout"), again=None)
    assert "that may pass" not in shown


def test_many_failures_are_looked_up_in_their_file(tmp_path):
    run = Run(tmp_path).failed(f"{NEWS}/a", "http_404", times=LISTED + 1)
    assert "all failures are named in failures.jsonl" in told(run)


def test_a_site_that_may_have_changed_is_pointed_at():
    run = Run()
    for number in range(10):
        missed = Seen("news.example", (), ("found no authors",))
        run.record.done(f"{NEWS}/{number}", Verdict.COMPLETE, missed)
    assert "news.example may have changed: found no authors on 10 of 10 pages" in told(run)


def test_a_hostile_host_cannot_drive_the_terminal():
    run = Run().done(f"{NEWS}/a").done("https://evil\x1bc.example/a")
    run.later(5).done("https://evil\x1bc.example/b")
    assert "\x1b" not in told(run)
    assert "evilc.example" in told(run)


def test_what_is_said_to_pass_is_what_the_explanations_say_to_try_again():
    again = {r for r in Reason if "--retry-failed" in EXPLAINED[r] or "try later" in EXPLAINED[r]}
    assert again == {reason for reason in Reason if may_pass(reason)}
    for status in (408, 429, 500, 502, 503, 504):
        assert may_pass(f"http_{status}")
        assert "--retry-failed" in explain(f"http_{status}")
    assert not any(may_pass(f"http_{status}") for status in (400, 401, 403, 404, 410, 451))
