"""Lines that say when a page was published or changed, and nothing else."""

from __future__ import annotations

import re

from scraper.fields.months import MONTHS, REGIONS, WEEKDAYS, ZONES, month_number
from scraper.fields.vocabulary import vocabulary

MAX_CHARS = 100
MAX_TOKENS = 40

# What stands around a date: published, updated, at, o'clock, and the small words between.
_LEADS = vocabulary("""
    published updated update modified last first posted created edited corrected issued released
    publication date time pub revised on dated timestamp originally story article reviewed
    veröffentlicht aktualisiert erschienen erstellt geändert zuletzt stand publiziert
    aktualisierung veröffentlichung datum gepostet aktualisierte letzte änderung letztes artikel
    publié publiée publie mis mise modifié modifiée jour créé parution màj maj actualisé dernière
    publicado publicada actualizado actualizada publicación actualización fecha última
    actualizacion pubblicato pubblicata aggiornato aggiornata aggiornamento pubblicazione data
    modificato ultimo atualizado atualizada atualização publicação criado gepubliceerd bijgewerkt
    geplaatst laatst gewijzigd laatste aangepast bijwerking opublikowano aktualizacja
    aktualizowano publikacja dodano zaktualizowano ostatnia publikacji utworzono פורסם עודכן עדכון
    אחרון תאריך פרסום לאחרונה עדכון פורסמה עודכנה نشر نشرت تاريخ النشر التحديث آخر تحديث تم محدث
    حُدّث نُشر منشور опубликовано обновлено обновлена опубликована обновлён дата публикации
    изменено создано добавлено publicerad uppdaterad publisert oppdatert publiceret opdateret
    julkaistu päivitetty yayınlanma güncelleme tarihi giriş son güncellenme oluşturulma vydáno
    aktualizováno publikováno publicat actualizat megjelent frissítve публикация
    """)
_SMALL = vocabulary("""
    at the of and o clock on a an am pm p m local hrs hr h o'clock th st nd rd to is was's um uhr
    den der des dem vom am und gegen le la les à a et du il y er ce de del las los el las en a hs
    hrs horas hora el día alle ore il del dalle di i om uur op het de van en door o godz dnia r
    roku w z g года г в от по часов ב בשעה שעה ל ב- יום في الساعة بتاريخ على من إلى بتوقيت غرينتش
    جرينتش ص م غرينيتش مكة المكرمة القدس kl klo klokken saat ve og och i às as del dia feira min
    eastern central pacific mountain standard daylight greenwich mean israel time
    """) - {"was's"}
_AGO_WORDS = vocabulary(
    "ago vor hace fa geleden temu לפני قبل منذ назад sedan siden önce sitten há atrás před"
)
_AGO = re.compile(r"\bil y a\b|\bfor .{1,20} siden\b")
_UNITS = vocabulary("""
    second seconds sec secs minute minutes min mins hour hours hr hrs h m d w day days week weeks
    month months year years stunde stunden minute minuten sekunde sekunden tag tagen tage woche
    wochen monat monaten jahr jahren heure heures minute jour jours semaine semaines mois an ans
    hora horas minuto minutos día días dia dias semana semanas mes meses año años ora ore minuto
    minuti giorno giorni settimana settimane mese mesi anno anni mês ano anos uur uren minuut
    minuten dag dagen weken maand maanden jaar godzina godzinę godziny godzin minut minuty minutę
    dzień dni tydzień tygodnie miesiąc שעה שעות דקה דקות יום ימים שבוע שבועות שעתיים יומיים חודש
    חודשים ساعة ساعات دقيقة دقائق يوم أيام ساعتين يومين أسبوع أسابيع شهر час часа часов минуту
    минуты минут день дня дней неделю недели недель timmar timme minuter timer minutter saat
    dakika gün tuntia minuuttia hodinami minutami ч мин
    """)  # fmt: skip
_ONE = vocabulary("a an one einer einem une un una uno een few half about ca около около about one")
_NEAR = vocabulary("""
    today yesterday tonight now just heute gestern jetzt gerade hier aujourd hui hoy ayer ahora oggi
    ieri adesso ora hoje ontem agora vandaag gisteren nu dzisiaj dziś wczoraj teraz היום אתמול עכשיו
    اليوم أمس الآن сегодня вчера сейчас only idag igår bugün dün
    """)
_EAST = re.compile(
    r"(?:公開|更新|発表|配信|投稿|掲載|最終|日時|時刻|日付|年|月|日|時|分|秒|午前|午後|前|間|時間|作成|日本時間|[（(]?[月火水木金土日][)）]?"
    r"|发布|發布|发表|發表|时间|時間|小时|小時|分钟|分鐘|天|刚刚|今天|昨天|来源|北京|上午|下午|星期[一二三四五六日]|周[一二三四五六日]|于|於|最后|最後|编辑"
    r"|입력|수정|등록|업데이트|승인|게재|년|월|일|시|분|초|전|시간|오전|오후|기사|최종|작성|송고|발행)+"
)
_EAST_CHAR = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_EAST_DATE = re.compile(
    r"\d\s?[年년月월]\s?\d|\d\s?(?:時間|小时|小時|分|分钟|分鐘|天|日|秒|시간|분|일)\s?[前전]"
)
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_NUMERIC = re.compile(
    r"(?<!\d)(?:\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}"
    r"|\d{1,2}[/-]\s?\d{1,2}[/-]\d{2,4})(?!\d)"
)
_TIME = re.compile(
    r"(?<![\d,.])(?:\d{1,2}\s?[:h]\s?\d{2}|\d{1,2}\.\d{2}\b|\d{1,2}(?::\d\d)?\s?[ap]\.?\s?m\b"
    r"|\d{1,2}\s?Uhr)",
    re.I,
)
_COLON_TIME = re.compile(r"[^\w]{0,3}\d{1,2}:\d{2}(?::\d\d)?[^\w]{0,3}")
# A day in digits and the time of day right behind it.
_MOMENT = re.compile(
    r"(?<!\d)(?:\d{4}[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}日?|\d{1,2}[./-]\d{1,2}[./-]\d{4})"
    r"\D{0,12}\d{1,2}:\d{2}(?!\d)"
)
MAX_BEFORE = 60  # characters before the moment of a line that gives one
_FOREIGN = frozenset('?!"“”„«»*#@$€£%=<>{}~_')


def is_timestamp(line: str) -> bool:
    """Whether a line of at most 100 characters is a date or time and the words that go with it.

    >>> is_timestamp("Updated 3 hours ago"), is_timestamp("Stand: 08.01.2020, 15:51 Uhr")
    (True, True)
    >>> is_timestamp("14:35 GMT, 8 January 2020"), is_timestamp("公開日時：2020年1月8日 15:51")
    (True, True)
    >>> is_timestamp("5 min read"), is_timestamp("On 8 January 2020 the bridge fell.")
    (False, False)
    """
    line = line.strip()
    if not 3 <= len(line) <= MAX_CHARS or not _FOREIGN.isdisjoint(line):
        return False
    words = _TOKEN.findall(line.casefold())
    if not words or len(words) > MAX_TOKENS or not all(_belongs(word) for word in words):
        return False
    return _has_anchor(line, words)


def gives_moment(line: str) -> bool:
    """Whether a line holds a day in digits with its time of day near its start, whatever follows.

    >>> gives_moment("2019-09-05 11:10 Harbor News [sorted] 1"), gives_moment("On 8/1/2020, rain")
    (True, False)
    """
    return _MOMENT.search(line, 0, MAX_BEFORE + 24) is not None


def _belongs(word: str) -> bool:
    if word[0].isdigit() or word in _VOCABULARY:
        return True
    if _EAST_CHAR.search(word):
        return _EAST.fullmatch(word) is not None
    return month_number(word) is not None or (word[:1] in "בל" and word[1:] in WEEKDAYS)


_VOCABULARY = (
    _LEADS | _SMALL | _AGO_WORDS | _UNITS | _ONE | _NEAR | WEEKDAYS
    | frozenset(MONTHS) | frozenset(ZONES) | frozenset(REGIONS)
)  # fmt: skip


def _has_anchor(line: str, words: list[str]) -> bool:
    """Whether something in the line pins a moment: a date, a time, "3 hours ago"."""
    if _NUMERIC.search(line) or _EAST_DATE.search(line) or _COLON_TIME.fullmatch(line):
        return True
    digits = any(word[0].isdigit() for word in words)
    led = any(word in _LEADS for word in words)
    if _has_ago(line, words) and any(word in _UNITS for word in words):
        return digits or any(word in _ONE for word in words) or len(words) <= 3
    month = any(month_number(word) for word in words)
    if digits and month:
        years = [word for word in words if len(word) == 4 and word.isdigit()]
        if years and not any("1990" <= year <= "2100" for year in years):
            return _TIME.search(line) is not None  # a date of history: a table's cell
        return bool(years) or led or _TIME.search(line) is not None
    near = any(word in _NEAR or word in WEEKDAYS for word in words)
    if digits and (led or near) and _TIME.search(line):
        return True
    return led and any(word in _NEAR for word in words)


def _has_ago(line: str, words: list[str]) -> bool:
    return any(word in _AGO_WORDS for word in words) or _AGO.search(line.casefold()) is not None
