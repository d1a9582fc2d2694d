"""What became of a run, for programs: counts, failures by name, and how each site's config did."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from scraper.cli.inputs import UsageError
from scraper.cli.progress import Progress
from scraper.drift import Seen, SiteRecord, Watch


class Report(msgspec.Struct):
    """The file that `--report` writes and `--baseline` reads."""

    done: int = 0
    failed: dict[str, str] = {}  # the reason, by the input's name
    verdicts: dict[str, int] = {}
    sites: dict[str, SiteRecord] = {}
    skipped: dict[str, int] = {}  # records of archives that are no page, by kind


@dataclass(slots=True)
class Reporter:
    """Gathers what a run shows, says what looks amiss, and writes it where the user asked."""

    path: Path | None = None
    watch: Watch = field(default_factory=Watch)
    failed: dict[str, str] = field(default_factory=dict)

    def see(self, seen: Seen | None) -> None:
        """Nothing; counts a page that was cleaned."""
        self.watch.see(seen)

    def fail(self, name: str, reason: str) -> None:
        """Nothing; notes an input that failed."""
        self.failed[name] = reason

    def finish(self, progress: Progress) -> None:
        """Nothing; one line for each site that may have changed, and the report."""
        sites = self.watch.records()
        for alarm in alarms(sites):
            progress.say(alarm)
        if self.path is None:
            return
        verdicts = {str(verdict): count for verdict, count in progress.verdicts.items()}
        skipped = dict(progress.skipped)
        report = Report(progress.done, self.failed, verdicts, sites, skipped)
        _write(self.path, msgspec.json.format(msgspec.json.encode(report), indent=1) + b"\n")


def alarms(sites: Mapping[str, SiteRecord]) -> Iterator[str]:
    """A sentence for each site that may have changed, with what to do."""
    for site, record in sites.items():
        if record.alarms:
            yield (
                f"{site} may have changed: {'; '.join(record.alarms)}. "
                f"See: scraper sites check {site} --pages PATH -v"
            )


def make_reporter(path: Path | None, baseline: Path | None) -> Reporter:
    """A reporter. Raises UsageError for a baseline that is no report."""
    if baseline is None:
        return Reporter(path)
    try:
        before = msgspec.json.decode(baseline.read_bytes(), type=Report)
    except OSError as error:
        raise UsageError(f"--baseline {baseline}: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        advice = "name a file that --report wrote"
        raise UsageError(f"--baseline {baseline}: not a report ({error}); {advice}") from error
    return Reporter(path, Watch(before.sites))


def _write(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all. Raises UsageError where it cannot be written."""
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    except OSError as error:
        raise UsageError(
            f"--report {path}: {error.strerror}; name a file that can be written"
        ) from error
