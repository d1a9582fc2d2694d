"""What a fetch tells while it runs."""

from __future__ import annotations

import io
import os

from scraper.cli.fetching.live import TOLD, Live
from scraper.cli.screen import Screen
from scraper.errors import FetchError
from scraper.fetch.snapshot import HostLine, Snapshot
from scraper.types import Reason, Verdict

SLOW = HostLine("slow.example", 1203, 1, 4.0, None, delay=10.0)
RESTING = HostLine("busy.example", 400, 0, 58.0, "http_429", delay=1.0)
QUICK = HostLine("quick.example", 2, 2, 0.0, None, delay=0.0)


class Watching:
    """Somebody before a screen, with a clock of their own."""

    def __init__(self, live=True, total=None, quiet=False, width=100):
        self.now = 0.0
        self.stand = Snapshot()
        self.stream = io.StringIO()
        screen = Screen(self.stream, lambda: os.terminal_size((width, 24)))
        self.live = Live(screen, lambda: self.stand, total, live, quiet, clock=lambda: self.now)

    def tick(self, after=10.0):
        """What is shown after so many seconds."""
        self.now += after
        self.stream.seek(0)
        self.stream.truncate()
        self.live.tick()
        return self.stream.getvalue()

    def told(self):
        return self.stream.getvalue().splitlines()


def miss(reason="http_404", url="https://news.example/a", detail=""):
    return FetchError(url, reason, detail)


def test_a_terminal_sees_how_far_the_run_is_and_who_waits_for_whom():
    watching = Watching(total=100_000)
    watching.stand = Snapshot(33, 1605, (QUICK, RESTING, SLOW))
    for _ in range(40):
        watching.live.done(Verdict.COMPLETE)
    for reason in ("http_404", "timeout", "http_404"):
        watching.live.failed(miss(reason))
    watching.live.passed(Reason.NOT_MODIFIED)
    bar, misses, stand, *hosts = watching.tick().removeprefix("\r\x1b[K").split("\n")
    assert bar.startswith("[------------------------] 44 of 100,000, 4.4/s, 6 h 18 min left")
    assert misses == "3 failed (2 http_404, 1 timeout), 1 not_modified"
    assert stand == "33 under way, 1,605 waiting at 3 hosts"
    assert hosts == [
        "  slow.example   1,203 waiting, 1 under way, one every 10 s",
        "  busy.example   400 waiting, at rest for 58 s after http_429",
        "  quick.example  2 waiting, 2 under way",
    ]


def test_no_more_than_five_hosts_are_shown():
    watching = Watching()
    hosts = tuple(HostLine(f"{n}.example", n, 0, 1.0, None, 1.0) for n in range(1, 100))
    watching.stand = Snapshot(0, 4950, hosts)
    shown = watching.tick().split("\n")[2:]
    assert [line.split()[0] for line in shown] == [f"{n}.example" for n in (99, 98, 97, 96, 95)]


def test_a_slow_host_puts_the_end_off_however_fast_the_others_are():
    watching = Watching(total=1000)
    for _ in range(900):
        watching.live.done(Verdict.COMPLETE)
    assert "90/s, 1.1 s left" in watching.tick()
    watching.stand = Snapshot(0, 61, (HostLine("slow.example", 61, 0, 0.0, None, 10.0),))
    assert "10 min 0 s left" in watching.tick(after=1.0)


def test_the_rate_is_that_of_the_last_half_minute():
    watching = Watching(total=1000)
    for _ in range(600):
        watching.live.done(Verdict.COMPLETE)
    assert ", 40/s" in watching.tick(after=15.0)
    assert ", 20/s" in watching.tick(after=15.0)
    assert ", 0/s" in watching.tick(after=15.0)


def test_without_a_total_there_is_neither_a_bar_nor_an_end():
    watching = Watching()
    watching.live.done(Verdict.COMPLETE)
    shown = watching.tick()
    assert "1 fetched, 6/min\n" in shown
    assert "left" not in shown
    assert "[" not in shown.removeprefix("\r\x1b[K")


def test_a_terminal_is_not_redrawn_at_every_look():
    watching = Watching()
    assert watching.tick(after=0.6)
    assert not watching.tick(after=0.2)
    assert watching.tick(after=0.4)


def test_a_log_gets_a_line_every_ten_seconds():
    watching = Watching(live=False, total=2000)
    watching.stand = Snapshot(1, 1603, (SLOW, RESTING))
    watching.live.failed(miss())
    assert not watching.tick(after=9.9)
    assert watching.tick(after=0.2) == (
        "scraper: 1 of 2,000, 6/min, 5 h 36 min left; 1 failed (1 http_404); "
        "1 under way, 1,603 waiting at 2 hosts; "
        "longest: slow.example (1,203 waiting, 1 under way, one every 10 s)\n"
    )
    assert not watching.tick(after=9.9)


def test_of_each_reason_the_first_failures_are_named_and_the_others_counted():
    watching = Watching(live=False)
    for number in range(100):
        watching.live.failed(miss(url=f"https://news.example/{number}"))
    watching.live.failed(miss(Reason.TIMEOUT, "https://slow.example/", "60 s used up"))
    told = watching.told()
    assert told[0] == "scraper: https://news.example/0: http_404: no such page"
    assert told[TOLD] == "scraper: further http_404 are only counted; all are in report.json"
    assert told[TOLD + 1].startswith("scraper: https://slow.example/: timeout: ")
    assert told[TOLD + 1].endswith("(60 s used up)")
    assert len(told) == TOLD + 2


def test_the_picture_is_there_again_below_a_failure():
    watching = Watching()
    watching.tick()
    watching.live.failed(miss())
    below = watching.stream.getvalue().partition("no such page\n")[2]
    assert below.startswith("\r\x1b[K0 fetched")


def test_a_hostile_url_neither_drives_the_terminal_nor_fills_it():
    watching = Watching(live=False)
    watching.live.failed(miss(url="https://evil.example/\x1b]0;x\r\n" + "y" * 100_000))
    (told,) = watching.told()
    assert "\x1b" not in told
    assert len(told) < 700


def test_quiet_names_failures_and_nothing_else():
    watching = Watching(quiet=True)
    watching.live.note("the list has 3 URLs")
    assert watching.tick() == ""
    watching.live.failed(miss())
    assert watching.told() == ["scraper: https://news.example/a: http_404: no such page"]


def test_what_is_drawn_makes_way_for_the_summary():
    watching = Watching()
    watching.tick()
    watching.live.close(["complete  12"])
    assert watching.stream.getvalue().endswith("\r\x1b[1A\x1b[Jcomplete  12\n")
    assert watching.live.past == 0
