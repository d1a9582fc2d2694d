"""The two real dumps that started the project come out exactly as their gold says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scraper import Article, Page, extract

SITES = {
    "haaretz": "https://www.haaretz.com/us-news/2021-05-14/ty-article/a-story",
    "timesofisrael": "https://www.timesofisrael.com/a-story/",
}
LABELS = {"title": "headline", "author_bio": "bio"}  # the gold's word: ours
CASES = [(name, known) for name in SITES for known in (True, False)]


def ids(case: tuple[str, bool]) -> str:
    return f"{case[0]}-{'with' if case[1] else 'without'}-its-config"


@pytest.fixture(params=CASES, ids=ids)
def seed(request: pytest.FixtureRequest, shared: Path) -> tuple[Article, dict[str, object], bool]:
    name, known = request.param
    body = (shared / "seeds" / f"{name}.txt").read_bytes()
    gold = json.loads((shared / "seeds" / f"{name}.gold.json").read_text("utf-8"))
    article = extract(Page(SITES[name] if known else None, body, "text/plain"))
    return article, gold, known


def test_every_line_has_its_role(seed: tuple[Article, dict, bool]) -> None:
    article, gold, _ = seed
    found = [(block.label.value, block.text) for block in article.blocks]
    roles = [(LABELS.get(line["role"], line["role"]), line["text"]) for line in gold["lines"]]
    assert found == [(role, " ".join(text.split())) for role, text in roles]


def test_the_story_is_its_paragraphs(seed: tuple[Article, dict, bool]) -> None:
    article, gold, _ = seed
    assert article.text.split("\n\n") == gold["paragraphs"]


def test_headline_deck_and_bio(seed: tuple[Article, dict, bool]) -> None:
    article, gold, _ = seed
    found = (article.headline, article.deck, article.bio, list(article.authors))
    assert found == (gold["title"], gold["deck"], gold["author_bio"], gold["authors"])


def test_captions_come_once_with_their_credits(seed: tuple[Article, dict, bool]) -> None:
    article, gold, _ = seed
    found = [{"text": caption.text, "credit": caption.credit} for caption in article.captions]
    assert found == gold["captions"]


def test_the_dateline_is_taken_off_and_kept(seed: tuple[Article, dict, bool]) -> None:
    article, gold, _ = seed
    place = article.dateline.place if article.dateline else None
    assert place == (gold["dateline"]["location"] if gold["dateline"] else None)


def test_a_site_config_names_the_site(seed: tuple[Article, dict, bool]) -> None:
    article, gold, known = seed
    assert article.site == (gold["site_name"] if known else None)
