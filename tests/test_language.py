"""Which language a page is in."""

from __future__ import annotations

import pytest

from scraper.config import Site
from scraper.language import language_of_script, language_of_words, tell_language
from tests.desk import STORY, article, document, house, page

SCRIPTS = [
    ("ja", "港の橋は二年の工事を終えて火曜日に再開した。"),
    ("zh", "经过两年的维修，港口大桥星期二重新开放。"),
    ("ko", "항구 다리가 2년간의 보수를 마치고 화요일에 다시 열렸다."),
    ("he", "גשר הנמל נפתח מחדש ביום שלישי לאחר שנתיים של תיקונים."),
    ("ar", "أعيد افتتاح جسر الميناء يوم الثلاثاء بعد عامين من الإصلاحات."),
    ("ru", "Мост в порту вновь открылся во вторник после двух лет ремонта."),
    ("el", "Η γέφυρα του λιμανιού άνοιξε ξανά την Τρίτη."),
    ("hi", "बंदरगाह का पुल दो साल की मरम्मत के बाद मंगलवार को खुल गया।"),
]
WORDS = [
    ("en", STORY[0]),
    ("de", "Die Brücke am Hafen ist am Dienstag nach zwei Jahren wieder für den Verkehr geöffnet "
           "worden, wie die Behörde mitteilte, und die Fähre fährt noch bis zum Ende des Sommers."),
    ("fr", "Le pont du port a rouvert mardi après deux ans de travaux, a annoncé la direction, et "
           "le bac restera en service jusqu'à la fin de l'été pour les habitants des quais."),
    ("es", "El puente del puerto abrió el martes después de dos años de obras, dijo la autoridad, "
           "y el transbordador seguirá en servicio hasta el final del verano para los vecinos."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), SCRIPTS, ids=[s[0] for s in SCRIPTS])
def test_a_script_tells_its_language(language: str, text: str) -> None:
    assert language_of_script(text) == language


@pytest.mark.parametrize(("language", "text"), WORDS, ids=[w[0] for w in WORDS])
def test_latin_letters_tell_none(language: str, text: str) -> None:
    assert language_of_script(text) is None


@pytest.mark.parametrize(("language", "text"), WORDS, ids=[w[0] for w in WORDS])
def test_the_commonest_words_tell_a_language(language: str, text: str) -> None:
    assert language_of_words(text, house()) == language


def test_a_few_words_tell_none() -> None:
    assert language_of_words("The bridge is open", house()) is None


def test_words_of_no_known_language_tell_none() -> None:
    assert language_of_words("lorvik dusta melop " * 8, house()) is None


def test_a_name_in_another_script_does_not_change_the_language() -> None:
    assert (
        article(page(inside="<p>The ferry is called Мост, she said on Monday night.</p>")).language
        == "en"
    )


@pytest.mark.parametrize(("tag", "language"), [("en-GB", "en"), ("en_US", "en"), ("NL", "nl")])
def test_what_a_page_declares_is_cut_to_two_letters(tag: str, language: str) -> None:
    made = document(page().replace("<html>", f'<html lang="{tag}">'))
    assert tell_language(made, house(), None) == language


@pytest.mark.parametrize("tag", ["", "english", "x-default"])
def test_a_tag_that_is_none_is_passed_over(tag: str) -> None:
    made = document(page().replace("<html>", f'<html lang="{tag}">'))
    assert tell_language(made, house(), None) == "en"


def test_the_text_overrules_a_page_that_declares_another_script() -> None:
    made = document(f'<html lang="en"><body><p>{SCRIPTS[0][1]}</p></body></html>')
    assert tell_language(made, house(), None) == "ja"


def test_a_language_of_the_same_script_is_believed() -> None:
    made = document(
        "<html lang='uk'><body><p>Міст у порту знову відкрили у вівторок.</p></body></html>"
    )
    assert tell_language(made, house(), None) == "uk"


def test_what_is_known_of_the_site_beats_what_the_page_declares() -> None:
    made = document(page().replace("<html>", '<html lang="fr">'))
    assert tell_language(made, house(), Site("gazette.example", language="en")) == "en"


def test_a_dump_is_told_by_its_words() -> None:
    made = document("\n".join([WORDS[1][1]] * 2), "text/plain")
    assert tell_language(made, house(), None) == "de"


def test_nothing_tells_nothing() -> None:
    assert tell_language(document("<p></p>"), house(), None) is None
