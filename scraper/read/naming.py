"""How an element is called: the words it names itself by, and its place on the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

HOOKS = frozenset(
    {
        "class", "id", "role", "itemprop", "data-testid", "data-test", "data-component",
        "data-qa", "data-gu-name", "data-type", "data-name", "aria-label", "rel",
    }
)  # fmt: skip
MAX_STEP = 40  # characters of a class or id; a place is for people
MAX_PATH = 400  # characters; pages nest 512 deep, and each element of them has a place
ELISION = "… > "

Attributes = Mapping[str, str | None]


def names_of(attributes: Attributes) -> str:
    """The words by which an element names itself, space separated.

    role="banner" is left out: it is the head of the site (WAI-ARIA 1.2, section 5.3.4), no banner.
    """
    names = ""
    for key, value in attributes.items():
        if value and key in HOOKS and not (value == "banner" and key == "role"):
            names = f"{names} {value}" if names else value
    return f"{names} aria-hidden" if attributes.get("aria-hidden") == "true" else names


def describe(outer: str, tag: str, attributes: Attributes) -> tuple[str, str]:
    """An element's names and its place, from the place around it.

    >>> describe("body > main", "div", {"class": "story wide"})
    ('story wide', 'body > main > div.story')
    """
    if not attributes:
        names, step = "", tag
    else:
        names = names_of(attributes)
        step = _step(tag, attributes.get("class") or "", attributes.get("id") or "")
    if len(outer) > MAX_PATH:  # a very deep one loses its beginning
        outer = ELISION + outer[-MAX_PATH // 2 :].partition(" > ")[2]
    return names, f"{outer} > {step}" if outer else step


@lru_cache(maxsize=4_096)
def _step(tag: str, classes: str, identity: str = "") -> str:
    """One step of a place: "div.story", "section#top"."""
    first = classes.split(maxsplit=1)
    if first:
        return f"{tag}.{first[0][:MAX_STEP]}"
    return f"{tag}#{identity[:MAX_STEP]}" if identity else tag
