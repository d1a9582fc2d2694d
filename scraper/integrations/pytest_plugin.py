"""A pytest plug-in: one test for every fixture's blocks and fields, and for every site's file.

Switched on in the settings of a repository that keeps its own configs and fixtures:

    [tool.pytest.ini_options]
    testpaths = ["fixtures", "rules/sites"]
    scraper_fixtures = ["fixtures"]    # fixtures/<host>/<what-it-shows>/
    scraper_config = "rules"           # rules/sites/<host>.toml; left out: the package's own
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from scraper.config import Config
    from scraper.proof import Proof
    from scraper.testing import Fixture
    from scraper.types import Article

FIXTURE = "page.toml"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the settings."""
    parser.addini("scraper_fixtures", "folders of fixtures, <host>/<what-it-shows>/", type="paths")
    parser.addini("scraper_config", "a folder of rules (default: the package's)", type="paths")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    """The tests of a fixture or of a site's file; None for every other file."""
    roots = parent.config.getini("scraper_fixtures")
    if file_path.name == FIXTURE and any(root in file_path.parents for root in roots):
        return FixtureFile.from_parent(parent, path=file_path)
    folder = config_folder(parent.config)
    if folder and file_path.suffix == ".toml" and file_path.parent == folder / "sites":
        return SiteFile.from_parent(parent, path=file_path)
    return None


class FixtureError(Exception):
    """A fixture or a site's file that is not as it says; the message is for people."""


class Item(pytest.Item):
    """One thing that has to hold."""

    def runtest(self) -> None:
        """Raises FixtureError when it does not."""
        assert isinstance(self.parent, FixtureFile | SiteFile)
        message = self.parent.fault(self.name)
        if message:
            raise FixtureError(message)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None
    ) -> str:
        """The message alone: no line of this file says more."""
        from scraper.errors import ScraperError

        if isinstance(excinfo.value, FixtureError | ScraperError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where to look."""
        return self.path, 0, f"{self.path.parent.name}: {self.name}"


class FixtureFile(pytest.File):
    """A fixture: a test for its blocks, one for each field, one for what its site expects."""

    def collect(self) -> Iterator[Item]:
        """The tests, in the order of article.json."""
        for name in ("blocks", *self._fixture.fields, "expect"):
            yield Item.from_parent(self, name=name)

    def fault(self, name: str) -> str:
        """What is wrong; empty when nothing is."""
        from scraper.config.rules import EXPECT
        from scraper.testing import compare_blocks, compare_fields, mislabelled

        if name == "expect":
            return "\n".join(line for line in self._article.problems if EXPECT in line)
        if name != "blocks":
            return compare_fields(self._article, self._fixture).get(name, "")
        if mislabelled(self._article, self._fixture) == self._fixture.misses:
            return ""
        return compare_blocks(self._article, self._fixture)

    @cached_property
    def _fixture(self) -> Fixture:
        from scraper.testing import load_fixture

        return load_fixture(self.path.parent)

    @cached_property
    def _article(self) -> Article:
        from scraper.pipeline import extract

        return extract(self._fixture.page, rules(self.config))


class SiteFile(pytest.File):
    """A site's file: a test that it can be used, and that each of its rules fires on a fixture."""

    def collect(self) -> Iterator[Item]:
        """The tests."""
        yield Item.from_parent(self, name="loads")
        yield Item.from_parent(self, name="proof")

    def fault(self, name: str) -> str:
        """What is wrong; empty when nothing is. Raises ConfigError for a file of no use."""
        proof = self._prove()
        findings = proof.findings if name == "proof" else ()
        return "\n".join(f"{f.grade}: {f.where}: {f.message}" for f in findings)

    def _prove(self) -> Proof:
        from scraper.proof import Trials, trials_of
        from scraper.testing import find_fixtures, load_fixture

        trials = Trials(rules(self.config))
        for root in self.config.getini("scraper_fixtures"):
            for trial in trials_of(load_fixture(folder) for folder in find_fixtures(root)):
                if trial.name.split("/")[0] == self.path.stem:
                    trials.run(trial)
        return trials.proof("sites", self.path.stem)


def config_folder(config: pytest.Config) -> Path | None:
    """The folder of rules that the settings name; None where they name none."""
    folders: list[Path] = config.getini("scraper_config")
    return folders[0] if folders else None


_RULES = pytest.StashKey["Config"]()


def rules(config: pytest.Config) -> Config:
    """The rules, loaded once a session."""
    from scraper.config import load_config

    if _RULES not in config.stash:
        config.stash[_RULES] = load_config(config_folder(config))
    return config.stash[_RULES]
