"""Articles that somebody put right, beside the saved pages they were made of."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scraper.cli.inputs import UsageError
from scraper.errors import InputError

if TYPE_CHECKING:
    from scraper.learn import Corrected

_JSON = (".json", ".jsonl")
_KINDS = (*_JSON, ".txt")


def read_corrections(path: Path, pages: Collection[str]) -> dict[str, Corrected]:
    """What the articles of some pages should be, by the pages' names.

    `path` is one file or a folder of them: articles in JSON as `scraper clean` writes them, alone
    or one a line, or a text. An article goes with the page that its "input" names, else with the
    page that the file is called after. Raises UsageError for one that goes with no page, or with
    several, and for a file that cannot be read as such.
    """
    found: dict[str, Corrected] = {}
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    for file in files:
        if file.suffix in _KINDS or not path.is_dir():
            for name, corrected in _read(file):
                found[_page(name, pages, file)] = corrected
    if not found:
        raise UsageError(f"{path}: no article put right there; expected {', '.join(_KINDS)}")
    return found


def _read(file: Path) -> Iterator[tuple[str, Corrected]]:
    """The articles in a file, each with the name of its page."""
    from scraper.learn.corrected import Corrected, corrected_from

    try:
        source = file.read_text("utf-8-sig")
        if file.suffix not in _JSON:
            yield file.name, Corrected(text=source)
            return
        for row in _rows(source):
            yield str(row.get("input") or file.name), corrected_from(row)
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from error
    except (ValueError, InputError) as error:
        raise UsageError(f"{file}: {error}") from error


def _rows(source: str) -> Iterator[Mapping[str, object]]:
    """The objects of JSON, one over several lines or one a line."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(source):
        if source[at].isspace():
            at += 1
            continue
        row, at = decoder.raw_decode(source, at)
        if not isinstance(row, dict):
            raise ValueError(f"expected an article, a JSON object, and found {str(row)[:40]!r}")
        yield row


def _page(name: str, pages: Collection[str], file: Path) -> str:
    """The page that an article is of."""
    if name in pages:
        return name
    base = Path(name).name
    wanted = {base, *(base.removesuffix(kind) for kind in _KINDS)}
    found = [page for page in pages if {Path(page).name, Path(page).stem} & wanted]
    if len(found) != 1:
        several = f"several pages are: {', '.join(sorted(found))}" if found else "no page is"
        raise UsageError(f"{file}: {several} called after {base!r}; name the file after its page")
    return found[0]
