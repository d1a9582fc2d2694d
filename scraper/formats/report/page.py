"""The report's page: its columns, style and script, and the policy that lets nothing else run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from scraper.formats.markup import digest_source, direction, escape
from scraper.formats.parts import one_line
from scraper.formats.report.blocks import block_column
from scraper.formats.report.overview import findings, legend, switches, switching, title_bar
from scraper.formats.report.story import story_column
from scraper.types import Article


def write_report(article: Article, name: str = "") -> str:
    """A complete page: the article beside every line of its source, each with its label and rule.

    `name` is how the user knows the source: a file name. The report runs only its own script and
    loads nothing; what it shows of the source is text. Without the script it can still be read,
    its labels switched and its votes opened.
    """
    title = escape(one_line(article.headline) or name or "No headline")
    return (
        f'<!doctype html>\n<html lang="en" dir="{direction(article.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title} · scraper</title>\n<style>{_style()}</style>\n</head>\n<body>\n"
        f"{switches(article)}\n"
        f"{title_bar(article, name)}\n{legend(article)}\n"
        f'<main>\n<section class="pane" id="kept" tabindex="-1" aria-label="The article">\n'
        f"{findings(article)}\n{story_column(article)}\n</section>\n"
        f'<section class="pane" id="page" tabindex="-1" aria-label="Every line of the page">\n'
        f"{block_column(article)}\n</section>\n</main>\n"
        f"<script>{_script()}</script>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return f"\n{_beside('report.css')}\n{switching()}\n"


@cache
def _script() -> str:
    return _beside("report.js")


@cache
def _policy() -> str:
    """Should an escape ever fail: our own style and script run, by their digests, and no other."""
    return (
        f"default-src 'none'; style-src {digest_source(_style())}; "
        f"script-src {digest_source(_script())}; base-uri 'none'; form-action 'none'"
    )


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")
