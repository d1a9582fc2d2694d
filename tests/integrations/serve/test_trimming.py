"""Articles cut to a length: still articles, and honest about it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from scraper.formats import write
from scraper.formats.record import article_schema
from scraper.integrations.serve.trimming import cut, cut_row
from scraper.types import Article, Caption, Dateline

_WORDS = st.text("abc é\n", max_size=300)
ARTICLES = st.builds(
    Article,
    url=st.none() | _WORDS,
    headline=st.none() | _WORDS,
    authors=st.lists(_WORDS, max_size=20).map(tuple),
    dateline=st.none() | st.builds(Dateline, _WORDS),
    captions=st.lists(st.builds(Caption, _WORDS), max_size=20).map(tuple),
    text=_WORDS,
    provenance=st.dictionaries(_WORDS, _WORDS, max_size=9),
    problems=st.lists(_WORDS, max_size=2).map(tuple),
)
SCHEMA = Draft202012Validator(article_schema())


@given(ARTICLES, st.integers(100, 1000))
def test_an_article_that_was_cut_is_as_the_schema_says_and_no_longer_than_asked_for(
    article: Article, max_chars: int
) -> None:
    row = json.loads(write(article, "jsonl"))
    fitted = cut_row(row, max_chars)
    SCHEMA.validate(fitted)
    assert len(fitted["text"]) <= max_chars
    assert fitted.keys() == row.keys()
    others = {name: v for name, v in fitted.items() if name not in ("text", "problems", "verdict")}
    names = len(json.dumps(dict.fromkeys(others, 0)))
    assert len(json.dumps(others, ensure_ascii=False)) <= max_chars + names + 200


@given(ARTICLES)
def test_an_article_that_fits_is_left_as_it_is(article: Article) -> None:
    row = json.loads(write(article, "jsonl"))
    assert cut_row(row, 1_000_000) == row


def test_what_was_cut_is_a_problem_that_says_how_to_have_it() -> None:
    row = json.loads(write(Article(text="One line.\n\nAnother line.", problems=("x",)), "jsonl"))
    assert cut_row(row, 12)["text"] == "One line."
    assert cut_row(row, 12)["problems"][:2] == ["x", "text was cut: 9 of 24 characters. Ask again "
                                                "with a larger max_chars for more."]  # fmt: skip


@given(_WORDS, st.integers(1, 400))
def test_a_text_is_cut_where_a_line_or_a_word_ends(text: str, max_chars: int) -> None:
    kept, _, note = cut(text, max_chars).partition("\n\n[Cut here: ")
    assert len(kept) <= max_chars
    assert text.startswith(kept)
    assert bool(note) == (len(text) > max_chars)


def test_a_word_that_is_too_long_by_itself_is_cut_in_its_middle() -> None:
    assert cut("a" * 50, 20).startswith("a" * 20 + "\n\n[Cut here: 20 of 50")
