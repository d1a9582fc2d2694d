"""The OpenAPI document as a page to read: one file, no scripts, nothing loaded from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from scraper.formats.markup import escape
from scraper.integrations.serve.openapi import REASONS
from scraper.integrations.serve.refusals import describe

Json = dict[str, Any]

_STYLE = """
:root { color-scheme: light dark }
body { margin: 2rem auto; max-width: 54rem; padding: 0 1rem; font: 1rem/1.5 sans-serif }
code, pre { font: 0.9rem/1.4 monospace }
pre { padding: 0.8rem; overflow-x: auto; border: 1px solid }
h2 { margin-top: 2.5rem } table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: 0.25rem 0.6rem; border-bottom: 1px solid }
:target { outline: 2px solid }
"""
_EXAMPLES = {
    "/clean": "curl -H 'Content-Type: text/html' --data-binary @page.html "
    "'{origin}/clean?url=https://news.example/story&format=markdown'",
    "/fetch": "curl -H 'Content-Type: application/json' "
    '-d \'{{"url": "https://news.example/story"}}\' {origin}/fetch',
}


def write_manual(document: Json, origin: str = "http://127.0.0.1:8000") -> str:
    """A complete page about the service."""
    told = document["info"]
    body = "\n".join(
        [
            f"<h1>{escape(told['title'])} {escape(told['version'])}</h1>",
            f"<p>{escape(told['description'])} For programs: "
            '<a href="/openapi.json">openapi.json</a>.</p>',
            *_paths(document, origin),
            "<h2>The Article</h2>",
            *_table("field", _fields(document["components"]["schemas"]["Article"])),
            "<h2>Why there is no article</h2>",
            "<p>Every refusal is <code>application/problem+json</code> with one of these words "
            "as its <code>reason</code>; <code>http_NNN</code> is the status of a site.</p>",
            *_table("reason", ((reason, describe(reason)) for reason in REASONS), anchors=True),
        ]
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(told['title'])}</title>\n<style>{_STYLE}</style>\n"
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _paths(document: Json, origin: str) -> Iterator[str]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
            about = operation.get("description")
            yield f"<p>{escape(operation['summary'])}. {escape(about or '')}</p>"
            if path in _EXAMPLES:
                yield f"<pre>{escape(_EXAMPLES[path].format(origin=origin))}</pre>"
            yield from _table("query", _parameters(operation))
            yield from _table("body", _bodies(operation, document))
            yield from _table("status", _responses(operation))


def _parameters(operation: Json) -> Iterator[tuple[str, str]]:
    for parameter in operation.get("parameters", ()):
        choices = ", ".join(parameter["schema"].get("enum", ()))
        yield parameter["name"], f"{parameter['description']} {choices}".strip()


def _bodies(operation: Json, document: Json) -> Iterator[tuple[str, str]]:
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = content["schema"]
        name = schema.get("$ref", "").rpartition("/")[2]
        fields = document["components"]["schemas"][name]["properties"] if name else ()
        yield media_type, f"an object with {', '.join(fields)}" if fields else "the page itself"


def _responses(operation: Json) -> Iterator[tuple[str, str]]:
    for status, response in operation["responses"].items():
        yield status, f"{response['description']}: {', '.join(response['content'])}"


def _fields(schema: Json) -> Iterator[tuple[str, str]]:
    for name, field in schema["properties"].items():
        yield name, field.get("description", "")


def _table(head: str, rows: Iterable[tuple[str, str]], anchors: bool = False) -> Iterator[str]:
    """Rows of a name and what is to be said of it; nothing where there are none."""
    lines = [
        (f'<tr id="{escape(name)}">' if anchors else "<tr>")
        + f"<td><code>{escape(name)}</code></td><td>{escape(about)}</td></tr>"
        for name, about in rows
    ]
    if lines:
        yield f"<table>\n<tr><th>{escape(head)}</th><th></th></tr>"
        yield from lines
        yield "</table>"
