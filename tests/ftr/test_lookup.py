"""Which file is for which host."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.errors import ConfigError
from scraper.ftr import open_checkout

FILES = {
    "paper.example.txt": "body: //main",
    ".paper.example.txt": "body: //article",
    "lonely.example.txt": "body: //main\nautodetect_on_failure: no",
    "global.txt": "strip_id_or_class: sharing",
}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("host", "file"),
    [
        ("paper.example", "paper.example.txt"),
        ("www.paper.example", "paper.example.txt"),
        ("sport.paper.example", ".paper.example.txt"),
        ("WWW.Paper.Example", "paper.example.txt"),
        ("live.sport.paper.example", None),  # one label in front, no more
        ("otherpaper.example", None),
        ("../paper.example", None),
        ("", None),
        ("x" * 300 + ".paper.example", None),
    ],
)
def test_a_host_has_its_own_file_or_that_of_all_below_a_domain(
    folder: Path, host: str, file: str | None
) -> None:
    rules = open_checkout(folder).rules(host)
    assert (rules.name if rules else None) == file


def test_the_rules_for_all_hosts_stand_behind_a_hosts_own(folder: Path) -> None:
    rules = open_checkout(folder).rules("paper.example")
    assert rules is not None
    assert [d.where for d in rules.directives] == ["paper.example.txt:1", "global.txt:1"]


def test_a_file_that_rules_detection_out_stands_alone(folder: Path) -> None:
    rules = open_checkout(folder).rules("lonely.example")
    assert rules is not None
    assert {d.file for d in rules.directives} == {"lonely.example.txt"}


def test_a_file_is_read_when_its_host_is_asked_for_and_only_then(folder: Path) -> None:
    checkout = open_checkout(folder)
    (folder / "paper.example.txt").write_text("body: //section", "utf-8")
    first = checkout.rules("paper.example")
    (folder / "paper.example.txt").write_text("body: //aside", "utf-8")
    assert first is not None
    assert first.directives[0].value == "//section"
    assert checkout.rules("paper.example") is first


@pytest.mark.parametrize(("name", "told"), [("missing", "no such folder"), (".", "no rules here")])
def test_a_folder_without_rules_is_refused(tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        open_checkout(tmp_path / name)
