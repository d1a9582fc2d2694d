"""A phrasebook finds what trying every pattern would find, and finds it fast."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper import ConfigError
from scraper.config import load_config
from scraper.config.edges import key, loud, needles, openings
from scraper.config.phrasebook import Phrasebook, make_phrasebook, strip_decoration
from scraper.config.schema import PhraseSpec
from scraper.types import Label

WORDS = ["read", "more", "Straße", "İzle", "ſhare", "X", "été", " ", ": ", "5", "٣", "日本"]


def spec(*match: str, label: Label = Label.RELATED, max_chars: int = 240) -> PhraseSpec:
    """A phrase without examples."""
    return PhraseSpec(label=label, match=list(match), yes=[], no=[], max_chars=max_chars)


def book(*specs: PhraseSpec, **words: list[str]) -> Phrasebook:
    """The phrases as a book that names them en/phrase/1, en/phrase/2 ..."""
    return make_phrasebook(specs, "en", "en.toml", words)


def found(phrases: Phrasebook, line: str) -> str | None:
    """The id of what a book finds, without the language."""
    phrase = phrases.find(line)
    return phrase.id.removeprefix("en/") if phrase else None


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=1, max_size=3)
    group = several.map(lambda parts: f"(?:{'|'.join(parts)})")
    # No star over a group: one inside another backtracks for ever, in the test as in a phrase.
    times = st.sampled_from(["", "?", "{0,2}", "{1}", "?+"])
    look = st.builds(lambda mark, part: f"({mark}{part})", st.sampled_from(["?=", "?!"]), inner)
    return st.one_of(
        st.builds(lambda part, count: f"(?:{part}){count}", inner, times),
        several.map("".join),
        group,
        look,
    )


PIECES = [".", ".*", "r+", ".{0,3}", r"\w", r"\d", r"\b", "[a-e]", "[^r]", r"[\dx]", "[rR ]"]
ATOMS = st.sampled_from([*map(re.escape, WORDS), *PIECES])
PATTERNS = st.recursive(ATOMS, _grow, max_leaves=8)
LETTERS = st.sampled_from([*WORDS, "a", "r", "?", "READ", "STRASSE", "ı"])
LINES = st.lists(LETTERS, max_size=8).map("".join)


@given(PATTERNS, LINES)
@settings(max_examples=800, deadline=None, derandomize=True)
def test_what_a_pattern_matches_has_its_opening_and_its_needle(pattern: str, line: str) -> None:
    if re.compile(pattern, re.IGNORECASE).fullmatch(line):
        assert any(key(line).startswith(text) for text in openings(pattern))
        assert any(text in loud(line) for text in needles(pattern))


@given(st.lists(PATTERNS, min_size=1, max_size=5), LINES)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_a_book_finds_what_trying_every_pattern_in_turn_finds(match: list[str], line: str) -> None:
    bare = strip_decoration(line)
    fits = [i for i, m in enumerate(match, 1) if re.compile(m, re.I).fullmatch(bare)]
    first = f"phrase/{fits[0]}" if fits and bare else None
    assert found(book(*(spec(m) for m in match)), line) == first


def test_letters_that_match_ignoring_case_have_one_key() -> None:
    for char in map(chr, range(0x250)):
        for other in {char.lower()[:1], char.upper()[:1], char.swapcase()[:1]}:
            if re.compile(re.escape(char), re.IGNORECASE).fullmatch(other):
                assert len(loud(char)) != 1 or key(char) == key(other)


def test_a_construct_the_reader_does_not_know_may_match_anything() -> None:
    assert openings(r"(?P<x>a)(?P=x)") == needles(r"(a)\1") == {""}


@pytest.mark.parametrize(
    "line",
    ["Read more", "READ MORE:", "» Read more »", "[Read more]", "* read more...", "“Read more”!"],
)
def test_case_and_decoration_do_not_hide_a_phrase(line: str) -> None:
    assert found(book(spec("read more")), line)


def test_a_pattern_is_of_the_whole_line() -> None:
    assert found(book(spec("read more")), "Read more widely") is None


def test_decoration_that_means_something_stays() -> None:
    assert strip_decoration("• @gazette") == "@gazette"
    assert strip_decoration("Google+ |") == "Google+"
    assert strip_decoration("(5 min)") == "5 min"
    assert strip_decoration("Share on X (Twitter)") == "Share on X (Twitter)"
    assert strip_decoration("*** ~ ***") == ""


def test_a_line_too_long_for_one_phrase_may_be_another() -> None:
    phrases = book(spec("more.*", max_chars=10), spec("more .*"))
    assert found(phrases, "More from the harbor") == "phrase/2"
    assert found(phrases, "More news") == "phrase/1"


def test_a_phrase_without_stop_spares_sentences() -> None:
    plug = PhraseSpec(label=Label.PROMO, match="listen: .*", yes=[], no=[], stop=False)
    assert found(book(plug), "Listen: Why the ferry stopped")
    assert found(book(plug), "Listen: the wind has dropped.") is None


def test_a_list_of_words_stands_for_any_of_them() -> None:
    phrases = book(spec("share on {network}"), network=["{old}", "Mastodon"], old=["Vine", "X"])
    assert found(phrases, "Share on Mastodon")
    assert found(phrases, "Share on X")
    assert found(phrases, "Share on Tuesday") is None


def test_an_unknown_list_is_named_with_file_and_phrase() -> None:
    with pytest.raises(ConfigError, match=r"en\.toml: phrase/1: no word list \{netwrok\}.*network"):
        book(spec("share on {netwrok}"), network=["X"])


@pytest.mark.parametrize("match", ["^read more", "read more$"])
def test_an_anchor_is_refused_with_the_reason(match: str) -> None:
    with pytest.raises(ConfigError, match=r"phrase/1: .* whole line already: drop \^ and \$"):
        book(spec(match))


def test_a_bad_regex_is_named_when_the_book_is_checked() -> None:
    with pytest.raises(ConfigError, match=r"en\.toml: phrase/1: not a regular expression"):
        book(spec("read (more")).check()


@pytest.mark.parametrize("language", load_config().languages)
@pytest.mark.parametrize("line", ["a " * 200, "1" * 400, "read more " * 40, '" ' * 200, "." * 400])
def test_a_hostile_line_costs_little(language: str, line: str) -> None:
    phrases = load_config().phrasebook(language)
    assert phrases is not None
    phrases.check().find(line)  # compiled before the clock starts
    start = time.perf_counter()
    phrases.find(line)
    assert time.perf_counter() - start < 0.02  # 1 ms on a quiet machine
