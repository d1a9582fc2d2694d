"""Reads fixtures: a page, the label of each of its lines, and the fields it should yield."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from scraper.errors import ConfigError
from scraper.text import squeeze
from scraper.types import Article, Caption, Dateline, Entry, Label, Page

_PAGES = {"page.html": "text/html", "page.txt": "text/plain"}
_SETTINGS = ("url", "fetched", "note", "misses", "missed_fields")
_FIELDS = tuple(f.name for f in fields(Article))
# A bullet that a text dump prints; the HTML of the same list has none.
_BULLET = re.compile(r"^(?:[*+•·▪‣]|[-–])\s+")
_CELLS = re.compile(r"\s\|\s|\t")


@dataclass(frozen=True, slots=True)
class Fixture:
    """One page and what is expected of it: `blocks` in reading order, `fields` by Article name.

    `misses` are lines whose label is known to come out wrong, `missed_fields` such fields: owned up
    to in page.toml, so that blocks.txt can say what is right.
    """

    folder: Path
    page: Page
    blocks: tuple[tuple[Label, str], ...]
    fields: Mapping[str, object]
    misses: tuple[str, ...] = ()
    missed_fields: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"


def find_fixtures(root: Path) -> tuple[Path, ...]:
    """Folders two levels below `root` that hold a page, sorted; empty when there are none."""
    found = {path.parent for name in (*_PAGES, "page.toml") for path in root.glob(f"*/*/{name}")}
    return tuple(sorted(found))


def load_fixture(folder: Path) -> Fixture:
    """The fixture in a folder; ConfigError names the file and line that cannot be used."""
    page, settings = _read_page(folder)
    return Fixture(
        folder=folder,
        page=page,
        blocks=_read_blocks(folder / "blocks.txt"),
        fields=_read_fields(folder / "article.json"),
        misses=tuple(settings.get("misses", ())),
        missed_fields=tuple(settings.get("missed_fields", ())),
    )


def print_line(text: str) -> str:
    """A block's text as blocks.txt writes it: line breaks as " / ", cells unmarked, no bullet.

    >>> print_line("Pipes\\tPrice\\n4\\t38 000")
    'Pipes Price / 4 38 000'
    >>> print_line("* two berths"), print_line("-4 degrees at noon")
    ('two berths', '-4 degrees at noon')
    """
    rows = (squeeze(_CELLS.sub(" ", row)) for row in text.splitlines())
    return _BULLET.sub("", " / ".join(row for row in rows if row))


def kept_or_dropped(article: Article, fixture: Fixture) -> tuple[int, int]:
    """Lines of the fixture whose kept or dropped state the article gets right, and all its lines.

    Story labels are kept, boilerplate is dropped. A line the article lacks counts as wrong; of
    lines printed twice, the first answers for the first.
    """
    dropped: dict[str, deque[bool]] = defaultdict(deque)
    for block in article.blocks:
        dropped[print_line(block.text)].append(block.label.is_boilerplate)
    right = 0
    for label, text in fixture.blocks:
        seen = dropped[text]
        right += bool(seen) and seen.popleft() is label.is_boilerplate
    return right, len(fixture.blocks)


def mislabelled(article: Article, fixture: Fixture) -> tuple[str, ...]:
    """The lines, as printed in blocks.txt, whose label is not the expected one, in page order."""
    labels = [label for label, _ in fixture.blocks]
    pairs = zip(labels, article.blocks, strict=False)
    return tuple(print_line(b.text) for label, b in pairs if b.label is not label)


def compare_fields(article: Article, fixture: Fixture) -> Mapping[str, str]:
    """What is wrong with each field that is; a field known to be missed is, once it comes right.

    An expected day asks for the day alone, an expected time for the instant.
    """
    wrong: dict[str, str] = {}
    for name, expected in fixture.fields.items():
        value = _as_written(getattr(article, name), name)
        is_right = _is_same(expected, value)
        if name in fixture.missed_fields:
            if is_right:
                wrong[name] = "comes right now: take it off missed_fields"
        elif not is_right:
            source = article.provenance.get(name, "nowhere")
            wrong[name] = f"expected {expected!r}, got {value!r} (from {source})"
    return wrong


def _as_written(value: object, name: str) -> object:
    """A field's value in the shapes that article.json uses."""
    if isinstance(value, Dateline):
        whole = squeeze(value.text)
        return {"place": value.place, "agency": value.agency, "date": value.date, "text": whole}
    if isinstance(value, tuple):
        return [_as_written(item, name) for item in value]
    if isinstance(value, Caption):
        return {"text": value.text, "credit": value.credit}
    if isinstance(value, Entry):
        return {f.name: _as_written(getattr(value, f.name), name) for f in fields(value)}
    return value


def _is_same(expected: object, value: object) -> bool:
    if isinstance(expected, dict) and isinstance(value, dict):
        return expected.keys() == value.keys() and all(
            _is_same(expected[key], value[key]) for key in expected
        )
    if isinstance(expected, list) and isinstance(value, list):
        return len(expected) == len(value) and all(map(_is_same, expected, value))
    if isinstance(expected, str) and isinstance(value, date):  # a datetime is one
        if "T" in expected:
            return value == datetime.fromisoformat(expected)
        day = value.date() if isinstance(value, datetime) else value
        return day == date.fromisoformat(expected)
    return expected == value


def compare_blocks(article: Article, fixture: Fixture) -> str:
    """A diff from the expected blocks to the article's, with the deciding rules; empty if equal."""
    expected = [f"{label} | {text}" for label, text in fixture.blocks]
    actual = [f"{block.label} | {print_line(block.text)}" for block in article.blocks]
    if expected == actual:
        return ""
    rules = {line: b.rule for line, b in zip(actual, article.blocks, strict=True)}
    diff = difflib.unified_diff(expected, actual, "expected", "actual", lineterm="", n=1)
    return "\n".join(_sign(line, rules) for line in diff)


def _sign(line: str, rules: Mapping[str, str]) -> str:
    rule = rules.get(line[1:]) if line.startswith("+") else None
    return f"{line}    [{rule}]" if rule else line


def _read_page(folder: Path) -> tuple[Page, dict[str, Any]]:
    found = [name for name in _PAGES if (folder / name).is_file()]
    if len(found) != 1:
        raise ConfigError(f"{folder}: holds {len(found)} pages; keep one of {', '.join(_PAGES)}")
    path = folder / "page.toml"
    text = _read_text(path)
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:  # its message ends in "(at line 3, column 7)"
        raise ConfigError(f"{path}: not TOML: {error}") from error
    for key in settings:
        if key not in _SETTINGS:
            raise _bad_line(path, _line_of(text, key), _unknown("key", key, _SETTINGS))
    url, fetched = settings.get("url"), settings.get("fetched")
    if not isinstance(url, str):
        raise _bad_line(path, _line_of(text, "url"), 'needs url = "https://..."')
    if not isinstance(fetched, date):
        raise _bad_line(path, _line_of(text, "fetched"), "needs a date: fetched = 2024-05-01")
    body = (folder / found[0]).read_bytes()
    page = Page(url=url, body=body, media_type=_PAGES[found[0]], fetched_at=_at_midnight(fetched))
    return page, settings


def _at_midnight(day: date) -> datetime:
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read_blocks(path: Path) -> tuple[tuple[Label, str], ...]:
    lines = enumerate(_read_text(path).split("\n"), start=1)
    return tuple(_read_block(path, number, line) for number, line in lines if line.strip())


def _read_block(path: Path, number: int, line: str) -> tuple[Label, str]:
    name, bar, text = line.partition(" | ")
    name = name.strip()
    if not bar or not text.strip():
        raise _bad_line(path, number, 'write "label | text"')
    if name not in set(Label):
        raise _bad_line(path, number, _unknown("label", name, Label))
    return Label(name), print_line(text)


def _read_fields(path: Path) -> Mapping[str, object]:
    text = _read_text(path)
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise _bad_line(path, error.lineno, f"not JSON: {error.msg}") from error
    if not isinstance(found, dict):
        raise _bad_line(path, 1, 'write one object: {"headline": "..."}')
    for key in found:
        if key not in _FIELDS:
            raise _bad_line(path, _line_of(text, key), _unknown("field", key, _FIELDS))
    return found


def _read_text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise ConfigError(f"{path}: is missing; every fixture needs one") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _bad_line(path, line, "not UTF-8; save it as UTF-8") from error


def _line_of(text: str, key: str) -> int:
    """The line a key stands on; 1 where it is missing."""
    found = re.search(rf'^\s*"?{re.escape(key)}"?\s*[=:]', text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


def _bad_line(path: Path, line: int, message: str) -> ConfigError:
    return ConfigError(f"{path}:{line}: {message}")


def _unknown(kind: str, word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    hint = f'did you mean "{close[0]}"?' if close else f"use one of {', '.join(known)}"
    return f'unknown {kind} "{word}"; {hint}'
