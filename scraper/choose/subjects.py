"""What a story is about: its section and its tags."""

from __future__ import annotations

import re

from scraper.choose.claims import Claims
from scraper.text import squeeze
from scraper.types import Label

MAX_SECTION = 60  # characters
MAX_TAGS = 40
MAX_TAG = 60  # characters
_LIST = re.compile(r"\s*[,;|]\s*")
_SEEN_LIST = re.compile(r"\s*[,;|·•、،\n]\s*")
# "Tags:", "Filed under:"; without its colon only a word that is nothing else.
_TAGS_WORD = re.compile(
    r"^(?:[^:：]{2,24}[:：]|tagged(?: with)?\b|posted in\b|tags\b"
    r"|(?:verwendete )?schlagw(?:ö|o)rte[rn]?\b|stichworte\b|mots-clés\b|etiquetas\b)\s*",
    re.IGNORECASE,
)
_GENERIC_SECTION = re.compile(
    r"^(?:news|home|articles?|artikel|default|allgemein|uncategorized|unkategorisiert|general"
    r"|sonstiges|startseite|nachrichten|blog|sin categoría|non classé|senza categoria)$",
    re.IGNORECASE,
)
# What programs tell each other in the field for subjects.
_MACHINE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-|^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|de|ca)$")


def choose_section(claims: Claims) -> str | None:
    for candidate in claims.proposed("section"):
        value = candidate.value
        if len(value) <= MAX_SECTION and not _GENERIC_SECTION.match(value):
            claims.note("section", candidate.source)
            return value
    return None


def choose_tags(claims: Claims) -> tuple[str, ...]:
    """Subject words, from the most trusted source that gives any."""
    for group in claims.by_source("tags"):
        words = [w.strip() for c in group for w in _LIST.split(c.value)]
        words = [w for w in words if w and not _MACHINE.search(w)]
        if words:
            claims.note("tags", group[0].source)
            return tuple(dict.fromkeys(words))[:MAX_TAGS]
    return _seen_tags(claims)


def _seen_tags(claims: Claims) -> tuple[str, ...]:
    """Subject words from the lines that list them, without the word that announces them."""
    words: list[str] = []
    for block in claims.seen(Label.TAGS):
        line = squeeze(_TAGS_WORD.sub("", block.text))
        if line:
            words.extend(word.strip() for word in _SEEN_LIST.split(line) if word.strip())
            claims.note_block("tags", block)
    return tuple(word for word in dict.fromkeys(words) if len(word) <= MAX_TAG)[:MAX_TAGS]
