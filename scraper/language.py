"""Which language a document is in: what it says, else what its letters and commonest words tell."""

from __future__ import annotations

import re
from collections import Counter
from heapq import nlargest

from scraper.config import Config, Site
from scraper.types import Document

SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),  # before Han: Japanese is written in both
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
MIN_SCRIPT = 0.2  # of the letters; kana are a fifth of Japanese text at the least
SAMPLE_BLOCK = 300  # characters of each of the longest blocks
_FOREIGN = re.compile("[{}]".format("".join(p.pattern[1:-1] for _, p in SCRIPTS)))
_TAG = re.compile(r"^[A-Za-z]{2,3}(?=$|[-_])")
_WORD = re.compile(r"[^\W\d_]+")


def tell_language(document: Document, config: Config, site: Site | None) -> str | None:
    """A two-letter code, None when nothing tells; the text overrules a page in another script."""
    sample = _sample(document)
    script = language_of_script(sample)
    declared = _declared(document, site)
    if script and (declared is None or script not in (declared, *_SAME_SCRIPT.get(declared, ()))):
        return script
    return declared or language_of_words(sample, config)


# Languages that share a script with the one that stands for it in SCRIPTS.
_SAME_SCRIPT = {
    "fa": ("ar",), "ur": ("ar",), "ps": ("ar",), "ckb": ("ar",), "uk": ("ru",), "bg": ("ru",),
    "sr": ("ru",), "mk": ("ru",), "be": ("ru",), "kk": ("ru",), "ky": ("ru",), "mn": ("ru",),
    "mr": ("hi",), "ne": ("hi",), "yi": ("he",), "yue": ("zh",),
}  # fmt: skip


def _declared(document: Document, site: Site | None) -> str | None:
    if site and site.language:
        return site.language
    for value in document.values("language"):
        match = _TAG.match(value.strip())
        if match:
            return match.group().lower()
    return None


def _sample(document: Document) -> str:
    longest = nlargest(8, (block.text for block in document.blocks), key=len)
    return " ".join([text[:SAMPLE_BLOCK] for text in longest])


def language_of_script(text: str) -> str | None:
    """The language that a script alone tells, None for Latin letters.

    >>> language_of_script("橋は火曜日に再開した"), language_of_script("The bridge")
    ('ja', None)
    """
    if text.isascii():
        return None
    foreign = "".join(_FOREIGN.findall(text))
    if not foreign:
        return None
    letters = sum(map(str.isalpha, text)) or 1
    for language, pattern in SCRIPTS:
        if len(pattern.findall(foreign)) >= MIN_SCRIPT * letters:
            return language
    return None


def language_of_words(text: str, config: Config) -> str | None:
    """The language whose commonest words a text uses most; None when no language stands out."""
    words = _WORD.findall(text.lower())
    if len(words) < 8:
        return None
    counts = Counter(words)
    shares = {
        language: sum(counts[word] for word in stopwords) / len(words)
        for language, stopwords in config.stopwords.items()
    }
    best = max(shares, key=lambda language: shares[language], default=None)
    return best if best and shares[best] >= 0.12 else None
