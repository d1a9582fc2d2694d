"""The reference pages of the documentation, made of the code that they describe.

    python -m tests.docs.reference      writes docs/reference/

A test compares what is committed with what this makes, so that no page goes stale.
"""

from __future__ import annotations

import argparse
import enum
import inspect
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import scraper
from scraper.cli import main as command_line
from scraper.formats.record import article_schema

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference"
FOR_PEOPLE = "Made of the code by `python -m tests.docs.reference`; correct the code instead."
Schema = Mapping[str, Any]


def python_page() -> str:
    """The public names of the package: signatures and docstrings."""
    sections = [_section(name, getattr(scraper, name)) for name in sorted(scraper.__all__)]
    return _page("Python", "What `import scraper` gives.", *sections)


def _section(name: str, thing: Any) -> str:
    lines = [f"## {name}", _fenced(_signature(name, thing)), _prose(inspect.getdoc(thing) or "")]
    if inspect.isclass(thing):
        lines += list(_members(thing))
    return "\n\n".join(filter(None, lines))


def _signature(name: str, thing: Any) -> str:
    if inspect.isclass(thing) and issubclass(thing, enum.Enum):
        return " | ".join(str(member.value) for member in thing)
    if inspect.isclass(thing) and issubclass(thing, Exception):
        return f"class {name}({thing.__base__.__name__})"
    try:
        given = str(inspect.signature(thing))
    except ValueError:
        return f"class {name}"
    return _broken(name + _plain(given))


def _plain(signature: str) -> str:
    """Without quotes around types, and without addresses in memory."""
    signature = re.sub(r"(: |-> )'([^']+)'", r"\1\2", signature)
    signature = re.sub(r"<(\w+\.\w+): [^>]+>", r"\1", signature)
    return re.sub(r"<[^<>]+>", "...", signature).replace(" -> None", "")


def _broken(signature: str) -> str:
    """The signature with a line for each parameter, where it is too long for one."""
    if len(signature) <= 90:
        return signature
    name, _, rest = signature.partition("(")
    inner, _, after = rest.rpartition(")")
    parts = re.split(r", (?=[a-z0-9_*]+(?::|,|$|=))", inner)
    return "\n".join([f"{name}(", *(f"    {part}," for part in parts), f"){after}"])


def _members(thing: type) -> Iterator[str]:
    for name, member in vars(thing).items():
        function = member.fget if isinstance(member, property) else member
        told = inspect.getdoc(function) if inspect.isfunction(function) else None
        if told and not name.startswith("_") and not issubclass(thing, enum.Enum):
            given = "" if isinstance(member, property) else str(inspect.signature(function))
            given = _plain(given).replace("(self, ", "(").replace("(self)", "()")
            yield f"**`.{name}{given}`**"
            yield _prose(told)


def _prose(docstring: str) -> str:
    """A docstring as Markdown: its examples in a fence."""
    pieces = re.split(r"^((?:>>> .*\n?)(?:.+\n?)*)", docstring, flags=re.MULTILINE)
    return "\n\n".join(
        _fenced(piece.strip(), "pycon") if piece.startswith(">>>") else piece.strip()
        for piece in pieces
        if piece.strip()
    )


def command_line_page() -> str:
    """Every command's `--help`, as it is printed."""
    with patch.dict("os.environ", {"COLUMNS": "96", "NO_COLOR": "1"}):
        parser = command_line._parser()
        sections = [_fenced(_steady(parser.format_help()))]
        for name, command in _commands(parser):
            sections += [f"## {name}", _fenced(_steady(command.format_help()))]
    return _page("Command line", "What `scraper COMMAND --help` prints.", *sections)


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield command.prog, command
                yield from _commands(command)


def _steady(text: str) -> str:
    """Without what depends on the machine: how many cores it has."""
    return re.sub(r"here\s+\d+", "here 2", text)


def article_page() -> str:
    """What a line of JSON holds, and so what columns tables have."""
    schema = article_schema()
    sections = [_fields(schema)]
    for name, part in schema.get("$defs", {}).items():
        sections += _part(name, part)
    return _page(
        "The Article",
        "The fields of a line of JSON, of a row of a table and of "
        "[`scraper.Article`](python.md#article). What a page did not give is null or empty. "
        "The same for programs: [article.schema.json](../article.schema.json).",
        *filter(None, sections),
    )


def config_page() -> str:
    """The keys of a site's config."""
    schema = json.loads((ROOT / "config" / "schema.json").read_text("utf-8"))
    sections: list[str] = []
    for name, part in schema["$defs"].items():
        sections += _part(name, part)
    return _page(
        "Site configs",
        "The keys of `sites/<host>.toml` and `family/<cms>.toml`, `SiteFile` being the whole file. "
        "`scraper sites schema` prints the same for editors.",
        *filter(None, sections),
    )


def _part(name: str, part: Schema) -> list[str]:
    """A section for a table's keys, or for a list of words."""
    words = ", ".join(f"`{word}`" for word in part.get("enum", ()))
    return [f"## {name}", str(part.get("description", "")), _fields(part) or words]


def _fields(part: Schema) -> str:
    rows = ["| key | holds | |", "|---|---|---|"]
    for name, field in part.get("properties", {}).items():
        told = field.get("description") or _inner(field)
        rows.append(f"| `{name}` | {_kind(field)} | {told.replace('|', chr(92) + '|')} |")
    return "\n".join(rows) if len(rows) > 2 else ""


def _inner(field: Schema) -> str:
    """The description that one of a field's alternatives has."""
    return next((o["description"] for o in field.get("anyOf", ()) if "description" in o), "")


def _kind(field: Schema) -> str:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(_kind(o) for o in field["anyOf"] if o.get("type") != "null")
    if "enum" in field:
        return "a word of a list"
    match field.get("type"):
        case "array":
            items = field.get("items")
            return f"list of {_kind(items)}" if isinstance(items, Mapping) else "list"
        case "object":
            inner = field.get("additionalProperties")
            return f"table of {_kind(inner)}" if isinstance(inner, Mapping) else "table"
        case None:
            return "anything"
        case kind:
            return str(kind)


def _page(title: str, told: str, *sections: str) -> str:
    return "\n\n".join([f"<!-- {FOR_PEOPLE} -->", f"# {title}", told, *sections]) + "\n"


def _fenced(text: str, language: str = "text") -> str:
    return f"```{language}\n{text.rstrip()}\n```"


PAGES: dict[str, Callable[[], str]] = {
    "python.md": python_page,
    "command-line.md": command_line_page,
    "article.md": article_page,
    "site-config.md": config_page,
}


def main() -> None:
    """Writes the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in PAGES.items():
        (FOLDER / name).write_text(make(), "utf-8")


if __name__ == "__main__":
    main()
