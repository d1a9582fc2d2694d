"""How an element is called: the words it names itself by, and its place on the page."""

from __future__ import annotations

from collections.abc import Mapping

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
    """The words by which an element names itself, space separated."""
    if len(attributes) == 1 and "class" in attributes:
        return attributes["class"] or ""
    names = " ".join([value for key, value in attributes.items() if value and key in HOOKS])
    return f"{names} aria-hidden" if attributes.get("aria-hidden") == "true" else names


def place_of(outer: str, tag: str, attributes: Attributes) -> str:
    """Where an element stands, from the place around it; a very deep one loses its beginning.

    >>> place_of("body > main", "div", {"class": "story wide"})
    'body > main > div.story'
    """
    step = _step(tag, attributes)
    if not outer:
        return step
    if len(outer) > MAX_PATH:
        outer = ELISION + outer[-MAX_PATH // 2 :].partition(" > ")[2]
    return f"{outer} > {step}"


def _step(tag: str, attributes: Attributes) -> str:
    """One step of a place: "div.story", "section#top"."""
    if not attributes:
        return tag
    names = (attributes.get("class") or "").split(maxsplit=1)
    if names:
        return f"{tag}.{names[0][:MAX_STEP]}"
    name = attributes.get("id")
    return f"{tag}#{name[:MAX_STEP]}" if name else tag
