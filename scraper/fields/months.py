"""The words of a date in many languages: months, weekdays, halves of the day, time zones."""

from __future__ import annotations

from scraper.fields.vocabulary import vocabulary

# One line a month: names and short forms, case folded, without their full stops. Genitives and
# the forms that follow a preposition are listed where a language dates with them.
_MONTHS = """
january jan januar jänner janv janvier ene enero gen gennaio janeiro januari styczeń stycznia sty января янв январь ינואר יناير يناير leden ledna január januára januari tammikuuta tammikuu ocak січня ιανουαρίου ianuarie janeiro siječnja जनवरी januar sausio janvāris janúar
february feb february februar feber févr février fév fevrier febr febrero febbraio fevereiro fev februari luty lutego lut февраля фев февраль פברואר فبراير únor února február februára helmikuuta helmikuu şubat лютого φεβρουαρίου februarie veljače फरवरी फ़रवरी vasario febrúar
march mar märz mrz mars marzo março maart mrt marzec marca марта мар март מרץ מרס مارس březen března március maaliskuuta maaliskuu mart березня μαρτίου martie ožujka मार्च kovo maret marts
april apr avril avr abril abr aprile april kwiecień kwietnia kwi апреля апр апрель אפריל أبريل ابريل إبريل نيسان duben dubna április apríla huhtikuuta huhtikuu nisan квітня απριλίου aprilie travnja अप्रैल balandžio apríl
may mai mayo maggio mag maio mei maj maja мая май מאי مايو أيار ماي květen května május mája toukokuuta toukokuu mayıs травня μαΐου svibnja मई gegužės maí
june jun juni juin junio giugno giu junho czerwiec czerwca cze июня июн июнь יוני يونيو حزيران يونيه جوان červen června június júna kesäkuuta kesäkuu haziran червня ιουνίου iunie lipnja जून birželio júní
july jul juli juil juillet julio luglio lug julho lipiec lipca lip июля июл июль יולי يوليو تموز يوليه جويلية červenec července július júla heinäkuuta heinäkuu temmuz липня ιουλίου iulie srpnja जुलाई liepos júlí
august aug août aout agosto ago augustus sierpień sierpnia sie августа авг август אוגוסט أغسطس آب اغسطس أوت srpen srpna augusztus augusta elokuuta elokuu ağustos серпня αυγούστου kolovoza अगस्त rugpjūčio ágúst agustus
september sep sept septembre septiembre setiembre settembre set setembro wrzesień września wrz сентября сен сент сентябрь ספטמבר سبتمبر أيلول září szeptember septembra syyskuuta syyskuu eylül вересня σεπτεμβρίου septembrie rujna सितंबर सितम्बर rugsėjo
october oct oktober okt octobre octubre ottobre ott outubro out październik października paź октября окт октябрь אוקטובר أكتوبر اكتوبر říjen října október októbra lokakuuta lokakuu ekim жовтня οκτωβρίου octombrie listopada अक्टूबर spalio oktober
november nov novembre noviembre novembro listopad lis ноября ноя ноябрь נובמבר نوفمبر نونبر listopadu november novembra marraskuuta marraskuu kasım листопада νοεμβρίου noiembrie studenoga नवंबर नवम्बर lapkričio nóvember
december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro grudzień grudnia gru декабря дек декабрь דצמבר ديسمبر دجنبر prosinec prosince december decembra joulukuuta joulukuu aralık грудня δεκεμβρίου decembrie prosinca दिसंबर दिसम्बर gruodžio desember des desembre
"""  # noqa: E501
MONTHS = {
    word: number
    for number, line in enumerate(_MONTHS.strip().splitlines(), 1)
    for word in reversed(line.split())
}
# Polish and Croatian disagree about "listopada"; Polish news outnumbers Croatian.
MONTHS["listopada"] = 11
MONTHS["lip"] = 7
# Two words for a month, as printed in Beirut, Damascus, Amman and Baghdad.
LEVANTINE = {
    "كانون الثاني": "يناير",
    "كانون الأول": "ديسمبر",
    "تشرين الأول": "أكتوبر",
    "تشرين الثاني": "نوفمبر",
    "شباط": "فبراير",
    "آذار": "مارس",
}

WEEKDAYS = vocabulary("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr
    sa so lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim lunes martes
    miércoles jueves viernes sábado domingo mié jue vie sáb dom lunedì martedì mercoledì giovedì
    venerdì sabato domenica gio sab segunda terça quarta quinta sexta feira segunda-feira
    terça-feira quarta-feira quinta-feira seg ter sexta-feira qua qui sex maandag dinsdag woensdag
    donderdag vrijdag zaterdag zondag ma wo vr za zo poniedziałek wtorek środa czwartek piątek
    sobota niedziela pon wt śr czw pt sob niedz poniedziałku wtorku środę piątku sobotę niedzielę
    понедельник вторник среда четверг пятница суббота воскресенье среду пятницу субботу пн вт ср
    чт пт сб вс ראשון שני שלישי רביעי חמישי שישי שבת יום الاثنين الإثنين الثلاثاء الأربعاء
    الاربعاء الخميس الجمعة السبت الأحد الاحد måndag tisdag onsdag torsdag fredag lördag söndag
    mandag tirsdag lørdag søndag pazartesi salı çarşamba perşembe cuma cumartesi pazar
    """)

# Hours east of Greenwich. Letters that several countries share follow the larger press: CST is
# American, BST British, IST Indian; `parse_date` prefers the site's own zone where it is known.
ZONES = {
    "z": 0.0, "gmt": 0.0, "utc": 0.0, "ut": 0.0, "wet": 0.0, "bst": 1.0, "cet": 1.0, "cest": 2.0,
    "mez": 1.0, "mesz": 2.0, "eet": 2.0, "eest": 3.0, "msk": 3.0, "мск": 3.0, "trt": 3.0,
    "est": -5.0, "edt": -4.0, "cst": -6.0, "cdt": -5.0, "mst": -7.0, "mdt": -6.0, "pst": -8.0,
    "pdt": -7.0,
    "akst": -9.0, "akdt": -8.0, "hst": -10.0, "ast": -4.0, "adt": -3.0, "nst": -3.5, "brt": -3.0,
    "art": -3.0, "ist": 5.5, "idt": 3.0, "pkt": 5.0, "gst": 4.0, "jst": 9.0, "kst": 9.0,
    "hkt": 8.0,
    "sgt": 8.0, "myt": 8.0, "pht": 8.0, "wib": 7.0, "ict": 7.0, "npt": 5.75, "sast": 2.0,
    "eat": 3.0, "wat": 1.0, "cat": 2.0,
    "aest": 10.0, "aedt": 11.0, "acst": 9.5, "acdt": 10.5, "awst": 8.0,
    "nzst": 12.0, "nzdt": 13.0,
}  # fmt: skip
# Zones that name no half of the year: the day decides between summer and winter time.
REGIONS = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}


def month_number(word: str) -> int | None:
    """The number of a month from its name in any of thirty languages; None for other words.

    >>> month_number("Sept."), month_number("января"), month_number("בינואר")
    (9, 1, 1)
    >>> month_number("Monday") is None
    True
    """
    name = word.rstrip(".").casefold()
    number = MONTHS.get(name)
    if number is None and name[:1] in "בול":  # Hebrew writes "in", "and", "to" in one with the word
        number = MONTHS.get(name[1:])
    return number
