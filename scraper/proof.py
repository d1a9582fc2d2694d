"""Whether a site's config still does what it says: its rules, tried on its fixtures and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from scraper.config import Config
from scraper.config.catalog import Catalog, Parts
from scraper.config.hashed import hashed_names
from scraper.config.rules import EXPECT, Site
from scraper.config.schema import Field
from scraper.pipeline import extract
from scraper.testing import Fixture, compare_blocks, compare_fields, mislabelled
from scraper.types import Article, Page

_FIELDS = frozenset(Field)


class Grade(StrEnum):
    """How bad a finding is."""

    BROKEN = "broken"  # the config does not do what its fixtures or itself say
    WEAK = "weak"  # nothing shows that it does


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a config that is not as it should be, and what to do."""

    grade: Grade
    where: str  # the rule, the fixture or the page
    message: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One page that a config was tried on; `fixture` is None for a saved page without gold."""

    name: str
    page: Page
    fixture: Fixture | None = None


class Origins(NamedTuple):
    """On how many pages a field came from the first source that the file names for it, and not."""

    first: int = 0
    later: int = 0
    elsewhere: int = 0  # from none of them


@dataclass(frozen=True, slots=True)
class Proof:
    """What the trials of one file showed. `fired` counts the pages on which each rule did."""

    kind: str  # "sites" or "family"
    name: str
    fixtures: int
    pages: int
    fired: Mapping[str, int]
    sources: Mapping[str, Origins]
    findings: tuple[Finding, ...] = ()

    @property
    def is_broken(self) -> bool:
        return any(finding.grade is Grade.BROKEN for finding in self.findings)


@dataclass(slots=True)
class Trials:
    """Trials as they were run, each with its article, by the files that spoke for its page."""

    config: Config
    by_file: dict[str, list[tuple[Trial, Article]]] = field(default_factory=dict)

    def run(self, trial: Trial) -> None:
        """Nothing; extracts one page and notes which files spoke for it."""
        article = extract(trial.page, self.config)
        for layer in article.site_rules:
            if layer.startswith(("sites/", "family/")) and layer.endswith(".toml"):
                self.by_file.setdefault(layer, []).append((trial, article))

    def proof(self, kind: str, name: str) -> Proof:
        """What the trials showed of one file."""
        done = self.by_file.get(f"{kind}/{name}.toml", [])
        fired = dict.fromkeys(rules_of(self.config.catalog, kind, name), 0)
        for _, article in done:
            for rule in _fired(article) & fired.keys():
                fired[rule] += 1
        return Proof(
            kind=kind,
            name=name,
            fixtures=sum(trial.fixture is not None for trial, _ in done),
            pages=sum(trial.fixture is None for trial, _ in done),
            fired=fired,
            sources=_count_sources(done, fired),
            findings=tuple(_findings(kind, name, done, fired)),
        )


def rules_of(catalog: Catalog, kind: str, name: str) -> tuple[str, ...]:
    """The ids of every rule of one file, as blocks and provenance name them."""
    if kind == "family":
        return tuple(_rules(catalog.merged(Parts(None, name, None, None)), name))
    file = catalog.file(kind, name)
    sections = (None, *range(len(file.section)))
    layouts = (None, *range(len(file.layout)))
    every = (Parts(name, None, s, a) for s in sections for a in layouts)
    return tuple(dict.fromkeys(r for parts in every for r in _rules(catalog.merged(parts), name)))


def _rules(site: Site, origin: str) -> Iterator[str]:
    regions = {"body": (*site.root, *site.keep), "start": site.start, "stop": site.stop}
    for label, rules in regions.items():
        yield from (f"{origin}/{label} {rule.css}" for rule in rules if rule.origin == origin)
    yield from (f"{origin}/{label} {r.css}" for label, r in site.blocks if r.origin == origin)
    for name, sources in site.fields.items():
        yield from (f"{origin}/{name} {s.text}" for s in sources if s.origin == origin)
    yield from (f"phrase/{phrase.id}" for phrase in site.phrases.phrases)


def _fired(article: Article) -> set[str]:
    """The rules that found something, those of words among them."""
    voted = {vote.rule for block in article.blocks for vote in block.votes}
    return {*article.site_rules, *voted}


def _findings(
    kind: str,
    name: str,
    done: Sequence[tuple[Trial, Article]],
    fired: Mapping[str, int],
) -> Iterator[Finding]:
    if not any(trial.fixture for trial, _ in done):
        advice = f"make one in fixtures/{name}/"
        yield Finding(Grade.WEAK, f"{kind}/{name}.toml", f"no fixture shows what it does; {advice}")
    for trial, article in done:
        yield from _differences(trial, article)
        yield from _misses(trial, article)
    for rule, pages in fired.items():
        if done and not pages:
            yield Finding(Grade.WEAK, rule, "never fires")
        for hashed in hashed_names(rule.partition(" ")[2]):
            yield Finding(Grade.WEAK, rule, f"{hashed!r} looks made by a build")


def _differences(trial: Trial, article: Article) -> Iterator[Finding]:
    """Where a fixture's blocks and fields are not as it says; those it owns up to are left out."""
    fixture = trial.fixture
    if fixture is None:
        return
    if mislabelled(article, fixture) != fixture.misses or len(article.blocks) != len(
        fixture.blocks
    ):
        yield Finding(
            Grade.BROKEN, trial.name, f"blocks differ\n{compare_blocks(article, fixture)}"
        )
    for field_name, message in compare_fields(article, fixture).items():
        if field_name not in fixture.missed_fields:
            yield Finding(Grade.BROKEN, f"{trial.name}: {field_name}", message)


def _misses(trial: Trial, article: Article) -> Iterator[Finding]:
    for problem in article.problems:
        if EXPECT in problem:
            yield Finding(Grade.BROKEN, trial.name, problem.partition(EXPECT)[2])


def _count_sources(
    done: Sequence[tuple[Trial, Article]], fired: Iterable[str]
) -> Mapping[str, Origins]:
    """Where the fields that the file names sources for had their values from."""
    sources: dict[str, list[str]] = {}
    for rule in fired:
        name = rule.partition("/")[2].partition(" ")[0]
        if name in _FIELDS:
            sources.setdefault(name, []).append(rule)
    counts: dict[str, Counter[str]] = {name: Counter() for name in sources}
    for _, article in done:
        for name in sources.keys() & article.provenance.keys():
            source = article.provenance[name].partition(" at ")[0]
            where = sources[name].index(source) if source in sources[name] else -1
            counts[name][("elsewhere", "first", "later")[min(where, 1) + 1]] += 1
    return {n: Origins(c["first"], c["later"], c["elsewhere"]) for n, c in counts.items()}


def trials_of(fixtures: Iterable[Fixture]) -> Iterator[Trial]:
    """The fixtures, to be tried."""
    for fixture in fixtures:
        yield Trial(fixture.name, fixture.page, fixture)
