"""Runs the extractor over the evaluation pages and writes predictions for their scorer.

    python benchmarks/predict.py pages  ../shared/data out.jsonl
    python benchmarks/predict.py dumps  ../shared/data out_text.jsonl
    python benchmarks/predict.py pages  ../shared/data out.jsonl --sites
    python ../shared/score.py body --gold ../shared/data --pred out.jsonl --group source

Without --sites every site is an unknown one, as most are that people bring: many of our configs of
single sites were written on these very pages.

The gold body keeps the dateline in the first paragraph, and no deck; so does `body` here.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from functools import lru_cache, partial
from multiprocessing import Pool
from pathlib import Path

from scraper import Article, Config, InputError, Page, extract, load_config

MANIFESTS = {"pages": "manifest.jsonl", "dumps": "manifest_text.jsonl"}


def records(kind: str, folder: Path) -> Iterator[dict[str, object]]:
    """The manifest's lines: pages, or text dumps."""
    with (folder / MANIFESTS[kind]).open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@lru_cache(maxsize=2)
def rules(use_sites: bool = False) -> Config:
    """The package's rules, those of single sites left out unless asked for."""
    return load_config(use_sites=use_sites)


def predict(
    kind: str, folder: Path, record: dict[str, object], use_sites: bool = False
) -> dict[str, object]:
    """The prediction for one record; only its id when the input is refused."""
    in_text = kind == "dumps"
    body = gzip.decompress((folder / str(record["text" if in_text else "html"])).read_bytes())
    url = None if in_text else record.get("url")
    media_type = "text/plain" if in_text else "text/html"
    try:
        page = Page(str(url) if url else None, body, media_type)
        article = extract(page, rules(use_sites))
    except InputError:
        return {"id": record["id"]}
    return {"id": record["id"], **as_prediction(article)}


def as_prediction(article: Article) -> dict[str, object]:
    """An article in the scorer's words."""
    dateline = f"{article.dateline.text} " if article.dateline else ""
    return {
        "body": dateline + article.text,
        "title": article.headline,
        "deck": article.deck,
        "authors": list(article.authors),
        "date": article.published.isoformat() if article.published else None,
        "captions": [caption.text for caption in article.captions],
        "topics": list(article.tags),
        "lead_image": article.lead_image,
        "lang": article.language,
    }


def main() -> None:
    kind, folder, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    task = partial(predict, kind, folder, use_sites="--sites" in sys.argv)
    with Pool() as pool, out.open("w", encoding="utf-8") as stream:
        for row in pool.imap(task, records(kind, folder), chunksize=8):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
