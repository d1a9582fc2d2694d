import pytest

from scraper.fields.names import is_name, recase


@pytest.mark.parametrize(
    ("shouted", "name"),
    [
        ("ANA MCDONALD-O'NEIL", "Ana McDonald-O'Neil"),
        ("JAN VAN DER BERG", "Jan van der Berg"),
        ("TJ HART JR.", "TJ Hart Jr."),
        ("JÖRG BLANK", "Jörg Blank"),
        ("ИВАН ПЕТРОВ", "Иван Петров"),
    ],
)
def test_a_shouted_name_is_recased(shouted: str, name: str) -> None:
    assert recase(shouted) == name


@pytest.mark.parametrize("text", ["AFP", "BBC NEWS", "DER SPIEGEL", "Ana RUIZ", "Ana Ruiz"])
def test_an_acronym_and_a_printed_name_keep_their_case(text: str) -> None:
    assert recase(text) == text


@pytest.mark.parametrize(
    "text",
    ["Ana Ruiz", "Ursula von der Leyen", "T.C. Hart", "谢若含", "大渡 美咲", "박준석", "אנה כהן"],
)
def test_the_shape_of_a_name_is_known(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["Ana", "the water", "Ana is here", "Ana 2", "ana@x.example", ""])
def test_what_has_no_shape_of_a_name_is_none(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "text", ["조민서", "남궁민수", "陈明", "长谷川真理子", "さくらももこ", "マリア・ルイス"]
)
def test_names_of_scripts_without_spaces_are_known(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "폰트",
        "기사입력",
        "调整字体",
        "更新时间",
        "打印文稿",
        "責任編輯",
        "このニュースをシェア",
        "年を代表する",
    ],
)
def test_what_a_page_says_of_itself_in_those_scripts_is_no_name(text: str) -> None:
    assert not is_name(text)
