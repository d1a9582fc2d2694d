"""The word a byline opens with: "By", "Von", "Text:", in the languages of our press."""

from __future__ import annotations

import re

from scraper.fields.timestamp import is_timestamp

# What a byline may open with. One small word ("By", "Von") counts only before a name.
_KINDS = (
    r"(?:words|story|text|article|report|reporting|analysis|opinion|review|column|essay|commentary"
    r"|interview|written|posted|published|compiled|contributed|created|authored|guest post|op-ed)"
)
_REPORTER = r"[\u4e00-\u9fff]{0,8}(?:记者|記者)\s*[:：/／]?"  # "Gazette reporter Chen Ming"
BY = re.compile(
    rf"(?:{_KINDS}\s+(?:and\s+photos\s+)?by\b|by\b|authors?\s*[:：]"
    # Run together with the name: "byAna Ruiz", but not "Byron Hart".
    r"|(?-i:(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)(?=[A-ZÀ-Þ][a-zß-ÿ.]))"
    r"|written by\b|reporter\s*[:：]"
    rf"|byline\s*[:：]"
    r"|(?:(?:ein[e]?|der|die)\s+)?(?:(?:gast)?(?:beitrag|kommentar|artikel)|kolumne|analyse"
    r"|reportage|interview|essay|bericht)\s+von\b"
    r"|(?:erstellt|verfasst|geschrieben|gepostet|veröffentlicht|gespeichert|eingestellt) von\b"
    r"|(?:text|blog\s?beitrag|ein beitrag) von\b|autorin/autor\b\s*:?"
    r"|text(?:e|o)?\s*(?:&|und|and|et|/|\+)\s*(?:fotos?|bilder|photos?)\s*[:：]"
    r"|von\b|autor(?:in|/in|:in|en|a|es|ka|ka\s*artykułu)?\s*[:：]|text\s*[:：]|texto\s*[:：]|testo\s*[:：]"
    r"|texte\s*[:：]|tekst\s*[:：]|protokoll\s*[:：]"
    r"|(?:propos\s+recueillis\s+|écrit\s+|publié\s+|rédigé\s+)?par\b|auteure?s?\s*[:：]"
    r"|autrice\s*[:：]"
    r"|(?:escrito\s+|publicado\s+|redactado\s+|texto\s+)?por\b|texto\s+de\b|a cura di\b"
    r"|(?:articolo\s+)?di\b|autor[ei]\s*[:：]|redactie\s*[:：]"
    r"|(?:geschreven\s+)?door\b|opracowa(?:ł|ła|nie)\s*[:：]|oprac\.\s*[:：]?|av\b|af\b"
    r"|skribent\s*[:：]|oleh\b|penulis\s*[:：]|yazan?\s*[:：]|haber\s*[:：]"
    r"|автор(?:ы)?\s*[:：]|текст\s*[:：]|автор\s+статьи\s*[:：]?|מאת\s*[:：]?|כתב\s*[:：]"
    r"|כתבה\s*[:：]|بقلم\s*[:/：]?|كتب(?:ت)?\s*[:：-]|المصدر\s*[:：]"
    r"|(?:取材・)?文\s*[／/＝=●・:：]\s*|文\s+|著者\s*[:：]?|筆者\s*[:：]?|執筆(?:者)?\s*[:：]?"
    rf"|(?:作者|撰文|采写)\s*[:：/／丨|]?(?:\s*{_REPORTER})?|{_REPORTER}|文\s*[:：/／丨|]|글\s*[:：=])"
    r"[\s\u3000]*",
    re.I,
)
_DIGIT = re.compile(r"\d")
_MARKS = " |·•,/–—-"
_SPACED_HAN = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff]{2})")
# "By" that follows something else: a date, a section.
_LATER = re.compile(
    r"[\s|·•,/–—-](?:(?:written |posted )?by|von|par|por|door|di"
    r"|autor(?:in|/in|:in)?\s?:|author\s?:)\s+(?=[^\W\d_])",
    re.I,
)
LEADING = re.compile(r"^[\s|:：·•●,;–—-]+")


def strip_by(text: str) -> tuple[str, str]:
    """The text after its "By", and that word; the word is empty where none was printed.

    >>> strip_by("By Ana Ruiz"), strip_by("Por Ana Ruiz")
    (('Ana Ruiz', 'By'), ('Ana Ruiz', 'Por'))
    >>> strip_by("byAna Ruiz"), strip_by("Por fin"), strip_by("Byron Hart")
    (('Ana Ruiz', 'by'), ('Por fin', ''), ('Byron Hart', ''))
    """
    if not text[:1].isalnum():
        text = LEADING.sub("", text)
    match = BY.match(text)
    if not match:
        return text, ""
    by = match[0].strip()
    rest = text[match.end() :]
    if (
        "记者" in by or "采写" in by
    ):  # Chinese lists writers with a space; a Japanese name holds one
        rest = _SPACED_HAN.sub("、", rest)
    # "Di Marco", "Av Anna", but also "Por fin" and "Von hier": a capital has to follow.
    if not rest or (rest[0].islower() and not rest.startswith(("dpa", "van ", "von ", "de "))):
        return (text, "") if not by.endswith((":", "：")) else (rest, by)
    return rest, by


def strip_date_and_by(text: str) -> tuple[str, str]:
    """The same, where a date may stand before the "By"; only a capital may follow it.

    >>> strip_date_and_by("Do 25.04.24 | 14:07 Uhr | Von Eva Blank")
    ('Eva Blank', 'Von')
    >>> strip_date_and_by("On 25 May 2024 she was driven by Ana Ruiz")[1]
    ''
    """
    rest, by = strip_by(text)
    if by or not _DIGIT.search(text):
        return rest, by
    later = _LATER.search(text)
    if later is None or text[later.end()].islower():
        return rest, by
    if not is_timestamp(text[: later.start()].strip(_MARKS)):
        return rest, by
    return text[later.end() :], later[0].strip(_MARKS)
