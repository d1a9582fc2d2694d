"""Every phrase of every file earns its keep, and a story about furniture is no furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.config import load_config
from scraper.config.load import load_file
from scraper.config.phrasebook import Phrasebook, make_phrasebook
from scraper.config.schema import PhraseFile, PhraseSpec, SiteFile
from scraper.text import fold

RULES = load_config()
LANGUAGES = {
    path.stem: load_file(path, PhraseFile) for path in sorted((RULES.folder / "phrases").iterdir())
}
SITES = {path.stem: load_file(path, SiteFile) for path in (RULES.folder / "sites").glob("*.toml")}
MIN_YES, MIN_NO = 2, 1

# Sentences of invented stories about newsletters, paywalls, cookies and comments.
STORIES = {
    "en": """
        The newsletter reached forty thousand readers before its founder sold it. The paper put up a
        paywall in 2012 and lost half its visitors. Subscribers pay four dollars a month, and most
        of them stay. Readers who had signed up for the daily alert were told nothing. A judge ruled
        that the cookie banner broke the law. The publisher said it would turn off comments for a
        year. Nobody clicked on the advertisement, the study found. She shared the article on
        Facebook and lost her job. Sign-ups doubled in March, according to the company. His podcast
        is listened to by more people than his show. The site asked users to log in before reading.
        Terms of service are rarely read, the lawyer told the court. Most popular of all was a
        column about gardens. He unsubscribed from every list in one evening. More than a million
        people follow the account on Instagram. The editors thanked readers for their support. A
        subscription costs less than a cup of coffee, he said. The app was downloaded two million
        times. All rights to the film were sold in Cannes. The ministry accepted all cookies that
        the baker brought. Related companies were not charged. Comments were closed after threats
        against the author. Tags on the whales sent their place every hour. The page was not found
        until archivists opened the third box. Donations kept the station on the air. Video of the
        crash was shown to the jury. Skip the museum and you miss the best room, she wrote.
    """,
    "de": """
        Der Newsletter erreichte vierzigtausend Leser, ehe der Gründer ihn verkaufte. Die Zeitung
        führte 2012 eine Bezahlschranke ein und verlor die Hälfte ihrer Besucher. Abonnenten zahlen
        vier Euro im Monat, und die meisten bleiben. Ein Gericht erklärte den Cookie-Hinweis für
        rechtswidrig. Der Verlag will die Kommentare ein Jahr lang abschalten. Niemand klickte auf
        die Anzeige, ergab die Studie. Sie teilte den Artikel auf Facebook und verlor ihre Stelle.
        Seinen Podcast hören mehr Menschen als seine Sendung. Die Seite verlangte vor dem Lesen eine
        Anmeldung. Am meisten gelesen wurde eine Kolumne über Gärten. Er meldete sich an einem Abend
        von allen Listen ab. Dem Konto folgen mehr als eine Million Menschen. Das Abo kostet weniger
        als eine Tasse Kaffee, sagte er. Die App wurde zwei Millionen Mal geladen. Alle Rechte am
        Film gingen nach Cannes. Spenden hielten den Sender am Leben.
    """,
    "fr": """
        La lettre comptait quarante mille lecteurs quand son fondateur l'a vendue. Le journal a
        dressé un mur payant en 2012 et perdu la moitié de ses visiteurs. Les abonnés paient quatre
        euros par mois et la plupart restent. Un juge a déclaré illégal le bandeau sur les cookies.
        L'éditeur a fermé les commentaires pour un an. Personne n'a cliqué sur la publicité, selon
        l'étude. Elle a partagé l'article sur Facebook et perdu son emploi. Son balado est plus
        écouté que son émission. Le site demandait de se connecter avant de lire. Le texte le plus
        lu était une chronique sur les jardins. L'abonnement coûte moins qu'un café, dit-il.
        L'application a été téléchargée deux millions de fois. Tous les droits du film ont été
        vendus à Cannes. Les dons ont sauvé la station.
    """,
    "es": """
        El boletín llegaba a cuarenta mil lectores cuando su fundador lo vendió. El diario levantó
        un muro de pago en 2012 y perdió a la mitad de sus visitantes. Los suscriptores pagan cuatro
        euros al mes y casi todos siguen. Un juez declaró ilegal el aviso de cookies. La editorial
        cerró los comentarios durante un año. Nadie pulsó el anuncio, según el estudio. Compartió el
        artículo en Facebook y perdió su empleo. Su pódcast tiene más oyentes que su programa. La
        página pedía iniciar sesión antes de leer. Lo más leído fue una columna sobre jardines. La
        suscripción cuesta menos que un café, dijo. La aplicación se descargó dos millones de veces.
        Todos los derechos de la película se vendieron en Cannes. Las donaciones salvaron la radio.
    """,
    "it": """
        La newsletter aveva quarantamila lettori quando il fondatore la vendette. Il giornale alzò
        un muro a pagamento nel 2012 e perse metà dei visitatori. Gli abbonati pagano quattro euro
        al mese e quasi tutti restano. Un giudice ha dichiarato illegale l'avviso sui cookie.
        L'editore ha chiuso i commenti per un anno. Nessuno ha cliccato sulla pubblicità, dice lo
        studio. Ha condiviso l'articolo su Facebook e ha perso il lavoro. Il suo podcast ha più
        ascoltatori del programma. Il sito chiedeva di accedere prima di leggere. Il pezzo più letto
        era una rubrica sui giardini. L'abbonamento costa meno di un caffè, ha detto. I diritti del
        film sono stati venduti a Cannes. Le donazioni hanno salvato la radio.
    """,
    "pt": """
        O boletim chegava a quarenta mil leitores quando o fundador o vendeu. O jornal ergueu um
        muro de pagamento em 2012 e perdeu metade dos visitantes. Os assinantes pagam quatro reais
        por mês e quase todos ficam. Um juiz declarou ilegal o aviso de cookies. A editora fechou os
        comentários por um ano. Ninguém clicou no anúncio, segundo o estudo. Ela compartilhou o
        artigo no Facebook e perdeu o emprego. O podcast dele tem mais ouvintes que o programa. O
        site pedia login antes da leitura. O texto mais lido era uma coluna sobre jardins. A
        assinatura custa menos que um café, disse ele. Todos os direitos do filme foram vendidos em
        Cannes. As doações salvaram a rádio.
    """,
    "nl": """
        De nieuwsbrief had veertigduizend lezers toen de oprichter hem verkocht. De krant bouwde in
        2012 een betaalmuur en verloor de helft van haar bezoekers. Abonnees betalen vier euro per
        maand en de meesten blijven. Een rechter verbood de cookiemelding. De uitgever sloot de
        reacties een jaar lang. Niemand klikte op de advertentie, bleek uit het onderzoek. Ze deelde
        het artikel op Facebook en verloor haar baan. Naar zijn podcast luisteren meer mensen dan
        naar zijn programma. Het meest gelezen was een column over tuinen. Het abonnement kost
        minder dan een kop koffie, zei hij. Giften hielden de zender in de lucht.
    """,
    "pl": """
        Newsletter miał czterdzieści tysięcy czytelników, gdy założyciel go sprzedał. Gazeta
        wzniosła płatny mur w 2012 roku i straciła połowę gości. Prenumeratorzy płacą dwadzieścia
        złotych miesięcznie i większość zostaje. Sąd uznał komunikat o ciasteczkach za bezprawny.
        Wydawca zamknął komentarze na rok. Nikt nie kliknął reklamy, wynika z badania. Udostępniła
        artykuł na Facebooku i straciła pracę. Jego podcastu słucha więcej osób niż programu.
        Najczęściej czytano felieton o ogrodach. Prenumerata kosztuje mniej niż kawa, powiedział.
    """,
    "he": """
        הניוזלטר הגיע לארבעים אלף קוראים לפני שהמייסד מכר אותו. העיתון הקים חומת תשלום בשנת 2012
        ואיבד מחצית מהמבקרים. המנויים משלמים עשרים שקל בחודש ורובם נשארים. שופטת קבעה כי הודעת
        העוגיות אינה חוקית. המוציא לאור סגר את התגובות לשנה. איש לא לחץ על הפרסומת, כך עולה מהמחקר.
        היא שיתפה את הכתבה בפייסבוק ופוטרה. לפודקאסט שלו מאזינים יותר אנשים מאשר לתוכנית.
    """,
    "ar": """
        وصلت النشرة إلى أربعين ألف قارئ قبل أن يبيعها مؤسسها. أقامت الصحيفة جدار دفع عام 2012 وفقدت
        نصف زوارها. يدفع المشتركون أربعة دولارات في الشهر ويبقى معظمهم. قضت المحكمة بأن إشعار ملفات
        الارتباط مخالف للقانون. أغلق الناشر باب التعليقات عاما كاملا. لم ينقر أحد على الإعلان بحسب
        الدراسة. شاركت المقال على فيسبوك ففقدت عملها.
    """,
    "ru": """
        У рассылки было сорок тысяч читателей, когда основатель её продал. Газета ввела платный
        доступ в 2012 году и потеряла половину посетителей. Подписчики платят триста рублей в месяц,
        и большинство остаётся. Суд признал уведомление о файлах cookie незаконным. Издатель закрыл
        комментарии на год. Никто не нажал на рекламу, показало исследование. Она поделилась статьёй
        в сети и лишилась работы. Его подкаст слушают чаще, чем передачу. Подписка стоит дешевле
        чашки кофе, сказал он.
    """,
    "ja": """
        創業者が売却したとき、そのメールマガジンには四万人の読者がいた。
        新聞社は二〇一二年に記事を有料化し、訪問者の半分を失った。
        会員は月に五百円を払い、多くが残っている。
        裁判所はクッキーの通知を違法と判断した。
        出版社は一年間コメント欄を閉じた。
        調査によると、広告を押した人はいなかった。
        彼女は記事をフェイスブックで共有し、職を失った。
        彼の番組より音声配信を聴く人のほうが多い。
    """,
    "zh": """
        创始人出售这份通讯时，它已有四万名读者。
        这家报纸在2012年设立付费墙，失去了一半访客。
        订户每月支付二十元，大多数人留了下来。
        法院裁定网站的提示违法。
        出版社关闭评论一年。
        研究发现没有人点击那则广告。
        她在网上分享了那篇文章，随后丢了工作。
    """,
}


def phrases_of(owner: str) -> list[PhraseSpec]:
    """The phrases of a language or of a site and its layouts."""
    if owner in LANGUAGES:
        return LANGUAGES[owner].phrase
    site = SITES[owner]
    return [*site.phrase, *(phrase for layout in site.layout for phrase in layout.phrase)]


def book_of(owner: str) -> Phrasebook:
    """The language's book, as every page uses it, or the site's."""
    book = RULES.phrasebook(owner)
    return book or make_phrasebook(phrases_of(owner), owner, owner)


def examples(kind: str) -> Iterator[object]:
    """Each line of `yes` or `no` as a test that names file, phrase and line."""
    for owner in (*LANGUAGES, *SITES):
        for phrase in phrases_of(owner):
            for line in phrase.yes if kind == "yes" else phrase.no:
                yield pytest.param(owner, phrase, line, id=f'{owner}/{phrase.id}: "{line}"')


@pytest.mark.parametrize(("owner", "phrase", "line"), list(examples("yes")))
def test_a_phrase_catches_its_lines(owner: str, phrase: PhraseSpec, line: str) -> None:
    found = book_of(owner).find(fold(line))
    assert found is not None
    assert found.label is phrase.label


@pytest.mark.parametrize(("owner", "phrase", "line"), list(examples("no")))
def test_a_phrase_spares_its_look_alikes(owner: str, phrase: PhraseSpec, line: str) -> None:
    assert book_of(owner).find(fold(line)) is None


@pytest.mark.parametrize("owner", [*LANGUAGES, *SITES])
def test_a_file_has_proof_for_every_phrase_and_no_name_twice(owner: str) -> None:
    phrases = phrases_of(owner)
    assert [p.id for p in phrases if len(p.yes) < MIN_YES or len(p.no) < MIN_NO] == []
    assert [p.id for p in phrases if not p.id.startswith(f"{p.label}/")] == []
    assert len({p.id for p in phrases}) == len(phrases)


@pytest.mark.parametrize("owner", [*LANGUAGES, *(name for name in SITES if phrases_of(name))])
def test_every_pattern_compiles(owner: str) -> None:
    assert bool(book_of(owner).check().patterns) is bool(phrases_of(owner))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_of_words_is_used(language: str) -> None:
    text = Path(RULES.folder, "phrases", f"{language}.toml").read_text(encoding="utf-8")
    assert [name for name in LANGUAGES[language].words if f"{{{name}}}" not in text] == []


@pytest.mark.parametrize("language", STORIES)
def test_a_story_about_newsletters_and_paywalls_survives(language: str) -> None:
    sentences = re.split(r"(?<=[.。])\s+", STORIES[language].strip())
    book = book_of(language)
    assert [s for s in sentences if book.find(fold(s))] == []
