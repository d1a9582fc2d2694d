"""The list of people in a byline, taken apart: at commas, at "and", at titles and jobs."""

from __future__ import annotations

import re

from scraper.fields.agencies import is_news_agency
from scraper.fields.by import BY, LEADING
from scraper.fields.names import is_name, is_shouted
from scraper.fields.places import is_place
from scraper.fields.roles import names_house, names_press_role, names_role

MAX_NAME_WORDS = 4  # before a job

_AND = "(?:and|und|et|og|och|ja|ve|with|mit|avec|и|та|και|และ|oraz)"
_LIST = re.compile(
    rf"\s*[,;，、；|·•●\n\t／]\s*(?:(?:{_AND}|y|e|i|en|con|com)\s+)?"
    rf"|\s+{_AND}\s+|\s*&\s*|\s+[–—-]\s+|\s+[–—-]+$",
    re.I,
)
_WEAK_AND = re.compile(r"\s+(?:y|e|i|en|a|con|com|con la collaborazione di|ו|و)\s+")
_HEBREW_AND = re.compile(
    r"(?<=[\u0590-\u05ff]) ו(?=[\u05d0-\u05ea])|(?<=[\u0600-\u06ff]) و(?=[\u0627-\u064a])"
)
_SLASH = re.compile(r"\s*/\s*")
_PLACE_TAIL = re.compile(
    r"\s+(?:reporting\s+)?(?:in|à|from|aus|at|da|desde|iz|w"
    r"|в)\s+[^\W\d_a-z][\w.'’-]*(?:\s+[\w.'’-]+){0,3}$"
)
_TITLES = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Sir|Prof|Rabbi|Rev)\.?\s+|(?:reporter|记者|記者|correspondent|editor)\s+)",
    re.I,
)
_PRE_TITLE = re.compile(
    r"^(?:\S+\s+){0,4}?(?:writer|reporter|correspondent|editor|columnist|redakteur(?:in)?"
    r"|korrespondent(?:in)?)\s+(?=\S+\s)",
    re.I,
)
REPORTER = re.compile(r"\s*(?:기자|특파원|記者|记者|外\s*\d+명|외\s*\d+명)(?:\s*외\s*\d+명)?$")
STAFF = re.compile(
    r"^(?:[^\W\d_]+\s+){0,4}(?:staff|redaktion|redacción|redazione|redação|rédaction|redactie"
    r"|redakcja|newsdesk|editors|team|newsroom|desk)(?:\s+\S+){0,2}$",
    re.I,
)


def split_list(body: str) -> list[str]:
    """The names and other parts in the list of a byline, without titles, places and jobs.

    >>> split_list("Ana Ruiz in Lima, reporter Tom Okafor, and Li Wei")
    ['Ana Ruiz', 'Tom Okafor', 'Li Wei']
    """
    pieces: list[str] = []
    for rough in _LIST.split(body):
        for piece in _split_weakly(rough):
            piece = _PLACE_TAIL.sub("", LEADING.sub("", piece).strip(" \u3000:："))
            piece = REPORTER.sub("", _TITLES.sub("", piece)).strip()
            bare = _PRE_TITLE.sub("", piece)
            piece = bare if is_name(bare) else piece
            again = BY.match(piece) if pieces else None
            if again and piece[again.end() : again.end() + 1].isupper():
                piece = piece[again.end() :]
            piece = piece if _is_initial(piece) else piece.rstrip(".")
            if not pieces or is_shouted(" ".join(piece.split()[:2])):
                piece = without_job(piece)  # "ANA RUIZ Special Correspondent"
            if piece.strip():
                pieces.append(piece)
    return pieces


def _is_initial(piece: str) -> bool:
    return piece.casefold().endswith(("jr.", "sr.")) or bool(re.search(r"\b\w\.$", piece))


def _split_weakly(piece: str) -> list[str]:
    """Splits at words that names may hold if each side is a full name: "Ortega y Gasset"."""
    if is_news_agency(piece):
        return [piece]  # "dpa/AFP"
    for pattern in (_WEAK_AND, _HEBREW_AND, _SLASH):
        parts = pattern.split(piece)
        if len(parts) > 1 and all(_is_whole(part) for part in parts):
            return parts
    return [piece]


def _is_whole(part: str) -> bool:
    return is_news_agency(part) or (is_name(part) and is_full(part))


def is_full(name: str) -> bool:
    """Whether a name has more than one word, or is of a script that parts none."""
    return len(name.split()) > 1 or (not name.isascii() and not name[:1].isupper())


def without_job(name: str) -> str:
    """A name without the job that stands behind it.

    >>> without_job("Ana Ruiz Redakteurin"), without_job("Ana Maria Ruiz Senior Lima Correspondent")
    ('Ana Ruiz', 'Ana Maria Ruiz')
    >>> without_job("Harbor News Desk"), without_job("Chief Economics Correspondent")  # nobody's
    ('Harbor News Desk', 'Chief Economics Correspondent')
    """
    if names_house(name) or STAFF.match(name):
        return name
    words = name.split()
    for at in range(min(MAX_NAME_WORDS, len(words) - 1), 1, -1):
        who = " ".join(words[:at])
        if not names_press_role(" ".join(words[at:])) or names_role(who) or is_place(words[at - 1]):
            continue
        if is_name(who):
            return who
    return name
