import pytest

from scraper.fields.bio import bio_subject

BIOS = {
    "Jacob Stein is The Daily Post's correspondent based in New York": "Jacob Stein",
    "Ana Ruiz covers courts for the Herald.": "Ana Ruiz",
    "Ana Ruiz writes about technology for the Post.": "Ana Ruiz",
    "Ana Ruiz joined the paper in 2014.": "Ana Ruiz",
    "Ana Ruiz has covered Congress for the Post since 2014.": "Ana Ruiz",
    "Ana Ruiz is a freelance writer in Lima.": "Ana Ruiz",
    "ANA RUIZ is deputy editor of the Herald.": "Ana Ruiz",
    "Ana Ruiz is the author of “The Bridge”.": "Ana Ruiz",
    "Tom Hart is a contributing columnist and the author of five books.": "Tom Hart",
    "Follow Ana Ruiz on Twitter @anaruiz": "Ana Ruiz",
    "Contact Ana Ruiz at ana@post.example": "Ana Ruiz",
    "Eva Blank ist Redakteurin im Ressort Wirtschaft.": "Eva Blank",
    "Eva Blank schreibt für die Zeitung über Politik.": "Eva Blank",
    "Jean Dupont est journaliste au service politique.": "Jean Dupont",
    "Ana Ruiz es periodista de El Diario.": "Ana Ruiz",
    "Marco Rossi è giornalista e scrive di politica.": "Marco Rossi",
    "Ana Souza é repórter da Folha.": "Ana Souza",
    "Jan de Vries is redacteur bij de krant.": "Jan de Vries",
    "Jan Kowalski jest dziennikarzem.": "Jan Kowalski",
    "Иван Петров — журналист издания.": "Иван Петров",
    "אנה כהן היא כתבת בהארץ": "אנה כהן",
    "أحمد علي هو صحفي في القدس": "أحمد علي",
}

STORY = [
    "Angela Blank is the chancellor of Germany.",
    "Ana Ruiz is the mayor of Lima.",
    "Ana Ruiz joined the protest on Tuesday.",
    "Ana Ruiz, a journalist, was arrested on Tuesday.",
    "Tom Hart was a journalist killed in Istanbul.",
    "Tom Hart reported that the bridge was closed.",
    "Tom Hart reported the theft to police on Friday.",
    "Tom Hart covers the ball with his hand.",
    "Tom Hart is a writer on the show.",
    "Tom Hart is the author of three books and a former president.",
    "Tom Hart joined the White House team in 2025.",
    "Anna Blank arbeitet bei der Polizei in Berlin.",
    "He is a reporter.",
    "The man is the author of the plan.",
    "Follow the money on Twitter.",
    "Contact the police at 555.",
]


@pytest.mark.parametrize(("line", "name"), BIOS.items())
def test_a_line_about_the_author_names_the_author(line: str, name: str) -> None:
    assert bio_subject(line) == name


@pytest.mark.parametrize("line", STORY)
def test_a_sentence_about_somebody_else_is_spared(line: str) -> None:
    assert bio_subject(line) is None
