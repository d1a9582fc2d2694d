"""What an installation takes on disk: the core, and what each extra adds to it.

    python -m benchmarks.sizes                 the core and all extras
    python -m benchmarks.sizes scrapy arrow    the core and these

Each is installed from the registry into a folder of its own, bytecode included, as pip leaves it;
of an extra, what the core has already is not counted.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
OURS = {"dev", "docs", "browser", "epubcheck"}  # extras for those who work on this package


def extras() -> list[str]:
    """The names of the extras that users may ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return sorted(set(project["optional-dependencies"]) - OURS)


def installed(extra: str | None) -> int:
    """Bytes on disk of an installation in an empty folder, whole blocks counted."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{ROOT}[{extra}]" if extra else str(ROOT)
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, wanted]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        return sum(512 * path.lstat().st_blocks for path in Path(folder).rglob("*"))


def main() -> None:
    """Installs, and prints megabytes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("extras", nargs="*", metavar="EXTRA", help="default: all of them")
    core = installed(None)
    print(f"{'core':<12}{core / 1e6:>7.1f} MB", flush=True)
    for extra in parser.parse_args().extras or extras():
        print(f"{extra:<12}{(installed(extra) - core) / 1e6:>+7.1f} MB", flush=True)


if __name__ == "__main__":
    main()
