"""Who may import whom: data flows one way, and heavy libraries stay behind their own doors."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import scraper

ROOT = Path(scraper.__file__).parent
LAYERS = (  # a part imports from the layers above its own, and from its own
    {"types", "errors"},
    {"text", "magic", "worker", "workers", "async_workers", "paging"},
    {"fields"},
    {"ftr"},
    {"config"},
    {
        "read",
        "label",
        "repeats",
        "captions",
        "choose",
        "judge",
        "assemble",
        "again",
        "joining",
        "entries",
        "drift",
        "language",
    },
    {"pipeline"},
    {"formats", "testing", ""},
    {"proof", "learn"},
    {"integrations"},
    {"cli", "__main__"},
)
APART = frozenset({"fetch"})  # a fetcher does not know what an article is
ALLOWED_APART = frozenset({"types", "errors", "text", "magic", "fetch"})
STRANGERS = {("read", "label"), ("label", "read"), ("captions", "read"), ("judge", "read")}
DOORS = {  # library: the only places that may import it
    "selectolax": ("read/", "config/load.py", "learn/", "fetch/discover"),
    "readability": ("label/engine.py",),
    "lxml": ("label/engine.py", "integrations/", "fetch/discover"),
    "msgspec": (
        "types/",
        "config/",
        "read/",
        "label/",
        "drift.py",
        "joining.py",
        "again.py",
        "learn/",
        "formats/record.py",
        "integrations/serve/",
        "integrations/mcp.py",
        "cli/report.py",
        "cli/fetching/report.py",
        "cli/fetching/failures.py",
    ),
    "httpx": ("fetch/wire.py", "fetch/transport.py"),
    "httpcore": ("fetch/transport.py", "fetch/dial.py"),
    "tenacity": ("fetch/retry.py",),
    "protego": ("fetch/robots.py",),
    "can_ada": ("fetch/urls.py",),
    "brotli": ("fetch/unpack.py",),
    "hishel": ("fetch/transport.py",),
    "warcio": ("fetch/warc.py",),
    "fastwarc": ("integrations/warc/",),
    "datatrove": ("integrations/datatrove.py",),
    "scrapy": ("integrations/scrapy.py",),
    "web_poet": ("integrations/webpoet.py",),
    "zyte_common_items": ("integrations/webpoet.py", "integrations/zyte.py"),
    "crawlee": ("integrations/crawlee.py",),
    "pyarrow": ("integrations/",),
    "starlette": ("integrations/serve/", "integrations/mcp.py"),
    "uvicorn": ("integrations/serve/listening.py",),
    "mcp": ("integrations/mcp.py",),
    "mcp_types": ("integrations/mcp.py",),
    "pyspark": ("integrations/spark.py",),
    "rensa": ("integrations/duplicates/",),
    "py3langid": ("integrations/langid.py",),
    "sqlite3": ("fetch/journal",),
    "argparse": ("cli/",),
    "pytest": ("integrations/pytest_plugin.py",),
}
STREAMS = {("sys", "argv"), ("sys", "stdout"), ("sys", "stdin"), ("sys", "stderr")}
HEAVY = ("httpx", "sqlite3", "readability", "lxml", "asyncio", "multiprocessing")
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))


def tree_of(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text("utf-8"))


def imports(file: str) -> Iterator[str]:
    """Names of the modules that a file imports, wherever in it."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports here are written in full"
            yield node.module or ""


def part_of(file: str) -> str:
    """The part of the house a file belongs to: "read" for read/html.py, "text" for text.py."""
    head = file.split("/")[0].removesuffix(".py")
    return "" if head == "__init__" else head


def module_of(file: str) -> str:
    return f"scraper/{file}".removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def parts_imported(file: str) -> set[str]:
    return {
        m.split(".")[1] if "." in m else "" for m in imports(file) if m.split(".")[0] == "scraper"
    }


def floor(part: str) -> int:
    return next(i for i, layer in enumerate(LAYERS) if part in layer)


def run(code: str) -> str:
    """What a fresh interpreter prints for a piece of code."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=ROOT.parent, timeout=60
    )
    return done.stdout


@pytest.mark.parametrize("file", FILES)
def test_every_file_belongs_to_a_layer(file: str) -> None:
    known = set().union(*LAYERS) | APART
    assert part_of(file) in known, f"say in LAYERS where {file} belongs"


@pytest.mark.parametrize("file", [f for f in FILES if part_of(f) not in APART])
def test_a_file_imports_from_no_layer_below_its_own(file: str) -> None:
    own = part_of(file)
    if own == "":  # the public face names everything, and imports it when it is asked for
        return
    later = {part for part in parts_imported(file) - APART if floor(part) > floor(own)}
    assert not later, f"{file} imports {sorted(later)}"


def test_a_fetcher_does_not_know_what_an_article_is() -> None:
    knowing = [f for f in FILES if part_of(f) in APART and not parts_imported(f) <= ALLOWED_APART]
    assert not knowing


@pytest.mark.parametrize("file", FILES)
def test_the_stages_do_not_know_each_other(file: str) -> None:
    assert not {(part_of(file), other) for other in parts_imported(file)} & STRANGERS


@pytest.mark.parametrize("library", DOORS)
def test_a_library_stays_behind_its_door(library: str) -> None:
    users = {file for file in FILES if any(m.split(".")[0] == library for m in imports(file))}
    strays = [file for file in users if not file.startswith(DOORS[library])]
    assert not strays, f"{library} is imported by {strays}"


@pytest.mark.parametrize("file", [f for f in FILES if part_of(f) not in ("cli", "__main__")])
def test_only_the_command_line_prints_and_reads_its_arguments(file: str) -> None:
    for node in ast.walk(tree_of(file)):
        name = node.func if isinstance(node, ast.Call) else None
        assert not (isinstance(name, ast.Name) and name.id in ("print", "input")), file
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in STREAMS, file


def test_no_module_imports_itself_by_way_of_others() -> None:
    known = {module_of(file) for file in FILES}
    graph = {
        module_of(file): {m for m in imports(file) if m in known and m != "scraper"}
        for file in FILES
        if module_of(file) != "scraper"
    }
    assert list(TopologicalSorter(graph).static_order())  # raises CycleError for a cycle


@pytest.mark.parametrize("entry", ["import scraper", "import scraper; scraper.extract"])
def test_importing_loads_nothing_heavy(entry: str) -> None:
    loaded = json.loads(run(f"{entry}; import sys, json; print(json.dumps(list(sys.modules)))"))
    assert not [name for name in HEAVY if name in loaded]


def test_importing_opens_no_socket_and_no_file_but_code() -> None:
    opened = run(
        "import sys, json, selectolax.lexbor, msgspec, zoneinfo, webencodings, chardetng_py\n"
        "seen = []\n"
        "sys.addaudithook(lambda event, given: seen.append((event, str(given[0])))\n"
        "    if event.split('.')[0] in ('open', 'socket', 'subprocess') else None)\n"
        "import scraper; scraper.extract\n"
        "print(json.dumps(seen))"
    )
    strays = [
        (event, name)
        for event, name in json.loads(opened)
        if event != "open" or not (name.endswith((".py", ".pyc")) or "__pycache__" in name)
    ]
    assert not strays
