"""Votes from what a line says: the phrases of the page's language, of English, and of the site."""

from __future__ import annotations

from collections.abc import Iterator

from scraper.config.phrasebook import Phrase, Phrasebook
from scraper.label.view import View
from scraper.types import Strength, Vote

MAX_CHARS = 400  # no phrase is tried on a longer line


def vote_phrases(view: View) -> Iterator[Vote]:
    """Votes for lines that one of the phrases knows; the site's own phrases speak for the site."""
    books = _books(view)
    known: dict[str, tuple[Phrase, Strength] | None] = {}  # menus repeat their lines
    for block in view.document.blocks:
        text, index = block.text, block.index
        if len(text) > 2 * MAX_CHARS or (text[0] in '“„"' and _is_speech(text)):
            continue
        line = view.line(index)
        if len(line) > MAX_CHARS:
            continue
        if line not in known:
            known[line] = _find(line, books)
        found = known[line]
        if found:
            yield Vote(index, found[0].label, found[1], f"phrase/{found[0].id}")


def _is_speech(text: str) -> bool:
    """Whether a line is one quotation: "All rights reserved," says the sign in the story."""
    return text[-1] in '”“"' and " " in text


def _find(line: str, books: list[tuple[Phrasebook, Strength]]) -> tuple[Phrase, Strength] | None:
    for book, strength in books:
        phrase = book.find(line)
        if phrase:
            return phrase, strength
    return None


def _books(view: View) -> list[tuple[Phrasebook, Strength]]:
    books = [(view.site.phrases, Strength.SITE)] if view.site else []
    for language in view.languages:
        book = view.config.phrasebook(language)
        if book:
            books.append((book, Strength.WORDS))
    return books
