"""Who made a picture, from the end of its caption or a line of its own."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.fields.agencies import NEWS, is_picture_source
from scraper.fields.makers import MAX_CREDIT, is_library, is_maker, tells_story
from scraper.fields.names import is_name
from scraper.fields.vocabulary import vocabulary

MAX_CHARS = 400
MAX_LINE = 140
MAX_TAIL = 200  # characters; a credit and its label are no longer, and stand at the end

# Words that announce a maker. Those that need no colon come first.
_BY = (
    r"(?:image|photo|media|video)\s+(?:copyright|source),?|fot\.|foto(?=\s(?:ansa|lapresse|ap"
    r"|afp|dpa|reuters|epa|getty|imago)\b)|"
    r"(?:photo(?:graph|graphy|s|graphs)?|picture|image|illustration|graphic|video|screenshot"
    r"|file photo|art)"
    r"\s*(?:credits?|illustration)?\s*:?\s*by\b|(?:photo|image|picture|video"
    r"|graphic)s?\s+courtesy(?:\s+of)?\b|courtesy\s+of\b"
    r"|photo\s+via\b|image\s+via\b|crédits?\s+photos?\b(?!\s*:)|foto\s+(?:de|di|von|av|door)\b"
    r"|photo\s+de\b|fotos?\s+por\b"
    r"|(?:stock\s+)?photo\s+illustration\s+by\b|©\ufe0f?|\(c\)|copyright\b|imagem\s+de\b"
    r"|imagen\s+de\b|immagine\s+di\b"
)
_LABEL = (
    r"(?:photo|image|picture|media|video|illustration|cover|header|main|lead|top|featured"
    r"|thumbnail|file|stock|graphic|map|screenshot)?"
    r"\s*credits?(?:\s+(?:photo|image|line))?|(?:ap|afp|file|stock|staff|handout|pool"
    r"|courtesy)?\s*(?:photos?|photograph|photographer|photography)"
    r"|pictures?|pics?|images?|image\s+source|photo\s+source|source|illustrations?|graphics?"
    r"|screenshot|screengrab|screen\s?(?:capture|grab)|courtesy"
    r"|fotos?|symbolfoto|archivfoto|symbolbild|archivbild|titelbild|beitragsbild|bild(?:er"
    r"|quelle|nachweis|rechte|material)?|quelle|grafik|fotograf|collage|imago"
    r"|crédits?(?:[\s-]photos?)?|légende|illustration|fotografía"
    r"|crédito(?:\s+d[ea]\s+(?:la\s+)?(?:foto|imagen|imagem))?|créditos?|fuente|imagen"
    r"|infografía|cortesía"
    r"|fotografia|foto\s+di|immagine|credit[io]|fonte|imagem|divulgação|reprodução|fot\.?"
    r"|zdjęcie|zdjęcia|źródło|fot\.\s*:?|beeld|foto's|bron|bildet|kuva|kilde|fotó|forrás"
    r"|fotoğraf|ljósmynd|nuotr|ảnh"
    r"|фото|фотография|источник(?:\s+фото)?|иллюстрация|ફોટો|צילום(?:\s+מסך)?|צילומים|קרדיט"
    r"|תצלום|איור|تصوير|صورة|الصورة|المصدر|مصدر\s+الصورة"
    r"|写真(?:提供)?|画像(?:提供)?|撮影|提供|出典|イラスト|图片?(?:来源)?|圖片?(?:來源)?|摄影?|攝影?|供图|사진(?:\s*제공)?|출처|그래픽|자료사진"
)
_LABELLED = re.compile(
    rf"(?:^|(?<=[\s.,!?…»\"”'’。)|•·–—/-])|(?-i:(?<=[a-zß-ÿ])(?=Credit|Photo|Foto|Image|Bild:))"
    rf"|(?<=[\u0590-\u06ff\u3000-\u9fff]))"
    rf"[\[(（]?(?P<word>{_LABEL})\s*(?:[:：]|\.\.\.|…|／|=|＝"
    rf"|/(?=\s?[\u3000-\u9fff]))\s*(?P<who>\S.*)$",
    re.I,
)
_SEPARATOR = re.compile(r"[:：…／=＝/]|\.\.\.")
_MADE_BY = re.compile(
    rf"(?:^|(?<=[\s.,|)\"”])|(?<=[.。]))(?P<word>{_BY})\s*:?\s*(?P<who>\S.*)$",
    re.I,
)
_BRACKET = re.compile(
    r"\s*[(（\[【](?P<who>[^()（）\[\]【】]{2,120}(?:\([^()]{1,40}\))?)[)）\]】]\s*[.。]?$"
)
_AGENCY_NAME = re.compile(
    r"(?:^|(?<=[\s.,|\"”]))(?P<who>(?:REUTERS|AP Photo|AFP PHOTO|AFP|EPA|dpa|IMAGO|Getty Images"
    r"|picture alliance)"
    r"\s?/\s?[^/|.]{2,60}(?:/[^/|.]{2,40})?(?:\s(?:File|Handout|Pool))?)\.?$"
)
_VIA = re.compile(
    r"(?:(?<=[.!?…\"”’)|])\s*|^|\s[|–—-]\s)(?P<who>[^.!?|]{2,80}(?:/|\bvia\s+|\s\|\s"
    r"|,\s)\s?(?:Getty(?:\s+Images)?|AFP|AP|Reuters|REUTERS|EPA|Shutterstock|iStock|dpa|imago"
    r"|Alamy|Unsplash|Flickr|Bloomberg|PA(?:\s+Wire)?)(?:\s+Images)?(?:/\w+)?)$"
)
_HOUSE_END = re.compile(r"[^\s.!?\"”’)]\.?$")  # of both: a name, and at most a full stop
_EQUALS = re.compile(
    r"(?<=[^\s=＝])[=＝](?P<who>ＡＰ|AP|ＡＦＰ|AFP|ロイター|共同|時事|ＥＰＡ|EPA|聯合|新華社"
    r"|[^\s=＝]{2,8}撮影)$"
)
_TAKEN = re.compile(
    r"^(?P<who>.{1,30}?)(?:氏)?\s*(?:撮影|提供|供图|摄|攝|写真部)$|^(?:撮影|写真|画像|提供"
    r"|图)[／/：:・＝=](?P<then>.{1,30})$"
)
_LEAD = re.compile(
    rf"^(?:(?P<by>{_BY})\s*:?|(?:{_LABEL})\s*(?:[:：]|\.\.\.|…|／|=|＝)"
    rf"|(?:illustrative\s+)?(?:photo|image)\s*:)\s*",
    re.I,
)
_SCREEN = re.compile(
    r"^(?:screen\s?(?:capture|shot|grab)|screenshot|youtube|handout|courtesy|illustrative"
    r"|file photo|via\s|ap photo|afp photo|photo\s+by)"
    r"(?:\b.*)?$",
    re.I,
)
_SENDERS = ("via ", "courtesy", "screen")
_SOURCES = vocabulary(
    "source quelle fuente fonte bron источник المصدر collage art kilde forrás źródło"
)
_UNCAPPED = frozenset({"ảnh"})  # Vietnamese names of bodies are in small letters
_SMALL_MAKER = re.compile(
    r"dpa|imago|picture|via|photo|foto|privat|by |\S+@|epd|kna|apa|sda|www|http|the [A-Z]"
)
_YEAR = re.compile(r"(?:©|\(c\)|copyright).{0,60}\b(?:19|20)\d\d\b", re.I)
# Nothing names a maker without one of these: cheap to look for, and most lines have none.
_SIGN = re.compile(r"[)\]）】]\s?[.。]?$|[:：©…/|＝=／撮提摄攝图圖]|\.\.\.")
_HINTS = (
    "via ", "courtesy", "copyright", "source", "fot.", "foto", "image", "photo", "imagen", "imagem",
    "immagine", "getty", "supplied", "alamy", "istock", "shutterstock", "unsplash", "imago",
    "keystone", "video by", "graphic by", "graphics by", "picture by", "pictures by", "art by",
    "illustration by", "illustrations by", "screenshot by",
)  # fmt: skip
_RIGHTS = re.compile(
    r"\brights reserved|\brechte vorbehalten|\bdroits réservés|\bderechos reservados|\bhere\b",
    re.I,
)
# A sentence's end; before a maker's name the space is lost where the two are elements of a line.
_SENTENCE = re.compile(r"(?<=[.!?…\"”»’。])\s+(?=\S)|\n|(?<=[a-zß-ÿ»”\"][.!?])(?=[A-Z])")


@lru_cache(maxsize=512)  # a line is asked about by several voters in a row
def split_credit(text: str) -> tuple[str, str | None]:
    """Caption and credit; the credit is None where the text names no maker.

    The caption keeps its full stop; the credit loses its brackets and its "Photo:".

    >>> split_credit("The bridge, April 5, 2021. (Al Drago/Pool via AP)")
    ('The bridge, April 5, 2021.', 'Al Drago/Pool via AP')
    >>> split_credit("A tram in Graz. Foto: Eva Blank / dpa")
    ('A tram in Graz.', 'Eva Blank / dpa')
    >>> split_credit("Mario Voigt (CDU) und Björn Höcke (AfD)")  # parties
    ('Mario Voigt (CDU) und Björn Höcke (AfD)', None)
    """
    text = text.strip()
    if not text or len(text) > MAX_CHARS or not _may_name_maker(text[-MAX_TAIL:]):
        return text, None
    led = _LEAD.match(text)
    readers = (_read_label, _read_bracket) if led else (_read_bracket, _read_label)
    for reader in (*readers, _read_equals, _read_tail):
        found = reader(text)
        if found:
            return found
    return text, None


def is_credit(line: str) -> bool:
    """Whether a line is a credit and nothing else.

    >>> is_credit("Photo: Ana Ruiz/Reuters"), is_credit("© Eva Blank"), is_credit("Tom Hart / AP")
    (True, True, True)
    >>> is_credit("Photo: the only thing that was left"), is_credit("Tom Hart and wife")
    (False, False)
    """
    line = line.strip()
    if not 2 <= len(line) <= MAX_LINE:
        return False
    if _YEAR.match(line):
        return False  # the owner of the page, not of a picture
    caption, credit = split_credit(line)
    if credit is not None:
        return not caption or (is_name(caption) and is_picture_source(credit))
    return is_maker(line, alone=True)


def ends_with_credit(line: str) -> bool:
    """Whether a line of plain text is a caption because it ends in a credit past doubt.

    >>> ends_with_credit("Rockets over Rafah on May 12, 2021 (SAID KHATIB / AFP)")
    True
    >>> ends_with_credit("Ana Ruiz at the Brookings Institute. (Screen capture/YouTube)")
    True
    >>> ends_with_credit("Parliament passed it on its first vote (51 to 49)")
    False
    >>> ends_with_credit("She left his party (CDU/CSU)"), ends_with_credit("It began (2014/15).")
    (False, False)
    """
    line = line.strip()
    if not 8 <= len(line) <= MAX_CHARS:
        return False
    caption, credit = split_credit(line)
    if credit is None or not caption or _is_source(line, credit):
        return False
    bracket = _BRACKET.search(line)
    if bracket:
        who = bracket["who"].strip()
        return _is_sure_bracket(who) or _is_pair_after_a_sentence(caption, who)
    return True


def _may_name_maker(tail: str) -> bool:
    if _SIGN.search(tail):
        return True
    folded = tail.casefold()
    return any(hint in folded for hint in _HINTS)


def _tail(text: str) -> int:
    """Where the part of a text begins that may hold its credit."""
    return max(0, len(text) - MAX_TAIL)


def _is_source(line: str, credit: str) -> bool:
    """Whether "Source:" stands before the credit: stories end so, too."""
    words = re.findall(r"\w+", line[: line.rfind(credit)][-20:].casefold())
    return bool(words) and words[-1] in _SOURCES


def _read_bracket(text: str) -> tuple[str, str | None] | None:
    match = _BRACKET.search(text, _tail(text))
    if not match:
        return None
    who = match["who"].strip()
    caption = text[: match.start()].rstrip()
    sure = _is_sure_bracket(who) or _is_pair_after_a_sentence(caption, who)
    if not (sure or is_picture_source(who)):
        return None
    if not caption and is_picture_source(who) and who.casefold() in NEWS:
        return None  # "(dpa)" signs a story
    return caption, _without_label(who)


def _is_sure_bracket(who: str) -> bool:
    """Whether the words in brackets name the maker of a picture, past doubt."""
    lead = _LEAD.match(who)
    if lead and lead.end() < len(who):
        return not tells_story(who[lead.end() :]) and not _RIGHTS.search(who)
    taken = _TAKEN.match(who)
    if taken:
        return True
    if _SCREEN.match(who) and len(who.split()) <= 8 and not tells_story(who):
        sender = who.split()[-1][:1].isupper()
        return "/" in who or ":" in who or (sender and who.casefold().startswith(_SENDERS))
    if is_library(who):
        return True
    return ("/" in who or " via " in who or ", via" in who or "|" in who) and is_maker(who)


def _is_pair_after_a_sentence(caption: str, who: str) -> bool:
    """Whether brackets behind a full stop hold two names: a paper's and a photographer's."""
    sides = [side.strip() for side in who.split("/")]
    return (
        caption.endswith((".", "!", "?", "”", '"'))
        and len(sides) == 2
        and all(is_name(side) and " " in side for side in sides)
    )


def _read_label(text: str) -> tuple[str, str | None] | None:
    parted = _SEPARATOR.search(text, _tail(text))
    for pattern in (_LABELLED, _MADE_BY) if parted else (_MADE_BY,):
        match = pattern.search(text, _tail(text))
        if not match:
            continue
        who = match["who"].strip()
        # An opening bracket before the label closes after the name.
        opened = (
            text[match.start() : match.start("word")].strip()
            or text[: match.start("word")].rstrip()[-1:]
        )
        if opened and opened[-1:] in "([（【":
            who = who.rstrip(")]）】. ")
        if _fits_label(who, match["word"], led=bool(text[: match.start()].strip())):
            caption = text[: match.start()].rstrip(" \u3000|•·([（【–—/-")
            return caption, _without_label(who)
    return None


def _fits_label(who: str, word: str, *, led: bool) -> bool:
    """Whether what follows "Photo:" is short and names somebody."""
    if (
        not who
        or len(who) > MAX_CREDIT
        or len(who.split()) > 14
        or tells_story(who)
        or _RIGHTS.search(who)
    ):
        return False
    if led and word[:1].islower() and "credit" not in word and "photo" not in word:
        return False  # "a question of image: Ana Ruiz says"
    if who[0].islower() and not _SMALL_MAKER.match(who):
        return False
    if word.casefold() in _SOURCES:
        return not led or len(who.split()) <= 6
    if word.casefold() in _UNCAPPED:
        return True
    small = sum(1 for w in who.split() if w[0].islower())
    return small <= max(2, len(who.split()) // 2)


def _read_equals(text: str) -> tuple[str, str | None] | None:
    """The Japanese press sets an agency behind an equals sign: "夕暮れの橋＝ＡＰ"."""
    match = _EQUALS.search(text)
    return (text[: match.start()].rstrip(), match["who"]) if match else None


def _read_tail(text: str) -> tuple[str, str | None] | None:
    for pattern in (_AGENCY_NAME, _VIA) if _HOUSE_END.search(text) else ():
        match = pattern.search(text, _tail(text))
        if match and is_maker(match["who"]):
            return text[: match.start()].rstrip(" |–—-"), match["who"].strip()
    ends = [match.span() for match in _SENTENCE.finditer(text, _tail(text))]
    if ends and is_maker(tail := text[ends[-1][1] :].strip(), alone=True):
        return text[: ends[-1][0]].rstrip(), tail
    return None


def _without_label(who: str) -> str:
    taken = _TAKEN.match(who)
    if taken:
        return (taken["who"] or taken["then"]).strip()
    lead = _LEAD.match(who)
    bare = who[lead.end() :] if lead and lead.end() < len(who) else who
    return bare.strip(" .,;|" if not bare.endswith(("Inc.", "Jr.", "Co.", "Corp.")) else " ,;|")
