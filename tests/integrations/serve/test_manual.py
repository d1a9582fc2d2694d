"""docs/serving.md: its commands are run, its configuration is used, its numbers are the code's."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="make test-integrations installs it")
pytest.importorskip("uvicorn")

from scraper.cli.demo.site import answer
from scraper.cli.demo.stories import load_shelf
from scraper.cli.main import main
from tests.integrations.crawling import DEMO, demo
from tests.integrations.serve.service import DUMP, ROOT, Service

MANUAL = (ROOT / "docs" / "serving.md").read_text("utf-8")
HERE = "http://127.0.0.1:8000"
STORY = load_shelf().stories[0]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", MANUAL, re.M | re.S)


CURLS = [block for block in blocks("sh") if block.startswith("curl")]


@pytest.mark.skipif(not shutil.which("curl"), reason="the examples are of curl")
@pytest.mark.parametrize("block", CURLS, ids=range(len(CURLS)))
def test_an_example_gives_what_it_promises(local: Service, block: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(answer(STORY.path, DEMO).body)
    (tmp_path / "page.txt").write_text(DUMP)
    with demo() as site:
        command = block.replace(HERE, local.url).replace(DEMO, site.origin)
        done = subprocess.run(
            ["bash", "-ec", command.replace("curl ", "curl -sS --fail-with-body --noproxy '*' ")],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    for sign, promised in (
        ("format=markdown", f"# {STORY.headline}"),
        ("page.txt", '"headline": "Ferry stops for the winter"'),
        ("Rain", '"headline": "Rain"'),
        ("/fetch", f'"asked": "{site.origin}'),
        ("/health", '"status":"ok"'),
    ):
        assert sign not in block or promised in done.stdout


def test_all_paths_have_an_example() -> None:
    assert {re.search(r"8000/([a-z.]+)", line)[1] for line in "".join(CURLS).split("curl")[1:]} == {
        "clean", "fetch", "health", "openapi.json", "docs",
    }  # fmt: skip


def test_the_refusal_shown_is_the_one_given(service: Service) -> None:
    (shown,) = (json.loads(block) for block in blocks("json") if "reason" in block)
    assert service.post("/fetch", json={"url": "http://127.0.0.1/"}).json() == shown


def test_the_configuration_for_assistants_starts_the_server() -> None:
    pytest.importorskip("mcp")
    from tests.integrations.serve.test_mcp import session

    (config,) = (json.loads(block) for block in blocks("json") if "mcpServers" in block)
    entry = config["mcpServers"]["scraper"]
    assert (entry["command"], entry["args"][0]) == ("scraper", "mcp")

    async def ask() -> list[str]:
        async with session(*entry["args"][1:]) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert asyncio.run(ask()) == ["clean", "fetch"]


def test_the_limits_told_are_those_that_hold(capsys: pytest.CaptureFixture[str]) -> None:
    from scraper.integrations.mcp import MAX_CHARS
    from scraper.integrations.serve.desk import Bounds
    from scraper.integrations.serve.intake import BODY_SECONDS
    from scraper.integrations.serve.listening import CONNECTIONS

    main(["serve", "--help"])
    options = capsys.readouterr().out
    bounds = Bounds()
    for told, value in (
        ("size of a body", f"{bounds.max_bytes // 1_000_000} MB"),
        ("time for a body", f"{BODY_SECONDS:g} s"),
        ("time to make an article", f"{bounds.timeout:g} s"),
        ("time for all about", f"{bounds.deadline:g} s"),
        ("requests at once", f"{bounds.at_once} pages"),
        ("connections at once", str(CONNECTIONS)),
        ("length of a tool's", f"{MAX_CHARS:,} characters"),
    ):
        (row,) = (line for line in MANUAL.splitlines() if line.startswith(f"| {told}"))
        assert value in row.split("|")[2]
    for option in re.findall(r"`(--?[a-z-]+)`", MANUAL[MANUAL.index("## Limits") :]):
        assert option in options


def test_the_commands_own_defaults_are_the_librarys(capsys: pytest.CaptureFixture[str]) -> None:
    from scraper.cli.main import _parser
    from scraper.integrations.serve.desk import Bounds

    given = _parser().parse_args(["serve", "-j", "2"])
    assert {name: getattr(given, name) for name in Bounds.__dataclass_fields__} == {
        name: getattr(Bounds(), name) for name in Bounds.__dataclass_fields__
    }
