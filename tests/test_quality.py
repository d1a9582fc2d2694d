"""Floors under the figures of the evaluation pages, pinned to the data they were measured on.

Raising a floor is a commit; lowering one needs its reason in the commit message.
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from benchmarks.predict import predict, records
from scraper.label.forest import load_forest
from scraper.label.lines import FOREST

DIGESTS = {
    "pages": "4a04694d6e5db256",
    "dumps": "3698196362d3d5ce",
}
BODY_FLOORS = {"aeb": 0.978, "fundus": 0.979}
EXACT_FLOORS = {"aeb": 0.47, "fundus": 0.55}
SEGMENT_FLOOR = 0.935
FIELD_FLOORS = {  # source, field, and which of the scorer's figures
    ("fundus", "title", "same"): 0.88,
    ("fundus", "authors", "f1"): 0.92,
    ("fundus", "date", "same"): 0.99,
    ("fundus", "deck", "near"): 0.83,
    ("fundus", "captions", "f1"): 0.87,
    ("fundus", "topics", "f1"): 0.83,
    ("fundus", "lead_image", "same"): 0.75,
    ("parser", "authors", "f1"): 0.91,
    ("parser", "date", "same"): 0.95,
    ("parser", "lead_image", "same"): 0.97,
    ("trafilatura", "title", "same"): 0.89,
    ("trafilatura", "authors", "f1"): 0.82,
    ("trafilatura", "date", "same"): 0.9,
    ("trafilatura", "topics", "f1"): 0.78,
}
DUMP_FLOORS = {  # the forest was trained on these very dumps
    "blocks": 0.96,
    "html-text": 0.96,
    "inscriptis": 0.96,
    "w3m": 0.955,
    "trafilatura-recall": 0.97,
}
HELD_OUT_FLOORS = {  # with forests that saw no page of the site
    "blocks": 0.945,
    "html-text": 0.945,
    "inscriptis": 0.948,
    "w3m": 0.943,
    "trafilatura-recall": 0.967,
}
# The scorer's own defaults.
OPTIONS = SimpleNamespace(raw=False, cjk=False, optional=["deck"], comments=False)


Rows = list[tuple[dict[str, object], dict[str, object]]]  # each record with its prediction


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measured(kind: str, shared: Path) -> Rows:
    """Each record with its prediction; skips where the data is not what the floors were set on."""
    folder = shared / "data"
    manifest = folder / {"pages": "manifest.jsonl", "dumps": "manifest_text.jsonl"}[kind]
    digest = hashlib.sha256(manifest.read_bytes()).hexdigest()[:16]
    if digest != DIGESTS[kind]:
        pytest.skip(f"{manifest.name} is {digest}, the floors belong to {DIGESTS[kind]}")
    found = list(records(kind, folder))
    with get_context("spawn").Pool() as pool:
        return list(zip(found, pool.map(partial(predict, kind, folder), found, 16), strict=True))


def body_figures(scorer: ModuleType, rows: Rows, key: str, value: str) -> tuple[float, float]:
    """The scorer's body F1, and the share of exact pages, where a key has this value."""
    pages = [
        scorer.body_page(record["gold"], row.get("body") or "", OPTIONS)
        for record, row in rows
        if record[key] == value
    ]
    return float(scorer.body_f1(pages)), scorer.body_stats(pages)["exact"]


def field_figure(scorer: ModuleType, rows: Rows, source: str, name: str, figure: str) -> float:
    """One of the scorer's figures of a field on the pages of a source."""
    found = [scorer.meta_page(r["gold"], row) for r, row in rows if r["source"] == source]
    fields = [page[name] for page in found if name in page]
    if figure == "f1":
        return float(scorer.counts_f1(fields))
    return float(sum(field[figure] for field in fields) / len(fields))


@pytest.fixture(scope="module")
def pages(shared: Path) -> Rows:
    return measured("pages", shared)


def test_bodies_stay_above_their_floors(pages: Rows, scorer: ModuleType) -> None:
    for source, floor in BODY_FLOORS.items():
        f1, exact = body_figures(scorer, pages, "source", source)
        assert f1 >= floor, source
        assert exact >= EXACT_FLOORS[source], source


def test_segments_stay_above_their_floor(pages: Rows, scorer: ModuleType) -> None:
    segments = [
        scorer.seg_page(record["gold"], row.get("body") or "", OPTIONS)
        for record, row in pages
        if record["source"] == "trafilatura"
    ]
    assert scorer.seg_f1(segments) >= SEGMENT_FLOOR


@pytest.mark.parametrize(("source", "name", "figure"), list(FIELD_FLOORS))
def test_fields_stay_above_their_floors(
    pages: Rows, scorer: ModuleType, source: str, name: str, figure: str
) -> None:
    floor = FIELD_FLOORS[source, name, figure]
    assert field_figure(scorer, pages, source, name, figure) >= floor


def test_dumps_stay_above_their_floors(shared: Path, scorer: ModuleType) -> None:
    rows = measured("dumps", shared)
    for style, floor in DUMP_FLOORS.items():
        assert body_figures(scorer, rows, "style", style)[0] >= floor, style


def test_dumps_of_unseen_sites_stay_above_their_floors() -> None:
    told = load_forest(FOREST).origin["held_out_f1"]
    assert isinstance(told, dict)
    assert told.keys() == HELD_OUT_FLOORS.keys()
    assert [style for style, floor in HELD_OUT_FLOORS.items() if told[style] < floor] == []
