"""What became of a fetch, for programs: counts, hosts, failures, and how each site's config did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

import msgspec

from scraper.cli.fetching.failures import Failed, Failures
from scraper.cli.output import write_whole
from scraper.drift import Seen, SiteRecord, Watch
from scraper.errors import FetchError
from scraper.types import Reason, Verdict

REPORT = "report.json"
FAILURES = "failures.jsonl"
UNNEEDED = MappingProxyType({Reason.NOT_MODIFIED: "unchanged", Reason.DUPLICATE: "duplicate"})


class HostCounts(msgspec.Struct):
    """One host in a run. `seconds` are those from its first answer or failure to its last."""

    done: int = 0
    failed: dict[str, int] = {}  # by reason
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0


class Report(msgspec.Struct):
    """The file report.json. Its keys always come in this order, and no count is left out.

    `failures` are the first ones; `failures_file` names the file with all of them where there are
    more. `verdicts` and `sites` are what `scraper clean --baseline` reads.
    """

    started: datetime
    finished: datetime
    interrupted: bool
    urls: int
    outcomes: dict[str, int]  # done, unchanged, duplicate, failed
    reasons: dict[str, int]  # of those that failed
    verdicts: dict[str, int]  # of those that are done
    requests: int
    robots_asked: int
    bytes: int  # of bodies as sent
    hosts: dict[str, HostCounts]
    failures: list[Failed]
    failures_file: str | None
    sites: dict[str, SiteRecord]

    @property
    def seconds(self) -> float:
        """How long the run took."""
        return (self.finished - self.started).total_seconds()


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Record:
    """Gathers what a run shows. `folder` is where the report goes; None keeps it in memory."""

    folder: Path | None = None
    watch: Watch = field(default_factory=Watch)
    clock: Callable[[], datetime] = _now
    robots_asked: int = 0
    _verdicts: Counter[Verdict] = field(default_factory=Counter)
    _unneeded: Counter[str] = field(default_factory=Counter)
    _reasons: Counter[str] = field(default_factory=Counter)
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _failures: Failures = field(init=False)
    _started: datetime = field(init=False)

    def __post_init__(self) -> None:
        self._failures = Failures(self.folder / FAILURES if self.folder else None)
        self._started = self.clock()

    def answered(self, url: str, size: int) -> None:
        """Nothing; a server answered a request with so many bytes of body."""
        host = self._host(url)
        host.counts.requests += 1
        host.counts.bytes += size

    def asked_robots(self) -> None:
        """Nothing; a robots.txt was asked for."""
        self.robots_asked += 1

    def done(self, url: str, verdict: Verdict, seen: Seen | None = None) -> None:
        """Nothing; a URL gave an article, which showed this of its site's config."""
        self._host(url).counts.done += 1
        self._verdicts[verdict] += 1
        self.watch.see(seen)

    def failed(self, error: FetchError) -> None:
        """Nothing; a URL gave no article. Raises OSError where that cannot be written."""
        if error.reason in UNNEEDED:
            self._unneeded[error.reason] += 1
            return
        self._reasons[error.reason] += 1
        failed = self._host(error.url).counts.failed
        failed[error.reason] = failed.get(error.reason, 0) + 1
        self._failures.add(Failed(_text(error.url), error.reason, _text(error.detail)))

    def finish(self, interrupted: bool = False) -> Report:
        """What became of the run; written when this returns. Raises OSError where it cannot be."""
        report = self._report(interrupted)
        if self.folder:
            packed = msgspec.json.format(msgspec.json.encode(report), indent=1)
            write_whole(self.folder / REPORT, packed.decode() + "\n")
        return report

    def _report(self, interrupted: bool) -> Report:
        done, failed = self._verdicts.total(), self._reasons.total()
        unneeded = {word: self._unneeded[reason] for reason, word in UNNEEDED.items()}
        return Report(
            started=self._started,
            finished=self.clock(),
            interrupted=interrupted,
            urls=done + failed + self._unneeded.total(),
            outcomes={"done": done, **unneeded, "failed": failed},
            reasons=dict(sorted(self._reasons.items())),
            verdicts={str(verdict): self._verdicts[verdict] for verdict in Verdict},
            requests=sum(host.counts.requests for host in self._hosts.values()),
            robots_asked=self.robots_asked,
            bytes=sum(host.counts.bytes for host in self._hosts.values()),
            hosts=_told(self._hosts),
            failures=self._failures.listed,
            failures_file=self._failures.finish(),
            sites=self.watch.records(),
        )

    def _host(self, url: str) -> _Host:
        """The host of a URL, which has shown a sign of life just now."""
        now = self.clock()
        host = self._hosts.setdefault(_host_of(url), _Host(now))
        host.counts.seconds = round((now - host.first).total_seconds(), 3)
        return host


@dataclass(slots=True)
class _Host:
    first: datetime
    counts: HostCounts = field(default_factory=HostCounts)


def _told(hosts: Mapping[str, _Host]) -> dict[str, HostCounts]:
    """Every host that has a name, in order; what has none is in the sums only."""
    for host in hosts.values():
        host.counts.failed = dict(sorted(host.counts.failed.items()))
    return {name: hosts[name].counts for name in sorted(hosts) if name}


def _host_of(url: str) -> str:
    """The host, with the port where it is not the scheme's own; empty where there is none.

    >>> _host_of("https://News.example:443/a"), _host_of("http://[::1]:8080/"), _host_of("http://[")
    ('news.example', '[::1]:8080', '')
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = f"[{host}]" if ":" in host else host
    return _text(host if port in (None, usual) else f"{host}:{port}")


def _text(text: str) -> str:
    """The text without what no encoding can write: half characters, from badly decoded lists."""
    return text.encode("utf-8", "replace").decode()
