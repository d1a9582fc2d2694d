"""What the name of a picture's maker looks like: "Ana Ruiz/AFP", "Pool via AP"."""

from __future__ import annotations

import re

from scraper.fields.agencies import NEWS, PICTURES, is_picture_source
from scraper.fields.names import PARTICLES, is_name
from scraper.fields.vocabulary import vocabulary

# "Handout/English Montreal School Board/Westmount High School/AFP via Getty Images" has 80.
MAX_CREDIT = 120

_SMALL = PARTICLES | vocabulary(
    "for of the and via images image photo photos pool stock file und / & x"
)
# Words that alone on a line are a button or a heading.
PLATFORMS = vocabulary(
    "youtube|facebook|instagram|twitter|tiktok|telegram|flickr|reproduction|archiv|archivo|pool"
    "|courtesy|handout|agentur|mega|screenshot|ho|nasa|esa|noaa|magnum|vii|noor|contacto|redux"
)
_SLASH = re.compile(r"\s*[/|]\s*|\s+via\s+|,\s+(?=via\s)")
_HOUSE = re.compile(
    r"\b(?:images?|photos?|press|times|news|media|office|ministry|unit|spokesperson|archives?"
    r"|museum|library|commons|foto|bild|agency|agentur"
    r"|pool|handout|file|studio|wire|productions?|university|police|department|archiv|courtesy"
    r"|staff|screenshot|facebook|youtube|twitter|telegram)\b",
    re.I,
)
_STORY = re.compile(
    r"[.!?;]\s+(?!Courtesy\b)[^\W\d_]{2,}\s[a-zß-ÿ]|\b(?:said|says|see|which|that|who|was|were|is|are|has"
    r"|have|hat|wird|ist|war|est|sont|fue)\b"
)
_ODD = re.compile(r"[$€£%<>=]|\d{3,}|^\d")


def tells_story(text: str) -> bool:
    """Whether a text holds a verb or a second sentence, which no credit does.

    >>> tells_story("the only thing that was left"), tells_story("Ana Ruiz/AFP")
    (True, False)
    """
    return _STORY.search(text) is not None


def is_library(text: str) -> bool:
    """Whether a text is the name of a picture library or a platform, as it is printed.

    >>> is_library("Getty Images"), is_library("pool"), is_library("Ana Ruiz")
    (True, False, False)
    """
    return text.casefold() in PICTURES and (text[:1].isupper() or " " in text)


def is_maker(who: str, *, alone: bool = False) -> bool:
    """Whether parts between slashes are a name and an agency, in either order.

    `alone` asks of a whole line: a library needs no name beside it, an unknown house a mark.

    >>> is_maker("Ana Ruiz/Reuters"), is_maker("Moti Milrod/Haaretz"), is_maker("CDU/CSU")
    (True, True, False)
    >>> is_maker("Getty Images", alone=True), is_maker("Man City/United", alone=True)
    (True, False)
    """
    if len(who) > MAX_CREDIT:
        return False
    if "/" not in who and "|" not in who and "via" not in who:  # most lines end here
        return alone and _is_lone_library(who)
    if _ODD.search(who) or tells_story(who):
        return False
    parts = [part for part in _SLASH.split(who) if part]
    if len(parts) < 2:
        return alone and _is_lone_library(who)
    if all(part.casefold() in PLATFORMS for part in parts):
        return False  # buttons
    if len(parts) > 5:
        return False
    if not _is_titled(who) and not any(p.casefold() in PICTURES or p in NEWS for p in parts):
        return False
    if any(is_picture_source(part) and part.casefold() not in PLATFORMS for part in parts):
        return True
    if any(part.casefold() in PLATFORMS for part in parts):
        return "/" in who or is_name(parts[0])  # "Share via Facebook" is neither
    named = any(is_name(part) and not _HOUSE.search(part) for part in parts)
    return named and (any(_HOUSE.search(part) for part in parts) or _is_one_house(parts, alone))


def _is_lone_library(who: str) -> bool:
    """Whether a line that names a library may be a credit: no agency's signature, no button."""
    return is_library(who) and who.casefold() not in NEWS and who.casefold() not in PLATFORMS


def _is_titled(who: str) -> bool:
    words = who.replace("/", " ").split()
    return not any(word[0].islower() and word not in _SMALL for word in words)


def _is_one_house(parts: list[str], alone: bool) -> bool:
    """A full name beside one word; alone, that has to be no surname: "Tom Hart/Golem.de"."""
    if len(parts) != 2:
        return False
    name, house = parts if is_name(parts[0]) else parts[::-1]
    if not is_name(name) or " " in house or is_name(house):
        return False
    return (not alone and house[:1].isupper()) or "." in house or not house[1:].islower()
