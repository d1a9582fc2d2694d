import pytest

from scraper.fields.byline import clean_names, is_byline, split_byline

BYLINES = {
    "By Ana Ruiz, Tom Okafor and Li Wei": ("Ana Ruiz", "Tom Okafor", "Li Wei"),
    "Von Eva Blank und Tom Hart": ("Eva Blank", "Tom Hart"),
    "Eine Analyse von Eva Blank": ("Eva Blank",),
    "Par Jean Dupont et Marie Petit": ("Jean Dupont", "Marie Petit"),
    "Por Ana Ruiz y Luis Gómez": ("Ana Ruiz", "Luis Gómez"),
    "Di Marco Rossi e Anna Bianchi": ("Marco Rossi", "Anna Bianchi"),
    "Door Jan de Vries en Piet van den Berg": ("Jan de Vries", "Piet van den Berg"),
    "Autor: Jan Kowalski i Anna Nowak": ("Jan Kowalski", "Anna Nowak"),
    "מאת אנה כהן ויוסי לוי": ("אנה כהן", "יוסי לוי"),
    "بقلم أحمد علي": ("أحمد علي",),
    "Автор: Иван Петров и Анна Иванова": ("Иван Петров", "Анна Иванова"),
    "文／山田太郎": ("山田太郎",),
    "记者 李伟 王芳": ("李伟", "王芳"),
    "박준석 기자": ("박준석",),
    "By Ana Ruiz, Tom Okafor, and Li Wei": ("Ana Ruiz", "Tom Okafor", "Li Wei"),
    "Von Eva Blank, Jan Hart, und Uta Rabe": ("Eva Blank", "Jan Hart", "Uta Rabe"),
    "Por Ana Ruiz, Eva Sanz, y Luis Gómez": ("Ana Ruiz", "Eva Sanz", "Luis Gómez"),
    "海港日报记者 李伟 王芳": ("李伟", "王芳"),
    "采写：海港记者 李伟": ("李伟",),
    "By Ana Ruiz Senior Lima Correspondent": ("Ana Ruiz",),
    "Par JEAN DUPONT, MARIE PETIT Envoyés spéciaux à Lima": ("Jean Dupont", "Marie Petit"),
    "By ANA MCDONALD-O'NEIL, Chief Economics Correspondent": ("Ana McDonald-O'Neil",),
    "By Ana Ruiz in Lima and Tom Hart in Paris": ("Ana Ruiz", "Tom Hart"),
    "By Ana Ruiz | 8 January 2020 | 5 min read": ("Ana Ruiz",),
    "By M. Moon, 4h ago": ("M. Moon",),
    "By ANA RUIZ 10/ 5/11 09:19 PM ET": ("Ana Ruiz",),
    "By Ana Ruiz ana.ruiz@post.example @anaruiz": ("Ana Ruiz",),
    "By Ana Ruiz; Photographs by Tom Hart": ("Ana Ruiz",),
    "By Ana Ruiz, Special to The Herald": ("Ana Ruiz",),
    "By Ana Ruiz for the Herald": ("Ana Ruiz",),
    "By Ana Ruiz and agencies": ("Ana Ruiz",),
    "By Associated Press Writer Ana Ruiz": ("Ana Ruiz",),
    "Von Eva Blank, dpa": ("Eva Blank",),
    "Von Eva Blank, Online-Redakteurin": ("Eva Blank",),
    "By Reuters": ("Reuters",),
    "By Robert F. Hart Jr.": ("Robert F. Hart Jr.",),
    "Ana Ruiz, staff writer": ("Ana Ruiz",),
    "ByAna Ruiz Dec 9, 2016": ("Ana Ruiz",),
    "Eva Blank , 01. Dez. 2017, 12:01 Uhr 3 min LesezeitKommentare4": ("Eva Blank",),
    "byJ.R. Stone": ("J.R. Stone",),
    "By Ana Ruiz, ByTom Hart": ("Ana Ruiz", "Tom Hart"),
    "VonEva Blank": ("Eva Blank",),
    "Von Eva BlankKorrespondentin": ("Eva Blank",),
    "Ana RuizTravel News Reporter": ("Ana Ruiz",),
    "Ana Ruiz2 minutes ago": ("Ana Ruiz",),
    "Ana Ruizvor 5 Stunden": ("Ana Ruiz",),
    "By Ana Ruiz Follow": ("Ana Ruiz",),
    "Text & Fotos: Eva Blank": ("Eva Blank",),
    "Mi 08.01.20 | 14:07 Uhr | Von Eva Blank": ("Eva Blank",),
    "Wednesday January 8, 2020 10:44 am PST by Ana Ruiz": ("Ana Ruiz",),
    "Erstellt von Eva Blank": ("Eva Blank",),
    "Autorin/Autor Eva Blank": ("Eva Blank",),
    "Ana Ruiz | 8 January 2020": ("Ana Ruiz",),
}

STORY = [
    "By Tuesday the water had gone.",
    "By Tuesday",
    "Bypass reopens",
    "On 8 January 2020, by the River",
    "In 2020 the bridge was crossed by Ana Ruiz",
    "By Law",
    "By the River",
    "By Ana Ruiz's own account, the bridge was closed.",
    "By clicking Subscribe you agree to our Privacy Policy.",
    "Por fin llegó la lluvia",
    "Par ailleurs, la ville a rouvert le pont",
    "Von wegen Entspannung: Die Preise steigen",
    "Von Helsingborg nach Göteborg",
    "Ana Ruiz, mayor of Lima",
    "By Tom Wolf, a senator from Ohio, and others",
    "Photographs by Ana Ruiz",
]


@pytest.mark.parametrize(("line", "names"), BYLINES.items())
def test_a_byline_is_known_and_split_in_printed_order(line: str, names: tuple[str, ...]) -> None:
    assert is_byline(line)
    assert split_byline(line) == names


@pytest.mark.parametrize("line", STORY)
def test_a_sentence_that_opens_like_a_byline_is_spared(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Politics · Ana Ruiz, Li Wei", ("Ana Ruiz", "Li Wei")),
        ("Ana Ruiz | ana@post.example", ("Ana Ruiz",)),
        ("Ana DeShawn Hart, The Associated Press", ("Ana DeShawn Hart",)),
        ("Ana RamirezTom Hart, The Associated Press", ("Ana Ramirez", "Tom Hart")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("dpa", ("dpa",)),
        ("MND Staff", ("MND Staff",)),
        ("Ana Ruiz | Puerto Gris | 08/01/2014", ("Ana Ruiz",)),
        ("Ana Ruiz | Tom Okafor", ("Ana Ruiz", "Tom Okafor")),
        ("Politics | Ana Ruiz | 8 January 2020", ("Ana Ruiz",)),
        ("Ana Ruiz Senior Lima Correspondent", ("Ana Ruiz",)),
        ("责任编辑：张申", ()),
        ("作者：未知 责任编辑：张申", ()),
        ("고영희 나무 칼럼니스트", ("고영희",)),
        ("Ana Ruiz\nHealth News", ("Ana Ruiz",)),
        ("Photo by Ana Ruiz", ()),
        ("", ()),
    ],
)
def test_what_a_byline_element_holds_is_split(text: str, names: tuple[str, ...]) -> None:
    assert split_byline(text) == names


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["JÖRG BLANK"], ("Jörg Blank",)),
        (["Ana Ruiz", "ANA RUIZ", "Tom Hart"], ("Ana Ruiz", "Tom Hart")),
        (["https://post.example/ana", "Ana Ruiz"], ("Ana Ruiz",)),
        (["Mac & i"], ("Mac & i",)),
        (["dpa/lno"], ("dpa/lno",)),
        (["BR24 Redaktion"], ("BR24 Redaktion",)),
        (["Follow Author"], ()),
        (["April 28, 2019 at 6:01 am"], ()),
        (["大渡 美咲"], ("大渡 美咲",)),
    ],
)
def test_names_of_metadata_come_out_clean(values: list[str], names: tuple[str, ...]) -> None:
    assert clean_names(values) == names


def test_the_site_is_no_author_of_its_own_stories() -> None:
    assert clean_names(["The Daily Post", "Ana Ruiz"], site="Daily Post") == ("Ana Ruiz",)
    assert clean_names(["The Daily Post"], site="Herald") == ("The Daily Post",)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Zeige alle Beiträge von Eva Blank →", ("Eva Blank",)),
        ("View all posts by Ana Ruiz", ("Ana Ruiz",)),
        ("Ana Ruiz y Luis Gómez Hace 13 horas", ("Ana Ruiz", "Luis Gómez")),
        ("Ana RuizCEO", ("Ana Ruiz",)),
        ("Ana McDonald", ("Ana McDonald",)),
        ("Tous Saints", ("Tous Saints",)),
    ],
)
def test_what_pages_stick_to_a_name_is_taken_off_it(value: str, names: tuple[str, ...]) -> None:
    assert clean_names([value]) == names


def test_names_that_only_look_as_if_words_ran_together_stay_whole() -> None:
    assert split_byline("Byron Hart") == ("Byron Hart",)
    assert split_byline("Ana McDonald, reporter") == ("Ana McDonald",)
    assert split_byline("Ana delta201") == ()


def test_the_korean_word_for_reporter_tells_the_name_from_the_places() -> None:
    assert split_byline("순천, 광양 박준석 기자 park@post.example") == ("박준석",)
