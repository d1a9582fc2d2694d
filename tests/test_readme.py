"""The README's examples are run, and what they show is what comes out."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from scraper import extract
from scraper.cli.main import main
from scraper.config.load import load_file
from scraper.config.schema import SiteFile

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^\$ (scraper .+)$", README, re.MULTILINE)


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_python_examples_hold() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted >= 6
    assert result.failed == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_succeeds(command: str, tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    shell = command.replace("scraper ", f"{sys.executable} -m scraper ", 1)
    run = subprocess.run(
        shell,
        shell=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout or "-o" in command or "--html" in command


def test_the_command_that_edits_a_site_is_spelled_right(capsys: pytest.CaptureFixture[str]) -> None:
    (command,) = re.findall("^scraper (sites edit .+)$", README, re.MULTILINE)
    assert main([*command.split(), "--help"]) == 0
    assert "--config DIR" in capsys.readouterr().out


def test_the_dump_becomes_the_article() -> None:
    dump, clean = blocks("text")[:2]
    article = extract(dump, media_type="text/plain")
    assert f"{article.headline}\n\n{article.text}\n" == clean
    assert article.dateline
    assert article.dateline.place == "PORT ELLERY"
    assert [(c.text, c.credit) for c in article.captions] == [
        ("The harbor bridge on Monday", "Ana Ruiz")
    ]
    kinds = {block.label.value for block in article.removed()}
    assert kinds == {"share", "related", "paywall"}


def test_the_site_config_loads(tmp_path: Path) -> None:
    path = tmp_path / "gazette.example.toml"
    path.write_text(blocks("toml")[0], "utf-8")
    assert tomllib.loads(blocks("toml")[0])["name"] == "The Harbor Gazette"
    assert load_file(path, SiteFile).expect.require == ["headline", "published"]
