"""Every config of the package: proven by its fixtures, and worth having on real pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.sites import compare
from scraper import load_config
from scraper.proof import Trials, trials_of
from scraper.testing import find_fixtures, load_fixture

ROOT = Path(__file__).parents[1]
CONFIG = load_config()
SITES = sorted(set(CONFIG.catalog.hosts.values()))
FILES = [*(("sites", name) for name in SITES), *(("family", n) for n in CONFIG.catalog.families)]
ENOUGH = 60  # sites with a config


@cache
def trials() -> Trials:
    run = Trials(CONFIG)
    for trial in trials_of(load_fixture(folder) for folder in find_fixtures(ROOT / "fixtures")):
        run.run(trial)
    return run


@pytest.mark.parametrize(("kind", "name"), FILES, ids=lambda part: part)
def test_every_rule_of_a_config_is_proven_by_a_fixture(kind: str, name: str) -> None:
    proof = trials().proof(kind, name)
    assert [f"{f.where}: {f.message}" for f in proof.findings] == []


def test_there_are_configs_for_many_sites_in_many_languages() -> None:
    files = [CONFIG.catalog.file("sites", name) for name in SITES]
    assert len(files) >= ENOUGH
    assert len({file.language for file in files}) >= 12


@pytest.mark.parametrize(("kind", "name"), FILES, ids=lambda part: part)
def test_a_config_says_whose_it_is(kind: str, name: str) -> None:
    file = CONFIG.catalog.file(kind, name)
    assert file.name
    assert kind == "family" or (file.timezone and file.checked)  # some print several languages


def test_no_page_is_worse_with_its_sites_config(shared: Path) -> None:
    pages = tuple(compare(shared / "data", CONFIG))
    assert len({page.host for page in pages}) >= ENOUGH
    assert {(page.host, page.id): page.worse() for page in pages if page.worse()} == {}
