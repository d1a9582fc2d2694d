"""Votes from what a line says."""

from __future__ import annotations

from scraper import extract
from scraper.types import Label

DUMP = """Council votes to reopen the harbor bridge

The council voted on Tuesday to reopen the harbor bridge after a winter of repairs to its piers.

{line}

Buses will cross the harbor bridge again from Friday, the mayor said at the ceremony on Tuesday.
"""


def label_of(line: str) -> Label:
    article = extract(DUMP.format(line=line), media_type="text/plain")
    return next(block.label for block in article.blocks if block.text == line)


def test_a_copyright_line_is_legal() -> None:
    assert label_of("All rights reserved.") is Label.LEGAL


def test_a_quoted_line_is_somebodys_words_and_stays() -> None:
    assert label_of("“All rights reserved, all lefts negotiable.”") is Label.BODY


def test_the_language_of_the_text_chooses_the_phrases() -> None:
    dump = DUMP.replace("Council votes to reopen", "Der Rat öffnet").format(line="Lesen Sie auch")
    article = extract(dump, media_type="text/plain")
    assert [b.label for b in article.blocks if b.text == "Lesen Sie auch"] != [Label.RELATED]
    german = """Der Rat öffnet die Hafenbrücke

Der Rat der Stadt hat am Dienstag beschlossen, dass die Brücke am Hafen wieder für alle offen ist.

Lesen Sie auch

Die Busse fahren ab Freitag wieder über die Brücke, sagte die Bürgermeisterin nach der Sitzung.
"""
    article = extract(german, media_type="text/plain")
    assert [b.label for b in article.blocks if b.text == "Lesen Sie auch"] == [Label.RELATED]
