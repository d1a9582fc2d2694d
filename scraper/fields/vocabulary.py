"""Word lists, written as text because a list of two hundred quoted words is hard to read."""

from __future__ import annotations


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text; where it holds bars or line breaks between bars, the phrases.

    >>> sorted(vocabulary("by von")), sorted(vocabulary("new york|lima"))
    (['by', 'von'], ['lima', 'new york'])
    """
    if "|" not in text:
        return frozenset(text.split())
    return frozenset(phrase.strip() for phrase in text.strip().replace("\n", "|").split("|"))
