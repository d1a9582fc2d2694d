"""The timed entries of a live blog."""

from __future__ import annotations

from scraper.choose import Claims, read_moment
from scraper.types import Entry


def list_entries(claims: Claims) -> tuple[Entry, ...]:
    """The entries in page order, each with its headline and time; one without text is left out."""
    drafts = claims.document.entries
    if not drafts:
        return ()
    texts: list[list[str]] = [[] for _ in drafts]
    inside = _entry_of_elements(claims)
    for block in claims.story:
        at = inside[block.block.element]
        if at >= 0 and block.text != drafts[at][0]:
            texts[at].append(block.text)
    return tuple(
        Entry("\n\n".join(lines), headline, read_moment(claims, time) if time else None)
        for (headline, time), lines in zip(drafts, texts, strict=True)
        if lines
    )


def _entry_of_elements(claims: Claims) -> list[int]:
    """The index of the entry that each element stands in, -1 outside all of them."""
    found: list[int] = []
    for element in claims.document.elements:
        own = element.mark.entry if element.mark else -1
        found.append(own if own >= 0 or element.parent < 0 else found[element.parent])
    return found
