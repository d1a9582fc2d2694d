"""What a person's name looks like, and how to recase one that is shouted."""

from __future__ import annotations

import re
import unicodedata

from scraper.fields.names_east import is_eastern_name, is_unspaced
from scraper.fields.vocabulary import vocabulary

MAX_NAME = 60  # characters; the longest in our gold is "Anne-Kathrin Neuberg-Vural", 26
MAX_WORDS = 6

# Words inside a name that stay small: nobiliary particles, patronymics, prepositions of names.
PARTICLES = vocabulary("""
    de del della dello dei di da das do dos du des la le las los lo el al ul as ad bin ibn ben bar
    bat abu von vom zu zum zur van der den ter ten te op 't af av y e i d' dal dalla san st. und
    """) - {"und"}  # fmt: skip
_LINKS_ONLY = frozenset({"y", "e", "i"})  # never at either end

_SUFFIXES = {
    "jr": "Jr",
    "jr.": "Jr.",
    "sr": "Sr",
    "sr.": "Sr.",
    "ii": "II",
    "iii": "III",
    "iv": "IV",
}
_ARTICLES = vocabulary("the der die das la le les el los il lo o os the un una the")
_PART = re.compile(r"[^\W\d_]+")
_BAD = re.compile(r"[\d@#:;!?<>{}()\[\]\"“”„=+*$€£%…|/]|\.\.|https?|www\.")


def is_name(text: str, *, single: bool = False) -> bool:
    """Whether a text is shaped like one person's name; one word is enough only if `single`.

    >>> is_name("Ana McDonald-O'Neil"), is_name("Ursula von der Leyen"), is_name("谢若含")
    (True, True, True)
    >>> is_name("the water"), is_name("Tuesday"), is_name("Ana is here")
    (False, False, False)
    """
    if not 2 <= len(text) <= MAX_NAME or _BAD.search(text):
        return False
    if is_unspaced(text):
        return is_eastern_name(text)
    words = text.split()
    if not (1 if single else 2) <= len(words) <= MAX_WORDS:
        return False
    if words[-1].casefold() in PARTICLES or words[0] in _LINKS_ONLY:
        return False
    return all(_is_name_word(word) for word in words) and any(len(w) > 1 for w in words)


def _is_name_word(word: str) -> bool:
    first = word[0] if word[0].isalpha() else word[1:2]
    if not first.isalpha():
        return False
    if word.endswith(",") or (word.endswith(".") and len(word) > 5):
        return False
    return not first.islower() or word in PARTICLES or word[:2] in ("d'", "d’", "al", "el", "’t")


def is_shouted(text: str) -> bool:
    """Whether a text is in capitals throughout.

    >>> is_shouted("ANA RUIZ"), is_shouted("Ana RUIZ"), is_shouted("谢若含")
    (True, False, False)
    """
    return text.isupper()


def recase(name: str) -> str:
    """A shouted name in upper and lower case; any other text as it is.

    >>> recase("ANA MCDONALD-O'NEIL"), recase("JAN VAN DER BERG"), recase("J.K. LEE III")
    ("Ana McDonald-O'Neil", 'Jan van der Berg', 'J.K. Lee III')
    >>> recase("AFP"), recase("BBC NEWS"), recase("DER SPIEGEL")  # no people
    ('AFP', 'BBC NEWS', 'DER SPIEGEL')
    """
    words = name.split()
    if not is_shouted(name) or len(words) < 2 or words[0].casefold() in _ARTICLES:
        return name
    if any(_is_acronym(word) for word in words):
        return name
    return " ".join(_recase_word(word, position) for position, word in enumerate(words))


def _is_acronym(word: str) -> bool:
    if word.casefold() in _SUFFIXES:
        return False
    bare = unicodedata.normalize("NFD", word).upper()
    return len(word) >= 3 and word.isalpha() and word.isascii() and not set(bare) & set("AEIOUY")


def _recase_word(word: str, position: int) -> str:
    small = word.casefold()
    if position and small in PARTICLES:
        return small
    if small in _SUFFIXES:
        return _SUFFIXES[small]
    if (
        not position
        and len(word) == 2
        and (word[1] == "J" or (word[0] == "J" and word[1] not in "AEIOU"))
    ):
        return word  # TJ, AJ, JP, JD: initials without their full stops
    return _PART.sub(lambda match: _recase_part(match, word), word)


def _recase_part(match: re.Match[str], word: str) -> str:
    part = match[0]
    if match.start() and word[match.start() - 1] in "'’" and len(part) == 1:
        return part.lower()  # the possessive: JOHN'S
    if part.startswith("MC") and len(part) > 3:
        return "Mc" + part[2:].capitalize()
    return part[0] + part[1:].lower()
