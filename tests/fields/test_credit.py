import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fields.credit import ends_with_credit, is_credit, split_credit

CAPTION = "The bridge over the Sava on Tuesday, April 5, 2021."

CREDITS = {
    "(AP Photo/Ana Ruiz)": "AP Photo/Ana Ruiz",
    "(Ana Ruiz/Reuters)": "Ana Ruiz/Reuters",
    "(SAID HART / AFP)": "SAID HART / AFP",
    "(Ana Ruiz/Pool via AP)": "Ana Ruiz/Pool via AP",
    "(Screen capture/YouTube)": "Screen capture/YouTube",
    "(photo credit: Ana Ruiz/Times)": "Ana Ruiz/Times",
    "(Tom Hart/Flash90)": "Tom Hart/Flash90",
    "(Moti Hart/Haaretz)": "Moti Hart/Haaretz",
    "(Getty Images)": "Getty Images",
    "(Image: Getty)": "Getty",
    "[Ana Ruiz/AFP]": "Ana Ruiz/AFP",
    "Credit: U.S. Palestinian Affairs Unit": "U.S. Palestinian Affairs Unit",
    "Credit...Ana Ruiz": "Ana Ruiz",
    "Photograph: Ana Ruiz/AFP": "Ana Ruiz/AFP",
    "Photo by Ana Ruiz": "Ana Ruiz",
    "Photo courtesy of Ana Ruiz": "Ana Ruiz",
    "Image copyright Getty Images": "Getty Images",
    "Picture: Ana Ruiz": "Ana Ruiz",
    "Foto: Ana Ruiz / dpa": "Ana Ruiz / dpa",
    "(Foto: Ana Ruiz)": "Ana Ruiz",
    "Bild: Ana Ruiz": "Ana Ruiz",
    "Photo : Ana Ruiz / AFP": "Ana Ruiz / AFP",
    "Crédit photo : Ana Ruiz": "Ana Ruiz",
    "Fot. Jan Kowalski / PAP": "Jan Kowalski / PAP",
    "© Ana Ruiz": "Ana Ruiz",
    "צילום: אנה כהן": "אנה כהן",
    "تصوير: أحمد علي": "أحمد علي",
    "Фото: Иван Петров": "Иван Петров",
    "写真：山田太郎": "山田太郎",
    "（山田太郎撮影）": "山田太郎",
    "图：李伟": "李伟",
    "Bloomberg via Getty Images": "Bloomberg via Getty Images",
    "Ana Ruiz/Getty Images": "Ana Ruiz/Getty Images",
    "Ana Ruiz | AFP": "Ana Ruiz | AFP",
    "REUTERS/Ana Ruiz": "REUTERS/Ana Ruiz",
}

STORY = [
    "The senate passed the bill on the first vote (51 to 49)",
    "He closed the deal last week (worth $3m/£2m)",
    "So the mayor of the city said (see above)",
    "She left his party (CDU/CSU)",
    "That was the ruling of the season (2014/15)",
    "The statement came from the agency (AP)",
    "Mario Blank (CDU) und Björn Hart (AfD)",
    "Ben Hart (Sheffield United)",
    "The men who ran then (Joe Hart/Kamala Ruiz)",
    "He posted it on Facebook (via his own account)",
    "The poll by ABC News/Washington Post",
    "according to a Reuters/Ipsos poll released on Tuesday.",
    "It is a question of image: Nobody wants to lose it.",
    "He asked for a photo by the river",
    "The discredit: Ana Ruiz",
    "The harvest was late. Source: Ministry of Farming",
]


@pytest.mark.parametrize(("printed", "credit"), CREDITS.items())
def test_a_credit_is_taken_off_its_caption(printed: str, credit: str) -> None:
    assert split_credit(f"{CAPTION} {printed}") == (CAPTION, credit)
    assert ends_with_credit(f"{CAPTION} {printed}")
    assert is_credit(printed)


@pytest.mark.parametrize("line", STORY)
def test_a_sentence_that_ends_like_a_credit_is_spared(line: str) -> None:
    assert not ends_with_credit(line)
    assert not is_credit(line)


@pytest.mark.parametrize(
    "line", ["Facebook", "Share via Facebook", "© 2020 Daily Post", "Tom Hart"]
)
def test_a_button_an_owner_and_a_bare_name_are_no_credits(line: str) -> None:
    assert not is_credit(line)


def test_a_credit_stuck_to_its_caption_comes_off() -> None:
    assert split_credit("A landing on FridayCredit: Tom Hart") == (
        "A landing on Friday",
        "Tom Hart",
    )


@given(st.text(alphabet="Aa (/)[]©:.撮影Photoby Credit|via", max_size=80))
def test_no_string_breaks_the_credit(text: str) -> None:
    caption, credit = split_credit(text)
    assert caption in text
    assert credit is None or credit in text


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("A tram in Graz.Getty Images", "A tram in Graz.", "Getty Images"),
        ("夕暮れの橋（東京で、３日）＝ＡＰ", "夕暮れの橋（東京で、３日）", "ＡＰ"),
        ("Cầu cảng lúc bình minh. Ảnh: Sở giao thông cung cấp", "Cầu cảng lúc bình minh.",
         "Sở giao thông cung cấp"),
        ("Die Brücke am MorgenBild: Eva Blank/dpa", "Die Brücke am Morgen", "Eva Blank/dpa"),
        ("Foto: Eva Blank (Keystone)", "", "Eva Blank (Keystone)"),
        ("At dawn. (Photo: Ana Ruiz / Post. Courtesy of the port)", "At dawn.",
         "Ana Ruiz / Post. Courtesy of the port"),
        ("The bridge.Then rain fell", "The bridge.Then rain fell", None),
        ("The ferry of St.Gallen", "The ferry of St.Gallen", None),
        ("２＋２＝４", "２＋２＝４", None),
        ("Das Sinnbild: Eva Blank springt", "Das Sinnbild: Eva Blank springt", None),
    ],
)  # fmt: skip
def test_a_credit_is_told_from_the_caption_it_sticks_to(
    line: str, caption: str, credit: str | None
) -> None:
    assert split_credit(line) == (caption, credit)
