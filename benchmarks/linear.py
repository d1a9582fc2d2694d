"""How time grows with size: pages of one shape, each twice as large as the one before.

    python -m benchmarks.linear

A shape is linear when its last doubling costs about twice the time.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from scraper import Page, extract

SENTENCE = "The old bridge over the river reopened on Tuesday, nine years after the flood. "
SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {
    "paragraphs": (50_000, lambda n: f"<p>{SENTENCE}" * n),
    "links": (50_000, lambda n: "<a href=/x>Bridge reopens</a> " * n),
    "linked list": (50_000, lambda n: "<li><a href=/x>Bridge reopens</a>" * n),
    "unclosed tags (1 MB)": (200_000, lambda n: "<div>" * n),
    "one text node (2 MB)": (26_000, lambda n: f"<p>{SENTENCE * n}"),
    "JSON-LD (840 kB)": (
        10_500,
        lambda n: (
            '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"'
            f'{SENTENCE * n}"}}</script><p>{SENTENCE * 9}'
        ),
    ),
    "whole page (5 MB)": (
        30_000,
        lambda n: (
            "<article><h1>Bridge reopens</h1>"
            + f'<div class="story"><p>{SENTENCE}</p><a href="/x">More</a></div>' * n
            + "</article>"
        ),
    ),
}


def main() -> None:
    for name, (size, make) in SHAPES.items():
        times = [_time(make(size >> shift)) for shift in (2, 1, 0)]
        print(f"{name:22} {'  '.join(f'{t:6.2f} s' for t in times)}")


def _time(markup: str) -> float:
    begin = time.process_time()
    extract(Page(None, markup.encode()))
    return time.process_time() - begin


if __name__ == "__main__":
    main()
