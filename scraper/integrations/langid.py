"""The language that an article is written in, told by py3langid from its text.

Of 861 evaluation pages 17 say "en" and are German, Spanish, Zulu, ..., two say "de" and are
English; it was right about all of these (docs/corpus.md). So it fills what a page does not say,
and a long text overrules what the page says of itself.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from scraper.text import count_words
from scraper.types import Article

ENOUGH = 2000  # characters; more take longer and tell no more
MIN_WORDS = 8  # of 778 texts cut to 8 words, it was sure of 684 and wrong about two
SURE = 0.7
LONG = 30  # words; of 778 texts cut to 30, it was very sure of 742 and right about all
VERY_SURE = 0.95
NONE = "zxx"  # what it calls text in no language: numbers, addresses

# Languages that pages name by several codes, or whose texts it takes for each other's.
_KIN = (
    frozenset({"no", "nb", "nn", "da"}),
    frozenset({"sr", "hr", "bs", "sh", "me"}),
    frozenset({"id", "ms", "in"}),
    frozenset({"zh", "yue", "wuu", "cn"}),
    frozenset({"ar", "arz", "ary", "fa"}),
    frozenset({"tl", "fil"}),
    frozenset({"he", "iw", "hbo"}),
    frozenset({"xh", "zu"}),
)


def detect_language(text: str) -> str | None:
    """The code of a text's language, None for a text too short or too mixed to tell.

    >>> detect_language("Der Regen hat am Dienstag die Straßen am Hafen unter Wasser gesetzt.")
    'de'
    >>> detect_language("Edition: A. Ruiz")
    """
    return _tell(text, SURE) if count_words(text[:ENOUGH]) >= MIN_WORDS else None


def with_language(article: Article) -> Article:
    """The article with the language of its text, where that is sure enough; else as it is.

    `provenance` then says "detected", and which other it was before, if any.
    """
    stated = article.language
    if stated is None:
        found = detect_language(article.text)
        return _changed(article, found, "detected") if found else article
    if count_words(article.text[:ENOUGH]) < LONG:
        return article
    found = _tell(article.text, VERY_SURE)
    if found is None or _are_kin(found, stated):
        return article
    return _changed(article, found, f"detected, not {stated}")


def _changed(article: Article, language: str, source: str) -> Article:
    return replace(
        article, language=language, provenance={**article.provenance, "language": source}
    )


def _tell(text: str, sure: float) -> str | None:
    language, confidence = _identifier().classify(text[:ENOUGH])
    return str(language) if confidence >= sure and language != NONE else None


def _are_kin(one: str, other: str) -> bool:
    """Whether two codes are of one language, or of two that are easily confused.

    >>> _are_kin("no", "nb"), _are_kin("de", "de-CH"), _are_kin("de", "en")
    (True, True, False)
    """
    pair = {code.replace("_", "-").partition("-")[0].lower() for code in (one, other)}
    return len(pair) == 1 or any(pair <= kin for kin in _KIN)


@cache
def _identifier() -> Any:
    """The model, which takes 0.6 s and 120 MB to load."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
