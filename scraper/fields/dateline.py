"""The dateline: place, day and agency printed before the first sentence of a story."""

from __future__ import annotations

import re

from scraper.fields.agencies import is_news_agency
from scraper.fields.dateline_east import split_east
from scraper.fields.months import WEEKDAYS, month_number
from scraper.fields.places import is_place
from scraper.fields.vocabulary import vocabulary
from scraper.types import Dateline

MAX_PREFIX = 110  # characters; "BEIRUT/THE HAGUE, March 7 (Reuters) - " has 38
MIN_STORY = 40  # characters that have to follow where the place is not a known one
MIN_UNKNOWN = 6  # letters of an unlisted place in capitals; acronyms are shorter
MIN_LONE = 5  # letters of an unlisted place that is one word in capitals
MAX_PLACE_WORDS = 5

_DASH = r"(?:--+|[-\u2013\u2014\u2015\u2212])"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_LETTERS = r"[\w\u0300-\u036f\u0900-\u0d7f]*"  # with the vowel signs that \\w leaves out
_NAME = rf"[^\W\d_]{_LETTERS}(?:[.'’ʼ-]{_LETTERS})*"
_PLACE = rf"{_NAME}(?: {_NAME}){{0,4}}"
_PLACES = rf"{_PLACE}(?: ?/ ?{_PLACE}){{0,2}}"
_BRACKET = r"[(（\[/](?P<agency>[^()（）\[\]]{2,45}?)[)）\]/]"
_DAY = (
    r"(?:\d{1,2}\.?(?: de| da)? [^\W\d_]{3,12}\.?(?:,? (?:de )?\d{4})?"
    r"|[^\W\d_]{3,10}\.? \d{1,2}(?:, \d{4})?|\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?)"
)
# Place, region or day, agency in brackets, dash.
_SLUG = re.compile(
    rf"(?P<place>{_PLACES})"
    rf"(?P<more>(?:(?:[,،.] ?| (?=\d))[^(（\[,\u2013\u2014]{{2,30}}?){{0,2}}?)\s?"
    rf"{_BRACKET}(?P<after>\s?[.:,]?\s?{_DASH}{{1,2}}\s*|\s?[:.]\s+|\s+)"
)
# Place, region or day, dash; no agency.
_PLAIN = re.compile(
    rf"(?P<place>{_PLACES})(?P<more>(?:[,،] ?[^(（\[,\u2013\u2014]{{2,24}}?){{0,2}}?)"
    rf"(?P<after>\s{_DASH}{{1,2}}\s?|{_DASH}\s)"
)
_STOP = re.compile(rf"(?P<place>{_PLACES})(?P<more>)(?P<after>\s?[:]\s+|\.\s+)")
# Place, day, dash, agency, stop or dash: "МОСКВА, 3 мар - РИА Новости. "
_DAY_AGENCY = re.compile(
    rf"(?P<place>{_PLACES})[.,] (?P<date>{_DAY})(?:\s?{_DASH}\s|\. )"
    rf"(?P<agency>[^\W\d_][\w. -]{{2,24}}?)(?P<after>\s?{_DASH}\s|\. )"
)
# Agency first: "(AFP) - ", "KVELLER via JTA - ", "(ANSA) - ROMA, 12 MAR - "
_AGENCY = re.compile(
    rf"(?:[(（\[](?P<inside>[^()（）\[\]]{{2,40}})[)）\]]"
    rf"|(?P<bare>[^\W\d_][\w./&-]*(?: [\w./&-]+){{0,4}}?)"
    rf"(?=\s?{_DASH}))(?P<after>\s?[.:]?{_DASH}{{1,2}}\s*|\s+)"
)
_AGENCY_PLACE = re.compile(rf"(?P<place>{_PLACES}), (?P<date>{_DAY})\s?{_DASH}\s")
_OPENERS = "\"'“„«‘‚»『「¿¡("
# Newsletters open items in capitals with a dash, too ("CHINA CHIPS — "): a place that is not on
# the list has to sound like one.
_SOUNDS_LIKE_PLACE = re.compile(
    r"\b(?:BEACH|CITY|SPRINGS?|COUNTY|MEADOWS?|PORT|FORT|LAKE|SAN|SANTA|SAINT|MOUNT|MT|VALLEY|HEIGHTS"
    r"|FALLS|RIVER|HILLS?|ISLANDS?|BAY|GROVE|CREEK|TOWNSHIP|VILLAGE|ROCK|BAD|SANKT|AL|EL|LOS|LAS|DEIR"
    r"|KHAN|BEIT|KFAR|KIRYAT|KIBBUTZ|WEST|EAST|NORTH|SOUTH|NUEVA|PUERTO|VILLA|RIO|SÃO|SANTO|SAINTE)\b"
    r"|(?:VILLE|BURGH?|BOROUGH|TON|TOWN|FORD|FIELD|HAM|SHIRE|GRAD|PUR|ABAD|STADT|HEIM|HAUSEN|DORF"
    r"|INGEN|POLIS|MOUTH|WOOD|DALE|KIRCHEN|BRÜCK|BRIDGE|MINSTER|CHESTER|HAVEN|SK|IV|OWO|OWICE)\b"
)
_STATIONS = re.compile(r"[KW][A-Z]{2,3}(?:-(?:TV|AM|FM|LP))?")
_REGION = re.compile(rf"{_CAPITAL}[\w.'’-]*(?: {_CAPITAL}?[\w.'’-]+){{0,3}}")
_FURNITURE = vocabulary("""
    breaking exclusive analysis opinion review video videos photo photos watch listen update
    updated updates correction editor's editors note advertisement fact check live interview
    commentary editorial warning spoiler question answer step tip winner loser quiz poll podcast
    gallery recap preview report read more related must exclusif analyse opinion direct urgent
    dernière minute vidéo entretien kommentar meinung eilmeldung analyse video interview
    liveticker achtung hinweis exklusiv última hora directo vídeo exclusiva opinión análisis
    entrevista aviso ultima ora diretta esclusiva срочно видео мнение фото эксклюзив explainer
    explained feature special developing alert news sports weather coming soon now today key
    points takeaways summary verdict bottom line pros cons hotel restaurant recipe ingredients
    method serves price where when who what why how yes no
    """)
_SIDES = vocabulary("l r li re vl vr o u m links rechts left right center")


def split_dateline(paragraph: str) -> tuple[Dateline | None, str]:
    """The dateline and the paragraph without it; None and the whole paragraph where there is none.

    `Dateline.text` is the prefix as printed, dash and space included. A place in mixed case counts
    only with an agency or from a list of cities, for "Berlin - so" opens sentences, too.

    >>> line, rest = split_dateline("BEIRUT/THE HAGUE, March 7 (Reuters) - The judges met.")
    >>> line.place, line.date, line.agency, rest
    ('BEIRUT/THE HAGUE', 'March 7', 'Reuters', 'The judges met.')
    >>> split_dateline("WASHINGTON - A senator spoke.")[0].text
    'WASHINGTON - '
    >>> split_dateline("NATO - the alliance founded in 1949 - said no.")[0] is None
    True
    >>> split_dateline("BREAKING — The bridge has reopened.")[0] is None
    True
    """
    if len(paragraph) < 8 or not _may_open(paragraph[:2]):
        return None, paragraph
    text = paragraph[:MAX_PREFIX]
    line = _find(text, paragraph)
    if line is None or len(line.text) >= len(paragraph):
        return None, paragraph
    return line, paragraph[len(line.text) :]


def _may_open(start: str) -> bool:
    first = start[0]
    return first in "([（【［〔" or (first.isalpha() and not first.islower())


def _find(text: str, paragraph: str) -> Dateline | None:
    east = split_east(text)
    if east:
        return east
    if not any(mark in text for mark in "-–—―−)）]:.-"):
        return None
    for reader in (_read_agency_first, _read_day_agency, _read_slug, _read_plain):
        line = reader(text, paragraph)
        if line:
            return line
    return None


def _read_agency_first(text: str, paragraph: str) -> Dateline | None:
    match = _AGENCY.match(text)
    if not match:
        return None
    inside, dashed = match["inside"], bool(match["after"].strip())
    agency = inside or match["bare"]
    known = is_news_agency(agency.split(" via ")[-1])
    if inside and not known:
        letters = sum(1 for c in inside if c.isupper())
        known = dashed and letters >= 2 and " " not in inside and not _is_furniture(inside)
    if not known or not (dashed or inside) or not _opens(paragraph, match.end()):
        return None
    place = _AGENCY_PLACE.match(text, match.end())
    if place and _is_day(place["date"]):
        return Dateline(text[: place.end()], place["place"], agency, place["date"])
    return Dateline(text[: match.end()], None, agency)


def _read_day_agency(text: str, paragraph: str) -> Dateline | None:
    match = _DAY_AGENCY.match(text)
    if not match or not _is_day(match["date"]) or not _opens(paragraph, match.end()):
        return None
    agency = match["agency"].removesuffix(".RU")
    if not is_news_agency(agency) and not agency.isupper():
        return None
    return Dateline(text[: match.end()], match["place"], match["agency"], match["date"])


def _read_slug(text: str, paragraph: str) -> Dateline | None:
    match = _SLUG.match(text)
    if not match or not _opens(paragraph, match.end()):
        return None
    place, agency, dashed = match["place"], match["agency"].strip(), bool(match["after"].strip())
    if len(place.split()) > MAX_PLACE_WORDS or _is_furniture(place):
        return None
    if not _capitalised(place) or not _is_sender(agency, place, dashed):
        return None
    region, day = _region_and_day(match["more"])
    if day is None and region is None:
        return None
    town = place.rstrip(".") if is_place(place) else place  # "KÖLN. (hpd)"
    return Dateline(text[: match.end()], town + (region or ""), agency, day or None)


def _is_sender(agency: str, place: str, dashed: bool) -> bool:
    """Whether what stands in brackets after a place is an agency, a station or a paper."""
    last = agency.split(" via ")[-1].split(",")[0]
    if is_news_agency(last):
        return dashed or place.isupper() or is_place(place)
    codes = agency.split("/")
    if not (dashed or (is_place(place) and _are_desks(codes))):
        return False
    if ":" in agency or any(c.isdigit() for c in agency):
        return False
    if _are_desks(codes):
        return agency not in _SIDES  # the small codes of German agencies and desks
    if not (place.isupper() or is_place(place)):
        return False
    if _STATIONS.fullmatch(agency) or is_place(place):
        return True
    return not agency.isupper() and agency[0].isupper() and not agency.islower()


def _are_desks(codes: list[str]) -> bool:
    return all(c.islower() and 2 <= len(c) <= 4 and c.isalpha() for c in codes)


def _read_plain(text: str, paragraph: str) -> Dateline | None:
    match = _PLAIN.match(text) or _STOP.match(text)
    if not match or not _opens(paragraph, match.end()):
        return None
    place, more, after = match["place"], match["more"], match["after"].strip()
    region, day = _region_and_day(more)
    if _is_furniture(place) or (day is None and region is None):
        return None
    known = is_place(place)
    long = len(paragraph) - match.end() >= MIN_STORY
    if after in (":", "."):
        fits = known and not region and long and not _lists(paragraph[match.end() :])
    elif known:
        fits = long or place.isupper()
    else:
        fits = long and _is_unlisted_place(place, bool(region or day))
    return (
        Dateline(text[: match.end()], place + (region or ""), None, day or None) if fits else None
    )


def _is_unlisted_place(place: str, specified: bool) -> bool:
    if not place.isupper():
        return False
    letters = sum(1 for c in place if c.isalpha())
    if len(place.split()) > 3 or letters < MIN_UNKNOWN - 2:
        return False
    if specified or (letters >= MIN_LONE and place.isalpha()):
        return True
    return letters >= MIN_UNKNOWN and _SOUNDS_LIKE_PLACE.search(place) is not None


def _lists(rest: str) -> bool:
    """Whether a place is the first of a list: "London. Paris. New York." """
    return bool(re.match(rf"{_PLACE}[.,:]", rest)) and len(rest.split(".")[0].split()) <= 2


def _region_and_day(more: str) -> tuple[str | None, str | None]:
    """Region (with its comma) and day printed after a place; both None when it is neither."""
    region, day = "", ""
    for piece in re.split(r"(?<=[^.]),\s?|،\s?|^[.,]\s?|(?<=\.),\s?", more):
        piece = piece.strip()
        if not piece:
            continue
        if _is_day(piece):
            day = piece
        elif _REGION.fullmatch(piece) and not any(c.isdigit() for c in piece):
            region += f", {piece}"
        elif day and len(piece) == 4 and piece.isdigit():
            day += f", {piece}"
        else:
            return None, None
    return region, day


def _is_day(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if not any(c.isdigit() for c in text):
        return bool(words) and words[0] in WEEKDAYS and len(words[0]) > 4
    if not words:
        return bool(re.fullmatch(_DAY, text))
    return any(month_number(word) for word in words) and len(words) <= 3


def _capitalised(place: str) -> bool:
    words = place.replace("/", " ").split()
    small = sum(1 for word in words if word[0].islower())
    return small <= len(words) // 2 and not words[-1][0].islower()


def _is_furniture(place: str) -> bool:
    return any(
        word in _FURNITURE for word in re.split(r"[ /:]", place.casefold().replace("’", "'"))
    )


def _opens(paragraph: str, start: int) -> bool:
    """Whether a sentence starts here: a capital, a digit, a quote, or a script without capitals."""
    rest = paragraph[start : start + 2]
    return bool(rest) and (rest[0] in _OPENERS or (rest[0].isalnum() and not rest[0].islower()))
