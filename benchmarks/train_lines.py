"""Trains the forest that weighs the lines of text dumps, and writes it with what it came from.

    python benchmarks/train_lines.py ../shared/data scraper/label/lines.json

Needs lightgbm and numpy (`pip install lightgbm`), which nothing else in the house does. The sites
are dealt into five folds by a hash of their names; the F1 in the file's header is that of whole
pages cleaned by the pipeline with a forest that saw no page of their site.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import lightgbm
import numpy
from msgspec import structs

from benchmarks.align import Gold, align, words_of
from benchmarks.predict import as_prediction, records
from benchmarks.silver import dump_page, pages
from scraper import load_config
from scraper.assemble import assemble
from scraper.config import Config
from scraper.label import label, lines
from scraper.label.news import vote_news
from scraper.label.phrases import vote_phrases
from scraper.label.traits import find_traits
from scraper.label.view import View, make_view
from scraper.language import tell_language
from scraper.read import open_page, read
from scraper.types import Document, Page

Record = dict[str, object]

FOLDS = 5
TREES = 140
MIN_COUNT = 0.006  # weight of a line that has no words to speak of; a whole body weighs 1
MAX_FURNITURE = 0.6  # weight of a page's furniture that reads like prose; a page of comments is one
MAX_LEFT = 12  # lines above and below a story that is cut out of its dump
CUT_WEIGHT = 0.5
SILVER_WEIGHT = 0.7  # of a page labelled by the extractor, against one with a gold body
DIGITS = 4  # of cuts and leaves in the file
SETTINGS = {
    "objective": "binary", "num_leaves": 15, "learning_rate": 0.06, "min_data_in_leaf": 40,
    "min_sum_hessian_in_leaf": 0.5, "feature_fraction": 0.5, "bagging_fraction": 0.7,
    "bagging_freq": 1, "lambda_l2": 5.0, "seed": 7, "deterministic": True, "num_threads": 2,
    "verbose": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """One dump: its traits, a row a line; which lines are story, and how much each counts."""

    record: Record
    document: Document
    language: str | None
    names: tuple[str, ...]
    rows: numpy.ndarray
    kept: numpy.ndarray
    weights: numpy.ndarray
    whole: bool

    @property
    def fold(self) -> int:
        return fold_of(str(self.record["site"]))


def fold_of(site: str) -> int:
    """The fold of a site, the same on every machine."""
    return int(hashlib.sha256(f"fold{site}".encode()).hexdigest(), 16) % FOLDS


def from_dump(folder: Path, config: Config, record: Record) -> list[Sample]:
    """The dump of a record with its gold laid over its lines, and a cut of it."""
    body = gzip.decompress((folder / str(record["text"])).read_bytes())
    document = read(open_page(Page(None, body, "text/plain")), None)
    gold = Gold.of(record["gold"])
    kept = align(gold, [block.text for block in document.blocks])
    whole = sample(document, kept, gold, config, record)
    cut = sample(*cut_out(document, kept, str(record["id"])), gold, config, record)
    return [whole, replace(cut, weights=cut.weights * CUT_WEIGHT, whole=False)]


def from_page(folder: Path, config: Config, record: Record) -> list[Sample]:
    """What a page without a dump teaches, whole and cut; nothing where its labels are in doubt."""
    made = dump_page(folder, config, record)
    if made is None:
        return []
    document, kept, text = made
    gold = Gold.of({"body": text})
    pairs = [(document, kept), cut_out(document, kept, str(record["id"]))]
    found = [sample(*pair, gold, config, record) for pair in pairs]
    return [replace(s, weights=s.weights * SILVER_WEIGHT, whole=False) for s in found]


def cut_out(document: Document, kept: Sequence[bool], name: str) -> tuple[Document, Sequence[bool]]:
    """What people cut out of a dump: the story with a few lines above and below."""
    if not any(kept):
        return document, kept
    chance = random.Random(name)
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    start = max(0, first - chance.randint(0, MAX_LEFT))
    stop = min(len(kept), last + 1 + chance.randint(0, MAX_LEFT))
    blocks = document.blocks[start:stop]
    renumbered = tuple(structs.replace(block, index=i) for i, block in enumerate(blocks))
    return replace(document, blocks=renumbered), kept[start:stop]


def sample(
    document: Document,
    story: Sequence[bool],
    gold: Gold,
    config: Config,
    record: Record,
) -> Sample:
    """The traits of a document's lines, and how much each line counts: its words against those of
    the body, less for furniture of which there is more than a page of a story.
    """
    language = tell_language(document, config, None)
    view = make_view(document, config, None, language)
    found = find_traits(see(view))
    texts = [block.text for block in document.blocks]
    kept = numpy.array(story)
    rows = numpy.array(list(zip(*found.values(), strict=True)), dtype=numpy.float64)
    counts = numpy.array([len(words_of(text)) for text in texts]) / max(1, len(gold.words))
    free = numpy.array([gold.is_deck(text) for text in texts])
    weights = numpy.where(free, 0.0, counts + MIN_COUNT)
    prose = (rows[:, list(found).index("worth")] > 0) & ~kept
    share = MAX_FURNITURE / max(weights[prose].sum(), MAX_FURNITURE)
    weights = numpy.where(kept, weights, weights * share)
    return Sample(record, document, language, tuple(found), rows, kept, weights, True)


def see(view: View) -> lines.Lines:
    """The lines as `label` sees them."""
    told = list(vote_phrases(view))
    furniture = {vote.block for vote in told if vote.label.is_boilerplate}
    return lines.see_lines(view, [*told, *vote_news(view, furniture)])


def grow(samples: Sequence[Sample]) -> lightgbm.Booster:
    """A forest for the samples."""
    weights = numpy.concatenate([s.weights for s in samples])
    known = lightgbm.Dataset(
        numpy.concatenate([s.rows for s in samples]),
        numpy.concatenate([s.kept for s in samples]).astype(int),
        weight=weights * len(weights) / weights.sum(),
    )
    return lightgbm.train(SETTINGS, known, TREES)


def trees_of(booster: lightgbm.Booster) -> list[object]:
    """The trees as nested lists: [trait, cut, if at most, if more]; a leaf is a number."""
    return [_node(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]


def _node(node: dict[str, object]) -> object:
    if "leaf_value" in node:
        return round(float(str(node["leaf_value"])), DIGITS)
    low, high = (_node(node[key]) for key in ("left_child", "right_child"))  # type: ignore[arg-type]
    return [node["split_feature"], round(float(str(node["threshold"])), DIGITS), low, high]


def write_forest(path: Path, booster: lightgbm.Booster, names: Sequence[str], origin: dict) -> None:
    """The forest as JSON, a tree a line."""
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees_of(booster))
    head = json.dumps({"origin": origin, "traits": list(names)}, indent=1)
    path.write_text(f'{head[:-2]},\n "trees": [\n{trees}\n]}}\n', "utf-8")


def digest_of(folder: Path) -> str:
    """SHA-256 over the ids and gold of dumps and pages, in the manifests' order."""
    made = hashlib.sha256()
    for kind in ("dumps", "pages"):
        for record in records(kind, folder):
            gold = json.dumps(record["gold"], sort_keys=True)
            made.update(f"{record['id']}\n{gold}\n".encode())
    return made.hexdigest()


def predict_with(path: Path, config: Config, held: Sample) -> Record:
    """The prediction for a dump, its lines weighed by the forest in a file."""
    lines.FOREST = path
    blocks = label(held.document, config, None, held.language)
    article = assemble(held.document, blocks, None, held.language)
    return {"id": held.record["id"], **as_prediction(article)}


def cross(samples: Sequence[Sample], config: Config, out: Path) -> Iterator[Record]:
    """Predictions for every dump by forests that saw no page of its site."""
    for fold in range(FOLDS):
        path = out.with_suffix(f".fold{fold}.json")
        booster = grow([s for s in samples if s.fold != fold])
        write_forest(path, booster, samples[0].names, {"fold": fold})
        with Pool() as pool:
            held = [s for s in samples if s.fold == fold and s.whole]
            yield from pool.imap(partial(predict_with, path, config), held, chunksize=8)
        path.unlink()


def score(samples: Sequence[Sample], predictions: Sequence[Record]) -> dict[str, float]:
    """Mean page F1 of shingles by style, as `score.py body --cjk` has it."""
    rows: dict[str, list[tuple[float, float]]] = {}
    found = {str(p["id"]): str(p["body"]) for p in predictions}
    for s in samples:
        if not s.whole:
            continue
        pair = Gold.of(s.record["gold"]).compare(found[str(s.record["id"])])
        rows.setdefault(str(s.record["style"]), []).append(pair)
    return {style: _f1(pairs) for style, pairs in sorted(rows.items())}


def _f1(pairs: Sequence[tuple[float, float]]) -> float:
    precision, recall = (sum(pair[i] for pair in pairs) / len(pairs) for i in (0, 1))
    return round(2 * precision * recall / (precision + recall), 4)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--predictions", type=Path, help="also write the held-out predictions")
    asked = options.parse_args()
    config = load_config(use_sites=False)
    with Pool() as pool:
        made = pool.map(partial(from_dump, asked.folder, config), records("dumps", asked.folder))
        known = {str(s.record["page"]) for several in made for s in several}
        rest = pages(asked.folder, known)
        made += pool.map(partial(from_page, asked.folder, config), rest)
    samples = [one for several in made for one in several]
    predictions = list(cross(samples, config, asked.out))
    if asked.predictions:
        rows = (json.dumps(row, ensure_ascii=False) for row in predictions)
        asked.predictions.write_text("\n".join(rows) + "\n", "utf-8")
    origin = {
        "digest": digest_of(asked.folder), "dumps": len(predictions),
        "pages": sum("html" in s.record for s in samples) // 2,
        "sites": len({s.record["site"] for s in samples}), "lightgbm": lightgbm.__version__,
        "held_out_f1": score(samples, predictions),
    }  # fmt: skip
    write_forest(asked.out, grow(samples), samples[0].names, origin)
    print(json.dumps(origin, indent=1))


if __name__ == "__main__":
    main()
