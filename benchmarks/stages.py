"""Where the time of a page goes: each stage with all before it, beside what peers take.

    python -m benchmarks.stages ../shared/data

CPU time a page in milliseconds, the median of the rounds, after a warm-up on pages of other sites.
"bare walk" asks every element for its name and attributes and does nothing with them: below parsing
and that, no program in Python that looks at a whole page can come.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import median

from selectolax.lexbor import LexborHTMLParser

from benchmarks.compare import TIMED, WARM_UP, pages_of
from benchmarks.peers import PEERS
from benchmarks.predict import rules
from scraper import Page, extract
from scraper.label import label
from scraper.language import tell_language
from scraper.read import open_page, read
from scraper.types import Document

ROUNDS = 5
Stage = Callable[[bytes, str | None], object]


def _parse(body: bytes, url: str | None) -> LexborHTMLParser:
    return LexborHTMLParser(body)


def _open(body: bytes, url: str | None) -> object:
    return open_page(Page(url, body))


def _walk(body: bytes, url: str | None) -> int:
    tree = open_page(Page(url, body)).tree
    seen = 0
    if tree is not None and tree.root is not None:
        for node in tree.root.traverse(include_text=True):
            if node.tag != "-text":
                seen += len(node.attributes)
    return seen


def _read(body: bytes, url: str | None) -> Document:
    opened = open_page(Page(url, body))
    return read(opened, rules().site(url, None, opened))


def _label(body: bytes, url: str | None) -> object:
    opened = open_page(Page(url, body))
    site = rules().site(url, None, opened)
    document = read(opened, site)
    return label(document, rules(), site, tell_language(document, rules(), site), frozenset())


def _whole(body: bytes, url: str | None) -> object:
    return extract(Page(url, body), rules())


STAGES: dict[str, Stage] = {
    "lexbor parse": _parse,
    "decode, bounds check, parse": _open,
    "and a bare walk": _walk,
    "and read into blocks": _read,
    "and label them": _label,
    "whole Article": _whole,
}


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("data", type=Path, help="folder with manifest.jsonl and its pages")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    asked = options.parse_args()
    stages = dict(STAGES)
    for name in ("trafilatura", "resiliparse"):
        if find_spec(name):
            stages[name] = PEERS[name][1]()
    every = [(record, body) for record, body in pages_of(asked.data)]
    others = islice((p for p in every if p[0]["source"] != TIMED), 0, None, WARM_UP)
    for record, body in others:
        for stage in stages.values():
            stage(body, record.get("url"))
    pages = [(body, record.get("url")) for record, body in every if record["source"] == TIMED]
    spent: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(asked.rounds):
        for name, stage in stages.items():
            spent[name].append(_time(stage, pages))
    for name, times in spent.items():
        print(f"{name:28} {median(times):6.2f} ms")
    if "trafilatura" in spent:
        theirs = median(spent["trafilatura"])
        print(f"{'a sixth of trafilatura':28} {theirs / 6:6.2f} ms")
        print(f"{'whole Article: times faster':28} {theirs / median(spent['whole Article']):6.2f}")


def _time(stage: Stage, pages: list[tuple[bytes, str | None]]) -> float:
    begin = time.process_time()
    for body, url in pages:
        stage(body, url)
    return 1000 * (time.process_time() - begin) / len(pages)


if __name__ == "__main__":
    main()
