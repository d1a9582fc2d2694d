"""The README's examples are run, and what they show is what comes out."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from threading import Thread

import pytest

from scraper import extract
from scraper.cli.demo.server import serve
from scraper.cli.demo.stories import load_shelf
from scraper.cli.main import main
from scraper.config.load import load_file
from scraper.config.schema import SiteFile

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^\$ (scraper (?!fetch).+)$", README, re.MULTILINE)
FETCHES = re.findall(r"^\$ (scraper fetch .+)$", README, re.MULTILINE)
DEMO = "http://127.0.0.1:8808"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_python_examples_hold() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted >= 6
    assert result.failed == 0


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """How a command of the README ends, typed in a folder."""
    shell = command.replace("scraper ", f"{sys.executable} -m scraper ", 1)
    return subprocess.run(
        shell,
        shell=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "*"},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_succeeds(command: str, tmp_path: Path) -> None:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    done = run(command, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout or "-o" in command or "--html" in command


def test_the_fetches_of_the_readme_succeed_one_after_the_other(tmp_path: Path) -> None:
    with serve(0) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        (tmp_path / "urls.txt").write_text(site.origin + load_shelf().stories[0].path)
        local = " --allow-private 127.0.0.1 --delay 0"  # the list is of this machine, too
        for command in FETCHES:
            done = run(command.replace(DEMO, site.origin) + local, tmp_path)
            assert done.returncode == 0, done.stderr
        site.shutdown()
    assert "nothing left to do: 8 done" in done.stderr
    assert len(list((tmp_path / "demo").rglob("*.txt"))) == 8


def test_the_example_of_a_fetcher_prints_a_headline(capfd: pytest.CaptureFixture[str]) -> None:
    (example,) = (block for block in blocks("python") if "Fetcher(" in block)
    story = load_shelf().stories[0]
    with serve(0) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        example = example.replace("https://news.example/story", site.origin + story.path)
        example = example.replace("contact=", 'allow_private=("127.0.0.1",), contact=')
        subprocess.run([sys.executable, "-c", example], check=True, cwd=ROOT, timeout=60)
        site.shutdown()
    assert capfd.readouterr().out.strip() == story.headline


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
