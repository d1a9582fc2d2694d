"""Lines under a story that say who else reported, edited or supplied it."""

from __future__ import annotations

import re

from scraper.fields.agencies import is_news_agency
from scraper.fields.names import is_name

MAX_CHARS = 400
MAX_SHORT = 60

_JOB = (
    r"(?:additional |further |other )?(?:reporting|editing|writing|compiled|compilation"
    r"|translat(?:ion|ed)|production|graphics?"
    r"|research|fact[- ]check(?:ing|ed)?|edited|written|reported|produced|illustrations?"
    r"|graphic|with reporting|with files"
    r"|with additional reporting|additional editing|additional research|additional work|compiling)"
)
_OPENS = re.compile(
    rf"[(\[]?(?:{_JOB}(?: and (?:writing|editing|reporting|by))?,? (?:by|from)\b[^a-z]"
    rf"|with (?:additional )?reporting (?:by|from)\b|with files from\b|with (?:inputs|reports"
    rf"|agencies|agency)\b"
    r"|with material from\b|with contributions? (?:by|from)\b|source: (?:agencies|reuters|ap"
    r"|afp|dpa)\b"
    r"|mit (?:material|informationen|agenturmaterial)\b(?: (?:von|der|des|aus)\b|$)|mitarbeit:"
    r"|redaktion:|redaktionelle mitarbeit|übersetzung:|(?:aus dem \w+ )?übersetzt von"
    r"|adaptiert von|bearbeitet von|quelle:? (?:dpa|apa|sda|afp|reuters|ots)\b"
    r"|avec (?:l[’']?)?(?:afp|reuters|ap|agences?|les agences|dépêches?|belga)\b"
    r"|\(?source:? afp|traduit (?:de|par)|traduction\s?:|édité par"
    r"|con información de\b|con informaciones de\b|con datos de\b|con agencias\b|edición (?:de"
    r"|por)\b|editado por\b|redacción de\b.{0,40}editado|traducido por\b|reporte de\b"
    r"|información adicional de"
    r"|com informações d[aeo]s?\b|com agências\b|com reuters\b|edição de\b|reportagem (?:de"
    r"|adicional)\b|traduzido por"
    r"|con fonti\b|(?:ha|hanno) collaborato\b|traduzione di\b|a cura della redazione"
    r"|met medewerking van\b|met dank aan\b.{0,50}\banp\b|bron: (?:anp|belga|afp|reuters)\b"
    r"|vertaald door|vertaling:"
    r"|współpraca:|tłumaczenie:|oprac\.:|źródło: (?:pap|reuters|afp|onet)\b|red\. |редактор\s?:"
    r"|подготовил|по материалам\b|перевод\s?:|при участии\b"
    r"|תרגום:|עריכה:|השתתפ(?:ו|ה|) בהכנת|סייע(?:ו|ה|) בהכנת|تحرير:?|إعداد|ترجمة|شارك في"
    r"|本文来源[:：]|稿源[:：]|編集[:：／/]|翻訳[:：／/]|编辑[:：/／]|責任編輯|责任编辑|责编|編輯|[(（]?完[)）]?$|編集＝"
    r"|\(?편집|정리[ =:：])",
    re.I,
)
_CONTRIBUTED = re.compile(
    r"\b(?:contributed (?:to (?:this (?:report|story|article|piece|post|analysis)|the (?:report"
    r"|story|article)(?=[.)\]]*$))|reporting|reports?|additional reporting|research)"
    r"|helped (?:with|report) (?:reporting|this (?:report|story))|(?:reported|assisted) (?:for"
    r"|with|on) this (?:report|story|article)"
    r"|a contribué à (?:cet|ce) (?:article|reportage)|ont contribué à (?:cet|ce) (?:article"
    r"|reportage)"
    r"|(?:contribuy(?:ó|eron)|colabor(?:ó|aron)) (?:a|con|en|para) (?:est[ea]"
    r"|la elaboración de est[ea]) (?:informe|reporte|reportaje|artículo|información|nota)"
    r"|contribu(?:iu|íram) para est[ea] (?:reportagem|matéria|artigo)|(?:ha"
    r"|hanno) (?:contribuito|collaborato) (?:a|alla)\b"
    r"|(?:hat|haben) (?:zu|an) diese[rm] (?:artikel|bericht|text|beitrag"
    r"|recherche) (?:mitgearbeitet|beigetragen|mitgewirkt))[^.]{0,80}\.?[)\]]?$",
    re.I,
)
_THANKS = (
    "contrib", "helped", "reported", "assisted", "colabor", "collabor", "mitgearbeitet",
    "beigetragen", "mitgewirkt",
)  # fmt: skip
_PRODUCED = re.compile(
    r"^[(\[]?(?:this|dieser|diese|dieses|cet|cette|este|esta|questo|questa|dit|deze|ten"
    r"|este)\s+(?:(?:news\s+)?(?:article|story|report|piece|dispatch|translation|content|post)"
    r"|artikel|text|beitrag|bericht|meldung|article|artículo|nota|reportagem|articolo|matéria"
    r"|tekst|artykuł)\b(?! of (?:the|a|our)\b).{0,60}?"
    r"\b(?:produced (?:by|in|with|for)|(?:was )?(?:originally |first )?(?:published|appeared"
    r"|written|reported|generated|translated|created|supported|funded|adapted|syndicated"
    r"|supplied|provided) (?:by|from|in|on|at|with|with the help|using|for|through)\b"
    r"|is (?:part of|republished|reprinted|published here)|ist (?:zuerst )?(?:bei|im|in der|auf"
    r"|von)?.{0,30}(?:erschienen|erstellt|übersetzt)|wurde (?:zuerst|ursprünglich|mit|von|aus"
    r"|automatisch)|(?:a été|est) (?:initialement |d'abord |originellement )?(?:publié|traduit"
    r"|produit|réalisé)"
    r"|(?:fue|ha sido|se) (?:publicad|traducid|producid|elaborad)[oa]?|foi (?:publicad|traduzid"
    r"|produzid)[oa]|è stato (?:pubblicato|tradotto|prodotto)|is (?:eerder|oorspronkelijk)"
    r"|powstał|został)",
    re.I,
)  # fmt: skip
_SIGNED = re.compile(r"^(?:[-–—*/(\[]+\s*)?(?P<who>[^()\[\]:;]{2,50}?)\s*[)\]/.]*$")
_MIXED = re.compile(r"\s*(?:/|,|\+| and | und | et | y | e | mit | with | con | avec )\s*", re.I)
_WRAP = re.compile(r"^[-–—(\[/]|[)\]]\.?$")
_WITH = re.compile(
    r"^[(\[]?\s*(?:mit|with|avec|con|com|met|source|sources|quellen?|fuentes?|fontes?|fonti"
    r"|bron|źródło|источник|المصدر|来源|來源)\b\s*[:：]?\s*",
    re.I,
)
_HOUSE_CREDIT = re.compile(
    r"^(?:text|texte|texto|testo|tekst|text und fotos?|текст)\s*:\s*(?P<who>.{3,60})$",
    re.I,
)
_PARTS = re.compile(
    r"^[(\[]?(?:Reporting|Editing|Writing|Compiled|Written|Edited|Translated"
    r"|Produced)\b[^.?!]{0,200}?;\s*(?:additional |further )?(?:reporting|editing|writing"
    r"|compiled|edited|production|translation)\b",
    re.I,
)


def is_signoff(line: str) -> bool:
    """Whether a line names agencies, helpers or editors after the story's end.

    >>> is_signoff("Reporting by Ana Ruiz; Editing by Tom Hart"), is_signoff("— AFP")
    (True, True)
    >>> is_signoff("The Associated Press contributed to this report.")
    True
    >>> is_signoff("mit Material von dpa"), is_signoff("(Con información de EFE)")
    (True, True)
    >>> is_signoff("Reporting by the commission found that the bridge was unsafe for lorries.")
    False
    """
    line = line.strip()
    if not 2 <= len(line) <= MAX_CHARS:
        return False
    if len(line) <= MAX_SHORT and _is_signature(line):
        return True
    opening = _OPENS.match(line)
    if opening and opening.end() > 1:
        return _names_somebody(line, opening.end())
    if _PARTS.match(line) or (_may_thank(line) and _CONTRIBUTED.search(line)):
        return '"' not in line and "“" not in line
    return len(line) <= 300 and _PRODUCED.match(line) is not None


def _may_thank(line: str) -> bool:
    """Whether one of the stems is there without which `_CONTRIBUTED` finds nothing."""
    folded = line.casefold()
    return any(stem in folded for stem in _THANKS)


def _is_signature(line: str) -> bool:
    """Agencies alone, in brackets, after a dash, or with slashes: "dpa/AFP", "(Reuters)"."""
    text = _HOUSE_CREDIT.match(line)
    if text:
        who = text["who"].rstrip(".")
        return is_name(who) or is_news_agency(who)
    sourced = _WITH.match(line)
    match = _SIGNED.match(line[sourced.end() :] if sourced else line)
    if not match:
        return False
    names = [name.strip() for name in _MIXED.split(match["who"]) if name.strip()]
    known = sum(is_news_agency(name) for name in names)
    if not known:
        return False
    codes = all(
        is_news_agency(n) or (n.isalpha() and 2 <= len(n) <= 4 and n.islower()) for n in names
    )
    wrapped = _WRAP.search(line) is not None
    people = all(is_news_agency(name) or is_name(name) for name in names)
    return codes or (wrapped and people)


def _names_somebody(line: str, end: int) -> bool:
    """Whether names rather than the rest of a sentence follow: few small words, no long clause."""
    rest = line[end:].strip(" :)]")
    words = rest.split()
    if not words or line[0] in "([":
        return True
    small = sum(1 for word in words if word[0].islower() and len(word) > 3)
    return small <= max(1, len(words) // 3) and len(words) <= 45
