"""The language of a text, beside what its page says."""

from __future__ import annotations

import pytest

pytest.importorskip("py3langid")

from scraper.integrations.langid import detect_language, with_language
from scraper.types import Article

GERMAN = (
    "Die Brücke am Hafen ist seit Dienstag wieder offen, teilte die Stadt mit. Zwei Jahre lang "
    "mussten Lastwagen einen Umweg von vierzig Minuten fahren, um die Kais im Norden zu "
    "erreichen. Die Arbeiten kosteten fast doppelt so viel, wie der Rat eingeplant hatte."
)
SWAHILI = (
    "Daraja la bandari lilifunguliwa tena siku ya Jumanne baada ya miaka miwili ya ukarabati, "
    "mamlaka ya bandari ilisema, na malori hayatalazimika tena kuzunguka kwa dakika arobaini."
)


def test_a_language_that_the_page_does_not_say_is_filled_in():
    article = with_language(Article(text=SWAHILI, provenance={"headline": "meta og:title"}))
    assert article.language == "sw"
    assert article.provenance == {"headline": "meta og:title", "language": "detected"}


@pytest.mark.parametrize("text", ["", "Edition: A. Ruiz", "0:0 1:0 2:1 3:1 3:2 4:2 5:2 5:3 6:3"])
def test_a_text_that_does_not_tell_stays_without(text):
    assert detect_language(text) is None
    assert with_language(Article(text=text)) == Article(text=text)


def test_a_long_text_overrules_the_page():
    article = with_language(Article(language="en", text=GERMAN))
    assert (article.language, article.provenance["language"]) == ("de", "detected, not en")


def test_a_short_text_does_not_overrule_the_page():
    article = Article(language="en", text=GERMAN[:74])
    assert detect_language(article.text) == "de"
    assert with_language(article) is article


@pytest.mark.parametrize("stated", ["de", "de-CH", "DE_at"])
def test_what_the_page_says_more_exactly_stays(stated):
    article = Article(language=stated, text=GERMAN)
    assert with_language(article) is article


def test_norwegian_by_another_of_its_codes_stays():
    text = (
        "Broen ved havnen åpnet igjen tirsdag etter to år med reparasjoner, opplyser havnevesenet. "
        "Lastebilene slipper nå en omvei på førti minutter for å komme til kaiene i nord, og "
        "fergen skal gå til sommeren er slutt."
    )
    article = Article(language="nb", text=text)
    assert with_language(article) is article
