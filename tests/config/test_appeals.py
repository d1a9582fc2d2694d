"""Sentences that turn to the reader, looked for among a story's last paragraphs only."""

from __future__ import annotations

import pytest

from scraper import extract, load_config
from scraper.text import fold
from scraper.types import Label

CONFIG = load_config()
APPEALS = [
    (language, spec) for language in CONFIG.languages for spec in CONFIG._phrases(language).appeal
]
YES = [
    pytest.param(lang, line, id=f"{lang}: {line}") for lang, spec in APPEALS for line in spec.yes
]
NO = [pytest.param(lang, line, id=f"{lang}: {line}") for lang, spec in APPEALS for line in spec.no]
STORY = (
    "The council voted on Tuesday to reopen the harbor bridge after a winter of repairs.",
    "Buses will cross the harbor bridge again from Friday, the mayor said at the ceremony.",
    "The piers were inspected by divers twice this winter, and they found nothing amiss.",
    "The bridge was closed to cars in November, when a barge struck its northern pier.",
    "Divers will look at it once more in June, and the result will be made public.",
)


@pytest.mark.parametrize(("language", "line"), YES)
def test_an_appeal_is_known(language: str, line: str) -> None:
    book = CONFIG.appeals(language)
    assert book is not None
    assert book.find(fold(line)) is not None


@pytest.mark.parametrize(("language", "line"), NO)
def test_a_sentence_of_a_story_is_no_appeal(language: str, line: str) -> None:
    book = CONFIG.appeals(language)
    assert book is not None
    assert book.find(fold(line)) is None


ASK = "Do you have a story of your own about the bridge? It would be a pleasure to print it."


def test_an_appeal_at_the_end_of_a_story_is_a_promo() -> None:
    article = extract("\n\n".join([*STORY, ASK]), media_type="text/plain")
    assert article.text.endswith(STORY[-1])
    assert article.blocks[-1].label is Label.PROMO
    assert article.blocks[-1].rule == "appeal/en/promo/ask"


def test_the_same_words_in_the_middle_of_a_story_stay() -> None:
    article = extract("\n\n".join([STORY[0], ASK, *STORY[1:]]), media_type="text/plain")
    assert ASK in article.text


def test_an_appeal_that_somebody_speaks_stays() -> None:
    spoken = f"“{ASK}”"
    article = extract("\n\n".join([*STORY, spoken]), media_type="text/plain")
    assert spoken in article.text
