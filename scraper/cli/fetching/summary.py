"""What became of a fetch, for people: what came, what did not and why, and what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from scraper.cli.fetching.figures import count, duration, rate, share, size
from scraper.cli.fetching.report import Report
from scraper.cli.paint import Paint, columns, printable
from scraper.cli.report import alarms
from scraper.types import Reason
from scraper.types.reasons import explain

HOSTS = 5  # that are named as the slowest
SLOW = 1.0  # seconds; hosts that took less are not worth naming
_HOST_COLUMNS = 40
_MIN_PROSE = 24  # columns; in fewer an explanation is left to the terminal to break
_MAY_PASS = frozenset(
    {
        Reason.ROBOTS_UNREACHABLE,
        Reason.CONNECT,
        Reason.TIMEOUT,
        Reason.DISCONNECTED,
        Reason.INCOMPLETE,
        Reason.HOST_DOWN,
    }
)
_STATUSES_THAT_MAY_PASS = frozenset({408, 425, 429})


def summarize(report: Report, again: str | None = None, width: int = 0) -> Iterator[str]:
    """Lines to print. `again` is the command of this run, None where it cannot be gone on with.

    `width` is that of the terminal; 0 lets a line be as long as it likes.
    """
    for table in (_outcomes(report), _reasons(report, width), _slowest(report)):
        if lines := list(table):
            yield from (*lines, "")
    yield _sums(report)
    yield from alarms(report.sites)
    yield from _next(report, again)


def may_pass(reason: str) -> bool:
    """Whether what failed for a reason may well succeed another day.

    >>> may_pass("timeout"), may_pass("http_503"), may_pass("http_404"), may_pass("tls")
    (True, True, False, False)
    """
    if not reason.startswith("http_"):
        return reason in _MAY_PASS
    status = int(reason.removeprefix("http_"))
    return status >= 500 or status in _STATUSES_THAT_MAY_PASS


def _outcomes(report: Report) -> Iterator[str]:
    """What became of how many; nothing without any URL."""
    counts = {**report.verdicts, **report.outcomes}
    del counts["done"]  # told by verdict
    rows = [(word, f"{n:,}", share(n, report.urls)) for word, n in counts.items() if n]
    if rows:
        yield from _table([("outcome", "URLs", "share"), *rows])


def _reasons(report: Report, width: int) -> Iterator[str]:
    """Why URLs failed, most frequent reason first, and what each means; nothing if none did."""
    if not report.reasons:
        return
    reasons = sorted(report.reasons.items(), key=lambda item: (-item[1], item[0]))
    figures = [("failed", "URLs"), *((reason, f"{n:,}") for reason, n in reasons)]
    prose = ["what it means, and what to do", *(explain(reason) for reason, _ in reasons)]
    for line, text in zip(_table(figures), prose, strict=True):
        yield from _hung(f"{line}  ", text, width)


def _slowest(report: Report) -> Iterator[str]:
    """The hosts that were at it longest; nothing where there is only one to blame."""
    slow = [(name, host) for name, host in report.hosts.items() if host.seconds >= SLOW]
    if len(report.hosts) < 2 or not slow:
        return
    rows = [("slowest hosts", "URLs", "failed", "in")]
    for name, host in sorted(slow, key=lambda item: (-item[1].seconds, item[0]))[:HOSTS]:
        failed = sum(host.failed.values())
        shown = Paint(width=_HOST_COLUMNS).fit(name)
        rows.append((shown, f"{host.done + failed:,}", f"{failed:,}", duration(host.seconds)))
    yield from _table(rows)


def _sums(report: Report) -> str:
    took = f"in {duration(report.seconds)} ({rate(report.urls / max(report.seconds, 0.001))})"
    asked = f"{count(report.requests, 'request')}, {report.robots_asked:,} robots.txt"
    return f"{count(report.urls, 'URL')} {took}, {asked}, {size(report.bytes)}"


def _next(report: Report, again: str | None) -> Iterator[str]:
    """What to do now."""
    if report.failures_file:
        yield f"all failures are named in {report.failures_file}, the first of them in report.json"
    if report.interrupted:
        yield f"interrupted; go on with: {printable(again)}" if again else "interrupted"
    passing = sum(n for reason, n in report.reasons.items() if may_pass(reason))
    if passing and again:
        ways = "a way" if passing == 1 else "ways"
        yield f"{passing:,} failed in {ways} that may pass: {printable(again)} --retry-failed"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines: names to the left, figures to the right."""
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for name, *figures in rows:
        cells = [name + " " * (widths[0] - columns(name))]
        cells += [figure.rjust(room) for figure, room in zip(figures, widths[1:], strict=True)]
        yield "  ".join(cells)


def _hung(lead: str, text: str, width: int) -> Iterator[str]:
    """A text after its lead, broken where the width asks for it, all of it in its own column."""
    room = width - len(lead)
    first, *more = textwrap.wrap(text, room) if room >= _MIN_PROSE else [text]
    yield lead + first
    yield from (" " * len(lead) + line for line in more)
