"""A look at many documents before they are cleaned: which lines come back from story to story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from scraper.cli.inputs import Input, load_page
from scraper.cli.progress import Progress
from scraper.cli.rules import Rules
from scraper.config import host_of
from scraper.repeats import MIN_STORIES, SAMPLE, Lines, Repeats, Survey
from scraper.workers import Failure, Pool

FOLDER_SAMPLE = 400  # documents of a folder that do not say beforehand which host they are from
TOLD = 5  # groups that are named


@dataclass(frozen=True, slots=True)
class Surveying:
    """The task of a worker: read one input, tell its lines."""

    max_bytes: int
    rules: Rules

    def prepare(self) -> Callable[[Input], Lines]:
        """The function from an input to its lines, with the rules loaded."""
        from scraper.pipeline import survey_page

        config = self.rules.load()

        def look(item: Input) -> Lines:
            return survey_page(load_page(item, self.max_bytes), config, origin_of(item))

        return look


def origin_of(item: Input) -> str:
    """What groups an input that names no host: its folder."""
    return f"{item.path.parent}/" if item.path else ""


def survey_inputs(
    sources: Iterable[Input], task: Surveying, jobs: int, timeout: float, progress: Progress
) -> Repeats:
    """What comes back among the inputs, told group by group; nothing where they are few.

    An input that cannot be read is passed over: cleaning it will name the reason.
    """
    sample = list(_sample(sources))
    if not sample:
        return Repeats()
    pool: Pool[Input, Lines] = Pool(task, jobs, timeout)
    found = Survey()
    results = pool.run(sample, in_order=True)
    try:
        for _, lines in results:
            if not isinstance(lines, Failure):
                found.add(lines)
    finally:
        results.close()
    repeats = found.repeats()
    _tell(found, repeats, progress)
    return repeats


def _sample(sources: Iterable[Input]) -> Iterator[Input]:
    """Some inputs of every host and folder that has enough of them."""
    groups: defaultdict[str, list[Input]] = defaultdict(list)
    for item in sources:
        if item.path is None or not item.path.is_file():
            continue
        host = host_of(item.url)
        if len(groups[host or origin_of(item)]) < (SAMPLE if host else FOLDER_SAMPLE):
            groups[host or origin_of(item)].append(item)
    for items in groups.values():
        if len(items) >= MIN_STORIES:
            yield from items


def _tell(found: Survey, repeats: Repeats, progress: Progress) -> None:
    for group, marks in list(repeats.groups.items())[:TOLD]:
        count, documents = len(marks), len(found.groups[group])
        progress.note(
            f"{group}: {count} {'line comes' if count == 1 else 'lines come'} back in many of "
            f"{documents} documents; where nothing else speaks for a story's line, it is "
            "left out (--no-cross keeps it)"
        )
    rest = len(repeats.groups) - TOLD
    if rest > 0:
        progress.note(f"... and so in {rest} more hosts or folders")
