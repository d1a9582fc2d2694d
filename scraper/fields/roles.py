"""The words newsrooms use for the people who write, and for themselves."""

from __future__ import annotations

import re

from scraper.fields.vocabulary import vocabulary

# Jobs that only a newsroom gives.
_PRESS = """
reporter reporters correspondent correspondents columnist columnists journalist journalists journo
newsroom editor editors sub-editor photojournalist fotojournalist staff desk contributor
contributors redakteur redakteurin redakteure korrespondent korrespondentin reporterin
journalistin redaktion kolumnist kolumnistin volontär volontärin ressortleiter ressortleiterin
redaktionsleiter redaktionsleiterin
chefredakteur chefredakteurin chefreporter chefreporterin autor autorin politikredakteur
politikredakteurin sportredakteur wirtschaftsredakteur wirtschaftsredakteurin
auslandskorrespondent auslandskorrespondentin journaliste journalistes correspondant
correspondante rédacteur rédactrice rédaction chroniqueur chroniqueuse éditorialiste pigiste
envoyé envoyée envoyés envoyées reporteure periodista periodistas corresponsal redactor
redactora redacción
columnista reportero reportera cronista colaborador colaboradora enviado enviada giornalista
giornalisti corrispondente redattore redattrice redazione inviato inviata cronista editorialista
caporedattore collaboratore jornalista jornalistas correspondente repórter redator redatora
redação colunista editora journaliste correspondente verslaggever verslaggeefster redacteur
redactie columniste medewerker correspondente dziennikarz dziennikarka dziennikarzem dziennikarką
redaktorem redaktorką korespondentem korespondentką reporterem reporterką publicystą publicystką
корреспондентом журналистом журналисткой обозревателем редактором korespondent korespondentka
redaktor redakcja publicysta publicystka reporterka komentator felietonista журналист журналистка
корреспондент корреспондентка обозреватель редактор редакция колумнист репортёр репортер спецкор
журналіст кореспондент редактор כתב כתבת עיתונאי עיתונאית עורך עורכת פרשן פרשנית כתבנו מערכת صحفي
صحفية صحافي صحافية مراسل مراسلة محرر محررة كاتب كاتبة muhabir muhabiri gazeteci yazar editör
redaktör journalista
"""
# Jobs that others have, too: a press word only beside a name.
_ANY = """
writer writers author blogger critic producer anchor presenter host analyst commentator freelance
freelancer photographer fellow intern chief bureau director president professor managing senior
deputy executive assistant associate digital special contributing guest political lead head video
investigative award-winning leiter leiterin chef cheffe fotograf fotografin freie freier gast
autrice auteur autora autore verantwortlich schriftsteller schriftstellerin écrivain escritor
escritora scrittore scrittrice writer-at-large
"""
PRESS_ROLES = vocabulary(_PRESS)
ROLES = PRESS_ROLES | vocabulary(_ANY)

# A word of these makes a "name" a newsroom's.
HOUSE_WORDS = vocabulary("""
    news newsroom staff desk team press times post journal herald tribune gazette daily radio tv
    television online magazine media agency service group network today zeitung redaktion
    redacción redazione redação rédaction redactie redakcja редакция editorial editors reporter
    reporters wire wires services agencies bureau nachrichten presse presseagentur digital sports
    web report company corporation international foundation institute university office ministry
    department unit studio studios productions entertainment communications channel guardian
    independent telegraph mirror observer chronicle globe mail star sun standard review bulletin
    examiner inquirer authority council committee
    """)

_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def _words(text: str) -> list[str]:
    """The words, and the parts of hyphenated ones: "Online-Redakteurin", "editor-at-large"."""
    words = _WORDS.findall(text.casefold())
    return words + [part for word in words if "-" in word for part in word.split("-")]


def names_role(text: str) -> bool:
    """Whether a text names a job rather than a person.

    >>> names_role("Chief Economics Correspondent"), names_role("Redakteurin Wirtschaft")
    (True, True)
    >>> names_role("Ana Ruiz")
    False
    """
    return any(word in ROLES for word in _words(text))


def names_press_role(text: str) -> bool:
    """Whether a text names a job that only newsrooms give.

    >>> names_press_role("US correspondent"), names_press_role("president of the union")
    (True, False)
    """
    return any(word in PRESS_ROLES for word in _words(text))


def names_house(text: str) -> bool:
    """Whether a text names a newsroom or another body rather than a person.

    >>> names_house("MND Staff"), names_house("The Daily Post"), names_house("Ana Ruiz")
    (True, True, False)
    """
    return any(word in HOUSE_WORDS for word in _WORDS.findall(text.casefold()))
