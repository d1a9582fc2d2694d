"""What becomes of the inputs of `scraper clean`: written, counted, told of."""

from __future__ import annotations

import errno
from collections.abc import Generator
from dataclasses import dataclass

from scraper.cli.cleaning import Cleaned, NoPage
from scraper.cli.inputs import Input
from scraper.cli.output import Output
from scraper.cli.progress import Progress
from scraper.cli.report import Reporter
from scraper.errors import ScraperError
from scraper.types import Verdict
from scraper.workers import Failure

# What stands in the way of every other article, too.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}

_ADVICE = "make room, then run the same command again"
Results = Generator[tuple[Input, Cleaned | NoPage | Failure], None, None]


class DiskFullError(ScraperError):
    """Nothing more can be written: to go on would be to throw articles away, one after another."""


@dataclass(slots=True)
class Delivery:
    """What becomes of the inputs of one command."""

    output: Output
    progress: Progress
    reporter: Reporter
    strict: bool
    strict_misses: int = 0

    def take(self, results: Results) -> None:
        """Nothing; every result is delivered, counted and told of, and the report written.

        Raises DiskFullError where the disk is full.
        """
        try:
            for item, result in results:
                self._see(item, result)
            self._finish()
        except (KeyboardInterrupt, DiskFullError):
            self.progress.finish(interrupted=True)
            raise
        finally:
            results.close()
            self.progress.clear()
            if part := self.output.leave():
                self.progress.say(f"{part}: what was done until then; it can be read as it is")
            self.reporter.finish(self.progress)

    def fail(self, name: str, reason: str) -> None:
        """Nothing; names an input, a record or a part of an archive that failed."""
        self.progress.fail(name, reason)
        self.reporter.fail(name, reason)

    def skip(self, kind: str) -> None:
        """Nothing; counts a record that is no page."""
        self.progress.skip(kind)

    def _see(self, item: Input, result: Cleaned | NoPage | Failure) -> None:
        if isinstance(result, Failure):
            self.fail(item.name, result.reason)
        elif isinstance(result, NoPage):
            self.skip(result.kind)
        else:
            self.reporter.see(result.seen)
            self.strict_misses += not self._deliver(item, result)

    def _deliver(self, item: Input, result: Cleaned) -> bool:
        """Whether the article meets `--strict`; a failure to write it is counted elsewhere."""
        self.progress.clear()
        try:
            self.output.put(item, result.text)
        except BrokenPipeError:
            raise
        except OSError as error:
            if error.errno in _FULL:
                raise DiskFullError(f"{item.name}: {error.strerror}; {_ADVICE}") from error
            reason = f"cannot be written: {error.strerror}; check {error.filename}"
            self.progress.fail(item.name, reason)
            return True
        self.progress.count(result.verdict)
        if not self.strict or (result.verdict is Verdict.COMPLETE and not result.problems):
            return True
        found = "; ".join([result.verdict, *result.problems])
        self.progress.say(f"{item.name}: {found} (--strict)")
        return False

    def _finish(self) -> None:
        try:
            self.output.finish()
        except OSError as error:
            self.progress.fail(str(error.filename), f"cannot be written: {error.strerror}")
