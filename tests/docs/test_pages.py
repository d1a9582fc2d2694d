"""The documentation: what it has readers type works, and shows what comes back."""

from __future__ import annotations

import configparser
import doctest
import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest

from scraper import FetchPolicy
from scraper.cli import main as command_line
from scraper.cli.options import DEFAULT_MAX_BYTES, DEFAULT_TIMEOUT
from scraper.config.load import load_file
from scraper.config.schema import SiteFile
from scraper.read.cuts import MAX_DEPTH
from tests.cli.conftest import DUMP, PAGE
from tests.docs.reference import PAGES
from tests.docs.shell import ROOT, Typed, blocks, typed

DOCS = ROOT / "docs"
ALL = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
HERE = ("index.md", "tutorial.md", "cleaning.md", "site-configs.md")  # others have their own tests
ROW = '{"path": "pages/bridge.html", "url": "https://gazette.example/bridge", "id": "a1"}\n'


def text_of(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the pages take for granted; it is the current one."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "bridge.html").write_text(PAGE)
    (tmp_path / "pages" / "ferry.txt").write_text(DUMP)
    (tmp_path / "story.html").write_text(PAGE)
    (tmp_path / "pages.jsonl").write_text(ROW)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", HERE)
def test_what_a_page_has_readers_type_gives_what_it_shows(name: str, desk: Path) -> None:
    page = text_of(name)
    for block in blocks(page, "toml"):
        if named := re.match(r"# (rules/\S+)\n", block):
            (desk / named[1]).parent.mkdir(parents=True, exist_ok=True)
            (desk / named[1]).write_text(block)
    commands = list(typed(page))
    assert commands
    for each in commands:
        done = each.run(desk)
        assert done.returncode == 0, f"{each.command}\n{done.stderr}"
        assert each.is_answered_by(done.stdout), f"{each.command}\n{done.stdout}"


@pytest.mark.parametrize("name", HERE)
def test_commands_that_need_a_network_or_a_window_are_spelled_right(name: str) -> None:
    parser = command_line._parser()
    for block in blocks(text_of(name), "sh"):
        for line in block.splitlines():
            words = shlex.split(line.partition(" > ")[0], comments=True)
            assert words[0] == "scraper"
            parser.parse_args(words[1:])


@pytest.mark.parametrize("name", HERE)
def test_configs_and_python_of_a_page_hold(name: str, desk: Path) -> None:
    for number, block in enumerate(blocks(text_of(name), "toml")):
        path = desk / f"site{number}.example.toml"
        path.write_text(block)
        assert load_file(path, SiteFile).name
    for block in blocks(text_of(name), "ini"):
        configparser.ConfigParser().read_string(block)
    result = doctest.testfile(str(DOCS / name), module_relative=False)
    assert result.failed == 0
    assert bool(result.attempted) == bool(blocks(text_of(name), "pycon"))


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_as_the_code_is(name: str) -> None:
    if name == "command-line.md" and sys.version_info[:2] != (3, 11):
        pytest.skip("argparse prints help in another way in each version; the page has 3.11's")
    assert text_of(f"reference/{name}") == PAGES[name](), "run: python -m tests.docs.reference"


def test_every_page_can_be_reached() -> None:
    nav = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]["nav"]
    named = [page for section in nav for pages in section.values() for page in pages]
    assert sorted(named) == ALL


@pytest.mark.parametrize("name", ALL)
def test_links_between_pages_lead_somewhere(name: str) -> None:
    page = re.sub(r"^```.*?^```$", "", text_of(name), flags=re.MULTILINE | re.DOTALL)
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page):
        path = (DOCS / name).parent / target if target else DOCS / name
        assert path.resolve().is_relative_to(DOCS), f"{target} is not part of the site"
        assert path.exists(), target
        if anchor:
            assert anchor in anchors(path.read_text("utf-8")), f"{target}#{anchor}"


def anchors(page: str) -> set[str]:
    """What headings are called in links."""
    heads = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}


def test_a_gap_stands_for_any_lines_and_nothing_else_does() -> None:
    shown = Typed("", "a\n...\nd\n")
    assert shown.is_answered_by("a\nb\nc\nd\n")
    assert shown.is_answered_by("a\nd\n")
    assert not shown.is_answered_by("a\nb\n")
    assert not Typed("", "a\n").is_answered_by("a\nb\n")


@pytest.mark.parametrize(
    "stated",
    [
        f"{DEFAULT_MAX_BYTES:,} bytes",
        f"{MAX_DEPTH} levels deep",
        f"{DEFAULT_TIMEOUT:g} s, in a process of its own",
        f"{FetchPolicy().max_bytes // 1_000_000} MB, {FetchPolicy().deadline:g} s in all, "
        f"{FetchPolicy().max_redirects} redirects",
    ],
)
def test_limits_on_the_page_about_security_are_those_of_the_code(stated: str) -> None:
    assert stated in text_of("security.md")
    assert (FetchPolicy().delay, FetchPolicy().per_host) == (1, 2)  # "a request a second, two"
