"""Words of a byline that ran together: the page's style sheet parts them, its text does not."""

from __future__ import annotations

import re

from scraper.fields.by import strip_by
from scraper.fields.names import is_name
from scraper.fields.roles import names_press_role
from scraper.fields.vocabulary import vocabulary

# "Ruiz5 hours ago", "Ruiz17.10.2019"; the "5" of a handle is followed by neither.
_AGE = re.compile(
    r"(?<=[^\W\d_])(?=(?:vor |il y a |hace )?\d{1,2}"
    r"(?:\s+(?:sec|min|hour|day|week|month|year|sekunde|stunde|tag|woche|monat|jahr)|[./]\d{1,2}[./]))",
    re.IGNORECASE,
)
_SECOND_NAME = re.compile(r"(?<=\s)([^\W\d_a-z][a-zß-ÿ]{3,})(?=[A-ZÀ-Þ][a-zß-ÿ]+\s)")
_TITLE = re.compile(r"(?<=[a-zß-ÿ]{2})(?=[A-Z]{2,5}$)")
_SEAM = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ][a-zß-ÿ])")
_SEPARATOR = re.compile(r"[,;|·•\n]")
_PREFIXES = vocabulary("mc mac de di da la le lo van von fitz du des del o st")


def part_words(line: str) -> str:
    """A byline with marks where its words ran together.

    >>> part_words("Ana Ruiz5 hours ago"), part_words("Ana RuizCEO")
    ('Ana Ruiz | 5 hours ago', 'Ana Ruiz, CEO')
    >>> part_words("Ana RuizSports Editor"), part_words("Ana McDonald, editor")
    ('Ana Ruiz | Sports Editor', 'Ana McDonald, editor')
    """
    line = _part_role(_AGE.sub(" | ", line))
    return _TITLE.sub(", ", _SECOND_NAME.sub(r"\1, ", line))


def _part_role(line: str) -> str:
    """The line with a mark between a full name and the job or paper stuck to it."""
    for seam in _SEAM.finditer(line):
        name, rest = line[: seam.start()], line[seam.start() :]
        name = strip_by(_SEPARATOR.split(name)[-1].strip())[0]
        if not is_name(name) or name.split()[-1].casefold() in _PREFIXES:
            continue
        stuck = _SEPARATOR.split(rest)[0]
        if names_press_role(stuck) or stuck.startswith("The "):
            return f"{line[: seam.start()]} | {rest}"
    return line
