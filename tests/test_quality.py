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

DIGESTS = {
    "pages": "4a04694d6e5db256",
    "dumps": "3698196362d3d5ce",
}
BODY_FLOORS = {"aeb": 0.973, "fundus": 0.970}
SEGMENT_FLOOR = 0.912
DUMP_FLOORS = {
    "blocks": 0.926,
    "html-text": 0.925,
    "inscriptis": 0.919,
    "w3m": 0.886,
    "trafilatura-recall": 0.956,
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


def body_f1(scorer: ModuleType, rows: Rows, key: str, value: str) -> float:
    """The scorer's body F1 over the records that have this value for a key."""
    pages = [
        scorer.body_page(record["gold"], row.get("body") or "", OPTIONS)
        for record, row in rows
        if record[key] == value
    ]
    return float(scorer.body_f1(pages))


def test_pages_stay_above_their_floors(shared: Path, scorer: ModuleType) -> None:
    rows = measured("pages", shared)
    for source, floor in BODY_FLOORS.items():
        assert body_f1(scorer, rows, "source", source) >= floor, source
    segments = [
        scorer.seg_page(record["gold"], row.get("body") or "", OPTIONS)
        for record, row in rows
        if record["source"] == "trafilatura"
    ]
    assert scorer.seg_f1(segments) >= SEGMENT_FLOOR


def test_dumps_stay_above_their_floors(shared: Path, scorer: ModuleType) -> None:
    rows = measured("dumps", shared)
    for style, floor in DUMP_FLOORS.items():
        assert body_f1(scorer, rows, "style", style) >= floor, style
