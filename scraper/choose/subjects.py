"""What a story is about: its section and its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scraper.choose.claims import Claims
from scraper.text import squeeze
from scraper.types import Candidate, Kind, Label

MAX_SECTION = 60  # characters
MAX_TAGS = 40
MAX_TAG = 60  # characters
_LIST = re.compile(r"\s*[,;|]\s*")
_SEEN_LIST = re.compile(r"\s*[,;|·•、،\n]\s*|\s+(?=#)")
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
# Other keywords are written for search engines, and often the same on every page of a site.
_TRUSTED = (
    "@ld keywords", "a[rel=tag]", "@meta news_keywords", "@meta article:tag", "@meta parsely-tags",
)  # fmt: skip
ABOVE, FAR = 10, 25  # blocks before the story and after it in which its tags may stand
MIN_CODES = 4  # words that are all codes, of a news agency or a stock exchange
_CODE = re.compile(r"[A-Z]{2,}[A-Z0-9:-]*$")
_MARKS = re.compile(r"^[\s#\"'„“”»«]*(?:\(\d+\)\s*)?|[\s\"'„“”»«.]+$")
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
    groups = sorted(claims.by_source("tags"), key=_place)
    trusted = [group for group in groups if _place(group) < len(_TRUSTED)]
    others = groups[len(trusted) :]
    return _stated_tags(claims, trusted) or _seen_tags(claims) or _stated_tags(claims, others)


def _place(group: Sequence[Candidate]) -> int:
    """The place of a source in the order of trust, the site's own rules before all others."""
    source = group[0].source.lower()
    if group[0].own:
        return -1
    return _TRUSTED.index(source) if source in _TRUSTED else len(_TRUSTED)


def _stated_tags(claims: Claims, groups: Iterable[Sequence[Candidate]]) -> tuple[str, ...]:
    """The words of the first source that has any; of those that come one by one, none is a list."""
    for group in groups:
        values = [candidate.value for candidate in group]
        if words := _clean(values if len(values) > 1 else _LIST.split(values[0])):
            claims.note("tags", group[0].source)
            return words
    return ()


def _clean(words: Iterable[str]) -> tuple[str, ...]:
    """Words without the marks around them, each once, and without what only programs read."""
    bare = [_MARKS.sub("", word) for word in words]
    if len(bare) >= MIN_CODES and all(map(_CODE.match, bare[:MIN_CODES])):
        return ()
    keyed = sum(": " in word for word in bare)  # "Page type: article"; one alone is a title
    kept = (
        word
        for word in bare
        if 0 < len(word) <= MAX_TAG
        and not _MACHINE.search(word)
        and not (keyed > 1 and ": " in word)
    )
    return tuple(dict.fromkeys(kept))[:MAX_TAGS]


def _seen_tags(claims: Claims) -> tuple[str, ...]:
    """Subject words from the lines around the story that list them, without what announces them.

    A line of its own that lists nothing is an announcement itself: "Topics of this article".
    """
    words: list[str] = []
    for block in claims.seen(Label.TAGS):
        line = squeeze(_TAGS_WORD.sub("", block.text))
        listed = [word for word in _SEEN_LIST.split(line) if word]
        announces = block.block.kind is Kind.HEADING or block.rule.startswith("phrase/")
        is_list = block.block.links or len(listed) > 1 or line != squeeze(block.text)
        is_near = claims.first - ABOVE <= block.block.index <= claims.last + FAR
        if is_near and (is_list or not announces):
            words.extend(listed)
            claims.note_block("tags", block)
    return _clean(words)
