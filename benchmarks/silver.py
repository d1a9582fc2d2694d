"""Dumps of pages that have no dump of their own, labelled by what the extractor makes of the HTML.

Elements tell more than lines do, so a page teaches its dump. Only pages are taken on which the
extractor is known to be right: it finds the gold body, or every segment asked for and none other.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.align import Gold
from scraper import Article, InputError, Page, extract
from scraper.config import Config
from scraper.read import open_page, read
from scraper.read.plain import read_lines
from scraper.text import squeeze
from scraper.types import Block, Document, Kind, LabelledBlock

MIN_CHARS = 400  # of a story
MIN_F1 = 0.9


def pages(folder: Path, known: set[str]) -> Iterator[dict[str, object]]:
    """The records of pages whose id is not among those known."""
    with (folder / "manifest.jsonl").open(encoding="utf-8") as lines:
        yield from (r for line in lines if (r := json.loads(line))["id"] not in known)


def dump_page(
    folder: Path, config: Config, record: Mapping[str, object]
) -> tuple[Document, list[bool], str] | None:
    """A page as a dump, for each of its blocks whether it is story, and the story; None where the
    extractor is not known to be right.
    """
    body = gzip.decompress((folder / str(record["html"])).read_bytes())
    page = Page(None, body)
    try:
        opened = open_page(page)
        article, document = extract(page, config), read(opened, config.site(None, None, opened))
    except InputError:
        return None
    if len(article.text) < MIN_CHARS or not _is_right(article.text, record["gold"]):
        return None
    lines, story = _lines(article, document)
    blocks: Sequence[Block] = read_lines("\n".join(lines))
    kept = [story[int(block.place.split()[1].split("-")[0]) - 1] for block in blocks]
    return replace(document, media_type="text/plain", blocks=tuple(blocks), elements=(),
                   candidates=(), pictures=(), markup=b""), kept, article.text  # fmt: skip


def _is_right(text: str, gold: object) -> bool:
    assert isinstance(gold, dict)
    if gold.get("body"):
        precision, recall = Gold.of(gold).compare(text)
        return 2 * precision * recall >= MIN_F1 * (precision + recall)
    line = squeeze(text)
    asked, barred = gold.get("with", []), gold.get("without", [])
    right = all(squeeze(part) in line for part in asked)
    return bool(asked) and right and not any(squeeze(part) in line for part in barred)


def _lines(article: Article, document: Document) -> tuple[list[str], list[bool]]:
    """The page's lines and whether they are story; a blank line between any two but items."""
    lines: list[str] = []
    story: list[bool] = []
    last: LabelledBlock | None = None
    for block in article.blocks:
        if block.block.element >= 0 and document.elements[block.block.element].hidden:
            continue
        items = last is not None and last.block.kind is block.block.kind is Kind.ITEM
        printed = block.text.split("\n") if items or not lines else ["", *block.text.split("\n")]
        lines.extend(printed)
        story.extend([block.label.is_text] * len(printed))
        last = block
    return lines, story
