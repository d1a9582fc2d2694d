"""What a run tells on standard error, and what it keeps to itself."""

from __future__ import annotations

import io

from scraper.cli.paint import Paint, wants_colour
from scraper.cli.progress import Progress
from scraper.types import Label, Verdict


class Clock:
    """A clock that is a minute later at every look."""

    now = 0.0

    def __call__(self) -> float:
        self.now += 60
        return self.now


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar_that_is_wiped_for_a_failure():
    stream = Terminal()
    progress = Progress(stream, total=4, live=True, clock=Clock())
    progress.count(Verdict.COMPLETE)
    assert "[######------------------] 1 of 4" in stream.getvalue()
    progress.fail("a.html", "gone")
    assert "\r\x1b[Kscraper: a.html: gone\n" in stream.getvalue()


def test_a_log_gets_plain_lines():
    stream = io.StringIO()
    Progress(stream, clock=Clock()).count(Verdict.COMPLETE)
    assert stream.getvalue().startswith("scraper: 1 done, ")
    assert "\r" not in stream.getvalue()


def test_a_log_is_not_told_of_every_input():
    stream = io.StringIO()
    Progress(stream, clock=lambda: 0.0).count(Verdict.COMPLETE)
    assert stream.getvalue() == ""


def test_the_summary_counts_what_is_not_complete():
    stream = io.StringIO()
    progress = Progress(stream, clock=lambda: 0.0)
    for verdict in (Verdict.COMPLETE, Verdict.TRUNCATED):
        progress.count(verdict)
    progress.finish()
    assert stream.getvalue() == "scraper: 2 done, 1 truncated in 0.0 s\n"


def test_colour_is_for_terminals_that_want_it():
    assert wants_colour("auto", Terminal(), {})
    assert not wants_colour("auto", Terminal(), {"NO_COLOR": "1"})
    assert not wants_colour("auto", io.StringIO(), {})
    assert wants_colour("always", io.StringIO(), {"NO_COLOR": "1"})
    assert not wants_colour("never", Terminal(), {})


def test_wide_characters_are_cut_at_the_edge_of_the_terminal():
    assert Paint(width=7).fit("橋が再開した") == "橋が再…"
    assert Paint(width=12).fit("橋が再開した") == "橋が再開した"


def test_boilerplate_and_story_differ_in_colour():
    paint = Paint(colour=True)
    assert paint.label(Label.AD, "x") != paint.label(Label.BODY, "x")
    assert Paint().label(Label.AD, "x") == "x"
