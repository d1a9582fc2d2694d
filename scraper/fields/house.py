"""Whether a name in metadata is a person's, or the paper's, its software's, its agency's."""

from __future__ import annotations

import re

from scraper.fields.agencies import is_news_agency
from scraper.fields.names import is_name
from scraper.fields.roles import names_house, names_role
from scraper.fields.vocabulary import vocabulary

_DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$", re.IGNORECASE)
_BRACKETED_DOMAIN = re.compile(r"\((?:www\.)?[\w-]+\.[\w.-]+\)$")
_COMPANY = re.compile(
    r"\b(?:gmbh|ag|se|e\.\s?v|inc|ltd|llc|s\.a|s\.r\.l|oy|ab|bv|kg|verlag|verband|e\.g|gbr"
    r"|plc|corp|pty|nv|s\.p\.a|sp\. z o\.\s?o|spółka)\b\.?$|(?:株式会社|有限公司)$",
    re.IGNORECASE,
)
_ARTICLES = ("The ", "Der ", "Die ", "Das ")
# What content systems write where nobody filled the field in.
_NOBODY = vocabulary(
    """
    admin administrator administrateur administrador author authors autor by developer guest name
    none null online par por publisher text root system unknown user von web webmaster website
    wordpress 佚名 匿名 未知
    """
)


def names_nobody(name: str) -> bool:
    """Whether a name is only what a program puts where no author was given.

    >>> names_nobody("admin"), names_nobody("gazetteadmin"), names_nobody("104363")
    (True, True, True)
    >>> names_nobody("Ana Ruiz")
    False
    """
    name = name.casefold()
    return name in _NOBODY or name.endswith("admin") or name.isdecimal()


def names_address(name: str) -> bool:
    """Whether a name is a web address, or is followed by one in brackets.

    >>> names_address("gazette.test"), names_address("J.R. Hart")
    (True, False)
    """
    return _DOMAIN.match(name) is not None or _BRACKETED_DOMAIN.search(name) is not None


def is_person(name: str) -> bool:
    """Whether a name is that of somebody rather than of a house; a lone word is nobody's for sure.

    >>> is_person("Ana Ruiz"), is_person("Harbor News"), is_person("dpa"), is_person("Blank GmbH")
    (True, False, False, False)
    >>> is_person("gazette.test"), is_person("Harbor (www.harbor.example)"), is_person("The Rye")
    (False, False, False)
    """
    if names_nobody(name) or names_address(name) or _COMPANY.search(name):
        return False
    if name.startswith(_ARTICLES):  # papers have names of people in theirs
        return False
    return (
        is_name(name, single=True)
        and not is_news_agency(name)
        and not names_house(name)
        and not names_role(name)
    )
