import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fields.dateline import split_dateline

STORY = "The judges met in a long session on Tuesday to hear the case."

DATELINES = {
    "WASHINGTON - ": ("WASHINGTON", None, None),
    "WASHINGTON (AP) — ": ("WASHINGTON", "AP", None),
    "BEIRUT/THE HAGUE, March 7 (Reuters) - ": ("BEIRUT/THE HAGUE", "Reuters", "March 7"),
    "LA CROSSE, Wis. (AP) — ": ("LA CROSSE, Wis.", "AP", None),
    "SIOUX FALLS, S.D. – ": ("SIOUX FALLS, S.D.", None, None),
    "HILLSBORO, N.D. — ": ("HILLSBORO, N.D.", None, None),
    "NEW YORK — ": ("NEW YORK", None, None),
    "New York, NY – ": ("New York, NY", None, None),
    "London, UK – ": ("London, UK", None, None),
    "FLUSHING MEADOWS — ": ("FLUSHING MEADOWS", None, None),
    "ATLANTA (WSB-TV) - ": ("ATLANTA", "WSB-TV", None),
    "HONOLULU, Hawaii (HawaiiNewsNow) - ": ("HONOLULU, Hawaii", "HawaiiNewsNow", None),
    "TORONTO, March 8, 2024 /PRNewswire/ -- ": ("TORONTO", "PRNewswire", "March 8, 2024"),
    "JERUSALEM (JTA) — ": ("JERUSALEM", "JTA", None),
    "KVELLER via JTA - ": (None, "KVELLER via JTA", None),
    "AFP - ": (None, "AFP", None),
    "(AFP) - ": (None, "AFP", None),
    "(EFE).- ": (None, "EFE", None),
    "Praha 5. května (ČTK) - ": ("Praha", "ČTK", "5. května"),
    "دبي 5 مايو (رويترز) - ": ("دبي", "رويترز", "5 مايو"),
    "(CNN) ": (None, "CNN", None),
    "Berlin (dpa) - ": ("Berlin", "dpa", None),
    "Berlin (AFP) ": ("Berlin", "AFP", None),
    "Frankfurt/Main (dpa/lhe) – ": ("Frankfurt/Main", "dpa/lhe", None),
    "Kiel (dpo) - ": ("Kiel", "dpo", None),
    "KÖLN. (hpd) ": ("KÖLN", "hpd", None),
    "Wien. ": ("Wien", None, None),
    "München/London – ": ("München/London", None, None),
    "PARIS, 7 mars (Reuters) - ": ("PARIS", "Reuters", "7 mars"),
    "MADRID, 3 Mar. (EUROPA PRESS) - ": ("MADRID", "EUROPA PRESS", "3 Mar."),
    "Madrid, 3 mar (EFE).- ": ("Madrid", "EFE", "3 mar"),
    "Roma, 3 mar. (Adnkronos) - ": ("Roma", "Adnkronos", "3 mar."),
    "(ANSA) - ROMA, 12 MAR - ": ("ROMA", "ANSA", "12 MAR"),
    "BRASÍLIA (Reuters) - ": ("BRASÍLIA", "Reuters", None),
    "São Paulo – ": ("São Paulo", None, None),
    "WARSZAWA (PAP) - ": ("WARSZAWA", "PAP", None),
    "МОСКВА, 3 мар - РИА Новости. ": ("МОСКВА", "РИА Новости", "3 мар"),
    "Москва. 3 марта. INTERFAX.RU - ": ("Москва", "INTERFAX.RU", "3 марта"),
    "القدس (أ ف ب) - ": ("القدس", "أ ف ب", None),
    "दिल्ली: ": ("दिल्ली", None, None),
    "Delhi: ": ("Delhi", None, None),
    "Mumbai, Jun 5 (PTI) ": ("Mumbai", "PTI", "Jun 5"),
    "（新华社北京3月7日电）": ("北京", "新华社", "3月7日"),
    "新华社北京3月7日电（记者 李伟）": ("北京", "新华社", "3月7日"),
    "【東京時事】": ("東京", "時事", None),
    "［東京 ７日 ロイター］ - ": ("東京", "ロイター", "７日"),
    "【ワシントン＝山田太郎】": ("ワシントン", None, None),
    "(서울=연합뉴스) 홍길동 기자 = ": ("서울", "연합뉴스", None),
    "ANKARA (AA) - ": ("ANKARA", "AA", None),
}

SPARED = [
    "NATO - the alliance founded in 1949 - said it would go on with its plans.",
    "BREAKING — The bridge has reopened to traffic after ten days of repair.",
    "UPDATE: The bridge has reopened to traffic after ten days of repair.",
    "ANALYSIS - The bridge has reopened to traffic after ten days of repair.",
    "CHINA CHIPS — The new rules on exports of chips weigh on makers of tools.",
    "CHICAGO is a city of the lakes and the wind and much more than that.",
    "WATCH: The bridge reopens to traffic after ten days of repair and wait.",
    "Yes — and no, said the minister who had come to open the old bridge.",
    "IBM (NYSE: IBM) — the company that once built typewriters - said no.",
    "NASA — The agency said on Tuesday that it would launch the new rocket.",
    "Berlin - so heißt die Stadt, in der er lebt und arbeitet seit Jahren.",
    "MERKEL: We will do what we can do for the people of this our land here.",
    "Anna Müller (CDU) - Die Ministerin sprach am Dienstag in der Altstadt.",
    "Anna Müller (li.) - Die Ministerin sprach am Dienstag in der Altstadt.",
    "President Hart (AP) The president said what he had said before.",
    "London. Paris. New York. Tokyo. The list of cities goes on and on.",
    "COVID-19 — The disease that changed the world as we knew it then.",
    "Q: The first point to make in this case is the one of the law at hand?",
    "【速報】橋が火曜日に再開したと市が発表した。",
    "WASHINGTON - ",
]


@pytest.mark.parametrize(("prefix", "parts"), DATELINES.items())
def test_a_dateline_is_taken_off_the_first_sentence(
    prefix: str, parts: tuple[str | None, ...]
) -> None:
    line, rest = split_dateline(prefix + STORY)
    assert line is not None
    assert line.text == prefix
    assert (line.place, line.agency, line.date) == parts
    assert rest == STORY


@pytest.mark.parametrize("paragraph", SPARED)
def test_a_paragraph_that_opens_like_a_dateline_is_spared(paragraph: str) -> None:
    assert split_dateline(paragraph) == (None, paragraph)


@given(st.text(alphabet="AB ab(),.-—:/1年電日【】=", max_size=60))
def test_nothing_is_lost_between_dateline_and_story(paragraph: str) -> None:
    line, rest = split_dateline(paragraph)
    assert (line.text if line else "") + rest == paragraph
