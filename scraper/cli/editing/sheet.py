"""The editor's page: the config, what its last change did, and a frame for the report of a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape as escape_html
from itertools import groupby
from pathlib import Path

from scraper.cli.editing.bench import Bench, Work
from scraper.cli.editing.changes import Change
from scraper.formats.markup import digest_source, escape
from scraper.formats.parts import one_line

MOST_CHANGES = 200  # shown of each page; a browser is slow with many more
_EXCERPT = 160  # characters of a changed line


def write_sheet(bench: Bench, work: Work, page: int) -> str:
    """The editor with one of the pages in its frame, scrolled to its first changed line."""
    path = escape(str(bench.draft.path))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(bench.draft.name)} · scraper sites edit</title>\n"
        f"<style>{_style()}</style>\n</head>\n<body>\n"
        f'<form method="post" action="?page={page}">\n'
        f"<header><label for=text>{path}</label><button>Save</button></header>\n"
        f"{_outcome(bench, work)}\n"
        # A line break after the tag is not part of the text (HTML, section 13.1.2.5).
        f'<textarea id="text" name="text" spellcheck="false" autocapitalize="off" wrap="off">\n'
        f"{escape_html(work.text)}</textarea>\n</form>\n"
        f'<section class="pages">{_tabs(bench, work, page)}\n'
        f'<iframe name="report" title="The report" sandbox="allow-scripts" '
        f'src="{_report(work, page)}"></iframe></section>\n'
        f"<script>{_script()}</script>\n</body>\n</html>\n"
    )


def policy() -> str:
    """What the editor's page may do: run its own style and script, save, and frame its reports."""
    return (
        f"default-src 'none'; style-src {digest_source(_style())}; "
        f"script-src {digest_source(_script())}; connect-src 'self'; frame-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )


def _outcome(bench: Bench, work: Work) -> str:
    """How the last save went; replaced by the script after each."""
    return (
        f'<div id="outcome" role="status"><input type="hidden" name="base" value="{work.base}">'
        f"{''.join(_told(bench, work))}</div>"
    )


def _told(bench: Bench, work: Work) -> Iterator[str]:
    if work.error is not None:
        yield f'<p class="error"><strong>Not saved.</strong> {escape(work.error)}</p>'
    elif not work.is_saved:
        if not bench.draft.is_saved:
            yield "<p>Not saved yet. Saving makes the file.</p>"
    else:
        lines = sum(change.block >= 0 for change in work.changes)
        fields = len(work.changes) - lines
        told = f"{_count(lines, 'line')} and {_count(fields, 'field')} changed."
        yield f'<p class="saved"><strong>Saved.</strong> {told}</p>'
        for page, changes in groupby(work.changes, key=lambda change: change.page):
            yield _changed_page(bench.names[page], work, list(changes))


def _changed_page(name: str, work: Work, changes: list[Change]) -> str:
    items = "".join(_changed(work, change) for change in changes[:MOST_CHANGES])
    more = len(changes) - MOST_CHANGES
    rest = f"<p>and {more} more</p>" if more > 0 else ""
    heading = f"<summary>{escape(name)} <b>{len(changes)}</b></summary>"
    return f"<details open>{heading}<ul>{items}</ul>{rest}</details>"


def _changed(work: Work, change: Change) -> str:
    text = escape(_cut(change.subject))
    if change.block >= 0:
        url = f"{_report(work, change.page, change.block)}"
        text = f'<a href="{url}" target="report" dir="auto">{text}</a>'
    else:
        text = f"<b>{text}</b>"
    return (
        f"<li>{text}<br><span><s>{escape(_cut(change.before))}</s> → "
        f"<ins>{escape(_cut(change.after))}</ins></span></li>"
    )


def _tabs(bench: Bench, work: Work, current: int) -> str:
    """Links to the reports, where there are several."""
    if len(bench.names) == 1:
        return ""
    tabs = "".join(
        f'<a href="?page={page}"{" aria-current=page" * (page == current)}>{escape(name)}</a>'
        for page, name in enumerate(bench.names)
    )
    return f'<nav aria-label="Pages">{tabs}</nav>'


def _report(work: Work, page: int, block: int | None = None) -> str:
    """The address of a report: a new one after each save, so that it is fetched anew."""
    if block is None:
        lines = [c.block for c in work.changes if c.page == page and c.block >= 0]
        block = lines[0] if lines else None
    return f"pages/{page}?save={work.saves}" + (f"#b{block}" if block is not None else "")


def _cut(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT]}…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@cache
def _style() -> str:
    return _beside("editor.css")


@cache
def _script() -> str:
    return _beside("editor.js")


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")
