"""Who posted a page, from a line that says more: "5 May 2024 | Ana Ruiz | 3 replies"."""

from __future__ import annotations

import re

from scraper.fields.byline import split_byline
from scraper.fields.months import WEEKDAYS, ZONES, month_number
from scraper.fields.names import is_name
from scraper.fields.places import is_place
from scraper.fields.roles import names_house, names_role
from scraper.fields.timestamp import is_timestamp

MAX_CHARS = 200
MAX_POSTER = 60  # characters
MAX_LEAD = 24  # characters before the "by" of a line that gives no day

_BY = re.compile(
    r"(?:^|(?<=[\s|·•,/(~–—-])|(?<=\d))(?<!powered )"
    r"(?:(?:(?:posted |written )?by|von|par|por|door|av|af|oleh)"
    r"\s?:?|(?:autor(?:in|/in|:in)?|author|auteur)\s?:)\s+(?P<rest>\S.*)",
    re.IGNORECASE,
)
# Where the poster's name ends and the line goes on: a mark, a day, a category, the comments.
_END = re.compile(
    r"\s*(?:[|·•~/–—(\n]|\s-\s|\s(?:on|am|um|at|in|le|el|em|vom|il|unter|under|bei|@)\b|,?\s\d"
    r"|\s(?i:filed|posted|published|updated|last|leave|schreibe|hinterlasse|keine|kommentare?"
    r"|comments?|add)\b)"
)
_PART = re.compile(
    r"\s*[|·•~/\n]+\s*|\s+[–—-]\s+|,\s|(?:\d[\d.:,/]*\s*(?:Uhr\b|[apAP]\.?[mM]\b)?\s*)+"
)
_ASIDE = re.compile(
    r"\s(?:schreibe|hinterlasse|leave|keine|kommentare?|comments?|published|posted|updated)\b.*$",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[^\W\d_][\w.-]{1,30}")
_HAS_DAY = re.compile(
    r"(?<!\d)\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}(?!\d)|(?<!\d)(?:19|20)\d\d(?!\d{3})"
)


def find_poster(line: str, *, listed: bool = True) -> tuple[str, ...]:
    """Whom a line of at most 200 characters names as the one who posted the page.

    Only for lines that stand by a headline or a story's end: any sentence may hold "by Ana Ruiz".
    `listed` lets a name count that no "by" announces, if it stands beside a day.

    >>> find_poster("Posted 11 April 2018 by Walter Hart"), find_poster("11.12.2019 - Eva Blank")
    (('Walter Hart',), ('Eva Blank',))
    >>> find_poster("Posted in Boats by riverman on August 3, 2019")
    ('riverman',)
    >>> find_poster("Comments powered by Talkative")
    ()
    >>> find_poster("11.12.2019 - Sport"), find_poster("5 May 2024 | Port Authority | Berlin")
    ((), ())
    """
    if len(line) > MAX_CHARS:
        return ()
    by, dated = _BY.search(line), _HAS_DAY.search(line) is not None
    if by:
        return _poster(by["rest"], handle=dated) if dated or by.start() < MAX_LEAD else ()
    if not listed or not dated:
        return ()
    return next(((name,) for part in _PART.split(line) if _is_person(name := _bare(part))), ())


def _poster(rest: str, *, handle: bool) -> tuple[str, ...]:
    """The names before the line goes on; beside a day, a lone handle is a name as well."""
    end = _END.search(rest)
    who = rest[: end.start()].strip(" .,:") if end else rest.strip(" .,:")
    if not who or len(who) > MAX_POSTER or is_timestamp(who):
        return ()
    if who[0].isupper() and (names := split_byline(f"By {who}")):
        return names
    return (who,) if handle and _HANDLE.fullmatch(who) else ()


def _bare(part: str) -> str:
    words = _ASIDE.sub("", part).strip(" -–—,").split()
    while words and _is_of_a_day(words[0]):
        words = words[1:]
    while words and _is_of_a_day(words[-1]):
        words = words[:-1]
    return " ".join(words)


def _is_of_a_day(word: str) -> bool:
    word = word.casefold().strip(".,:")
    return word in WEEKDAYS or word in ZONES or month_number(word) is not None


def _is_person(name: str) -> bool:
    return (
        is_name(name)
        and not names_house(name)
        and not names_role(name)
        and not is_place(name)
        and not is_timestamp(name)
    )
