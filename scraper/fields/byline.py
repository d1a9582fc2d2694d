"""Who wrote a story, from the line that says so or from names in a page's metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from scraper.fields.agencies import is_news_agency, is_picture_source
from scraper.fields.by import strip_by, strip_date_and_by
from scraper.fields.months import MONTHS, WEEKDAYS, month_number
from scraper.fields.names import is_name, recase
from scraper.fields.names_east import korean_reporters
from scraper.fields.pieces import REPORTER, STAFF, is_full, split_list, without_job
from scraper.fields.places import is_place
from scraper.fields.roles import names_house, names_press_role, names_role
from scraper.fields.stuck import part_words
from scraper.fields.timestamp import is_timestamp
from scraper.fields.vocabulary import vocabulary

MAX_CHARS = 400
MAX_LINE = 160  # a printed byline; the longest we met names five writers and their cities

# From here on a line speaks of pictures, dates or links.
_TAIL = re.compile(
    r"(?:\b(?:photographs?|photos?|pictures?|illustrations?|graphics?|video"
    r"|art(?:work)?|fotos?|bilder|photographie?s?|translat(?:ed|ion))"
    r"\s*(?:by|von|par|por|:)|\b(?:übersetz(?:ung|t)|traduction|traducción|tradução|traduzione)\b"
    r"|\b(?:last\s+)?(?:updated|published|posted|modified|aktualisiert"
    r"|veröffentlicht|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato"
    r"|opublikowano|gepubliceerd|stand)\b(?!\s+by)"
    r"|\bhace\s+\d|\bvor\s+\d+\s|\btiempo de lectura\b"
    r"|\b\d{1,3}\s*-?\s*(?:min|minute|minutes|minuten|hours?|days?|stunden?)\b"
    r"|\bfollow(?:\s+(?:us|him|her|them|@)|$)"
    r"|\b(?:share|comments?|read more|e-?mail)\b|\bspecial\s+(?:to|for)\b"
    r"|\bfor\s+(?:the\s+)?[A-Z\d]|\b(?:via|from)\s+the\s|写真|撮影|责任(?=编辑)|责编|编辑|編集|摄影|摄|图[:：/])",
    re.I,
)
_MAIL = re.compile(r"\S+@\S+\.\w+|@\w+|https?://\S+|www\.\S+")
_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]{0,80}[)）\]]")
_WORD_START = re.compile(r"[\s,|·•/–—-]+(?=\w)")
_DATE_WORDS = (
    frozenset(MONTHS) | WEEKDAYS | vocabulary("on am le il el op em den vom vor zuletzt stand")
)
_PARTED = frozenset("|•·–—")
# The text of a link to a writer's other stories.
_ALL_POSTS = re.compile(
    r"^(?:(?:zeige|view|see|show|voir|ver) )?(?:all|more|alle|mehr|tous|todas?|todos?) (?:\w+ )?"
    r"(?:by|von|de)\s+|\s*[→»>]+$",
    re.I,
)
_BLANKS = re.compile(r"\s+")
_JOINED = re.compile(r"\s(?:and|und|et|&|y|e|i)\s")  # a brand, when neither side is a full name


@lru_cache(maxsize=512)  # asked of a byline when it is labelled and when authors are chosen
def split_byline(text: str) -> tuple[str, ...]:
    """Names in a byline, in printed order; empty when it credits no writer.

    An agency or a newsroom is a name only where nobody else is.

    >>> split_byline("By Ana Ruiz, Tom Okafor and Li Wei")
    ('Ana Ruiz', 'Tom Okafor', 'Li Wei')
    >>> split_byline("By ANA MCDONALD-O'NEIL, Chief Economics Correspondent, in Berlin")
    ("Ana McDonald-O'Neil",)
    >>> split_byline("Von Eva Blank, dpa"), split_byline("By Reuters")
    (('Eva Blank',), ('Reuters',))
    >>> split_byline("Photographs by Ana Ruiz")  # a credit, not a byline
    ()
    """
    if not text or len(text) > MAX_CHARS:
        return ()
    text = part_words(_one_space(text))
    if reporters := korean_reporters(text):
        return reporters
    body, _ = strip_date_and_by(text)
    people, houses, _ = _sort(body)
    return people or houses[:1]


def is_byline(line: str) -> bool:
    """Whether a short line is a byline: "By" and names, "Name, Role" or "Name | date".

    >>> is_byline("By Ana Ruiz, courts reporter"), is_byline("Ana Ruiz | 8 January 2020")
    (True, True)
    >>> is_byline("By Tuesday the water had gone."), is_byline("Ana Ruiz, mayor of Lima")
    (False, False)
    """
    line = line.strip()
    if not 4 <= len(line) <= MAX_LINE:
        return False
    line = part_words(line)
    body, by = strip_date_and_by(line)
    if by:
        people, houses, strangers = _sort(body)
        if strangers or not (people or houses):
            return False
        if any(is_full(name) for name in people) or houses or by.endswith((":", "：")):
            return True
        return _without_date(body) != body  # "by Ana on 8 January 2020"
    if not line.isascii() and REPORTER.search(line):
        return is_name(REPORTER.sub("", line))
    return _is_name_and_role(line)


def clean_names(values: Iterable[str], *, site: str | None = None) -> tuple[str, ...]:
    """Writers' names out of metadata, in order: no URLs, roles, doubles, nor the site itself.

    >>> clean_names(["By ANA RUIZ and Tom Okafor", "ana ruiz", "https://x.example/li-wei"])
    ('Ana Ruiz', 'Tom Okafor')
    >>> clean_names(["The Daily Post", "Ana Ruiz"], site="Daily Post")
    ('Ana Ruiz',)
    >>> clean_names(["Reuters"])
    ('Reuters',)
    """
    own = _plain(site or "")
    kept: dict[str, str] = {}
    for value in values:
        if not value or len(value) > MAX_CHARS:
            continue
        for name in _names_in(value):
            key = _plain(name)
            if key and key != own:
                kept.setdefault(key, name)
    return tuple(kept.values())


def _names_in(value: str) -> tuple[str, ...]:
    if value.startswith(("http://", "https://", "/", "www.")):
        return ()
    value = _ALL_POSTS.sub("", _one_space(value))
    names = tuple(map(without_job, split_byline(value)))
    if names and (is_full(names[0]) or not _JOINED.search(value)):
        return names
    body = _MAIL.sub(" ", strip_by(value.strip())[0]).strip(" ,;|-")
    # Metadata has no other use than to name an author, so an odd name is still one.
    body = without_job(body)
    odd = body and len(body) <= 60 and not _TAIL.match(body) and not is_timestamp(body)
    return (body,) if odd and not names_role(body) else ()


def _one_space(text: str) -> str:
    """The text with single spaces; a line break stays one, since it parts names."""
    return _BLANKS.sub(lambda m: "\n" if "\n" in m[0] else " ", text).strip()


def _plain(name: str) -> str:
    words = re.sub(r"[^\w]+", " ", name.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def _without_date(body: str) -> str:
    """The body up to where everything that follows is a date."""
    for word in _WORD_START.finditer(body):
        rest = body[word.end() :]
        if len(rest) <= 100 and _may_date(rest) and is_timestamp(rest):
            return body[: word.start()]
    return body


def _may_date(rest: str) -> bool:
    return rest[:1].isdigit() or rest.split()[0].casefold().strip(".,:") in _DATE_WORDS


def _sort(body: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """People, houses, and whether anything else is left in the text of a byline."""
    body = _cut(body)
    people: dict[str, str] = {}
    houses: list[str] = []
    strange = False
    for position, piece in enumerate(split_list(body)):
        kind = _judge(piece, position)
        if kind == "person":
            name = recase(piece)
            people.setdefault(name.casefold(), name)
        elif kind == "house":
            houses.append(piece)
        elif kind == "stranger":
            strange = True
    names = tuple(people.values())
    if any(is_full(name) for name in names):
        names = tuple(name for name in names if is_full(name))  # "Politics · Ana Ruiz, Li Wei"
    return names, tuple(houses), strange


def _cut(body: str) -> str:
    body = _BRACKETS.sub("", body)
    tail = _TAIL.search(body)
    if tail:
        body = body[: tail.start()]
    body = _MAIL.sub(" ", body)
    undated = _without_date(body).rstrip(" ,;|·•–—-")
    first, bar, _ = undated.partition("|")
    # "Ana Ruiz | Puerto Gris | 8/1/2014": what stands between is where she writes from.
    if bar and len(undated) < len(body.rstrip(" ,;|·•–—-")) and _is_writer(first.strip()):
        return first.strip()
    return undated


def _is_writer(name: str) -> bool:
    return is_name(name) and not names_house(name) and not names_role(name)


def _judge(piece: str, position: int) -> str:
    """What a piece of a byline is: "person", "house", "aside" (role, place, date) or "stranger"."""
    if is_news_agency(piece) or (STAFF.match(piece) and len(piece) <= 50):
        return "house"
    if names_role(piece):
        return "aside" if position else ("house" if names_press_role(piece) else "stranger")
    first = piece.split()[0].casefold().rstrip(".")
    if is_timestamp(piece):
        return "aside"
    if first in WEEKDAYS and (len(first) > 4 or " " not in piece):
        return "stranger"
    if position and (is_place(piece) or (piece.isupper() and len(piece) <= 5)):
        return "aside"  # "Eva Blank, Berlin", "Eva Blank, NDR"
    if len(piece) <= 60 and names_house(piece) and piece[0].isupper():
        return "house"
    if is_picture_source(piece):
        return "aside"
    if month_number(first) and piece.casefold() == first:
        return "stranger"
    if is_name(piece, single=not position):
        return "person"
    return "stranger"


def _is_name_and_role(line: str) -> bool:
    if ", " not in line and _PARTED.isdisjoint(line):
        return False
    name, comma, rest = re.sub(r"\s*[|•·]\s*|\s+[–—]\s+", ", ", line, count=1).partition(", ")
    name = name.strip()
    if not comma or not _is_writer(name) or is_place(name):
        return False
    tail = _TAIL.search(rest)  # "3 min read"
    if is_timestamp(rest) or (tail and is_timestamp(rest[: tail.start()])):
        return True
    words = rest.split()
    last_capital = sum(1 for word in words if word[0].isupper())
    short = len(words) <= 6 and not rest.endswith((".", "!", "?", ":", ","))
    return short and names_press_role(rest) and (last_capital >= len(words) - 2 or len(words) <= 3)
